"""Native charts on a slide: their figures stand in a worksheet inside and can be edited there.

Figures beside marks follow the worksheet. Their decimal comma is asked for by the number format, since a chart
would else write them in the language of the reader's program.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction
from typing import Any, TypeVar

from sasando.ui.charts.labels import ASIDE, text_width
from sasando.ui.documents import palette
from sasando.ui.documents.figures import DistributionFigure, LineFigure, WaterfallFigure
from sasando.ui.documents.sides import TEXT, Sides, Text
from sasando.ui.documents.slide_markup import EMU, Box
from sasando.ui.documents.slides import Page, rgb
from sasando.ui.documents.texts import plain

T = TypeVar("T")

TWO_DECIMALS = "[$-421]0.00"  # 421: Indonesian
COUNT = "0"
_ROOM = Fraction(1, 20)  # between the lowest limit and the years
_HEADROOM = Fraction(1, 10)  # above the highest bar, as a share of what is drawn
_WIDTH = 872.0  # points: how wide a chart is that fills a slide
_LIMIT_SIZE, _TEXT_SIZE, _OURS_SIZE = 11, 12, 14
_EMS = 3.4  # the width of a figure like +0,38 with some room, in letters as high as wide


def line_chart(page: Page, box: Box, figure: LineFigure) -> None:
    """A line with targets: limits as thin named lines, others dashed, targets as diamonds, ours on top."""
    from pptx.enum.chart import XL_CHART_TYPE

    names = [
        " ",  # a place without a time, for the names of the limits
        *(f"{time}\n{why}" if why else time for time, why in zip(figure.times, figure.absences, strict=True)),
    ]
    series: list[tuple[str, Sequence[Fraction | int | None]]] = [
        (name, [value] * len(names)) for value, name in figure.limits
    ]
    limits = len(series)
    lines = (
        (figure.others_name, figure.others),
        (figure.aims_name, figure.aims),
        (figure.ours_name, _only(figure.ours, figure.apart, inside=False)),
        (figure.apart_name, _only(figure.ours, figure.apart, inside=True)),
    )
    series += [(name, [None, *values]) for name, values in lines]
    drawn = [one for one in series if any(value is not None for value in one[1])]
    chart = _chart(page, box, XL_CHART_TYPE.LINE_MARKERS, names, drawn, TWO_DECIMALS, figure.description)
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale = float(figure.low - _ROOM), float(figure.high)
    chart.category_axis.format.line.fill.background()
    sides = figure.sides()
    for position, one in enumerate(chart.plots[0].series):
        one.smooth = False
        if position < limits:
            _style_line(one, palette.C_GRID, 1)
            _label(one, 0, "t", _LIMIT_SIZE, palette.INK_2, value=False, name=True)
            _end_labels(one)
        else:
            _style_series(one, figure, sides)


def _style_series(one: Any, figure: LineFigure, sides: Sides) -> None:
    from pptx.enum.chart import XL_MARKER_STYLE
    from pptx.enum.dml import MSO_LINE

    if one.name == plain(figure.aims_name) and any(value is not None for value in figure.aims):
        one.format.line.fill.background()
        _marker(one, XL_MARKER_STYLE.DIAMOND, 12, palette.C_AIM, palette.INK)
        _label_points(one, figure.texts("aims"), sides["aims"], palette.INK, _TEXT_SIZE)
    elif one.name == plain(figure.ours_name):
        _style_line(one, palette.C_US, 3.5)
        _marker(one, XL_MARKER_STYLE.CIRCLE, 10, palette.C_US, palette.C_US)
        texts = _only(figure.texts("ours"), figure.apart, inside=False)
        _label_points(one, texts, sides["ours"], palette.C_US, _OURS_SIZE, bold=True)
    elif one.name == plain(figure.apart_name):
        one.format.line.fill.background()
        _marker(one, XL_MARKER_STYLE.CIRCLE, 10, palette.C_US, palette.C_US)
        texts = _only(figure.texts("ours"), figure.apart, inside=True)
        _label_points(one, texts, sides["ours"], palette.C_US, _OURS_SIZE, bold=True)
    else:
        _style_line(one, palette.C_PEER, 2)
        one.format.line.dash_style = MSO_LINE.DASH
        _marker(one, XL_MARKER_STYLE.CIRCLE, 7, palette.C_PEER, palette.C_PEER)
        _label_points(one, figure.texts("others"), sides["others"], palette.INK_2, _TEXT_SIZE)
    _end_labels(one)


def _only(values: Sequence[T | None], places: Collection[int], *, inside: bool) -> list[T | None]:
    """The values at these places alone, or at all others: what no line joins is a series of its own, since not every
    program leaves out the stroke of a single point."""
    return [value if (place in places) is inside else None for place, value in enumerate(values)]


def _label_points(
    one: Any, texts: Sequence[Text | None], sides: Sequence[str], colour: str, size: int, bold: bool = False
) -> None:
    """Every value; the last with the name of its line."""
    for position, (text, side) in enumerate(zip(texts, sides, strict=True)):
        if text is not None:
            aside = (text_width(text.text, size, bold) / 2 + size * ASIDE / TEXT) / _WIDTH
            shift = {"l": -aside, "r": aside}.get(side[1:], 0.0)
            _label(
                one, position + 1, side[:1], size, colour, value=True, name=text.last, bold=bold, shift=shift
            )


def waterfall_chart(page: Page, box: Box, figure: WaterfallFigure) -> None:
    """Stacked columns on invisible feet; the figure of each bar stands below it, with its name."""
    from pptx.enum.chart import XL_CHART_TYPE

    feet: list[Fraction | int | None] = [0]
    risen: list[Fraction | int | None] = [None]
    fallen: list[Fraction | int | None] = [None]
    whole: list[Fraction | int | None] = [figure.start[1]]
    level = figure.start[1]
    tops = [level]
    for step in figure.steps:
        after = level + step.amount
        feet.append(min(level, after))
        risen.append(step.amount if step.amount >= 0 else None)
        fallen.append(-step.amount if step.amount < 0 else None)
        whole.append(None)
        level = after
        tops.append(level)
    rows = [("", [*feet, 0]), (figure.whole_name, [*whole, figure.end[1]])]
    rows += [(figure.risen_name, [*risen, None]), (figure.fallen_name, [*fallen, None])]
    chart = _chart(
        page, box, XL_CHART_TYPE.COLUMN_STACKED, figure.names, rows, TWO_DECIMALS, figure.description
    )
    chart.value_axis.minimum_scale = float(figure.low)
    top = max([*tops, figure.end[1]])
    chart.value_axis.maximum_scale = float(top + (top - figure.low) * _HEADROOM)
    _bars(chart, (None, palette.C_REST, palette.C_US, palette.C_DOWN), 35)


def distribution_chart(page: Page, box: Box, figure: DistributionFigure) -> None:
    """Columns of counts: those that come far enough are ours in colour, the rest grey with an edge."""
    from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION

    names = [column.name for column in figure.columns]
    rows = [
        (name, [column.count or None if column.reached is reached else None for column in figure.columns])
        for name, reached in ((figure.short_name, False), (figure.reached_name, True))
    ]
    chart = _chart(page, box, XL_CHART_TYPE.COLUMN_CLUSTERED, names, rows, COUNT, figure.description)
    chart.value_axis.minimum_scale = 0
    _every_name(chart.category_axis, box.width / len(names))
    _bars(chart, (palette.C_REST, palette.C_US), 12)
    for one in chart.plots[0].series:
        labels = one.data_labels
        labels.show_value, labels.number_format, labels.number_format_is_linked = True, COUNT, False
        labels.position = XL_LABEL_POSITION.OUTSIDE_END
        _font(labels.font, _TEXT_SIZE, palette.INK)
        labels.font.bold = True


def _every_name(axis: Any, pitch: float) -> None:
    """No name of a column is dropped or turned where they are many; they get smaller instead."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    _font(axis.tick_labels.font, min(_TEXT_SIZE, int(pitch / _EMS)), palette.INK)
    axis._element.txPr.bodyPr.set("rot", "0")
    skip = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="1"/>')
    axis._element.find(_chart_tag("noMultiLvlLbl")).addprevious(skip)


