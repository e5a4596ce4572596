"""The sentences of the public pages: pure text over plain values, one function for one thing to be said.

A Bupati may read each of them aloud (the voice: figure, direction, comparison; no blame, no exclamation).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from sasando.ui.numbers import apart, shown
from sasando.ui.words import text as _


def and_list(words: Sequence[str]) -> str:
    """ "2021", "2021 dan 2022", "2021, 2022, dan 2023"."""
    if len(words) < 3:
        return _(" dan ").join(words)
    return ", ".join(words[:-1]) + _(", dan ") + words[-1]


def or_list(words: Sequence[str]) -> str:
    """As `and_list`, for alternatives."""
    if len(words) < 3:
        return _(" atau ").join(words)
    return ", ".join(words[:-1]) + _(", atau ") + words[-1]


def standing_sentence(
    now: Fraction, before: Fraction | None, years: int, mean: Fraction | None, measure: str, year: int
) -> str:
    """Direction since the result before, and distance to the national mean."""
    above, against = (0, "") if mean is None else _against_mean(now, mean)
    if before is None:
        first = _("%(measure)s %(year)s tercetak %(now)s") % {
            "measure": measure,
            "year": year,
            "now": shown(now),
        }
        return f"{first}: {against}." if against else f"{first}."
    risen, moved = _moved(now, before, years)
    if not against:
        return f"{moved}."
    joined = _(", tetapi masih ") if above < 0 < risen else _(" dan ")
    return f"{moved}{joined}{against}."


def _moved(now: Fraction, before: Fraction, years: int) -> tuple[int, str]:
    """Which way (1, 0, -1), and as words."""
    span = _("setahun") if years == 1 else _("%(years)s tahun") % {"years": years}
    risen, change = apart(now, before)
    if not risen:
        return risen, _("Tidak berubah dalam %(span)s") % {"span": span}
    said = _("Naik %(change)s dalam %(span)s") if risen > 0 else _("Turun %(change)s dalam %(span)s")
    return risen, said % {"change": change, "span": span}


def _against_mean(value: Fraction, mean: Fraction) -> tuple[int, str]:
    """On which side of it (1, 0, -1), and as words."""
    above, gap = apart(value, mean)
    if not above:
        return above, _("sama dengan rata-rata nasional")
    said = _("%(gap)s di bawah rata-rata nasional") if above < 0 else _("%(gap)s di atas rata-rata nasional")
    return above, said % {"gap": gap}


def targets_sentence(met: Sequence[int], missed: Sequence[int], open_years: Sequence[int]) -> str:
    """Which targets were met, which were not, and which have no result to compare with."""
    said = []
    if met:
        said.append(_("Target %(years)s tercapai.") % {"years": and_list([str(year) for year in met])})
    if missed:
        said.append(
            _("Target %(years)s tidak tercapai.") % {"years": and_list([str(year) for year in missed])}
        )
    if open_years:
        years = and_list([str(year) for year in open_years])
        said.append(_("Target %(years)s belum dapat dibandingkan: belum ada hasilnya.") % {"years": years})
    return " ".join(said)


def absent_sentence(name: str, years: Sequence[int]) -> str:
    """Years whose national table does not have the agency."""
    return _("%(name)s tidak ada dalam tabel nasional %(years)s.") % {
        "name": name,
        "years": and_list([str(year) for year in years]),
    }


def contradiction_sentence(year: int) -> str:
    """A year whose printed figures fit no levels at all."""
    return _("Angka tercetak %(year)s saling bertentangan; tidak ada yang disimpulkan.") % {"year": year}


def reconstructed_sentence(part: str, year: int, why: str) -> str:
    """A figure that was not read from the print as it stands."""
    return _("Nilai %(part)s tahun %(year)s tidak terbaca langsung: %(why)s.") % {
        "part": part,
        "year": year,
        "why": why,
    }


def predicate_sentence(name: str, low: Fraction, high: Fraction, highest: bool) -> str:
    """What a predicate means in figures."""
    values = {"name": name, "low": shown(low), "high": shown(high)}
    if highest:
        return _("Predikat %(name)s: indeks dari %(low)s sampai %(high)s, yang tertinggi.") % values
    return _("Predikat %(name)s: indeks dari %(low)s sampai di bawah %(high)s.") % values


def next_band_sentence(name: str, low: Fraction, value: Fraction) -> str:
    """How far a value is from where the next predicate begins."""
    below, gap = apart(low, value)
    if below <= 0:
        return _("Indeks tercetak sudah menyentuh batas predikat %(name)s.") % {"name": name}
    return _("Untuk predikat %(name)s kurang %(gap)s.") % {"name": name, "gap": gap}


def reading_sentence(exact: str, rounded: str, used: str, certain: bool = True) -> str:
    """Said where the two readings of the predicate differ, or (not `certain`) may differ."""
    values = {"exact": exact, "rounded": rounded}
    if not certain:
        other = exact if used == "rounded" else rounded
        return _("Cara baca lain atas indeks yang sama dapat memberi predikat %(other)s.") % {"other": other}
    if used == "rounded":
        return (
            _(
                "Tabel ini membaca predikat dari indeks dua desimal: %(rounded)s."
                " Dari indeks eksak predikatnya %(exact)s."
            )
            % values
        )
    return (
        _(
            "Tabel ini membaca predikat dari indeks eksak: %(exact)s. Dari indeks dua desimal predikatnya %(rounded)s."
        )
        % values
    )
