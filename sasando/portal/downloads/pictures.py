"""The pictures of a brief, for slides and paper alike."""

from __future__ import annotations

from fractions import Fraction

from sasando.portal.downloads.brief import Brief, Moved, Reachable
from sasando.ui.documents.figures import Column, DistributionFigure, LineFigure, Step, WaterfallFigure
from sasando.ui.numbers import shown, signed
from sasando.ui.words import text as _

OWN_MARK = "▲"  # below the column of the agency's own gain
STRETCH = Fraction(1, 5)  # of a point of the index: how wide a column of the distribution is


def line_figure(brief: Brief) -> LineFigure:
    """The index over the years against targets and the national mean."""
    rows = brief.years
    return LineFigure(
        description=_("%(measure)s %(name)s: %(values)s") % {
            "measure": brief.measure,
            "name": brief.name,
            "values": "; ".join(
                f"{row.year} {row.why if row.value is None else shown(row.value)}" for row in rows
            ),
        },
        times=tuple(str(row.year) for row in rows),
        low=brief.low,
        high=brief.top,
        limits=brief.limits,
        ours_name=brief.chart_name,
        ours=tuple(row.value for row in rows),
        others_name=_("nasional"),
        others=tuple(row.mean for row in rows),
        aims_name=_("target"),
        aims=tuple(row.target for row in rows),
        absences=tuple(row.why for row in rows),
        apart=frozenset(place for place, row in enumerate(rows) if row.outside),
        apart_name=_("%(name)s, di luar skala") % {"name": brief.chart_name},
    )  # fmt: skip


def waterfall_figure(brief: Brief, moved: Moved) -> WaterfallFigure:
    """From the earlier index to the later one by the contributions of the parts."""
    steps = tuple(
        Step(share.name, (share.contribution.lower + share.contribution.upper) / 2, share.text)
        for share in moved.shares
    )
    first = (_("Indeks %(year)s") % {"year": moved.first}, moved.before, shown(moved.before))
    second = (_("Indeks %(year)s") % {"year": moved.second}, moved.after, shown(moved.after))
    return WaterfallFigure(
        description=_("Dari %(before)s ke %(after)s: %(steps)s") % {
            "before": first[2],
            "after": second[2],
            "steps": "; ".join(f"{step.name} {step.text}" for step in steps),
        },
        low=brief.low,
        start=first,
        steps=steps,
        end=second,
        fallen_name=_("turun"),
        risen_name=_("naik"),
        whole_name=_("indeks"),
    )  # fmt: skip


def distribution_figure(brief: Brief, found: Reachable) -> DistributionFigure | None:
    """How much the comparable gained, one column beginning at the gain that is needed.

    None where nobody is comparable, or where nothing has to be gained any more.
    """
    if not found.peers or not found.gain:
        return None
    needed = found.gain
    places = [int((peer.gain - needed) // STRETCH) for peer in found.peers]
    own = None if found.own_gain is None else int((found.own_gain - needed) // STRETCH)
    ends = [*places, 0] if own is None else [*places, 0, own]
    columns = []
    for place in range(min(ends), max(ends) + 1):
        name = _stretch(needed + place * STRETCH)
        if place == own:
            name += "\n" + OWN_MARK
        columns.append(Column(name, places.count(place), place >= 0))
    return DistributionFigure(
        description=_("Kenaikan indeks %(count)s yang sebanding; %(reached)s naik sedikitnya %(gain)s.") % {
            "count": len(found.peers),
            "reached": sum(column.count for column in columns if column.reached),
            "gain": shown(needed),
        },
        columns=tuple(columns),
        short_name=_("naik kurang dari %(gain)s") % {"gain": shown(needed)},
        reached_name=_("naik %(gain)s atau lebih") % {"gain": shown(needed)},
    )  # fmt: skip


def _stretch(low: Fraction) -> str:
    """The first and the last gain of a column, one above the other so that many columns fit."""
    return "\n".join([signed(low), _("s.d."), signed(low + STRETCH - Fraction(1, 100))])
