"""Moments as people read them: by a clock they live by, with the clock's name."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sasando.ui.numbers import day
from sasando.ui.words import tongue

UTC = "UTC"
_CLOCKS = {  # Keppres 41/1987
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}


def moment(at: datetime, zone: str) -> str:
    """`24 November 2026, 18.04 WITA`, English `18:04`. `zone` by its IANA name; one of another country by its own."""
    local = at.astimezone(ZoneInfo(zone))
    mark = "." if tongue().decimal_mark == "," else ":"
    return f"{day(local.date())}, {local:%H}{mark}{local:%M} {_CLOCKS.get(zone) or local.tzname()}"
