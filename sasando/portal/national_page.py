"""The page of the whole country: how the indices lie, by kind and province, who moved, and the predicates.

A mean on this page is always one that a report prints: those of the rows disagree with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.safestring import SafeString

from sasando.instruments.scale import scale_of
from sasando.kernel.fields import STEPS
from sasando.organizations.models import Agency
from sasando.portal.figures import NO_VALUE
from sasando.portal.national_kinds import KindBar, kinds_chart
from sasando.portal.national_moved import moved_heading, moved_lead, moved_note, mover
from sasando.portal.national_words import Group, areas_sentence, empty_sentence, lead_sentence, moved_sentence
from sasando.results.national import (
    Entry,
    NationalFacts,
    Spread,
    movers,
    spread,
)
from sasando.results.peers import counted
from sasando.results.tables import NationalTable
from sasando.scoring.model import Instrument
from sasando.ui.charts.distribution import Distribution, Mark, distribution
from sasando.ui.markup import escape, figures_bold, head_cells, safe, table_rows
from sasando.ui.numbers import shown
from sasando.ui.words import text as _

BIN = STEPS // 10  # a tenth of the index


@dataclass(frozen=True, slots=True)
class NationalPage:
    """What `/nasional/` prints. `chart` is empty where nobody is in the group; `losses` and `gains` where nobody
    moved or there is no table to compare with."""

    lead: SafeString
    remark: str
    chart: SafeString
    chart_title: str
    chart_note: str
    bins: SafeString
    predicates_lead: str
    predicates: SafeString
    kinds_heading: SafeString
    kinds: SafeString
    kinds_chart: SafeString
    kinds_title: str
    kinds_chart_note: str
    kinds_foot: SafeString
    kinds_note: str
    provinces_heading: SafeString
    provinces: SafeString
    moved_lead: str
    moved_note: str
    moved_heading: SafeString
    gains: SafeString
    losses: SafeString
    source: SafeString
    moved_source: SafeString
    mean_source: str
    law: str
    areas: str


def national_page(facts: NationalFacts, kind: str, province: str, instrument: Instrument) -> NationalPage:
    """The page of a kind of agency, of a province, of both or (both "") of everybody."""
    group = Group(kind, facts.provinces.get(province, ""))
    inside = [one for one in facts.entries if _belongs(one, kind, province)]
    found = spread(inside)
    moved = movers(inside)
    years = (facts.before.ref.year, facts.table.ref.year) if facts.before else None
    bands = [band.name for band in scale_of(instrument).bands][::-1]
    kinds = _kind_bars(facts, kind, province)
    return NationalPage(
        lead=_lead(facts, group, found),
        remark=moved_sentence(moved, years) if years and moved.compared else "",
        chart=distribution(_chart(facts, group, inside, found, instrument)) if found else safe(),
        chart_title=_("Sebaran indeks %(year)s") % {"year": facts.table.ref.year},
        chart_note=_(
            "%(group)s; tiap batang selebar 0,1; tingginya jumlah instansi, grafik dimulai dari %(low)s"
        )
        % {"group": group.counted(len(inside)), "low": shown(instrument.low, 1)},
        bins=_bins(inside, instrument),
        predicates_lead=_predicates_lead(found, group, bands),
        predicates=_predicates(found, instrument, bands),
        kinds_heading=_heading(_("Jenis"), bands, with_mean=True),
        kinds=_kinds(kinds, kind, bands),
        kinds_chart=kinds_chart(kinds, facts.table.ref.year, instrument),
        kinds_chart_note=_(
            "batang atas median, batang bawah rata-rata yang tercetak; dimulai dari %(low)s, nilai terendah instrumen"
        )
        % {"low": shown(instrument.low, 1)},
        kinds_title=_("Median indeks %(year)s menurut jenis instansi") % {"year": facts.table.ref.year},
        kinds_foot=_kinds_foot(facts, province, bands),
        kinds_note=_kinds_note(facts, province),
        provinces_heading=_heading(_("Provinsi"), bands, with_mean=False),
        provinces=_provinces(facts, kind, province, bands),
        moved_lead=moved_lead(moved, years),
        moved_note=moved_note(moved),
        moved_heading=moved_heading(years),
        gains=safe(*map(mover, moved.gains)),
        losses=safe(*map(mover, moved.losses)),
        source=_publication(facts.table),
        moved_source=safe("; ".join(_publication(one) for one in (facts.before, facts.table) if one)),
        mean_source=_mean_source(facts, province),
        law=instrument.law,
        areas=_areas(facts, group, province),
    )


def _areas(facts: NationalFacts, group: Group, province: str) -> str:
    """That a province asked for has areas which no table can name; "" of others."""
    among = [kind for kind, code in facts.areas if code == province and group.kind in ("", kind)]
    return areas_sentence(len(among), group.province) if among else ""


def _belongs(entry: Entry, kind: str, province: str) -> bool:
    return (not kind or entry.kind == kind) and (not province or entry.province_code == province)


def _mean(facts: NationalFacts, kind: str, province: str) -> str:
    """The printed mean of a kind or of the country; reports print none of a province, or of a kind within one."""
    mean = None if province else facts.means.get(kind or "nasional")
    return shown(Fraction(mean.value, STEPS)) if mean else ""


def _mean_source(facts: NationalFacts, province: str) -> str:
    """Where the means shown on the page are printed."""
    shown_here = [] if province else list(dict.fromkeys(mean.source for mean in facts.means.values()))
    return "; ".join(shown_here)


def _lead(facts: NationalFacts, group: Group, found: Spread | None) -> SafeString:
    year = facts.table.ref.year
    if found is None:
        return safe(escape(empty_sentence(group, year)))
    mean = "" if group.province else _mean(facts, group.kind, "")
    return figures_bold(lead_sentence(group, found, year, mean))


def _chart(
    facts: NationalFacts, group: Group, inside: Sequence[Entry], found: Spread, instrument: Instrument
) -> Distribution:
    low, high = int(instrument.low * STEPS), int(instrument.high * STEPS)

    def x(value: Fraction) -> float:
        return round(min(100.0, max(0.0, float(value - instrument.low) * STEPS / (high - low) * 100)), 2)

    figures = {
        "median": shown(found.median), "low": shown(found.lowest), "high": shown(found.highest),
    }  # fmt: skip
    return Distribution(
        identifier="n1",
        title=_("Sebaran indeks %(year)s: %(group)s")
        % {"year": facts.table.ref.year, "group": group.counted(found.agencies)},
        description=_("Median %(median)s; terendah %(low)s, tertinggi %(high)s.") % figures,
        counts=counted([one.value for one in inside], low, high, BIN),
        ticks=[
            *(Mark(x(limit.value), shown(limit.value, 1)) for limit in scale_of(instrument).limits),
            Mark(100.0, shown(instrument.high, 1)),
        ],
        middle=Mark(x(found.median), _("median %(value)s") % {"value": figures["median"]}),
    )


def _bins(inside: Sequence[Entry], instrument: Instrument) -> SafeString:
    """The stretches in which somebody stands. The last one holds the highest value as well."""
    low, high = int(instrument.low * STEPS), int(instrument.high * STEPS)
    counts = counted([one.value for one in inside], low, high, BIN)
    rows = []
    for place, count in enumerate(counts):
        if count:
            first = low + place * BIN
            last = high if place == len(counts) - 1 else first + BIN - STEPS // 100
            figures = {"low": shown(Fraction(first, STEPS)), "high": shown(Fraction(last, STEPS))}
            rows.append([_("%(low)s sampai %(high)s") % figures, str(count)])
    return table_rows(rows, frozenset({1}))


def _predicates_lead(found: Spread | None, group: Group, bands: Sequence[str]) -> str:
    """How many stand at "Baik" and above, told by the band in the middle of the instrument."""
    if found is None:
        return ""
    upper = bands[: len(bands) // 2 + 1]
    return _("%(count)s dari %(group)s berpredikat %(least)s atau lebih tinggi.") % {
        "count": sum(found.predicates.get(name, 0) for name in upper),
        "group": group.counted(found.agencies),
        "least": upper[-1],
    }


def _predicates(found: Spread | None, instrument: Instrument, bands: Sequence[str]) -> SafeString:
    if found is None:
        return safe()
    scale = scale_of(instrument)
    rows = []
    for name in bands:
        count = found.predicates.get(name, 0)
        share = shown(Fraction(100 * count, found.agencies), 1)
        rows.append([scale.name(name), str(count), f"{share} %"])
    others = found.agencies - sum(found.predicates.get(name, 0) for name in bands)
    if others:
        rows.append([_("lainnya"), str(others), f"{shown(Fraction(100 * others, found.agencies), 1)} %"])
    return table_rows(rows, frozenset({1, 2}))


def _heading(first: str, bands: Sequence[str], with_mean: bool) -> SafeString:
    mean = [_("Rata-rata tercetak")] if with_mean else []
    return head_cells([first, _("Instansi"), *mean, _("Median"), _("Terendah"), _("Tertinggi"), *bands])


def _figures(found: Spread, bands: Sequence[str], mean: str | None) -> list[str]:
    return [
        str(found.agencies),
        *([] if mean is None else [mean or NO_VALUE]),
        shown(found.median),
        shown(found.lowest),
        shown(found.highest),
        *(str(found.predicates.get(name, 0)) for name in bands),
    ]


def _kind_bars(facts: NationalFacts, kind: str, province: str) -> list[KindBar]:
    """Each kind that has agencies in the province (or the country)."""
    made = []
    for name in Agency.Kind.values:
        found = spread([one for one in facts.entries if _belongs(one, name, province)])
        mean = None if province else facts.means.get(name)
        if found is not None:
            printed = Fraction(mean.value, STEPS) if mean else None
            made.append(KindBar(_(name.capitalize()), found, printed, kind in ("", name)))
    return made


def _kinds(kinds: Sequence[KindBar], kind: str, bands: Sequence[str]) -> SafeString:
    rows = [
        [one.name, *_figures(one.found, bands, "" if one.mean is None else shown(one.mean))] for one in kinds
    ]
    ours = frozenset(place for place, one in enumerate(kinds) if kind and one.marked)
    return table_rows(rows, _numbers(rows), ours)


def _kinds_foot(facts: NationalFacts, province: str, bands: Sequence[str]) -> SafeString:
    """All kinds together."""
    whole = spread([one for one in facts.entries if _belongs(one, "", province)])
    if whole is None:
        return safe()
    row = [_("Semua"), *_figures(whole, bands, _mean(facts, "", province))]
    return table_rows([row], _numbers([row]))


def _provinces(facts: NationalFacts, kind: str, province: str, bands: Sequence[str]) -> SafeString:
    """A row for each province that has agencies of the kind, in the order of region codes."""
    by_code: dict[str, list[Entry]] = {code: [] for code in facts.provinces}
    for one in facts.entries:
        if one.province_code in by_code and _belongs(one, kind, ""):
            by_code[one.province_code].append(one)
    rows: list[list[str]] = []
    ours = -1
    for code, entries in by_code.items():
        found = spread(entries)
        if found is not None:
            ours = len(rows) if code == province else ours
            rows.append([facts.provinces[code], *_figures(found, bands, None)])
    return table_rows(rows, _numbers(rows), frozenset({ours}))


def _numbers(rows: Sequence[Sequence[str]]) -> frozenset[int]:
    return frozenset(range(1, len(rows[0]) if rows else 1))


def _kinds_note(facts: NationalFacts, province: str) -> str:
    if province:
        return _("Laporan tidak mencetak rata-rata menurut provinsi.")
    return _(
        "Rata-rata hanya yang tercetak dalam laporan; rata-rata yang dihitung dari baris tabel berbeda darinya."
    )


def _publication(table: NationalTable) -> SafeString:
    """A table with its authority, linked where it has an address."""
    named = escape(f"{table.ref.title}, {table.ref.authority}")
    if not table.ref.address.startswith(("https://", "http://")):
        return safe(named)
    return safe(f'<a href="{escape(table.ref.address)}">{named}</a>')
