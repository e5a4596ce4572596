"""Facts as the words and figures of documents: one set of values for paper and for templates of one's own.

The names are Indonesian, since agencies write them into their templates: `{{ instansi }}`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from sasando.evaluations.models import Evaluation
from sasando.evaluations.reports.facts import Contribution, Facts, Indicator, SealLine
from sasando.evaluations.reports.kinds import Making
from sasando.scoring.numbers import fraction_text, round_half_up
from sasando.ui.numbers import day, exact_decimal, shown, signed, span

NONE = "–"
DOTS = "." * 34
_READINGS = {"exact": "indeks tepat", "rounded": "indeks yang dibulatkan dua desimal"}
_KINDS = {
    Evaluation.Kind.OFFICIAL: "Resmi",
    Evaluation.Kind.SIMULATION: "Simulasi",
    Evaluation.Kind.WATCH: "Pantauan",
}
_STATES = {"waiting": "belum dibuka", "open": "terbuka", "sealed": "disegel"}

LISTS: dict[str, tuple[str, ...]] = {
    "bagian": ("jenis", "nomor", "nama", "bobot", "nilai"),
    "indikator": (
        "nomor", "nama", "bobot", "nilai", "tingkat", "fakta", "analisis", "justifikasi", "tahap", "layanan", "sumber",
        "bagian",
    ),
    "catatan": ("aspek", "tahap", "kekuatan", "kelemahan"),
    "pertanyaan": ("pertanyaan", "jawaban"),
    "riwayat_segel": ("tahap", "nomor", "waktu", "oleh", "indeks", "predikat", "sidik_pendek", "keterangan"),
    "penjelasan": ("nomor", "nama", "sebelum", "sesudah", "andil"),
    "penandatangan": ("peran", "nama"),
}  # fmt: skip
"""The lists a template may go through, with the fields of their rows."""
TEXTS = (
    "instansi", "instansi_singkat", "instrumen", "instrumen_nama", "hukum", "versi_instrumen", "tahun", "jenis",
    "nama_evaluasi", "jalur", "tahap", "keadaan_tahap", "sebutan", "sebutan_kalimat", "data_contoh", "konsep",
    "indeks", "indeks_tepat", "predikat", "pembacaan_predikat", "predikat_lain", "predikat_kalimat", "jumlah_indikator",
    "jumlah_bernilai", "belum_bernilai", "nilai_anggapan", "segel_nomor", "segel_waktu", "segel_oleh",
    "segel_sidik", "segel_sidik_pendek", "segel_kalimat", "jurnal_butir", "jurnal_sidik",
    "hasil_resmi_terakhir", "target", "penjelasan_kalimat", "koordinator", "penanggung_jawab", "tanggal",
)  # fmt: skip
"""The single values a template may name."""


def values(facts: Facts, making: Making) -> dict[str, Any]:
    """Every value of `TEXTS` and `LISTS`."""
    return {
        **_about(facts, making),
        **_index(facts),
        **_proof(facts, making),
        "bagian": [
            {
                "jenis": {"domain": "Domain", "aspect": "Aspek"}.get(part.kind, ""),
                "nomor": part.number,
                "nama": part.name,
                "bobot": percent(part.weight),
                "nilai": NONE if part.value is None else shown(part.value),
            }
            for part in facts.parts
        ],
        "indikator": [_indicator(facts, one) for one in facts.indicators],
        "catatan": _notes(facts),
        "pertanyaan": [
            {"pertanyaan": one.question, "jawaban": one.answer or NONE} for one in facts.questions
        ],
        "riwayat_segel": [_seal(facts, one) for one in facts.seals],
        "penjelasan": [_contribution(facts, one) for one in explained(facts)],
        "penandatangan": [{"peran": one.role, "nama": one.name or DOTS} for one in facts.signers],
    }


def _about(facts: Facts, making: Making) -> dict[str, str]:
    measured = facts.measured
    sealed = facts.seal is not None
    return {
        "instansi": facts.agency.name,
        "instansi_singkat": facts.agency.short_name,
        "instrumen": measured.instrument,
        "instrumen_nama": measured.instrument_name,
        "hukum": measured.law,
        "versi_instrumen": measured.version,
        "tahun": str(measured.year),
        "jenis": _KINDS[Evaluation.Kind(measured.kind)],
        "nama_evaluasi": measured.label,
        "jalur": measured.track,
        "tahap": measured.stage_name,
        "keadaan_tahap": _STATES.get(measured.state, measured.state),
        "sebutan": facts.called.tag,
        "sebutan_kalimat": facts.called.sentence,
        "data_contoh": "DATA CONTOH: instansi, angka, dan orang di sini bukan data sebenarnya."
        if facts.agency.sample
        else "",
        "konsep": "" if sealed else f"KONSEP: tahap {measured.stage_name} belum disegel.",
        "tanggal": day(making.at),
    }


def _index(facts: Facts) -> dict[str, str]:
    score = facts.score
    last, target = facts.last_published, facts.target
    valued = sum(one.value is not None and not one.assumed for one in facts.indicators)
    return {
        "indeks": index_text(facts),
        "indeks_tepat": NONE if score.index is None else exact_text(score.index),
        "predikat": score.predicate or NONE,
        "pembacaan_predikat": _READINGS.get(score.reading, score.reading),
        "predikat_lain": score.other_predicate,
        "predikat_kalimat": _predicate_sentence(facts),
        "jumlah_indikator": str(len(facts.indicators)),
        "jumlah_bernilai": str(valued),
        "belum_bernilai": ", ".join(score.missing) or "tidak ada",
        "nilai_anggapan": _assumed(facts),
        "hasil_resmi_terakhir": f"{shown(last.value)} ({last.year})" if last else "belum ada",
        "target": f"{shown(target.value)} ({target.year})" if target else "belum ada",
        "penjelasan_kalimat": explanation_sentence(facts),
    }


def _assumed(facts: Facts) -> str:
    """The indicators without a value that count as one all the same, and as which: "5, 18 (kosong dihitung 1,00)"."""
    numbers = facts.score.assumed
    if not numbers:
        return "tidak ada"
    counted = {shown(one.value) for one in facts.indicators if one.assumed and one.value is not None}
    return f"{', '.join(numbers)} (kosong dihitung {' atau '.join(sorted(counted))})"


def _proof(facts: Facts, making: Making) -> dict[str, str]:
    seal, head = facts.seal, making.head
    names = {one.role: one.name for one in facts.signers}
    return {
        "segel_nomor": str(seal.number) if seal else NONE,
        "segel_waktu": moment(facts, seal.at) if seal else NONE,
        "segel_oleh": seal.by if seal else NONE,
        "segel_sidik": seal.digest if seal else NONE,
        "segel_sidik_pendek": seal.short if seal else NONE,
        "segel_kalimat": f"nomor {seal.number}, {moment(facts, seal.at)}, oleh {seal.by}"
        if seal
        else "belum disegel",
        "jurnal_butir": str(head.seq),
        "jurnal_sidik": head.digest or NONE,
        "koordinator": names.get("Koordinator") or DOTS,
        "penanggung_jawab": names.get("Penanggung jawab") or DOTS,
    }


def _predicate_sentence(facts: Facts) -> str:
    """The predicate with what it is read from; where the other reading differs, that too."""
    score = facts.score
    if not score.predicate:
        return "belum ada, karena ada indikator yang belum bernilai"
    said = f"{score.predicate}, dibaca dari {_READINGS.get(score.reading, score.reading)}"
    return f"{said}; menurut pembacaan lain {score.other_predicate}" if score.other_predicate else said


def index_text(facts: Facts) -> str:
    """`2,48`, or what it lies between while values are missing: `1,97–2,09`."""
    score = facts.score
    return shown(score.index) if score.index is not None else span(shown(score.lower), shown(score.upper))


def exact_text(value: Fraction) -> str:
    """An exact index as fraction and, where it ends, as decimal: `4967/2000 = 2,4835`."""
    fraction, decimal = fraction_text(value), exact_decimal(value)
    return fraction if decimal == fraction else f"{fraction} = {decimal}"


def level_text(facts: Facts, value: Fraction | None) -> str:
    """A value of an indicator: a whole level, or a decimal; a fraction that does not end is told beside it."""
    if value is None:
        return NONE
    if facts.measured.whole:
        return fraction_text(value)
    exact = fraction_text(value)
    return shown(value) if (value * 100).denominator == 1 else f"{shown(value)} ({exact})"


def percent(weight: Fraction) -> str:
    """A weight in percent: `2,50 %`."""
    return f"{exact_decimal(weight)} %"


def moment(facts: Facts, at: datetime) -> str:
    """A moment by the clock of the agency: `3 Desember 2025 pukul 14.05`."""
    here = at.astimezone(ZoneInfo(facts.agency.timezone))
    return f"{day(here)} pukul {here:%H.%M}"


def points_text(points: Fraction) -> str:
    """A contribution to the index, with as many decimals as it takes up to four."""
    places = next((places for places in (2, 3, 4) if (points * 10**places).denominator == 1), 4)
    return signed(points, places)


def change_text(start: Fraction, end: Fraction) -> str:
    """How far an index moved: by two decimals where they add up with those shown at both ends, else by up to four."""
    cents = [round_half_up(one, Fraction(1, 100)) for one in (start, end, abs(end - start))]
    adds_up = abs(cents[1] - cents[0]) == cents[2]
    return shown(cents[2]) if adds_up and cents[2] else points_text(abs(end - start)).removeprefix("+")


def shortened(numbers: Sequence[str], most: int) -> str:
    """Numbers of indicators on one line: `1, 2, 3, dan 14 lagi`."""
    if len(numbers) <= most:
        return ", ".join(numbers)
    return f"{', '.join(numbers[: most - 1])}, dan {len(numbers) - most + 1} lagi"


def explained(facts: Facts) -> tuple[Contribution, ...]:
    """The steps of the explanation: what changed where that is little, else domain by domain."""
    found = facts.explanation
    return found.leaves if found.compared and 0 < len(found.leaves) <= 10 else found.parts


def explanation_sentence(facts: Facts) -> str:
    """What the explanation says as a whole."""
    found = facts.explanation
    change = found.end - found.start
    if not found.compared:
        said = (
            f"Dibanding bila {found.start_name}, indeks {shown(found.end)} terangkat {shown(change)} poin."
            if change
            else f"Belum ada nilai yang mengangkat indeks dari {shown(found.start)}."
        )
    elif change:
        way = "naik" if change > 0 else "turun"
        said = (
            f"Dari {found.start_name} ({shown(found.start)}) ke {found.end_name} ({shown(found.end)}) indeks {way}"
            f" {change_text(found.start, found.end)} poin; {len(found.leaves)} indikator berubah."
        )
    else:
        said = f"Indeks {found.end_name} sama dengan {found.start_name}: {shown(found.end)}."
    return f"{said} {found.note}".strip()


def _indicator(facts: Facts, one: Indicator) -> dict[str, str]:
    value = "tidak berlaku" if one.not_applicable else level_text(facts, one.value)
    if one.assumed:
        value = f"{value} (anggapan: kosong)"
    return {
        "nomor": one.number,
        "nama": one.name,
        "bobot": percent(one.weight),
        "nilai": value,
        "tingkat": one.level_name,
        "fakta": one.fact or NONE,
        "analisis": one.analysis or NONE,
        "justifikasi": one.justification,
        "tahap": one.decided_in,
        "layanan": one.item,
        "sumber": one.source,
        "bagian": one.part,
    }


def _notes(facts: Facts) -> list[dict[str, str]]:
    names = {part.code: f"{part.number}. {part.name}" for part in facts.parts}
    return [
        {
            "aspek": names.get(note.aspect, note.aspect),
            "tahap": note.stage_name,
            "kekuatan": note.strengths or NONE,
            "kelemahan": note.weaknesses or NONE,
        }
        for note in facts.notes
    ]


def _seal(facts: Facts, one: SealLine) -> dict[str, str]:
    said = [f"dibuka kembali: {one.reopened}"] if one.reopened else []
    said += [f"tim reviu: {review}" for review in one.reviews]
    return {
        "tahap": one.stage_name,
        "nomor": str(one.number),
        "waktu": moment(facts, one.at),
        "oleh": one.by,
        "indeks": NONE if one.index is None else shown(one.index),
        "predikat": one.predicate or NONE,
        "sidik_pendek": one.short,
        "keterangan": "; ".join(said) or "berlaku",
    }


def _contribution(facts: Facts, one: Contribution) -> dict[str, str]:
    leaves = facts.explanation.compared and one in facts.explanation.leaves

    def text(value: Fraction | None) -> str:
        return level_text(facts, value) if leaves else NONE if value is None else shown(value)

    return {
        "nomor": one.number,
        "nama": one.name,
        "sebelum": text(one.before),
        "sesudah": text(one.after),
        "andil": points_text(one.points),
    }
