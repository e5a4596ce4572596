"""What `/gaya/` shows of the components that are made in Python: colours, numbers, charts, cells, tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from django.utils.safestring import SafeString

from sasando.evaluations.screens.index_bar import scale
from sasando.portal.part_links import part_links
from sasando.portal.style_charts import LIMITS, StyleCharts, style_charts
from sasando.ui.light import Colour, light
from sasando.ui.markup import escape, figures_bold, head_cells, safe, table_rows, warning
from sasando.ui.numbers import day, exact_decimal, grouped, shown, signed, span
from sasando.ui.words import text as _

_SHOWN_AGENCY = "kab-kupang"
_GROUNDS = ("bg", "surface", "sunken")
_STATUSES = ("ok", "warn", "bad", "info", "idle")
COLOURS = (
    *_GROUNDS, "ink", "ink-2", "line", "edge", "brand", "accent", "link", "tint", "focus", *_STATUSES, "bad-fill",
    "c-us", "c-peer", "c-rest", "c-aim", "c-down", "c-grid", "c-band",
)  # fmt: skip
TEXT_PAIRS = (
    *((ink, ground) for ink in ("ink", "ink-2", "link") for ground in _GROUNDS),
    *((one, f"{one}-bg") for one in _STATUSES),
    *((one, ground) for one in ("ok", "bad", "warn") for ground in ("bg", "surface")),
    ("on-brand", "brand"),
    ("on-brand-2", "brand"),
    ("on-accent", "accent"),
    ("on-focus", "focus"),
    ("on-bad-fill", "bad-fill"),
    ("ink", "tint"),
    ("link", "tint"),
    ("bg", "c-us"),
)  # fmt: skip
MARK_PAIRS = (("edge", "surface"), ("edge", "bg"), ("c-us", "bg"), ("c-peer", "bg"), ("c-down", "bg"))


@dataclass(frozen=True, slots=True)
class StyleNumbers:
    value: str
    change: str
    exact: str
    range: str
    percent: str
    grouped: str
    day: str


@dataclass(frozen=True, slots=True)
class StylePage:
    """Markup of the components; the rest of the page stands in its templates."""

    colours: SafeString
    text_pairs: SafeString
    mark_pairs: SafeString
    numbers: StyleNumbers
    lead: SafeString
    parts: SafeString
    warning: SafeString
    lights: SafeString
    proofs: SafeString
    table_head: SafeString
    table_rows: SafeString
    lines_head: SafeString
    lines_rows: SafeString
    lines_by: tuple[int, ...]
    moves: SafeString
    qr: str
    charts: StyleCharts
    bars: list[SafeString]
    whole_scale: str


def style_page() -> StylePage:
    """The page of components in the page's language."""
    return StylePage(
        colours=safe(*map(_colour, COLOURS)),
        text_pairs=safe(*(_pair(*pair, _SAMPLE_TEXT) for pair in TEXT_PAIRS)),
        mark_pairs=safe(*(_pair(*pair, _SAMPLE_MARK) for pair in MARK_PAIRS)),
        numbers=_numbers(),
        lead=figures_bold(_("Naik 0,57 dalam setahun.")),
        parts=part_links(_SHOWN_AGENCY, "target/"),
        warning=safe(
            warning(_("Predikat bergantung cara membaca: 2,598 berarti Cukup, dibulatkan 2,60 Baik."))
        ),
        lights=safe(*_lights()),
        proofs=safe(
            *map(_proof, ((_("semua pasti"), 5, 5), (_("sebagian pasti"), 3, 5), (_("belum ada"), 0, 5)))
        ),
        table_head=head_cells([_("Domain"), "2023", "2024", _("Perubahan")]),
        table_rows=table_rows(_table(), frozenset({1, 2, 3}), frozenset({1})),
        lines_head=head_cells([_("Instansi"), *_COLUMNS]),
        lines_rows=table_rows(_lines(), frozenset(range(1, 9)), frozenset({1})),
        lines_by=(2, 3, 5),
        moves=safe(*_moves()),
        qr=_qr(),
        charts=style_charts(),
        bars=_index_bars(),
        whole_scale=span(shown(1), shown(5)),
    )


_COLUMNS = ("2019", "2020", "2021", "2022", "2023", "2024", "2025", "2026")


