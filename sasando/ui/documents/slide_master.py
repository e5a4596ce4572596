"""An empty deck in our look: one master, a layout for the cover and one for everything else.

Made from the library's own empty deck, once a process. Texts stand in real placeholders, so that outlines,
screen readers and a later change of the master find them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from io import BytesIO
from typing import Any

from sasando.ui.documents import palette
from sasando.ui.documents.slide_markup import EMU, NAMESPACES

WIDTH, HEIGHT = 960, 540  # points: 16 : 9
MARGIN = 44
COVER_BOTTOM = 264  # where the masthead of the cover ends
SELVEDGE_HEIGHT = 12
COVER, CONTENT = 0, 1  # places of the layouts
FOOT_INDEX, NUMBER_INDEX = 11, 12
SERIF, SANS = "Cambria", "Calibri"  # in every office suite, or replaced by one of the same widths

_ROLES = {
    "dk1": palette.INK,
    "lt1": palette.SURFACE,
    "dk2": palette.INK_2,
    "lt2": palette.BG,
    "accent1": palette.ACCENT,
    "accent2": palette.C_AIM,
    "accent3": palette.C_PEER,
    "accent4": palette.C_REST,
    "accent5": palette.C_DOWN,
    "accent6": palette.OK,
    "hlink": palette.ACCENT,
    "folHlink": palette.INK_2,
}


def empty_deck() -> Any:
    """A deck without slides, ready to take some."""
    from pptx import Presentation

    return Presentation(BytesIO(_empty()))


@lru_cache(maxsize=1)
def _empty() -> bytes:
    from pptx import Presentation

    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = WIDTH * EMU, HEIGHT * EMU
    layouts = list(deck.slide_layouts)
    cover, content = layouts[0], layouts[5]
    for layout in layouts:
        if layout not in (cover, content):
            deck.slide_layouts.remove(layout)
    _theme(deck)
    _replace(deck.slide_master, "Sasando", palette.BG, _master_shapes(), _TEXT_STYLES)
    _replace(cover, "Sampul", None, _cover_shapes(), None)
    _replace(content, "Isi", None, _content_shapes(), None)
    written = BytesIO()
    deck.save(written)
    return written.getvalue()


def _theme(deck: Any) -> None:
    """Colours and faces of the theme, so that what is added by hand later fits in."""
    from pptx.opc.constants import RELATIONSHIP_TYPE

    part = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = part.blob.decode("utf-8")
    for role, colour in _ROLES.items():
        text = re.sub(
            rf"<a:{role}>.*?</a:{role}>",
            f'<a:{role}><a:srgbClr val="{colour}"/></a:{role}>',
            text,
            flags=re.DOTALL,
        )
    for place, face in (("major", SERIF), ("minor", SANS)):
        text = re.sub(
            rf'(<a:{place}Font>\s*<a:latin typeface=")[^"]*', rf"\g<1>{face}", text, flags=re.DOTALL
        )
    part._blob = text.encode("utf-8")  # the library keeps a theme as bytes


def _replace(holder: Any, name: str, ground: str | None, shapes: str, styles: str | None) -> None:
    """Put our own shapes, ground and text styles into a master or a layout."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import qn

    element = holder._element
    body = element.find(qn("p:cSld"))
    body.set("name", name)
    for old in body.findall(qn("p:bg")):
        body.remove(old)
    if ground is not None:
        body.insert(
            0,
            parse_xml(
                f'<p:bg {NAMESPACES}><p:bgPr><a:solidFill><a:schemeClr val="bg2"/></a:solidFill>'
                "<a:effectLst/></p:bgPr></p:bg>"
            ),
        )
    tree = body.find(qn("p:spTree"))
    for child in list(tree)[2:]:
        tree.remove(child)
    for child in parse_xml(f"<p:spTree {NAMESPACES}>{shapes}</p:spTree>"):
        tree.append(child)
    if styles is not None:
        old = element.find(qn("p:txStyles"))
        element.replace(old, parse_xml(f"<p:txStyles {NAMESPACES}>{styles}</p:txStyles>"))


def _box(x: float, y: float, width: float, height: float) -> str:
    return (
        f'<a:xfrm><a:off x="{round(x * EMU)}" y="{round(y * EMU)}"/>'
        f'<a:ext cx="{round(width * EMU)}" cy="{round(height * EMU)}"/></a:xfrm>'
    )


def _placeholder(
    number: int, name: str, kind: str, box: str, words: str, style: str = "", anchor: str = "t"
) -> str:
    """`kind`: the attributes of the placeholder; `style`: what its text has that the master's has not."""
    listed = f"<a:lstStyle>{style}</a:lstStyle>" if style else "<a:lstStyle/>"
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr><p:spPr>{box}</p:spPr>"
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:normAutofit/></a:bodyPr>'
        f"{listed}{words}</p:txBody></p:sp>"
    )


