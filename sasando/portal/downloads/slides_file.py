"""The slides of a brief: cover, standing, what moved it, what is proved, is the target within reach, sources.

Every deck has them all, so that a meeting misses none: a slide without figures says why. Only that of what is
proved is left out where the instrument has no levels to prove.
"""

from __future__ import annotations

from datetime import datetime

from sasando.portal.downloads.brief import Brief, Moved, Proved, Reachable
from sasando.portal.downloads.pictures import OWN_MARK, distribution_figure, line_figure, waterfall_figure
from sasando.portal.downloads.words import compared_line, made_line, short_source, source_lines
from sasando.ui.documents import palette
from sasando.ui.documents.slide_charts import distribution_chart, line_chart, waterfall_chart
from sasando.ui.documents.slide_markup import Box, Line, Table
from sasando.ui.documents.slide_master import MARGIN
from sasando.ui.documents.slides import CONTENT_BOTTOM, CONTENT_TOP, INNER, Cover, Deck, Page
from sasando.ui.numbers import exact_decimal, shown, signed
from sasando.ui.words import text as _

_GAP = 20.0
_CELL, _CELL_HEIGHT, _CELL_GAP = 26.0, 30.0, 5.0
_LINE_LENGTH = 130  # letters of 12 points beside each other
_SAID_LENGTH = 100  # letters of 16 points
NO_VALUE = "–"


def slides_file(brief: Brief, made: datetime) -> bytes:
    """The PPTX; `made`: the moment of making, in the agency's zone."""
    title = _("%(name)s: %(measure)s %(year)s") % {
        "name": brief.name, "measure": brief.measure, "year": brief.year,
    }  # fmt: skip
    deck = Deck(title, "Sasando", brief.measure, made)
    deck.cover(
        Cover(
            name=brief.name,
            place=brief.place,
            kicker=f"{brief.measure} {brief.year}",
            figure=brief.figure,
            tag=brief.predicate,
            sentence=brief.lead,
            remarks=(*brief.remarks, *brief.warnings)[:3],
            mark=_("Data contoh: instansi ini tidak ada.") if brief.sample else "",
            foot=made_line(made),
        )
    )
    _standing(deck, brief)
    if brief.moved:
        _moved(deck, brief, brief.moved)
    else:
        _nothing_moved(deck, brief)
    if brief.proved:
        _proved(deck, brief, brief.proved)
    if brief.reachable:
        _reachable(deck, brief, brief.reachable)
    else:
        _no_target(deck, brief)
    _sources(deck, brief, made)
    return deck.to_bytes()


def _page(deck: Deck, brief: Brief, kicker: str, title: str, years: tuple[int, ...]) -> Page:
    return deck.page(f"{brief.name} · {kicker}", title, short_source(brief, years))


