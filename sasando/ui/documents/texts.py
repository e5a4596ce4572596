"""Text that comes from outside, made safe for files that are XML or that a spreadsheet opens."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
)  # no XML may hold them
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")  # would show a text in another order than it is written
_LINES = re.compile(r"\s*[\r\n\t\u2028\u2029]+\s*")


def plain(text: str) -> str:
    """One line of text without control characters and without marks that turn its direction."""
    return _TURNING.sub("", _FORBIDDEN.sub("", _LINES.sub(" ", text)))
