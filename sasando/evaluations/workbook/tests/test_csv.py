"""Official results of the past come in as a CSV file, however it was saved: looked at first, then all or nothing."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client

from sasando.evaluations.actions.judging import judge
from sasando.evaluations.entered import Entered
from sasando.evaluations.models import Answer, Judgement, Stage
from sasando.evaluations.snapshot import snapshot
from sasando.evaluations.testing import Team, address_of, documents_open, opened
from sasando.evaluations.workbook.csv_file import written_numbers
from sasando.evaluations.workbook.csv_text import records
from sasando.evaluations.workbook.tests.conftest import saved, uploaded
from sasando.instruments.queries import instrument_row, parsed
from sasando.organizations.models import User
from sasando.scoring.numbers import half_up

pytestmark = pytest.mark.django_db
Desk = Callable[[User], Client]
NUMBERS_2018 = [*map(str, range(1, 36)), "35-2", "35-3"]


def current(of: Stage, code: str) -> Judgement:
    held = Answer.objects.select_related("current").get(stage=of, node__code=code).current
    assert held is not None
    return held


def shown(client: Client, to: Stage, raw: bytes) -> str:
    """What the preview of an upload says."""
    first = uploaded(client, to, raw, "hasil.csv")
    assert first.status_code == 302, first.content.decode()
    return client.get(first["Location"]).content.decode()


def refused(client: Client, to: Stage, raw: bytes) -> str:
    """What an upload is answered that leads to no preview."""
    answer = uploaded(client, to, raw, "hasil.csv")
    assert answer.status_code == 400
    return str(answer.content.decode())


def table(*lines: str, parted: str = ";") -> str:
    return "\r\n".join(line.replace(";", parted) for line in lines) + "\r\n"


@pytest.mark.parametrize(
    "saved_as",
    [
        lambda text: text.encode(),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("cp1252"),
        lambda text: codecs.BOM_UTF16_LE + text.replace(";", "\t").encode("utf-16-le"),
        lambda text: text.replace(";", ",").encode(),
        lambda text: ("sep=;\r\n" + text).encode(),
        lambda text: text.replace("\r\n", "\r").encode(),
        lambda text: text.replace("\r\n", ";;;\r\n").encode(),
    ],
    ids=["utf-8", "with a mark", "windows", "unicode text", "commas", "sep", "old mac", "empty cells"],
)
def test_file_is_read_however_a_spreadsheet_saves_it(
    people: Team, mandiri: Stage, desk: Desk, saved_as: Callable[[str], bytes]
) -> None:
    text = table("Indikator;Nilai;Fakta", "1;3;Perbup – peta “proses”", ";;", "47;2;")
    client = desk(people.entry)
    assert saved(client, mandiri, saved_as(text)).status_code == 302
    held = current(mandiri, "I1")
    assert (held.value, held.fact, held.reason) == (3, "Perbup – peta “proses”", "dari berkas CSV")
    assert current(mandiri, "I47").value == 2
    assert Judgement.objects.count() == 2


@pytest.mark.parametrize(
    ("instrument", "year", "numbers", "value"),
    [("spbe-2018", 2019, NUMBERS_2018, "2"), ("spbe-2020", 2021, list(map(str, range(1, 48))), "2"),
     ("pemdi-2026", 2026, list(map(str, range(1, 21))), "1,17")],
)  # fmt: skip
def test_whole_result_of_each_instrument_comes_in_with_its_report(
    people: Team, desk: Desk, instrument: str, year: int, numbers: list[str], value: str
) -> None:
    held = opened(people, instrument, year, kind="resmi", track=first_track(instrument))
    rows = [f"{number};{value};Laporan Kemenpan, hlm. 7;17/08/{year}" for number in numbers]
    client = desk(people.entry)
    raw = table("indikator;nilai;dokumen_sumber;tanggal_sumber", *rows).encode()
    assert saved(client, held, raw).status_code == 302
    judgement = current(held, "I1")
    assert (judgement.source_document, judgement.source_date) == (
        "Laporan Kemenpan, hlm. 7",
        date(year, 8, 17),
    )
    index = snapshot(held).score.index
    assert index is not None
    assert half_up(index) == half_up(Fraction(value.replace(",", ".")))


def first_track(instrument: str) -> str:
    return parsed(instrument_row(instrument).digest).tracks[0].code


def test_items_are_found_under_every_name_people_write(people: Team) -> None:
    known = written_numbers(parsed(instrument_row("spbe-2018").digest))
    assert [known[one] for one in ("35", "35-1", "35.2", "i35.3", "35-3", "01", "1")] == [
        "I35.1", "I35.1", "I35.2", "I35.3", "I35.3", "I1", "I1",
    ]  # fmt: skip


def test_template_comes_back_filled(people: Team, desk: Desk) -> None:
    held = opened(people, "spbe-2018", 2019, track=first_track("spbe-2018"))
    client = desk(people.entry)
    answer = client.get(f"{address_of(held)}excel/unduh/", {"bentuk": "csv"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].endswith('-spbe-2019-simulasi-mandiri.csv"')
    text = answer.content.decode("utf-8-sig")
    first, *rows = text.splitlines()
    assert (
        first == "indikator;nama;nilai;layanan;instansi_sumber;tanggal_sumber;dokumen_sumber;fakta;analisis"
    )
    assert len(rows) == 37
    lines = [row.replace(";;;;;;;", ";4;;;;;;", 1) for row in rows]
    named = [
        line.replace(";4;", ";4;Posyandu daring") if line.startswith("I35.2;") else line for line in lines
    ]
    said = shown(client, held, "\r\n".join([first, lines[0].replace(";4;", ";4;Posyandu")]).encode())
    assert "CSV!D2: hanya untuk baris layanan yang dipilih (35, 35-2, 35-3)" in said
    filled = "\r\n".join([first, *named])
    assert saved(client, held, filled.encode("utf-8-sig")).status_code == 302
    assert Answer.objects.filter(stage=held).exclude(current=None).count() == 37
    assert dict(Answer.objects.filter(stage=held).exclude(item="").values_list("node__code", "item")) == {
        "I35.2": "Posyandu daring"
    }


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("2;6;", "CSV!B3: nilai 6 di luar skala; isi 1 sampai 5"),
        ("2;2,5;", "CSV!B3: nilai 2,5 tidak bulat"),
        ("2;tiga;", "CSV!B3: &quot;tiga&quot; bukan angka"),
        ("2;07-Jun;", "CSV!B3: terbaca sebagai tanggal"),
        ("2;#N/A;", "CSV!B3: berisi #N/A"),
        ("2;3;########", "CSV!C3: berisi ########"),
        ("48;3;", "CSV!A3: &quot;48&quot; bukan nomor indikator SPBE; tulis 1 sampai 47"),
        (";3;", "CSV!A3: &quot;&quot; bukan nomor indikator"),
        ("1;4;", "CSV!3: indikator ini tertulis dua kali"),
        ("2;3;ada;lebih", "CSV!3: ada 4 sel, seharusnya 3"),
        (f"2;3;{'a' * 20_001}", "CSV!C3: terlalu panjang (20.001 huruf)"),
    ],
)
def test_faulty_cell_is_named_as_the_spreadsheet_names_it_and_nothing_is_saved(
    people: Team, mandiri: Stage, desk: Desk, line: str, problem: str
) -> None:
    client = desk(people.entry)
    raw = table("indikator;nilai;fakta", "1;3;", line).encode()
    text = shown(client, mandiri, raw)
    assert problem in text
    assert "Simpan perubahan ini" not in text
    place = uploaded(client, mandiri, raw, "hasil.csv")["Location"]
    assert client.post(place, {"seen": "I1=0"}).status_code == 400
    assert not Judgement.objects.exists()


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"nama;nilai\n1;3\n", "judul kolom indikator dan nilai"),
        (b"indikator;nama\n1;x\n", "judul kolom indikator dan nilai"),
        (b"indikator;nilai;justifikasi\n1;3;x\n", "kolom &quot;justifikasi&quot; tidak dikenal di tahap ini"),
        (b"indikator;nilai;tingkat\n1;3;3\n", "CSV:C1: kolom ini tertulis dua kali"),
        (b'indikator;nilai\n1;"3\n', "bukan CSV yang utuh"),
        (b"indikator;nilai\n1;\x81\n", "bukan teks; simpan sebagai CSV UTF-8"),
        (b"indikator;nilai\n1;3\x00\n", "bukan teks"),
        (b"%PDF-1.7\n1 0 obj\n", "ini dokumen atau gambar; pilih berkas .xlsx"),
        (b"\n\n", "kosong"),
        (b"indikator;nilai\n" + b"1;3\n" * 501, "lebih dari 500 baris"),
        (b"indikator;nilai\n" + b" " * (5 * 1024 * 1024), "lebih besar dari 5 MB"),
        (b"a" * 200_000, "baris 1 memuat sel yang jauh lebih panjang dari 20.000 huruf"),
        (b"indikator;nilai\n1;" + b"3" * 200_000, "baris 2 memuat sel yang jauh lebih panjang"),
        (b'indikator;nilai\n1;"3\n' + b"2;3\n" * 40_000, "periksa apakah ada tanda kutip yang belum ditutup"),
    ],
    ids=range(14),
)
def test_file_that_cannot_be_read_is_refused_with_what_to_do(
    people: Team, mandiri: Stage, desk: Desk, raw: bytes, problem: str
) -> None:
    assert problem in refused(desk(people.entry), mandiri, raw)


def test_file_of_faulty_cells_alone_is_not_told_to_hold_nothing_new(
    people: Team, mandiri: Stage, desk: Desk
) -> None:
    text = shown(desk(people.entry), mandiri, b"indikator;nilai\n1;6\n")
    assert "Tidak ada yang berubah" not in text
    assert "Selain sel itu, isi berkas sama dengan yang tersimpan." in text
    assert "Unggah lagi" in text


def test_history_says_where_a_value_came_from_in_the_language_of_the_page(
    people: Team, mandiri: Stage, desk: Desk
) -> None:
    client = desk(people.entry)
    assert saved(client, mandiri, b"indikator;nilai\n1;3\n").status_code == 302
    address = f"{address_of(mandiri)}isian/1/"
    assert "dari berkas CSV" in client.get(address).content.decode()
    client.cookies["bahasa"] = "en"
    assert "from a CSV file" in client.get(address).content.decode()


def test_rows_that_nobody_will_read_are_not_kept() -> None:
    """Five million empty lines would take a third of a gigabyte, in every request."""
    assert len(records("hasil.csv", b"indikator;nilai\n" + b"\n" * 1_000_000, 500)) == 500


def test_value_that_stands_is_shown_beside_the_one_that_would_replace_it(
    people: Team, mandiri: Stage, desk: Desk
) -> None:
    judge(people.entry, mandiri, [Entered("I1", 0, Fraction(2), fact="Perbup 1/2020")])
    client = desk(people.entry)
    raw = table("indikator;nilai;fakta", "1;3;", "2;4;").encode()
    text = shown(client, mandiri, raw)
    assert "2 sel berubah pada 2 indikator." in text
    assert "2 → <b>3</b>" in text.replace("\n", " ")
    assert saved(client, mandiri, raw).status_code == 302
    assert (current(mandiri, "I1").value, current(mandiri, "I1").fact) == (3, "Perbup 1/2020")
    assert "Tidak ada yang berubah" in shown(client, mandiri, raw)


def test_what_changed_since_the_preview_is_shown_again(people: Team, mandiri: Stage, desk: Desk) -> None:
    client = desk(people.entry)
    place = uploaded(client, mandiri, table("indikator;nilai", "1;3").encode())["Location"]
    judge(people.assessor, mandiri, [Entered("I1", 0, Fraction(2))])
    answer = client.post(place, {"seen": "I1=0"})
    assert answer.status_code == 409
    assert "Isian berubah sejak Anda memeriksanya." in answer.content.decode()
    assert current(mandiri, "I1").value == 2


def test_values_of_a_stage_of_the_ministry_need_the_report_they_come_from(
    people: Team, mandiri: Stage, desk: Desk
) -> None:
    documents = documents_open(people, mandiri)
    client = desk(people.entry)
    bare = table("indikator;nilai", "1;1").encode()
    assert "CSV!B2: nilai yang disalin dari asesor perlu dokumen sumbernya" in shown(client, documents, bare)
    named = table("indikator;nilai;dokumen_sumber;justifikasi", "1;1;LHE 2025, hlm. 3;belum ada").encode()
    assert saved(client, documents, named).status_code == 302
    assert current(documents, "I1").justification == "belum ada"


def test_who_does_not_fill_the_stage_brings_no_file(people: Team, mandiri: Stage, desk: Desk) -> None:
    answer: Any = uploaded(desk(people.leader), mandiri, table("indikator;nilai", "1;3").encode())
    assert answer.status_code == 403
    assert not Judgement.objects.exists()
