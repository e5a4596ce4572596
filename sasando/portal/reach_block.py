"""The block "is the target within reach": a form, one traffic light with its sentence, gains of the comparable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from django.utils.safestring import SafeString

from sasando.instruments.queries import in_force, parsed
from sasando.organizations.kinds import kind_name
from sasando.organizations.queries import AgencyRow
from sasando.planning.base_rates import BaseRate
from sasando.planning.examples import examples
from sasando.portal.reach_form import ReachAsked, ReachForm, reach_form
from sasando.portal.steps_words import StepsSaid, steps_said
from sasando.results.proofs import NoStatementError
from sasando.results.queries import SPBE_FAMILY, Standing
from sasando.results.reach import Reach, reach
from sasando.results.steps import steps_up_to
from sasando.ui.charts.distribution import Distribution, Mark, distribution
from sasando.ui.light import Colour, light
from sasando.ui.markup import figures_bold, safe, table_rows
from sasando.ui.numbers import shown, signed
from sasando.ui.words import as_sentence
from sasando.ui.words import text as _

BIN = Fraction(1, 10)
LIGHTS: dict[str, Colour] = {"already": "green", "likely": "green", "rare": "amber", "unseen": "red"}


@dataclass(frozen=True, slots=True)
class ReachBlock:
    """`light`: with its sentence; empty where nothing can be computed, and `light_text` says why. `made`: the steps
    made so far."""

    form: ReachForm
    lead: SafeString
    light: SafeString
    light_text: str
    chart: SafeString
    title: str
    note: str
    rule: str
    rows: SafeString
    made: StepsSaid | None = None


def reach_block(agency: AgencyRow, standing: Standing, asked: ReachAsked) -> ReachBlock | None:
    """The block for what the form asks; without a question, for the last target that is known, or half a point more.

    None where there is no result to start from.
    """
    latest = standing.latest
    if latest is None:
        return None
    form, target, by = reach_form(standing, latest, parsed(latest.instrument_digest), asked)
    made = steps_up_to(standing, form.start)
    block = _block(agency, standing, form, target, by)
    return replace(block, made=steps_said(made) if made else None)


def _block(
    agency: AgencyRow, standing: Standing, form: ReachForm, target: Fraction, by: int | None
) -> ReachBlock:
    if form.wrong:
        return _without_answer(form, _("Periksa kembali isian target."), "")
    try:
        found = reach(agency, target, form.start, by)
    except NoStatementError as error:
        refused = replace(form, target_error=as_sentence(str(error)))
        return _without_answer(refused, _("Periksa kembali isian target."), "")
    return _answered(form, standing, found)


def _without_answer(form: ReachForm, lead: str, why: str) -> ReachBlock:
    return ReachBlock(form, figures_bold(lead), safe(), why, safe(), "", "", "", safe())


def _answered(form: ReachForm, standing: Standing, found: Reach) -> ReachBlock:
    if found.comparable is None or found.gain is None:
        return _without_answer(form, _("Target ini tidak dapat dihitung."), _other_instrument(found))
    if found.verdict == "already":
        lead = _("Target %(target)s sudah tercapai.") % {"target": shown(found.target)}
        return replace(_without_answer(form, lead, ""), light=_light(found, ""))
    if not found.comparable.rate.comparable:  # nobody to compare with is no red light
        return _without_answer(form, _("Belum ada pembanding untuk kenaikan sepanjang itu."), found.sentence)
    rate = found.comparable.rate
    years = found.comparable.years
    return ReachBlock(
        form=form,
        lead=figures_bold(_lead(rate)),
        light=_light(found, _example(found, rate)),
        light_text="",
        chart=distribution(_chart(standing, found, rate)),
        title=_("Kenaikan indeks, %(count)s yang sebanding") % {"count": len(rate.comparable)},
        note=_("poin, %(first)s ke %(second)s; tinggi batang adalah jumlah instansi")
        % {"first": years[0], "second": years[1]}
        if years
        else "",
        rule=found.comparable.rule,
        rows=_rows(rate, found),
    )


def _other_instrument(found: Reach) -> str:
    reign = in_force(SPBE_FAMILY, found.by)
    name = parsed(found.start.instrument_digest).short_name
    if reign is None:
        return found.sentence
    return _(
        "Tahun %(by)s tidak diukur dengan %(name)s: sejak %(since)s berlaku instrumen menurut %(law)s. Angka keduanya"
        " tidak dapat dibandingkan; target dalam satuan lama harus dikonversi (PermenPANRB 8/2026 Pasal 11)."
    ) % {"by": found.by, "name": name, "since": reign.since, "law": reign.law}


def _light(found: Reach, example: str) -> SafeString:
    return light(LIGHTS[found.verdict], "h-lampu", _heading(found.verdict), found.sentence, example)


def _heading(verdict: str) -> str:
    return {
        "already": _("Hijau: sudah tercapai"),
        "likely": _("Hijau: sering terjadi"),
        "rare": _("Kuning: pernah terjadi, tetapi jarang"),
        "unseen": _("Merah: belum pernah terjadi"),
    }[verdict]


def _lead(rate: BaseRate) -> str:
    values = {"all": len(rate.comparable), "reached": len(rate.reached)}
    if not rate.reached:
        return _("Dari %(all)s yang sebanding, tidak satu pun pernah naik sebanyak itu.") % values
    return _("Dari %(all)s yang sebanding, %(reached)s pernah naik sebanyak itu.") % values


def _example(found: Reach, rate: BaseRate) -> str:
    """From whom the target can be learned, and how they were chosen; "" where nobody gained as much."""
    if not rate.reached:
        return ""
    learned = examples(rate, found.agency.slug, found.start.value, found.target)
    names = "; ".join(
        _("%(name)s, %(start)s ke %(end)s")
        % {"name": one.name, "start": shown(one.start), "end": shown(one.end)}
        for one in learned.found
    )
    values = {
        "names": names, "kind": kind_name(found.agency.kind), "distance": shown(learned.distance),
        "start": shown(found.start.value), "target": shown(found.target),
    }  # fmt: skip
    if learned.near:
        said = _(
            "Contoh yang berhasil: %(names)s. Dipilih: %(kind)s lain yang indeks awalnya paling jauh %(distance)s"
            " dari %(start)s, naik sebanyak itu, dan mencapai %(target)s; yang paling dekat dengan kedua angka itu"
            " disebut dahulu."
        )
    else:
        said = _(
            "Belum ada contoh: tidak ada %(kind)s lain yang indeks awalnya paling jauh %(distance)s dari %(start)s,"
            " naik sebanyak itu, dan mencapai %(target)s."
        )
        if names:
            said += _(" Yang terdekat di antara yang naik sebanyak itu: %(names)s.")
    return said % values


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
    """What the agency itself gained in as many years, up to the start; None where it is not known, or where one of
    the years lies outside the scale."""
    if found.comparable and any(one.key == found.agency.slug for one in found.comparable.rate.left_out):
        return None
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
