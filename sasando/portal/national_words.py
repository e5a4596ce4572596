"""The sentences of the national page: pure text over plain values."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sasando.results.national import Movers, Spread
from sasando.ui.numbers import shown
from sasando.ui.words import text as _


@dataclass(frozen=True, slots=True)
class Group:
    """Whom a view of the page is about. `kind` and the province's name, either may be ""."""

    kind: str
    province: str

    def named(self) -> str:
        """ "instansi", "kabupaten", "pemerintah daerah di Bali", "kota di Bali"."""
        who = _(self.kind) if self.kind else _("pemerintah daerah") if self.province else _("instansi")
        return (
            _("%(who)s di %(province)s") % {"who": who, "province": self.province} if self.province else who
        )

    def counted(self, count: int) -> str:
        return f"{count} {self.named()}"


def lead_sentence(group: Group, found: Spread, year: int, mean: str) -> str:
    """Where the middle lies, and the mean the report prints ("" where it prints none)."""
    values = {
        "group": group.counted(found.agencies), "median": shown(found.median), "year": year, "mean": mean,
    }  # fmt: skip
    if found.agencies == 1:
        return _("Satu %(group)s dalam tabel %(year)s, dengan indeks %(median)s.") % {
            **values,
            "group": group.named(),
        }
    if mean:
        return (
            _(
                "Separuh dari %(group)s berindeks %(median)s atau lebih pada %(year)s; rata-rata tercetak %(mean)s."
            )
            % values
        )
    return _("Separuh dari %(group)s berindeks %(median)s atau lebih pada %(year)s.") % values


def empty_sentence(group: Group, year: int) -> str:
    return _("Tidak ada %(group)s dalam tabel nasional %(year)s.") % {"group": group.named(), "year": year}


def areas_sentence(count: int, province: str) -> str:
    """Why some names of a province stand in no table."""
    return _(
        "%(count)s wilayah administrasi di %(province)s tidak berpemerintahan sendiri, jadi tidak dinilai sendiri."
    ) % {"count": count, "province": province}


def moved_sentence(moved: Movers, years: tuple[int, int] | None) -> str:
    """How many rose, fell and stood still between two tables; "" without a table before."""
    if years is None:
        return ""
    still = moved.compared - moved.rose - moved.fell
    share = shown(Fraction(100 * moved.rose, moved.compared), 1)
    values = {
        "rose": moved.rose, "fell": moved.fell, "still": still, "all": moved.compared,
        "first": years[0], "second": years[1], "share": share,
    }  # fmt: skip
    return (
        _("Dari %(all)s yang tercetak pada %(first)s dan %(second)s, %(rose)s naik (%(share)s %%), ")
        + _("%(fell)s turun, %(still)s tetap.")
    ) % values
