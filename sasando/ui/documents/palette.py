"""The colours of documents: the light values of the roles in `ui/tokens.css`, which CSS alone can read."""

from __future__ import annotations

BG = "faf8f4"
SURFACE = "ffffff"
SUNKEN = "f1eee7"
INK = "1b1a1e"
INK_2 = "55514a"
LINE = "ddd8cd"
EDGE = "7c766b"
BRAND = "1a2850"
ON_BRAND = "fdfaf3"
ON_BRAND_2 = "c5cde4"
ACCENT = "263f7d"
TINT = "e8edf8"
OK = "20573e"
WARN = "6b4a00"
WARN_BG = "fcf0d2"
BAD = "8f2a1d"
C_US = "263f7d"
C_PEER = "86817a"
C_REST = "ddd8cf"
C_AIM = "f0b32e"
C_DOWN = "a3382a"
C_GRID = "ddd8cd"
DYE_RED = "9b3022"
DYE_GOLD = "f0b32e"
DYE_COTTON = "f3ead6"
DYE_DEEP = "101a38"
SELVEDGE = (
    (DYE_RED, 2),
    (DYE_COTTON, 1),
    (DYE_DEEP, 2),
    (DYE_GOLD, 2),
    (DYE_DEEP, 2),
    (DYE_COTTON, 1),
    (DYE_RED, 2),
)
"""The stripes below a masthead, from top to bottom, with their share of its height in twelfths: the one ornament."""
