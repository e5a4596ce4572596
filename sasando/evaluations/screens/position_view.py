"""`/k/<agency>/posisi/`: official results, disclosed evaluations and simulations of an agency side by side.

For its staff alone: what has not been disclosed stands on no public page (DESIGN.md rule 9).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from sasando.evaluations.models import Disclosure, Evaluation, Seal, Stage
from sasando.evaluations.queries import evaluations_of
from sasando.evaluations.reports.naming import called_stage
from sasando.evaluations.screens.index_bar import ends
from sasando.evaluations.screens.position_chart import Figure, PositionChart, position_charts
from sasando.evaluations.screens.position_words import mean_sentence, target_sentence
from sasando.evaluations.screens.stage_words import evaluation_name, predicate_names
from sasando.evaluations.snapshot import Snapshot, snapshots
from sasando.evaluations.visible import is_contact_only, is_from_outside
from sasando.instruments.queries import parsed
from sasando.organizations.desk import desk_page
from sasando.organizations.people import person_of
from sasando.organizations.queries import staff_of
from sasando.results.queries import Standing, standing
from sasando.ui.numbers import EN_DASH, shown, span
from sasando.ui.words import in_one_language
from sasando.ui.words import text as _


@dataclass(frozen=True, slots=True)
class PositionLine:
    """One figure of a year: what it is, by which instrument, and what it rests on. `rank` orders a year's lines.

    `drawn`: the figure as the picture takes it; None where there is no single index.
    """

    year: int
    rank: int
    label: str
    instrument: str
    figure: str
    predicate: str
    source: str
    address: str
    drawn: Figure | None = None


@require_safe
@in_one_language
def position(request: HttpRequest, slug: str) -> HttpResponse:
    """The page; a PIC OPD and people from outside, who see a part alone, find none."""
    staff = staff_of(person_of(request), slug)
    if is_from_outside(staff) or is_contact_only(staff):
        raise Http404(slug)
    published = standing(slug)
    lines = [*_published(slug, published), *_own(evaluations_of(staff.agency))]
    lines.sort(key=_latest_first)
    charts = position_charts(staff.agency.name, [line.drawn for line in lines if line.drawn], published)
    context = {
        "lines": sorted([*lines, *_compared(slug, charts)], key=_latest_first),
        "lead": _lead(staff.agency.name, lines),
        "remarks": _remarks(lines, charts),
        "charts": charts,
    }
    return desk_page(request, "evaluations/position.html", staff, context)


def _latest_first(line: PositionLine) -> tuple[int, int]:
    return -line.year, line.rank


def _compared(slug: str, charts: list[PositionChart]) -> Iterator[PositionLine]:
    """The targets and national means that the pictures show beside the figures."""
    for chart in charts:
        for target in chart.beside.targets:
            yield _beside(slug, target.year, 4, _("Target"), chart.measure, target.value, target.origin)
        for mean in chart.beside.means:
            yield _beside(slug, mean.year, 5, _("Rata-rata nasional"), chart.measure, mean.value, mean.source)


def _beside(
    slug: str, year: int, rank: int, label: str, measure: str, value: Fraction, source: str
) -> PositionLine:
    return PositionLine(year, rank, label, measure, shown(value), "", source, f"/d/{slug}/")


def _remarks(lines: list[PositionLine], charts: list[PositionChart]) -> list[str]:
    """The latest official result against the national mean of its year and the last known target."""
    latest = next((line.drawn for line in lines if line.drawn and line.drawn.official), None)
    if latest is None:
        return []
    beside = next(chart.beside for chart in charts if chart.instrument == latest.instrument)
    mean = next((one for one in beside.means if one.year == latest.year), None)
    said = []
    if mean is not None:
        said.append(mean_sentence(latest.value, mean))
    if beside.targets:
        said.append(target_sentence(latest.value, beside.targets[-1]))
    return said


def _lead(agency: str, lines: list[PositionLine]) -> str:
    """The latest official result and the latest figure of their own, in a sentence to be read aloud; "" without any."""
    official = next((line for line in lines if line.drawn and line.drawn.official), None)
    own = next((line for line in lines if line.drawn and not line.drawn.official), None)
    said = []
    if official is not None:
        said.append(
            _("Hasil resmi terakhir %(agency)s %(figure)s (%(measure)s %(year)s).")
            % {
                "agency": agency,
                "figure": official.figure,
                "measure": official.instrument,
                "year": official.year,
            }
        )
    if own is not None:
        said.append(
            _("Menurut evaluasi di sini terakhir %(figure)s (%(name)s), bukan angka terbitan resmi.")
            % {"figure": own.figure, "name": own.instrument}
        )
    if len({line.drawn.instrument for line in (official, own) if line and line.drawn}) > 1:
        said.append(_("Kedua angka tidak dapat dibandingkan: instrumennya berbeda."))
    return " ".join(said)


def _published(slug: str, held: Standing) -> list[PositionLine]:
    return [
        PositionLine(
            year=one.year,
            rank=1,
            label=_("Hasil resmi"),
            instrument=parsed(one.instrument_digest).short_name,
            figure=shown(one.value),
            predicate=one.predicate,
            source=one.publication.title,
            address=f"/d/{slug}/",
            drawn=Figure(
                one.year,
                one.instrument,
                one.instrument_digest,
                one.value,
                official=True,
                source=one.publication.title,
            ),
        )
        for one in held.results
    ]


def _own(found: list[Evaluation]) -> list[PositionLine]:
    """The latest seal of each evaluation, the public one where it is another, and what an open stage comes to.

    Of an evaluation that the agency takes no part in: that alone.
    """
    last, public = _last_seals(found), _public_seals(found)
    lines = []
    for evaluation in found:
        kept, told = last.get(evaluation.id), public.get(evaluation.id)
        if evaluation.absence:
            lines.append(_absent(evaluation))
            continue
        if kept is not None and kept != told:
            lines.append(_sealed(evaluation, kept, is_public=False))
        if told is not None:
            lines.append(_sealed(evaluation, told, is_public=True))
    taking_part = [evaluation for evaluation in found if not evaluation.absence]
    return lines + list(map(_open, snapshots(_open_stages(taking_part))))


def _open_stages(found: list[Evaluation]) -> list[Stage]:
    """The open stages of evaluations, each with what is said of it at hand."""
    opened = []
    for evaluation in found:
        for stage in evaluation.stages.all():
            if stage.state == Stage.State.OPEN:
                stage.evaluation, stage.instrument = evaluation, evaluation.instrument
                opened.append(stage)
    return opened


def _last_seals(found: list[Evaluation]) -> dict[UUID, Seal]:
    """The seal that counts for each evaluation: of its latest sealed stage, the last one. One query."""
    seals = (
        Seal.objects.filter(stage__evaluation__in=found, stage__state=Stage.State.SEALED)
        .select_related("stage")
        .order_by("stage__ordinal", "number")
    )
    return {seal.stage.evaluation_id: seal for seal in seals}


def _public_seals(found: list[Evaluation]) -> dict[UUID, Seal]:
    """The seal of each evaluation that is public; it stays so after its stage was opened again. One query."""
    standing = Disclosure.objects.filter(evaluation__in=found, withdrawn_at=None)
    return {one.evaluation_id: one.seal for one in standing.select_related("seal__stage")}


def _sealed(evaluation: Evaluation, seal: Seal, *, is_public: bool) -> PositionLine:
    index: Fraction | None = seal.index
    seal.stage.evaluation = evaluation
    what = called_stage(seal.stage)
    return PositionLine(
        year=evaluation.year,
        rank=2,
        label=_("%(what)s, dibuka untuk umum") % {"what": what} if is_public else what,
        instrument=_name(evaluation),
        figure=EN_DASH if index is None else shown(index),
        predicate=predicate_names(parsed(evaluation.instrument.digest), seal.predicate),
        source=_("segel %(number)s tahap %(stage)s") % {"number": seal.number, "stage": seal.stage.name},
        address=_address(evaluation),
        drawn=_drawn(evaluation, index),
    )


def _absent(evaluation: Evaluation) -> PositionLine:
    """Not taking part is a result: there is nothing beside it."""
    return PositionLine(
        year=evaluation.year,
        rank=2,
        label=_("Tidak mengikuti"),
        instrument=_name(evaluation),
        figure=EN_DASH,
        predicate="",
        source=evaluation.absence,
        address=_address(evaluation),
    )


def _open(held: Snapshot) -> PositionLine:
    stage, score = held.stage, held.score
    evaluation = stage.evaluation
    low, high = ends(score)
    filled = len(score.values) - len(score.missing) - len(score.assumed)
    return PositionLine(
        year=evaluation.year,
        rank=3,
        label=_("%(what)s, isian sekarang") % {"what": called_stage(stage)},
        instrument=_name(evaluation),
        figure=span(shown(low), shown(high)),
        predicate=predicate_names(score.instrument, score.predicate.name) if score.predicate else "",
        source=_("%(stage)s, %(filled)s dari %(rated)s terisi")
        % {"stage": stage.name, "filled": filled, "rated": len(score.values)},
        address=_address(evaluation),
        drawn=_drawn(evaluation, score.index),
    )


def _drawn(evaluation: Evaluation, index: Fraction | None) -> Figure | None:
    """An index of their own for the picture; with gaps there is none to draw."""
    if index is None:
        return None
    instrument = evaluation.instrument
    return Figure(
        evaluation.year,
        instrument.key,
        instrument.digest,
        index,
        official=False,
        source=_("segel dan isian evaluasi sendiri"),
    )


def _name(evaluation: Evaluation) -> str:
    return evaluation_name(evaluation, parsed(evaluation.instrument.digest).short_name)


def _address(evaluation: Evaluation) -> str:
    return reverse("evaluation", kwargs={"slug": evaluation.agency.slug, "evaluation": evaluation.id})