def _block(number: int, name: str, box: str, colour: str) -> str:
    """A filled rectangle that nobody reads: drawn on the master or a layout."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
        f'{box}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        "<a:ln><a:noFill/></a:ln></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr/></a:p></p:txBody></p:sp>"
    )


_WORDS = '<a:p><a:r><a:rPr lang="id-ID"/><a:t>{}</a:t></a:r></a:p>'
_NUMBER = (
    '<a:p><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="id-ID"/>'
    "<a:t>‹#›</a:t></a:fld></a:p>"
)
_FOOT_STYLE = (
    '<a:lvl1pPr algn="{}"><a:defRPr sz="1000"><a:solidFill><a:schemeClr val="tx2"/></a:solidFill>'
    '<a:latin typeface="+mn-lt"/></a:defRPr></a:lvl1pPr>'
)


def _foot() -> str:
    source = _box(MARGIN, 500, WIDTH - 2 * MARGIN - 60, 30)
    number = _box(WIDTH - MARGIN - 50, 500, 50, 16)
    return _placeholder(
        5, "Sumber", f'type="ftr" sz="quarter" idx="{FOOT_INDEX}"', source, _WORDS.format(""), _FOOT_STYLE.format("l")
    ) + _placeholder(
        6, "Nomor halaman", f'type="sldNum" sz="quarter" idx="{NUMBER_INDEX}"', number, _NUMBER, _FOOT_STYLE.format("r")
    )  # fmt: skip


def _master_shapes() -> str:
    title = _placeholder(
        2, "Judul", 'type="title"', _box(MARGIN, 62, WIDTH - 2 * MARGIN, 70), _WORDS.format("Judul")
    )
    body = _placeholder(
        3, "Isi", 'type="body" idx="1"', _box(MARGIN, 146, WIDTH - 2 * MARGIN, 340), _WORDS.format("Isi")
    )  # fmt: skip
    return title + body + _foot()


def _content_shapes() -> str:
    """The black rule above a block, and a thin one above its source."""
    rules = _block(7, "Garis atas", _box(MARGIN, 34, WIDTH - 2 * MARGIN, 2), palette.INK)
    rules += _block(8, "Garis sumber", _box(MARGIN, 493, WIDTH - 2 * MARGIN, 0.75), palette.C_REST)
    return rules + _placeholder(2, "Judul", 'type="title"', "", _WORDS.format("Judul")) + _foot()


def _cover_shapes() -> str:
    """An indigo cloth with its selvedge; the name stands on it."""
    shapes = _block(7, "Kain", _box(0, 0, WIDTH, COVER_BOTTOM), palette.BRAND)
    top = float(COVER_BOTTOM)
    for number, (colour, share) in enumerate(palette.SELVEDGE, start=20):
        height = SELVEDGE_HEIGHT * share / 12
        shapes += _block(number, "Tepi kain", _box(0, top, WIDTH, height), colour)
        top += height
    name = '<a:lvl1pPr><a:defRPr sz="4000"><a:solidFill><a:srgbClr val="{}"/></a:solidFill></a:defRPr></a:lvl1pPr>'
    place = (
        '<a:lvl1pPr marL="0" indent="0"><a:buNone/><a:defRPr sz="1600"><a:solidFill><a:srgbClr val="{}"/></a:solidFill>'
        "</a:defRPr></a:lvl1pPr>"
    )
    box = _box(MARGIN, 64, WIDTH - 2 * MARGIN, 138)
    shapes += _placeholder(
        2, "Nama", 'type="ctrTitle"', box, _WORDS.format("Nama"), name.format(palette.ON_BRAND), "b"
    )
    box = _box(MARGIN, 214, WIDTH - 2 * MARGIN, 30)
    shapes += _placeholder(
        3, "Tempat", 'type="subTitle" idx="1"', box, _WORDS.format("Tempat"), place.format(palette.ON_BRAND_2)
    )
    return shapes + _foot()


_COLOUR = '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
_TEXT_STYLES = (
    '<p:titleStyle><a:lvl1pPr algn="l"><a:lnSpc><a:spcPct val="95000"/></a:lnSpc>'
    '<a:spcBef><a:spcPct val="0"/></a:spcBef><a:buNone/>'
    f'<a:defRPr sz="2600" b="0">{_COLOUR}<a:latin typeface="+mj-lt"/></a:defRPr></a:lvl1pPr></p:titleStyle>'
    '<p:bodyStyle><a:lvl1pPr marL="0" indent="0" algn="l"><a:spcBef><a:spcPts val="600"/></a:spcBef><a:buNone/>'
    f'<a:defRPr sz="1600">{_COLOUR}<a:latin typeface="+mn-lt"/></a:defRPr></a:lvl1pPr></p:bodyStyle>'
    '<p:otherStyle><a:lvl1pPr algn="l">'
    f'<a:defRPr sz="1400">{_COLOUR}<a:latin typeface="+mn-lt"/></a:defRPr></a:lvl1pPr></p:otherStyle>'
)
