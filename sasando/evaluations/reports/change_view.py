"""Why an index changed between two stages or two years: a waterfall, and a sentence for each indicator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from http import HTTPStatus
from itertools import accumulate
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from sasando.evaluations.models import Stage
from sasando.evaluations.reports.comparing import Compared, called, candidates_for, compare, usual
from sasando.evaluations.reports.door import Visit, visit
from sasando.evaluations.reports.facts import Contribution, Explanation
from sasando.evaluations.reports.naming import called_stage
from sasando.evaluations.reports.views import page_context, refused_in_words
from sasando.evaluations.reports.wording import change_text, points_text
from sasando.evaluations.screens.stage_words import name_of
from sasando.organizations.desk import desk_page
from sasando.scoring.change import NotComparableError
from sasando.scoring.model import Instrument, ValueKind
from sasando.scoring.numbers import fraction_text
from sasando.ui.charts.waterfall import Step, Tick, Waterfall, Whole, waterfall
from sasando.ui.markup import figures_bold, safe, table_rows
from sasando.ui.numbers import shown
from sasando.ui.words import as_sentence, in_one_language
from sasando.ui.words import text as _

MOST_LEAVES_DRAWN = 10
NO_VALUE = "–"


@dataclass(frozen=True, slots=True)
class Choice:
    """A stage to compare with, as the form offers it."""

    value: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """An indicator that changed in a sentence, the assessor's reason, and the number its page goes by."""

    sentence: SafeString
    why: str
    number: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The waterfall with its table; `note`: what a bar is."""

    title: str
    note: str
    chart: SafeString
    rows: SafeString


@require_safe
@in_one_language
@refused_in_words
def change_page(request: HttpRequest, slug: str, evaluation: UUID, code: str) -> HttpResponse:
    """`…/laporan/perubahan/?dari=<evaluation>.<stage>`: against the stage before, or the one that was asked for."""
    here = visit(request, slug, evaluation, code)
    among = candidates_for(here.staff.user, here.stage, here.stages, from_outside=here.from_outside)
    asked = request.GET.get("dari", "")
    before = usual(here.stage, among)
    if asked:
        before = next((one for one in among if called(one) == asked), None)
        if before is None:
            raise Http404(asked)
    context = {
        **page_context(here),
        "heading": _("Perubahan indeks"),
        "choices": [
            Choice(called(one), _short_name(one), before is not None and one.id == before.id) for one in among
        ],
        "here": request.path,
        "tag": called_stage(here.stage),
    }
    status = HTTPStatus.OK
    if before is None:
        context["lead"] = _("Belum ada tahap atau tahun lain dengan instrumen yang sama untuk dibandingkan.")
    else:
        context.update(_compared(here, before))
    return desk_page(request, "evaluations/reports/change.html", here.staff, context, status)


def _name(stage: Stage) -> str:
    return f"{name_of(stage)}, {stage.name}"


def _short_name(stage: Stage) -> str:
    """A name that a list on a phone shows whole."""
    return f"{name_of(stage)}, {stage.name.removeprefix('Penilaian ')}"


def _compared(here: Visit, before: Stage) -> dict[str, object]:
    names = (_name(before), _name(here.stage))
    try:
        found = compare(before, here.stage, here.stages, names)
    except NotComparableError as error:
        return {"lead": as_sentence(str(error)), "from_tag": called_stage(before)}
    return {
        "lead": figures_bold(_lead(found, names)),
        "why_incomplete": as_sentence(found.why_incomplete) if found.why_incomplete else "",
        "picture": _picture(found, found.explanation) if found.explanation else None,
        "changed": [
            Changed(
                figures_bold(_of_leaf(found.instrument, one)), found.justified.get(one.code, ""), one.number
            )
            for one in found.leaves
        ],
        "from_name": names[0],
        "from_stage": before.name,
        "from_tag": called_stage(before),
    }


def _lead(found: Compared, names: tuple[str, str]) -> str:
    explanation = found.explanation
    said = {"before": names[0], "after": names[1], "count": len(found.leaves)}
    if explanation is None:
        return _("%(count)s indikator yang bernilai di keduanya berubah dari %(before)s ke %(after)s.") % said
    change = explanation.end - explanation.start
    said |= {
        "first": shown(explanation.start),
        "second": shown(explanation.end),
        "change": change_text(explanation.start, explanation.end),
    }
    if not found.leaves:
        return _("Tidak ada indikator yang berubah dari %(before)s: indeks tetap %(second)s.") % said
    if change == 0:
        return _("Indeks tetap %(second)s dari %(before)s, padahal %(count)s indikator berubah.") % said
    words = (
        _(
            "Dari %(before)s (%(first)s) indeks naik %(change)s menjadi %(second)s; %(count)s indikator berubah."
        )
        if change > 0
        else _(
            "Dari %(before)s (%(first)s) indeks turun %(change)s menjadi %(second)s; %(count)s indikator berubah."
        )
    )
    return words % said


def _of_leaf(instrument: Instrument, one: Contribution) -> str:
    """One indicator in a sentence, with its exact contribution."""
    before, after = _level(instrument, one.before), _level(instrument, one.after)
    said = {
        "number": one.number, "name": one.name, "before": before, "after": after, "points": points_text(one.points),
    }  # fmt: skip
    if one.points >= 0:
        return _("%(number)s. %(name)s naik dari %(before)s ke %(after)s: %(points)s poin.") % said
    return _("%(number)s. %(name)s turun dari %(before)s ke %(after)s: %(points)s poin.") % said


def _level(instrument: Instrument, value: Fraction | None) -> str:
    if value is None:
        return NO_VALUE
    return fraction_text(value) if instrument.value_kind is ValueKind.INTEGER else shown(value)


def _picture(compared: Compared, found: Explanation) -> Picture:
    """By indicators where few changed, else by what lies right below the index."""
    instrument = compared.instrument
    by_leaf = 0 < len(found.leaves) <= MOST_LEAVES_DRAWN
    steps = found.leaves if by_leaf else found.parts
    title = _("Andil tiap indikator yang berubah") if by_leaf else _("Andil tiap bagian indeks")
    cells = [
        (
            f"{one.number}. {one.name}",
            _level(instrument, one.before)
            if by_leaf
            else NO_VALUE
            if one.before is None
            else shown(one.before),
            _level(instrument, one.after) if by_leaf else NO_VALUE if one.after is None else shown(one.after),
            points_text(one.points),
        )
        for one in steps
    ]
    whole = (_("Indeks"), shown(found.start), shown(found.end), points_text(found.end - found.start))
    return Picture(
        title,
        _("poin indeks; batang dimulai dari %(low)s, nilai terendah instrumen")
        % {"low": shown(instrument.low, 1)},
        waterfall(_chart(compared, found, steps, title)),
        safe(table_rows([*cells, whole], frozenset({1, 2, 3}))),
    )


def _chart(compared: Compared, found: Explanation, steps: Sequence[Contribution], title: str) -> Waterfall:
    instrument = compared.instrument
    ends = [f"{one.name} {one.evaluation.year}" for one in (compared.before, compared.after)]
    reached = list(accumulate((one.points for one in steps), initial=found.start))
    highest = max(*reached, found.end)
    limits = sorted(band.low for band in instrument.bands)
    top = next((limit for limit in limits if limit > highest), instrument.high)
    names = {band.low: band.name for band in instrument.bands}
    inside = [limit for limit in limits if instrument.low < limit < top]
    said = "; ".join(f"{one.number}. {one.name} {points_text(one.points)}" for one in steps)
    return Waterfall(
        identifier="perubahan",
        title=title,
        description=_("Dari %(first)s ke %(second)s: %(parts)s.")
        % {"first": shown(found.start), "second": shown(found.end), "parts": said},
        low=min(instrument.low, *reached),
        high=top,
        ticks=[
            Tick(instrument.low, shown(instrument.low, 1), shown(instrument.low, 1)),
            *(Tick(one, f"{shown(one, 1)} {names[one]}", shown(one, 1)) for one in inside),
        ],
        before=Whole(_short(ends[0]), found.start, shown(found.start)),
        steps=[
            Step(_short(f"{one.number}. {one.name}"), one.points, points_text(one.points)) for one in steps
        ],
        after=Whole(_short(ends[1]), found.end, shown(found.end)),
    )


def _short(name: str, longest: int = 32) -> str:
    """As much of a name as stands beside its figure on the narrowest screen."""
    bare = name.replace("Tingkat Kematangan ", "")
    return bare if len(bare) <= longest else f"{bare[: longest - 1].rstrip()}…"
