"""The kinds of agencies as words within a sentence, after a number."""

from __future__ import annotations

from sasando.ui.words import text as _


def kind_name(kind: str) -> str:
    """What several agencies of a kind are called in the page's language: "kabupaten", "regencies"."""
    return {
        "kabupaten": _("kabupaten"),
        "kota": _("kota"),
        "provinsi": _("provinsi"),
        "kementerian": _("kementerian"),
        "lembaga": _("lembaga"),
    }[kind]
