"""What the address of the peers asks for: a group, an order, a name, a page, a few to set side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from sasando.results.peers import ROWS_A_PAGE

# the words of the address, and what they mean to `results.peers`
GROUPS = {"provinsi": "province", "jenis": "kind", "sebanding": "near", "semua": "all"}
ORDERS = {"nama": "name", "sebelum": "before", "indeks": "index", "ubah": "change"}
_FIRST_GROUP = next(iter(GROUPS))
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks of the block, made safe: unknown values fall back to the first."""

    group: str
    order: str
    typed: str
    page: int
    chosen: tuple[str, ...]

    @classmethod
    def of(cls, query: Mapping[str, str], chosen: Sequence[str]) -> Asked:
        group = query.get("kelompok", "")
        order = query.get("urut", "")
        page = query.get("hal", "1")
        return cls(
            group=group if group in GROUPS else _FIRST_GROUP,
            order=order if order.removeprefix("-") in ORDERS else "-indeks",
            typed=query.get("cari", "").replace("\x00", "").strip()[:LONGEST_NAME],
            page=int(page) if page.isascii() and page.isdigit() and len(page) < 5 and int(page) else 1,
            chosen=tuple(dict.fromkeys(chosen))[:ROWS_A_PAGE],
        )

    @property
    def sort(self) -> str:
        """The order as `results.peers` names it."""
        key = self.order.removeprefix("-")
        return ORDERS[key] if key == self.order else f"-{ORDERS[key]}"

    def address(self, **changed: str | int) -> str:
        """The query of this view with something changed."""
        values = {"kelompok": self.group, "urut": self.order, "cari": self.typed, "hal": self.page} | changed
        pairs = [(name, str(value)) for name, value in values.items() if value not in ("", 1)]
        return "?" + urlencode([*pairs, *(("banding", slug) for slug in self.chosen)]) + "#pembanding"
