"""The block "is the target within reach": a form, one traffic light with its sentence, gains of the comparable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.safestring import SafeString

from sasando.organizations.queries import AgencyRow
from sasando.planning.base_rates import BaseRate
from sasando.results.proofs import NoStatementError
from sasando.results.queries import Standing, TargetRow, YearResult
from sasando.results.reach import Reach, reach, target_value
from sasando.ui.charts.distribution import Distribution, Mark, distribution
from sasando.ui.markup import figures_bold, safe, table_rows
from sasando.ui.numbers import shown, signed
from sasando.ui.words import text as _

BIN = Fraction(1, 10)
LIGHTS = {"already": "green", "likely": "green", "rare": "amber", "unseen": "red"}
DEFAULT_GAIN = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class ReachForm:
    """What was asked, as it stands in the form; `error`: what is wrong with it."""

    target: str
    start: int | None
    by: int | None
    starts: tuple[tuple[int, str], ...]
    hint: str
    error: str


@dataclass(frozen=True, slots=True)
class ReachBlock:
    """`light`: green, amber, red, or "" where nothing can be computed."""

    form: ReachForm
    lead: SafeString
    light: str
    light_heading: str
    light_text: str
    example: str
    chart: SafeString
    title: str
    note: str
    rule: str
    rows: SafeString


def reach_block(
    agency: AgencyRow, standing: Standing, asked_target: str, asked_from: str, asked_by: str
) -> ReachBlock | None:
    """The block for what the form asks; without a question, for the last target that is known, or one band up.

    None where there is no result to start from.
    """
    latest = standing.latest
    if latest is None:
        return None
    target, hint = _default(standing, latest)
    form = ReachForm(
        target=asked_target or target,
        start=int(asked_from) if asked_from.isdigit() else latest.year,
        by=int(asked_by) if asked_by.isdigit() else None,
        starts=tuple((one.year, f"{one.year} ({shown(one.value)})") for one in reversed(standing.results)),
        hint=hint,
        error="",
    )
    try:
        found = reach(agency, target_value(form.target), form.start, form.by)
    except NoStatementError as error:
        return _refused(form, str(error))
    return _answered(form, standing, found)


def _default(standing: Standing, latest: YearResult) -> tuple[str, str]:
    if standing.targets:
        last: TargetRow = standing.targets[-1]
        said = _(
            "%(value)s adalah target terakhir yang diketahui (untuk %(year)s). Alamat halaman ini dapat dibagikan."
        )
        return shown(last.value), said % {"value": shown(last.value), "year": last.year}
    wished = min(latest.value + DEFAULT_GAIN, Fraction(5))
    said = _(
        "Belum ada target yang diketahui; angka ini sekadar contoh, setengah poin di atas hasil terakhir."
    )
    return shown(wished), said


def _refused(form: ReachForm, why: str) -> ReachBlock:
    sentence = why[:1].upper() + why[1:]
    refused = ReachForm(form.target, form.start, form.by, form.starts, form.hint, sentence)
    lead = safe(_("Periksa kembali isian target."))
    return ReachBlock(refused, lead, "", "", "", "", safe(), "", "", "", safe())


def _answered(form: ReachForm, standing: Standing, found: Reach) -> ReachBlock:
    if found.comparable is None or found.gain is None:
        lead = safe(_("Target ini tidak dapat dihitung."))
        return ReachBlock(form, lead, "", "", found.sentence, "", safe(), "", "", "", safe())
    rate = found.comparable.rate
    years = found.comparable.years
    return ReachBlock(
        form=form,
        lead=figures_bold(_lead(found, rate)),
        light=LIGHTS[found.verdict],
        light_heading=_heading(found.verdict),
        light_text=found.sentence,
        example=_example(rate),
        chart=distribution(_chart(standing, found, rate)) if rate.comparable else safe(),
        title=_("Kenaikan indeks, %(count)s yang sebanding") % {"count": len(rate.comparable)},
        note=_("poin, %(first)s ke %(second)s; tinggi batang adalah jumlah instansi")
        % {"first": years[0], "second": years[1]}
        if years
        else "",
        rule=found.comparable.rule,
        rows=_rows(rate, found),
    )


def _heading(verdict: str) -> str:
    return {
        "already": _("Hijau: sudah tercapai"),
        "likely": _("Hijau: sering terjadi"),
        "rare": _("Kuning: pernah terjadi, tetapi jarang"),
        "unseen": _("Merah: belum pernah terjadi"),
    }[verdict]


def _lead(found: Reach, rate: BaseRate) -> str:
    values = {"all": len(rate.comparable), "reached": len(rate.reached), "target": shown(found.target)}
    if found.verdict == "already":
        return _("Target %(target)s sudah tercapai.") % values
    if not rate.comparable:
        return _("Belum ada pembanding untuk kenaikan sepanjang itu.")
    if not rate.reached:
        return _("Dari %(all)s yang sebanding, tidak satu pun pernah naik sebanyak itu.") % values
    return _("Dari %(all)s yang sebanding, %(reached)s pernah naik sebanyak itu.") % values


def _example(rate: BaseRate) -> str:
    if not rate.reached:
        return ""
    best = max(rate.reached, key=lambda one: (one.gain, one.name))
    return _("Contoh yang berhasil: %(name)s, %(start)s ke %(end)s.") % {
        "name": best.name,
        "start": shown(best.start),
        "end": shown(best.end),
    }


def _chart(standing: Standing, found: Reach, rate: BaseRate) -> Distribution:
    gains = [one.gain for one in rate.comparable]
    needed = found.gain or Fraction(0)
    low = _floor(min([*gains, Fraction(0)]))
    high = _floor(max([*gains, needed])) + BIN
    span = high - low

    def place(value: Fraction) -> float:
        return round(float((value - low) / span) * 100, 2)

    counts = [0] * int(span / BIN)
    for gain in gains:
        counts[int((gain - low) / BIN)] += 1
    own = _own_gain(standing, found)
    ours = (
        None
        if own is None or not low <= own < high
        else Mark(place(own), _("sendiri %(gain)s") % {"gain": signed(own)})
    )
    ticks = [
        Mark(place(value), signed(value, 1) if value else "0")
        for value in (Fraction(step, 2) for step in range(-6, 9))
        if low <= value <= high
    ]
    return Distribution(
        identifier="g3",
        title=_("Kenaikan yang sebanding, dibanding kenaikan yang diperlukan"),
        description=_("%(reached)s dari %(all)s naik %(gain)s atau lebih.")
        % {"reached": len(rate.reached), "all": len(gains), "gain": shown(needed)},
        counts=counts,
        ticks=ticks,
        our_mark=ours,
        needed=Mark(place(needed), _("perlu %(gain)s") % {"gain": signed(needed)}),
    )


def _floor(value: Fraction) -> Fraction:
    return (value / BIN).__floor__() * BIN


def _own_gain(standing: Standing, found: Reach) -> Fraction | None:
    """What the agency itself gained in as many years, up to the start; None where it is not known."""
    span = found.by - found.start.year
    earlier = standing.by_year.get(found.start.year - span)
    if earlier is None or earlier.instrument != found.start.instrument:
        return None
    return found.start.value - earlier.value


def _rows(rate: BaseRate, found: Reach) -> SafeString:
    needed = found.gain or Fraction(0)
    steps: Sequence[Fraction] = sorted({Fraction(1, 4), Fraction(1, 2), Fraction(1), needed} - {Fraction(0)})
    count = len(rate.comparable)
    rows = [
        [signed(step), str(sum(one.gain >= step for one in rate.comparable)), str(count)] for step in steps
    ]
    ours = frozenset({steps.index(needed)} if needed in steps else ())
    return table_rows(rows, frozenset({1, 2}), ours)
