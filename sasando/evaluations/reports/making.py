"""From what is asked to the file: kept, made now, or made by the worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sasando.evaluations.actions.reporting import order_report
from sasando.evaluations.models import Stage
from sasando.evaluations.reports.facts import Facts
from sasando.evaluations.reports.gather import gather
from sasando.evaluations.reports.kinds import DOCUMENTS, LANGUAGE, Document
from sasando.evaluations.reports.own_templates import Chosen, chosen, content_of_template
from sasando.evaluations.reports.queries import job_by_id, job_under_way, journal_head, stage_with_others
from sasando.kernel.job_progress import JobRun
from sasando.kernel.jobs import JobKind
from sasando.kernel.made_files import MadeFiles
from sasando.kernel.models import Job
from sasando.organizations.models import User
from sasando.ui.words import speaking

JOB_KIND = "evaluations.make_report"
_DAY = 24 * 60 * 60
FILES = MadeFiles("reports", most_bytes=200 * 1024 * 1024, most_seconds=14 * _DAY)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that somebody asks for. `name`: how it is kept, by the digest of what it says."""

    stage: Stage
    document: Document
    facts: Facts
    template: Chosen
    name: str


def file_name(stage: Stage, document: Document) -> str:
    """`kab-kupang-spbe-2025-mandiri-laporan.docx`: the name on the reader's disk."""
    evaluation = stage.evaluation
    measure = evaluation.instrument_key.partition("-")[0]
    return f"{evaluation.agency.slug}-{measure}-{evaluation.year}-{stage.code}-{document.file}"


def wanted(stage: Stage, stages: Sequence[Stage], document: Document) -> Wanted:
    """What the file would say now, and under which name it is kept."""
    with speaking(LANGUAGE):  # what the file says is Indonesian, so its facts and its digest are too
        facts = gather(stage, stages)
    template = _template(stage, document)
    return Wanted(
        stage, document, facts, template, f"{document.digest(facts, template.sha256)}.{document.suffix}"
    )


def _template(stage: Stage, document: Document) -> Chosen:
    return chosen(stage.evaluation.agency, document.subject) if document.own_template else Chosen()


def check_template_is_there(stage: Stage, document: Document) -> None:
    """Why a job that made a document failed: whether the file of its template is lost. One query.

    Raises:
        LostTemplateError: the template that the agency chose is not there.
    """
    content_of_template(stage.evaluation.agency.slug, _template(stage, document))


def content_of(file: Wanted) -> bytes:
    """The bytes, made now if they are not kept.

    Raises:
        LostTemplateError: the template that the agency chose is not there.
    """

    def make() -> bytes:
        agency = file.stage.evaluation.agency
        template = content_of_template(agency.slug, file.template)
        return file.document.make(file.facts, journal_head(agency), template)

    return FILES.once(file.name, file.document.file, make)


def queued(by: User, file: Wanted) -> UUID:
    """A job that makes the file: the one that is under way, else a new one.

    Raises:
        LostTemplateError: the template that the agency chose is not there.
    """
    content_of_template(file.stage.evaluation.agency.slug, file.template)
    under_way = job_under_way(JOB_KIND, _scope(file.stage), file.name)
    if under_way is not None:
        return under_way
    return order_report(by, file.stage, JOB_KIND, file.document.file, file.name)


def job_of(stage: Stage, document: Document, text: str) -> Job | None:
    """The job of that id, where it makes this document of this stage."""
    found = job_by_id(JOB_KIND, _scope(stage), text)
    if found is None or found.request.get("stage") != str(stage.id):
        return None
    return found if found.request.get("file") == document.file else None


def _scope(stage: Stage) -> str:
    return f"agency:{stage.evaluation.agency.slug}"


def run(job: JobRun) -> dict[str, Any]:
    """Make one file in the worker; its result names how the file is kept, which is by what stands at that moment."""
    job.progress(0, 2)
    stage, stages = stage_with_others(UUID(job.request["stage"]))
    file = wanted(stage, stages, DOCUMENTS[job.request["file"]])
    job.progress(1)
    content = content_of(file)
    job.progress(2)
    return {"name": file.name, "bytes": len(content)}


JOBS = [JobKind(JOB_KIND, run, starts=2)]