def _chart(
    page: Page, box: Box, kind: Any, names: Iterable[str], rows: Sequence[tuple[str, Sequence[Fraction | int | None]]],
    number_format: str, description: str,
) -> Any:  # fmt: skip
    """A chart without legend, grid and value axis; `description` is what a screen reader says."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_TICK_MARK

    data: Any = CategoryChartData(number_format=number_format)  # type: ignore[no-untyped-call]
    data.categories = ["\n".join(plain(part) for part in name.split("\n")) for name in names]
    for name, values in rows:
        data.add_series(plain(name), [None if value is None else float(value) for value in values])
    frame = page.slide.shapes.add_chart(kind, *box.emu(), data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", plain(description))
    chart = frame.chart
    chart.has_legend = chart.has_title = False
    _font(chart.font, _TEXT_SIZE, palette.INK_2)
    chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
    axis = chart.category_axis
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.color.rgb = rgb(palette.EDGE)
    _font(axis.tick_labels.font, _TEXT_SIZE, palette.INK)
    return chart


def _bars(chart: Any, fills: Sequence[str | None], gap: int) -> None:
    chart.plots[0].gap_width, chart.plots[0].overlap = gap, 100
    for one, fill in zip(chart.plots[0].series, fills, strict=True):
        one.invert_if_negative = False
        if fill is None:
            one.format.fill.background()
            continue
        one.format.fill.solid()
        one.format.fill.fore_color.rgb = rgb(fill)
        if fill == palette.C_REST:
            one.format.line.color.rgb, one.format.line.width = rgb(palette.C_PEER), EMU


def _style_line(one: Any, colour: str, width: float) -> None:
    from pptx.enum.chart import XL_MARKER_STYLE

    one.format.line.color.rgb, one.format.line.width = rgb(colour), round(width * EMU)
    one.marker.style = XL_MARKER_STYLE.NONE


def _marker(one: Any, style: Any, size: int, fill: str, edge: str) -> None:
    one.marker.style, one.marker.size = style, size
    one.marker.format.fill.solid()
    one.marker.format.fill.fore_color.rgb, one.marker.format.line.color.rgb = rgb(fill), rgb(edge)


def _label(
    one: Any, position: int, side: str, size: int, colour: str, *, value: bool, name: bool, bold: bool = False,
    shift: float = 0.0,
) -> None:  # fmt: skip
    """A label that follows the worksheet: the point's value, its series' name, or both.

    `side`: t, b, l or r; `shift`: how far to the right of there, as a share of the chart's width.
    The library writes fixed text or a value, but no name beside it.
    """
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    labels = one._element.get_or_add_dLbls()
    before = len(labels.findall(_chart_tag("dLbl")))
    layout = (  # of the label's own place, which its program works out
        f'<c:layout><c:manualLayout><c:x val="{shift:.4f}"/><c:y val="0"/></c:manualLayout></c:layout>'
        if shift
        else ""
    )
    made = parse_xml(
        f'<c:dLbl {nsdecls("c", "a")}><c:idx val="{position}"/>{layout}'
        f'<c:numFmt formatCode="{TWO_DECIMALS}" sourceLinked="0"/>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        '<c:txPr><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr>'
        f'<a:defRPr sz="{size * 100}" b="{int(bold)}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:defRPr>'
        '</a:pPr><a:endParaRPr lang="id-ID"/></a:p></c:txPr>'
        f'<c:dLblPos val="{side}"/><c:showLegendKey val="0"/><c:showVal val="{int(value)}"/><c:showCatName val="0"/>'
        f'<c:showSerName val="{int(name)}"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
        "<c:separator> </c:separator></c:dLbl>"
    )
    labels.insert(before, made)


_NO_LEADER_LINES = (  # from a label that stands aside to its point
    '<c:extLst %s xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart">'
    '<c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}"><c15:showLeaderLines val="0"/></c:ext></c:extLst>'
)


def _end_labels(one: Any) -> None:
    """No label where none was asked for, and no line that leads to one."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    labels = one._element.get_or_add_dLbls()
    labels.append(parse_xml(_NO_LEADER_LINES % nsdecls("c")))
    for flag in ("showVal", "showSerName", "showCatName", "showPercent", "showLegendKey"):
        found = labels.find(_chart_tag(flag))
        if found is not None:
            found.set("val", "0")


def _chart_tag(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/drawingml/2006/chart}}{name}"


def _font(font: Any, size: int, colour: str) -> None:
    from pptx.util import Pt

    font.size, font.color.rgb = Pt(size), rgb(colour)
