"""PDF and PNG from a typst template: data goes in as JSON, never as markup, and no font of the system is used."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import sasando
from sasando.ui.documents import palette

ROOT = Path(sasando.__file__).parent  # templates import each other by their place below it
POINTS_AN_INCH = 72


def pdf(template: Path, data: Mapping[str, Any], made: datetime) -> bytes:
    """The PDF of a template that stands below the package; the same data and moment give the same bytes."""
    import typst

    written = typst.compile(
        template,
        root=ROOT,
        font_paths=_fonts(),
        format="pdf",
        sys_inputs=_inputs(data),
        timestamp=int(made.timestamp()),
    )
    return bytes(written)


def png(template: Path, data: Mapping[str, Any], pixels_a_point: float) -> bytes:
    """The picture of the one page of a template."""
    import typst

    written = typst.compile(
        template,
        root=ROOT,
        font_paths=_fonts(),
        format="png",
        ppi=pixels_a_point * POINTS_AN_INCH,
        sys_inputs=_inputs(data),
    )
    return bytes(written)


@lru_cache(maxsize=1)
def _fonts() -> Any:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


def _inputs(data: Mapping[str, Any]) -> dict[str, str]:
    colours = {name.lower(): f"#{value}" for name, value in vars(palette).items() if _is_colour(name, value)}
    stripes = [[f"#{colour}", share] for colour, share in palette.SELVEDGE]
    whole = {**data, "palette": colours, "selvedge": stripes}
    return {"data": json.dumps(whole, ensure_ascii=False)}


def _is_colour(name: str, value: object) -> bool:
    return name.isupper() and isinstance(value, str)