def _standing(deck: Deck, brief: Brief) -> None:
    first, last = brief.years[0].year, brief.years[-1].year
    kicker = _("%(measure)s %(first)s–%(last)s") % {"measure": brief.measure, "first": first, "last": last}
    page = _page(deck, brief, kicker, brief.lead, tuple(row.year for row in brief.years))
    said = " ".join([*brief.remarks, brief.next_band]).strip()
    page.text(Box(MARGIN, CONTENT_TOP, INNER, 22), [Line(said, 15, colour=palette.INK_2)])
    compared = compared_line(brief)
    lines = -(-len(compared) // _LINE_LENGTH)
    bottom = CONTENT_BOTTOM + 2 - 15 * lines
    line_chart(page, Box(MARGIN, CONTENT_TOP + 26, INNER, bottom - CONTENT_TOP - 26), line_figure(brief))
    if compared:
        page.text(Box(MARGIN, bottom, INNER, 15 * lines), [Line(compared, 12, colour=palette.INK_2)])


def _moved(deck: Deck, brief: Brief, moved: Moved) -> None:
    page = _page(deck, brief, _("Apa yang menggerakkannya"), moved.lead, (moved.first, moved.second))
    height = CONTENT_BOTTOM - CONTENT_TOP - 26
    left = INNER * 0.56 if moved.drawable else 0.0
    if moved.drawable:
        waterfall_chart(page, Box(MARGIN, CONTENT_TOP, left, height), waterfall_figure(brief, moved))
    rows = [
        [
            share.name,
            exact_decimal(share.weight).removesuffix("0") + " %",
            NO_VALUE if share.before is None else shown(share.before),
            NO_VALUE if share.after is None else shown(share.after),
            share.text,
        ]
        for share in moved.shares
    ]
    rows.append([_("Indeks"), "100 %", shown(moved.before), shown(moved.after), moved.change_text])
    heading = [_("Domain"), _("Bobot"), str(moved.first), str(moved.second), _("Andil (poin)")]
    start = MARGIN + left + (_GAP if left else 0)
    box = Box(start, CONTENT_TOP + 6, MARGIN + INNER - start, 34.0 * (len(rows) + 1))
    widths = (30, 17, 13, 13, 30) if moved.drawable else (30, 12, 10, 10, 38)
    numbers, whole = frozenset({1, 2, 3, 4}), frozenset({len(rows) - 1})
    page.table(box, Table(heading, rows, widths, numbers, whole, 12))
    note = [Line(moved.note, 12, colour=palette.INK_2)]
    page.text(Box(MARGIN, CONTENT_BOTTOM - 20, INNER, 22), note)


def _nothing_moved(deck: Deck, brief: Brief) -> None:
    """The meeting asks what moved it also where nothing can be told: then the slide says why."""
    years = tuple(row.year for row in brief.years if row.value is not None)
    title = _("Perubahannya tidak diuraikan; yang dapat dibaca ialah indeksnya tahun demi tahun.")
    page = _page(deck, brief, _("Apa yang menggerakkannya"), title, years)
    rows = [
        [
            str(row.year),
            row.why or row.predicate,
            NO_VALUE if row.value is None else shown(row.value),
            NO_VALUE if row.mean is None else shown(row.mean),
            NO_VALUE if row.value is None or row.mean is None else signed(row.value - row.mean),
        ]
        for row in brief.years
    ]
    heading = [_("Tahun"), _("Predikat"), _("Indeks"), _("Rata-rata nasional"), _("Selisih (poin)")]
    _say(
        page,
        [brief.why_not_moved, *brief.remarks],
        Table(heading, rows, (10, 36, 14, 22, 18), frozenset({2, 3, 4}), size=14),
    )


def _no_target(deck: Deck, brief: Brief) -> None:
    title = _("Tanpa target yang dapat diperiksa, ukurannya ialah predikat berikutnya.")
    page = _page(deck, brief, _("Terjangkaukah target?"), title, (brief.year,))
    needed = _(
        "Untuk memeriksanya perlu angka target, tahunnya, dan dokumen yang menetapkannya, misalnya RPJMD atau Renstra."
    )
    said = [brief.why_not_reachable, needed]
    if not brief.above:
        _say(page, [*said, _("Predikatnya sudah yang tertinggi.")])
        return
    rows = [
        [
            one.name,
            shown(one.low),
            shown(one.gap),
            NO_VALUE if one.steps is None else str(one.steps),
        ]
        for one in brief.above
    ]
    heading = [_("Predikat"), _("Mulai indeks"), _("Kurang (poin)"), _("Langkah tingkat, sedikitnya")]
    _say(
        page, [*said, brief.next_band], Table(heading, rows, (34, 18, 20, 28), frozenset({1, 2, 3}), size=14)
    )


def _say(page: Page, said: list[str], table: Table | None = None) -> None:
    """Sentences, and below them the table of what can be told instead."""
    texts = [text for text in said if text]
    height = sum(30.0 + 22 * (len(text) // _SAID_LENGTH) for text in texts)
    top = CONTENT_TOP + 4
    page.text(Box(MARGIN, top, INNER, height), [Line(text, 16, after=8) for text in texts])
    if table is not None:
        page.table(Box(MARGIN, top + height + 8, INNER, 30.0 * (len(table.rows) + 1)), table)


def _proved(deck: Deck, brief: Brief, proved: Proved) -> None:
    page = _page(deck, brief, _("Yang sudah terbukti"), proved.lead, (brief.year,))
    said = f"{proved.remark} {proved.exact}"
    page.text(Box(MARGIN, CONTENT_TOP - 6, INNER, 36), [Line(said, 13, colour=palette.INK_2)])
    top = CONTENT_TOP + 36
    step = (CONTENT_BOTTOM - 22 - top) / len(proved.parts)
    widest = max(len(part.cells) for part in proved.parts)
    pitch = min(_CELL + _CELL_GAP, INNER * 0.54 / widest)
    for position, part in enumerate(proved.parts):
        y = top + position * step
        for place, level in enumerate(part.cells):
            box = Box(MARGIN + place * pitch, y + 4, pitch - _CELL_GAP, min(_CELL_HEIGHT, step - 14))
            if level is None:
                page.threads(box, palette.C_US)
            else:
                page.cell(box, palette.C_US, str(level))
        x = MARGIN + widest * pitch + _GAP
        lines = [Line(part.heading, 14, True, after=2), Line(part.proof, 12, colour=palette.INK_2, after=0)]
        page.text(Box(x, y, MARGIN + INNER - x, step - 6), lines)
    _legend(page)


def _legend(page: Page) -> None:
    y = CONTENT_BOTTOM - 14
    page.cell(Box(MARGIN, y, 18, 12), palette.C_US)
    page.text(
        Box(MARGIN + 24, y - 3, 190, 16), [Line(_("tertenun: tingkatnya pasti"), 12, colour=palette.INK_2)]
    )
    page.threads(Box(MARGIN + 220, y, 18, 12), palette.C_US)
    page.text(
        Box(MARGIN + 244, y - 3, 260, 16), [Line(_("benang lepas: belum pasti"), 12, colour=palette.INK_2)]
    )


def _reachable(deck: Deck, brief: Brief, found: Reachable) -> None:
    years = found.years or (found.start_year,)
    page = _page(deck, brief, _("Terjangkaukah target?"), found.lead, years)
    colour = {"already": palette.OK, "likely": palette.OK, "rare": palette.WARN, "unseen": palette.BAD}
    light = Line(found.light, 18, True, colour=colour.get(found.verdict, palette.INK_2), after=8)
    said = [light, Line(found.sentence, 14, after=8)]
    if found.made:
        said.append(Line(found.made, 14, after=8))
    if found.origin:
        said.append(Line(found.origin, 12, colour=palette.INK_2, after=8))
    figure = distribution_figure(brief, found)
    if figure is None:
        page.text(Box(MARGIN, CONTENT_TOP + 10, INNER, 200), said)
        return
    said.append(Line(found.rule, 12, colour=palette.INK_2))
    left = INNER * 0.34
    page.text(Box(MARGIN, CONTENT_TOP, left, CONTENT_BOTTOM - CONTENT_TOP), said)
    x = MARGIN + left + _GAP
    width = MARGIN + INNER - x
    caption = _("Kenaikan indeks %(first)s ke %(second)s (poin); angka dalam batang: jumlah daerah") % {
        "first": years[0], "second": years[-1],
    }  # fmt: skip
    key = _("biru: %(reached)s · abu-abu: %(short)s") % {
        "reached": figure.reached_name, "short": figure.short_name,
    }  # fmt: skip
    if found.own_gain is not None:
        key += f" · {OWN_MARK} {brief.chart_name}"
    page.text(
        Box(x, CONTENT_TOP, width, 36),
        [Line(caption, 13, True, after=1), Line(key, 12, colour=palette.INK_2)],
    )
    distribution_chart(page, Box(x, CONTENT_TOP + 40, width, CONTENT_BOTTOM - CONTENT_TOP - 40), figure)


def _sources(deck: Deck, brief: Brief, made: datetime) -> None:
    page = deck.page(f"{brief.name} · {brief.measure}", _("Sumber dan catatan"), made_line(made))
    half = (INNER - _GAP) / 2
    top, height = CONTENT_TOP - 40, CONTENT_BOTTOM - CONTENT_TOP + 40
    sources = [Line(_("Sumber"), 14, True, after=4)]
    sources += [Line(text, 13, after=6) for text in source_lines(brief)]
    notes = [Line(_("Catatan"), 14, True, after=4)] + [Line(note, 13, after=6) for note in brief.notes]
    page.text(Box(MARGIN, top, half, height), sources)
    page.text(Box(MARGIN + half + _GAP, top, half, height), notes)
