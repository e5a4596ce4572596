"""Facts and files of reports for tests."""

from __future__ import annotations

from io import BytesIO

from sasando.evaluations.models import Stage
from sasando.evaluations.reports.facts import Facts
from sasando.evaluations.reports.gather import gather
from sasando.evaluations.reports.kinds import DOCUMENTS
from sasando.evaluations.reports.making import content_of, wanted


def all_stages(stage: Stage) -> tuple[Stage, ...]:
    """Every stage of the evaluation, as `stage_of` gives them."""
    return tuple(Stage.objects.filter(evaluation_id=stage.evaluation_id).order_by("ordinal"))


def fresh(stage: Stage) -> Stage:
    """The stage as it stands now, with what the pages select."""
    return Stage.objects.select_related("evaluation__agency", "instrument").get(id=stage.id)


def facts_of(stage: Stage) -> Facts:
    """The facts of a stage as it stands now."""
    return gather(fresh(stage), all_stages(stage))


def made(stage: Stage, file: str) -> bytes:
    """A document of a stage as it stands now."""
    return content_of(wanted(fresh(stage), all_stages(stage), DOCUMENTS[file]))


def docx_text(content: bytes) -> str:
    """Every text of a DOCX: paragraphs and tables in their order, then the footer."""
    from docx import Document

    document = Document(BytesIO(content))
    said = [node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t")]
    footers = [paragraph.text for section in document.sections for paragraph in section.footer.paragraphs]
    return " ".join([*said, *footers])
