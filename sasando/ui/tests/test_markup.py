"""Markup built by hand lets no text through unescaped."""

from __future__ import annotations

from sasando.ui.markup import figures_bold, head_cells, table_rows, warning

HOSTILE = """<script>alert("x")</script>&'"""
ESCAPED = "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&#x27;"


def test_every_builder_escapes_its_texts() -> None:
    for made in (
        figures_bold(HOSTILE),
        warning(HOSTILE),
        head_cells([HOSTILE, HOSTILE]),
        table_rows([[HOSTILE, HOSTILE, HOSTILE]], frozenset({1})),
    ):
        assert "<script" not in made
        assert ESCAPED in made


def test_a_row_is_headed_by_its_first_cell_and_numbers_stand_right() -> None:
    rows = table_rows([["2023", "1,91"], ["2024", "2,48"]], frozenset({1}), frozenset({1}))
    assert rows == (
        '<tr><th scope="row">2023</th><td class="n">1,91</td></tr>'
        '<tr class="us"><th scope="row">2024</th><td class="n">2,48</td></tr>'
    )


def test_decimal_figures_are_bold_and_years_are_not() -> None:
    assert figures_bold("Indeks 2024 naik 0,57.") == "Indeks 2024 naik <b>0,57</b>."
