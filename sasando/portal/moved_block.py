"""The block "what moved it": the change between two years, domain by domain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from django.utils.safestring import SafeString

from sasando.portal.proof_lines import short_name
from sasando.portal.sentences import and_list
from sasando.results.proofs import Moved, outside_sentence
from sasando.scoring.explanation_printed import Span
from sasando.scoring.model import Instrument, Node
from sasando.ui.charts.waterfall import Step, Tick, Waterfall, Whole, waterfall
from sasando.ui.markup import figures_bold, safe, table_rows
from sasando.ui.numbers import shown, signed
from sasando.ui.words import text as _

NO_VALUE = "–"
WIDEST_UNKNOWN = Fraction(1, 20)  # a contribution known no closer than this is not drawn
NEARLY_NOTHING = Fraction(1, 200)  # what two decimals show as 0,00


@dataclass(frozen=True, slots=True)
class MovedBlock:
    """`years`: (first, second). `chart` is empty where the parts are not known closely enough to draw; `rows` too
    where a year lies outside the scale.
    """

    years: tuple[int, int]
    lead: SafeString
    remark: str
    chart: SafeString
    title: str
    note: str
    rows: SafeString
    foot: SafeString
    footnote: str


def moved_block(moved: Moved) -> MovedBlock:
    """The block of a change, from its exact contributions."""
    if moved.change.outside_scale:
        return _outside(moved)
    parts = moved.change.parts
    drawn = all(span.upper - span.lower <= WIDEST_UNKNOWN for _node, span in parts)
    years = (moved.before.year, moved.after.year)
    return MovedBlock(
        years=years,
        lead=figures_bold(_lead(moved, parts, drawn)),
        remark=_room(moved) if drawn else "",
        chart=waterfall(moved_chart(moved)) if drawn else safe(),
        title=_("Andil tiap domain, %(first)s ke %(second)s") % {"first": years[0], "second": years[1]},
        note=_("poin indeks; batang dimulai dari %(low)s, nilai terendah instrumen")
        % {"low": shown(moved.instrument.low, 1)},
        rows=table_rows([_row(moved, node, span) for node, span in parts], frozenset({1, 2, 3, 4, 5})),
        foot=table_rows([_foot(moved)], frozenset({1, 2, 3, 4, 5})),
        footnote=_footnote(parts),
    )


def _outside(moved: Moved) -> MovedBlock:
    """A year that needs levels below the scale: its change is not counted, here as on the first page."""
    lead = figures_bold(" ".join(outside_sentence(year) for year in moved.outside))
    return MovedBlock((moved.before.year, moved.after.year), lead, "", safe(), "", "", safe(), safe(), "")


def span_text(span: Span) -> str:
    """A contribution as exactly as it is known: `+0,125`, `+0,3675 atau +0,3700`, `−0,10 … +0,32`."""
    if span.values is not None and len(span.values) <= 3:
        places = max(3, *(_places(value) for value in span.values))
        return _(" atau ").join(signed(value, places) for value in span.values)
    return f"{signed(span.lower)} … {signed(span.upper)}"


def _places(value: Fraction) -> int:
    return next((places for places in range(2, 6) if (value * 10**places).denominator == 1), 4)


def _lead(moved: Moved, parts: Sequence[tuple[Node, Span]], drawn: bool) -> str:
    change = moved.after.value - moved.before.value
    if not drawn:
        return f"{_direction(change)}; {_unknown(moved)}."
    if change == 0:
        return _("Indeks tercetak sama pada %(first)s dan %(second)s.") % {
            "first": moved.before.year,
            "second": moved.after.year,
        }
    way = 1 if change > 0 else -1
    ordered = sorted(parts, key=lambda part: way * _middle(part[1]), reverse=True)
    (most, share), (least, rest) = ordered[0], ordered[-1]
    said = _("%(change)s: terbanyak dari %(most)s (%(share)s)") % {
        "change": _direction(change),
        "most": _named(most),
        "share": shown(way * _middle(share)),
    }
    return f"{said}{_of_least(_named(least), rest, way)}."


def _direction(change: Fraction) -> str:
    if change == 0:
        return _("Indeks tercetak sama")
    words = _("Indeks naik %(change)s") if change > 0 else _("Indeks turun %(change)s")
    return words % {"change": shown(abs(change))}


def _of_least(name: str, span: Span, way: int) -> str:
    """What the part did that moved the index least in its direction, or against it (`way`: 1 up, -1 down)."""
    values = {"least": name, "rest": shown(abs(_middle(span)))}
    if span.lower == span.upper == 0:
        return _("; %(least)s tidak mengubahnya") % values
    if abs(_middle(span)) < NEARLY_NOTHING:
        return _("; andil %(least)s hampir nol") % values
    if way * _middle(span) > 0:
        return _(", paling sedikit dari %(least)s (%(rest)s)") % values
    opposed = _("; %(least)s menurunkannya %(rest)s") if way > 0 else _("; %(least)s menaikkannya %(rest)s")
    return opposed % values


def _unknown(moved: Moved) -> str:
    """Why the parts are known within bounds alone."""
    years = [str(one.year) for one in (moved.before, moved.after) if not one.parts]
    if not years:
        return _("andil tiap domain hanya diketahui batasnya")
    return _("nilai domain %(years)s tidak tercetak, jadi andil tiap domain hanya diketahui batasnya") % {
        "years": and_list(years)
    }


def _named(node: Node) -> str:
    return " ".join(word if word.isupper() else word.lower() for word in short_name(node).split())


def _middle(span: Span) -> Fraction:
    return (span.lower + span.upper) / 2


def _room(moved: Moved) -> str:
    """Where most can still be gained: the weight of a part times what it lacks to the top."""
    rooms = [
        (_left(moved, node), node) for node, _span in moved.change.parts if node.code in moved.after.parts
    ]
    if not rooms:
        return ""
    room, node = max(rooms, key=lambda one: one[0])
    return _("Ruang terbesar yang tersisa ada di %(part)s: sekitar %(room)s poin.") % {
        "part": _named(node),
        "room": shown(room),
    }


def _left(moved: Moved, node: Node) -> Fraction:
    """Points of the index a part can still add, from its printed value; half a hundredth may be lost in print."""
    weight = (node.weight or Fraction(0)) / (moved.instrument.root.weight or Fraction(100))
    return weight * (moved.instrument.high - moved.after.parts[node.code])


def _row(moved: Moved, node: Node, span: Span) -> list[str]:
    before, after = moved.before.parts.get(node.code), moved.after.parts.get(node.code)
    return [
        short_name(node),
        f"{shown(node.weight or 0, 1)}%",
        NO_VALUE if before is None else shown(before),
        NO_VALUE if after is None else shown(after),
        span_text(span),
        NO_VALUE if after is None else shown(_left(moved, node)),
    ]


def _foot(moved: Moved) -> list[str]:
    before, after = shown(moved.before.value), shown(moved.after.value)
    room = shown(moved.instrument.high - moved.after.value, 2)
    return [_("Indeks"), "100%", before, after, span_text(moved.change.change), room]


def _footnote(parts: Sequence[tuple[Node, Span]]) -> str:
    """Said of contributions that are not one exact value."""
    open_ones = [f"{short_name(node)} {span_text(span)}" for node, span in parts if not _is_exact(span)]
    if not open_ones:
        return ""
    return _("* Lebih dari satu nilai eksak mencetak angka yang sama: %(parts)s.") % {
        "parts": "; ".join(open_ones)
    }


def moved_chart(moved: Moved) -> Waterfall:
    """The drawing of a change as plain values."""
    instrument = moved.instrument
    first = Whole(_index(moved.before.year), moved.before.value, shown(moved.before.value))
    last = Whole(_index(moved.after.year), moved.after.value, shown(moved.after.value))
    steps = [_step(node, span) for node, span in moved.change.parts]
    reached = list(accumulate((step.value for step in steps), initial=first.value))
    highest = max(*reached, last.value)  # a gain may be lost again: the way goes higher than both ends
    low = min(instrument.low, *reached, last.value)
    top = next((band for band in _limits(instrument) if band > highest), instrument.high)
    return Waterfall(
        identifier="g2",
        title=_("Andil tiap domain pada perubahan indeks %(first)s ke %(second)s")
        % {"first": moved.before.year, "second": moved.after.year},
        description=_("Dari %(first)s ke %(second)s: %(parts)s.")
        % {
            "first": first.text,
            "second": last.text,
            "parts": "; ".join(f"{short_name(node)} {span_text(span)}" for node, span in moved.change.parts),
        },
        low=low,
        high=top,
        ticks=[Tick(low, shown(low, 1), shown(low, 1)), *_ticks(instrument, low, top)],
        before=first,
        steps=steps,
        after=last,
    )


def _index(year: int) -> str:
    return _("Indeks %(year)s") % {"year": year}


def _step(node: Node, span: Span) -> Step:
    middle = _middle(span)
    text = signed(middle, 3) if _is_exact(span) else f"{signed(middle, 2)}*"
    return Step(short_name(node), middle, text)


def _is_exact(span: Span) -> bool:
    return span.values is not None and len(span.values) == 1


def _limits(instrument: Instrument) -> list[Fraction]:
    return sorted(band.low for band in instrument.bands)


def _ticks(instrument: Instrument, low: Fraction, top: Fraction) -> list[Tick]:
    bands = sorted(instrument.bands, key=lambda band: band.low)
    return [
        Tick(band.low, f"{shown(band.low, 1)} {band.name}", shown(band.low, 1))
        for band in bands
        if low < band.low <= top
    ]
