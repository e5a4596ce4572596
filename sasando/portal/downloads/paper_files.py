"""The one-page PDF of a brief, and its picture for a chat group."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from sasando.portal.downloads.brief import Brief
from sasando.portal.downloads.pictures import line_figure, waterfall_figure
from sasando.portal.downloads.words import compared_line, made_line, short_source, source_lines
from sasando.ui.documents.paper import pdf, png
from sasando.ui.documents.paper_figures import line_data, waterfall_data
from sasando.ui.documents.texts import plain
from sasando.ui.words import text as _

_TEMPLATES = Path(__file__).parent / "templates"
PICTURE = _TEMPLATES / "picture.typ"
PIXELS_A_POINT = 2.0  # the picture is 540 points wide
_NAME_SIZES = ((24, 2.6), (48, 2.1), (80, 1.7))  # (longest name, times the size of the text)
_SMALLEST_NAME = 1.35
_COLOURS = {"already": "ok", "likely": "ok", "rare": "warn", "unseen": "bad", "other_instrument": "ink_2"}


def summary_file(brief: Brief, made: datetime) -> bytes:
    """The PDF; `made`: the moment of making, in the agency's zone."""
    return pdf(_TEMPLATES / "summary.typ", _plain({**_top(brief, made), **_blocks(brief)}), made)


def picture_file(brief: Brief, made: datetime) -> bytes:
    """The PNG, 1080 pixels wide."""
    return png(PICTURE, picture_data(brief, made), PIXELS_A_POINT)


def picture_data(brief: Brief, made: datetime) -> dict[str, Any]:
    """What the picture says, as its template takes it."""
    found: dict[str, Any] = _plain(_top(brief, made))
    return found


def _top(brief: Brief, made: datetime) -> dict[str, Any]:
    """What both say: who, how much, the sentence, the line over the years."""
    name_size = next((size for longest, size in _NAME_SIZES if len(brief.name) <= longest), _SMALLEST_NAME)
    first, last = brief.years[0].year, brief.years[-1].year
    return {
        "title": f"{brief.name}: {brief.measure} {brief.year}",
        "name": brief.name,
        "name_size": name_size,
        "place": brief.place,
        "mark": _("Data contoh: instansi ini tidak ada.") if brief.sample else "",
        "kicker": f"{brief.measure} {brief.year}",
        "figure": brief.figure,
        "tag": brief.predicate,
        "lead": brief.lead,
        "standing": {
            "kicker": _("%(measure)s %(first)s–%(last)s") % {
                "measure": brief.measure, "first": first, "last": last,
            },
            "remark": " ".join([*brief.remarks, *brief.warnings, brief.next_band]).strip(),
            "chart": line_data(line_figure(brief)),
        },
        "source": short_source(brief, [row.year for row in brief.years]),
        "compared": compared_line(brief),
        "made": made_line(made),
    }  # fmt: skip


def _blocks(brief: Brief) -> dict[str, Any]:
    return {
        "moved": _moved(brief),
        "proved": _proved(brief),
        "reachable": _reachable(brief),
        "sources_title": _("Sumber"),
        "sources": source_lines(brief),
        "notes_title": _("Catatan"),
        "notes": [note for note in brief.notes if note not in brief.warnings],
    }


def _moved(brief: Brief) -> dict[str, Any] | None:
    moved = brief.moved
    if moved is None:
        return None
    return {
        "kicker": _("Apa yang menggerakkannya (poin indeks)"),
        "lead": moved.lead,
        "chart": waterfall_data(waterfall_figure(brief, moved)) if moved.drawable else None,
        "shares": [[share.name, share.text] for share in moved.shares],
        "note": moved.note,
    }


def _proved(brief: Brief) -> dict[str, Any] | None:
    proved = brief.proved
    if proved is None:
        return None
    return {
        "kicker": _("Yang sudah terbukti"),
        "lead": proved.lead,
        "parts": [
            {"heading": part.heading, "cells": list(part.cells), "proof": part.proof} for part in proved.parts
        ],
        "woven": _("tertenun: tingkatnya pasti"),
        "loose": _("benang lepas: belum pasti"),
    }


def _reachable(brief: Brief) -> dict[str, Any] | None:
    found = brief.reachable
    if found is None:
        return None
    return {
        "kicker": _("Terjangkaukah target?"),
        "lead": found.lead,
        "light": found.light,
        "colour": _COLOURS[found.verdict],
        "sentence": " ".join(text for text in (found.sentence, found.made) if text),
        "rule": " ".join(text for text in (found.origin, found.rule) if text),
    }


def _plain(value: Any) -> Any:
    """The same data with every text made safe."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
