"""Whether a target is within reach, with the words and the comparable agencies that a file shows."""

from __future__ import annotations

from fractions import Fraction

from sasando.instruments.scale import scale_of
from sasando.organizations.kinds import kind_name
from sasando.organizations.queries import AgencyRow
from sasando.portal.downloads.brief import Above, Peer, Reachable
from sasando.portal.steps_words import steps_said
from sasando.results.proofs import NoStatementError
from sasando.results.queries import Standing, TargetRow, YearResult
from sasando.results.reach import Comparable, Reach, reach, steps_to
from sasando.results.steps import steps_up_to
from sasando.scoring.model import Instrument, ValueKind
from sasando.ui.numbers import shown
from sasando.ui.words import text as _


def reachable_part(
    agency: AgencyRow, published: Standing, target: Fraction | None, start: int | None, by: int | None
) -> tuple[Reachable | None, str]:
    """The block for the target that was asked for, else for the latest known; or None and why there is none.

    Raises:
        NoStatementError: what was asked for cannot be answered. (Of a known target it is told as the reason.)
    """
    known = _latest_target(published)
    if target is not None:
        return _made(agency, published, reach(agency, target, start, by), ""), ""
    if known is None:
        return None, _("Belum ada target yang diketahui, jadi keterjangkauannya tidak dihitung.")
    origin = _("Target terakhir yang diketahui: %(value)s untuk %(year)s (%(source)s).") % {
        "value": shown(known.value), "year": known.year, "source": known.origin,
    }  # fmt: skip
    if start is not None or by is not None:
        return _made(agency, published, reach(agency, known.value, start, by), origin), ""
    try:
        return _made(agency, published, reach(agency, known.value), origin), ""
    except NoStatementError as why:
        return None, _("%(origin)s Keterjangkauannya tidak dihitung: %(why)s.") % {
            "origin": origin,
            "why": why,
        }


def predicates_above(instrument: Instrument, latest: YearResult) -> tuple[Above, ...]:
    """What could be aimed at where nobody has said what is: every predicate that begins above the latest result."""
    scale = scale_of(instrument)
    levels = instrument.scorable and instrument.value_kind is ValueKind.INTEGER
    return tuple(
        Above(
            name,
            band.low,
            band.low - latest.value,
            steps_to(instrument, latest, band.low) if levels else None,
        )
        for name, band in zip(scale.names, scale.bands, strict=True)
        if band.low > latest.value
    )


def _latest_target(published: Standing) -> TargetRow | None:
    latest = published.latest
    same = [target for target in published.targets if latest is not None and target.measure == latest.measure]
    return same[-1] if same else None


def _made(agency: AgencyRow, published: Standing, found: Reach, origin: str) -> Reachable:
    comparable = found.comparable
    made = steps_up_to(published, found.start.year)
    rate = comparable.rate if comparable else None
    return Reachable(
        target=found.target,
        by=found.by,
        start_year=found.start.year,
        start=found.start.value,
        gain=found.gain,
        steps=found.steps_at_least,
        verdict=found.verdict,
        light=_lights()[found.verdict],
        lead=_lead(agency, found),
        sentence=found.sentence,
        rule=comparable.rule if comparable else "",
        years=comparable.years if comparable else None,
        peers=tuple(Peer(one.name, one.start, one.end) for one in rate.comparable) if rate else (),
        median=rate.median if rate else None,
        own_gain=_own_gain(agency, published, comparable),
        origin=origin,
        made=steps_said(made).sentence if made else "",
    )


def _lights() -> dict[str, str]:
    return {
        "already": _("● Hijau: sudah tercapai"),
        "likely": _("● Hijau: sering terjadi"),
        "rare": _("▲ Kuning: pernah terjadi, tetapi jarang"),
        "unseen": _("■ Merah: belum pernah terjadi"),
        "other_instrument": _("Tidak dapat dihitung: ukurannya berganti"),
    }


def _lead(agency: AgencyRow, found: Reach) -> str:
    """The answer in one sentence a title can hold."""
    comparable = found.comparable
    values = {
        "target": shown(found.target), "by": found.by, "kind": kind_name(agency.kind),
        "agencies": len(comparable.rate.comparable) if comparable else 0,
        "reached": len(comparable.rate.reached) if comparable else 0,
        "start": found.start.year,
    }  # fmt: skip
    if found.verdict == "already":
        return _("Target %(target)s sudah tercapai pada %(start)s.") % values
    if found.verdict == "other_instrument":
        return _("Target %(target)s untuk %(by)s tidak dapat diperiksa: ukurannya berganti.") % values
    if comparable is None or comparable.years is None:
        return _("Target %(target)s pada %(by)s: belum ada pembanding untuk kenaikan sepanjang itu.") % values
    if found.verdict == "unseen":
        return _(
            "Target %(target)s pada %(by)s: tidak satu pun dari %(agencies)s %(kind)s yang sebanding naik sebanyak itu."
        ) % values  # fmt: skip
    return _(
        "Target %(target)s pada %(by)s: dari %(agencies)s %(kind)s yang sebanding, %(reached)s naik sebanyak itu."
    ) % values  # fmt: skip


def _own_gain(agency: AgencyRow, published: Standing, comparable: Comparable | None) -> Fraction | None:
    if comparable is None or comparable.years is None:
        return None
    first, second = (published.by_year.get(year) for year in comparable.years)
    if first is None or second is None or first.instrument != second.instrument:
        return None
    if agency.slug in {one.key for one in comparable.rate.left_out}:
        return None
    return second.value - first.value