def _lines() -> list[list[str]]:
    """Rows of many columns, so that they stand in lines on a phone."""
    names = (_("Kabupaten Contoh"), _("Kota Contoh"), _("Kabupaten Misal"))
    values = [shown(Fraction(120 + 17 * place, 100)) for place in range(len(_COLUMNS))]
    return [[name, *values] for name in names]


def _moves() -> list[str]:
    """A gain and a loss, as they stand beside a figure."""
    ways = (("up", Fraction("0.57")), ("down", Fraction("-0.59")))
    return [f'<b class="{way} num">{signed(change)}</b> ' for way, change in ways]


@lru_cache(maxsize=1)
def _qr() -> str:
    """A code whose key is nobody's."""
    import segno

    address = "otpauth://totp/Contoh?secret=CONTOHCONTOHCONTOHCONTOHCONTOH22"
    return str(segno.make(address, micro=False).svg_data_uri(scale=4, border=4, dark="#000", light="#fff"))


_SAMPLE_TEXT = '<text class="k-{ink}" x="50%" y="50%">Aa 2,48</text>'
_SAMPLE_MARK = '<rect class="k-{ink}" x="25%" y="35%"/>'


def _colour(role: str) -> str:
    return f'<li><svg aria-hidden="true"><rect class="k-{role}"/></svg><code>--{role}</code></li>'


def _pair(ink: str, ground: str, sample: str) -> str:
    mark = sample.replace("{ink}", ink)
    return (
        f'<li><svg class="pair" aria-hidden="true"><rect class="k-{ground}"/>{mark}</svg>'
        f"<code>--{ink}</code> <code>--{ground}</code></li>"
    )


def _numbers() -> StyleNumbers:
    changes = (Fraction("0.57"), Fraction("-0.59"), Fraction(0))
    return StyleNumbers(
        value=shown(Fraction("2.48")),
        change=" · ".join(map(signed, changes)),
        exact=exact_decimal(Fraction("2.4835")),
        range=span(shown(Fraction("2.2")), shown(Fraction("2.68"))),
        percent=f"{shown(Fraction('45.5'), 1)} %",
        grouped=f"{grouped(391539)} · Rp{grouped(1250000)}",
        day=day(date(2025, 11, 11)),
    )


def _index_bars() -> list[SafeString]:
    """An index with values missing, a complete one, and one of nothing yet."""
    bands = [(Fraction(low), name) for low, name in LIMITS]
    spans = (("2.2", "2.68"), ("2.48", "2.48"), ("1", "5"))
    return [
        scale((Fraction(1), Fraction(5)), bands, (Fraction(low), Fraction(high)), f"ix{number}")
        for number, (low, high) in enumerate(spans, 1)
    ]


def _proof(proof: tuple[str, int, int]) -> str:
    """A row of cells, the first woven."""
    name, woven, all_ = proof
    cells = '<span class="cell woven">1</span>' * woven + '<span class="cell loose"></span>' * (all_ - woven)
    said = _("%(woven)s dari %(all)s sel tertenun.") % {"woven": woven, "all": all_}
    return (
        f'<li><h3>{escape(name.capitalize())}</h3><span class="cells" aria-hidden="true">{cells}</span>'
        f'<p class="fine muted">{escape(said)}</p></li>'
    )


def _lights() -> list[str]:
    """Each light, the last with a remark."""
    said = _("%(reached)s dari 115 kabupaten sebanding naik %(gain)s atau lebih dalam setahun.")
    example = _("%(name)s, %(start)s ke %(end)s")
    made: list[tuple[Colour, str, int, str]] = [
        ("green", _("Hijau: lazim terjadi"), 84, "0.12"),
        ("amber", _("Kuning: mungkin, tetapi jarang"), 26, "0.52"),
        ("red", _("Merah: hampir tidak pernah terjadi"), 1, "1.38"),
    ]
    remark = {"name": "Kab. A", "start": shown(Fraction("1.70")), "end": shown(Fraction("3.10"))}
    return [
        light(
            colour,
            f"l-{colour}",
            heading,
            said % {"reached": reached, "gain": shown(Fraction(gain))},
            example % remark if colour == "red" else "",
        )
        for colour, heading, reached, gain in made
    ]


def _table() -> list[list[str]]:
    values = (
        (_("Kebijakan"), "1.30", "1.70"),
        (_("Tata kelola"), "1.40", "1.90"),
        (_("Manajemen"), "1.20", "1.10"),
    )
    return [
        [name, shown(Fraction(one)), shown(Fraction(two)), signed(Fraction(two) - Fraction(one))]
        for name, one, two in values
    ]
