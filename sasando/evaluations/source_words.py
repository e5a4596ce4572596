"""What a value was taken over from, as somebody reads it."""

from __future__ import annotations

from datetime import date

from sasando.ui.numbers import day


def source_words(document: str, agency: str, when: date | None, publication: str) -> str:
    """ "lembar hasil hlm. 4, BSSN, 1 Agustus 2026"; "" where nothing is named."""
    return ", ".join(filter(None, (document, agency, day(when) if when else "", publication)))
