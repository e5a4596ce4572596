"""The form of the block "is the target within reach": what was asked, and what is wrong with each field of it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sasando.results.proofs import NoStatementError
from sasando.results.queries import Standing, TargetRow, YearResult
from sasando.results.reach import target_value
from sasando.scoring.model import Instrument
from sasando.ui.numbers import shown
from sasando.ui.words import text as _

DEFAULT_GAIN = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class ReachForm:
    """What was asked, as it stands in the form; `…_error`: what is wrong with a field, "" where nothing is."""

    target: str
    start: int
    by: str
    starts: tuple[tuple[int, str], ...]
    hint: str
    target_error: str = ""
    start_error: str = ""
    by_error: str = ""

    @property
    def wrong(self) -> bool:
        return bool(self.target_error or self.start_error or self.by_error)


@dataclass(frozen=True, slots=True)
class ReachAsked:
    """What the address asks, as it was typed."""

    target: str = ""
    start: str = ""
    by: str = ""


def reach_form(
    standing: Standing, latest: YearResult, instrument: Instrument, asked: ReachAsked
) -> tuple[ReachForm, Fraction, int | None]:
    """The form with the target and the year to reach it in; both mean nothing where the form is wrong."""
    wished, hint = _default(standing, latest, instrument)
    if asked.target not in ("", wished) and not standing.targets:
        hint = _(
            "Belum ada target yang diketahui; isi target Anda sendiri. Alamat halaman ini dapat dibagikan."
        )
    years = [one.year for one in standing.results]
    start = _year(asked.start)
    by = _year(asked.by)
    known = start if start in years else latest.year
    target, target_error = _target(asked.target or wished, instrument)
    form = ReachForm(
        target=asked.target or wished,
        start=known,
        by=asked.by,
        starts=tuple((one.year, f"{one.year} ({shown(one.value)})") for one in reversed(standing.results)),
        hint=hint,
        target_error=target_error,
        start_error=_("Belum ada hasil tahun itu; pilih tahun dari daftar.")
        if asked.start and start not in years
        else "",
        by_error=_by_error(asked.by, by, known),
    )
    return form, target, by


def _year(typed: str) -> int | None:
    """A year of four figures. Other signs that are digits somewhere ("²") are none."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else None


def _target(typed: str, instrument: Instrument) -> tuple[Fraction, str]:
    try:
        value = target_value(typed)
    except NoStatementError:
        return Fraction(0), _("Tulis target sebagai angka dengan paling banyak dua desimal, misalnya 3,86.")
    if not instrument.low <= value <= instrument.high:
        return value, _("Target harus dari %(low)s sampai %(high)s.") % {
            "low": shown(instrument.low),
            "high": shown(instrument.high),
        }
    return value, ""


def _by_error(typed: str, by: int | None, start: int) -> str:
    if typed and by is None:
        return _("Tulis tahun dengan empat angka, misalnya 2025.")
    if by is not None and by <= start:
        return _("Tahun target harus sesudah %(start)s.") % {"start": start}
    return ""


def _default(standing: Standing, latest: YearResult, instrument: Instrument) -> tuple[str, str]:
    if standing.targets:
        last: TargetRow = standing.targets[-1]
        said = _(
            "%(value)s adalah target terakhir yang diketahui (untuk %(year)s). Alamat halaman ini dapat dibagikan."
        )
        return shown(last.value), said % {"value": shown(last.value), "year": last.year}
    wished = latest.value + DEFAULT_GAIN
    if wished > instrument.high:
        said = _("Belum ada target yang diketahui; angka ini sekadar contoh, nilai tertinggi skala.")
        return shown(instrument.high), said
    said = _(
        "Belum ada target yang diketahui; angka ini sekadar contoh, setengah poin di atas hasil terakhir."
    )
    return shown(wished), said
