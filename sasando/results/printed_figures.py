"""Figures as tables print them: two decimals with a point. Pure text."""

from __future__ import annotations

import re
from fractions import Fraction

_TWO_DECIMALS = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,2})?")
_COMMA = re.compile(r"-?[0-9]{1,3},[0-9]{1,2}")
_FINER = re.compile(r"-?[0-9]{1,3}\.[0-9]{3,}")


def parse_printed(text: str) -> Fraction:
    """Read a figure such as "2.48".

    Raises:
        ValueError: it is no such figure; the message says what to write instead.
    """
    if _TWO_DECIMALS.fullmatch(text):
        return Fraction(text)
    if _COMMA.fullmatch(text):
        raise ValueError(f'"{text}" memakai koma desimal; tulis dengan titik: {text.replace(",", ".")}')
    if _FINER.fullmatch(text):
        raise ValueError(f'"{text}" lebih rinci dari 0.01; tulis dua desimal seperti tercetak')
    raise ValueError(f'"{text}" bukan angka; tulis seperti 2.48')
