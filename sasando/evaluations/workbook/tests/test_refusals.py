"""What must not be taken is refused with its reason, and nothing of it is saved."""

from __future__ import annotations

import io
import os
import time
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from sasando.evaluations.actions.assigning import assign, give_access
from sasando.evaluations.models import Judgement, Stage
from sasando.evaluations.testing import Team, address_of, fill, levels, opened, team
from sasando.evaluations.workbook.tests.conftest import exported, filled, uploaded
from sasando.kernel.tick import tick
from sasando.organizations.models import User
from sasando.organizations.testing import person, unit

pytestmark = pytest.mark.django_db
Desk = Callable[[User], Client]


def shown(client: Client, to: Stage, raw: bytes) -> str:
    """What the preview of an upload says."""
    first = uploaded(client, to, raw)
    assert first.status_code == 302, first.content.decode()
    return client.get(first["Location"]).content.decode()


def said(answer: Any) -> str:
    assert answer.status_code == 400
    return str(answer.content.decode())


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"D14": 6}, "Isian!D14: nilai 6 di luar skala; isi 1 sampai 5"),
        ({"D14": 2.5}, "Isian!D14: nilai 2,5 tidak bulat; isi bilangan bulat 1 sampai 5"),
        ({"D14": "tiga"}, "Isian!D14: &quot;tiga&quot; bukan angka"),
        ({"D14": datetime(2025, 6, 7)}, "Isian!D14: terbaca sebagai tanggal"),
        ({"D14": True}, "Isian!D14: berisi BENAR/SALAH"),
        ({"E14": "a" * 20_001}, "Isian!E14: terlalu panjang (20.001 huruf)"),
        ({"H14": "I9"}, "Isian!13: "),
        ({"D60": 3}, "Isian!60: baris ini bukan dari ekspor"),
        ({"D4": "Nilainya"}, "judul kolom berubah"),
    ],
)
def test_faulty_cell_is_named_and_nothing_can_be_saved(
    people: Team, mandiri: Stage, desk: Desk, cells: dict[str, Any], problem: str
) -> None:
    client = desk(people.entry)
    raw = filled(exported(client, mandiri), {"D5": 2, **cells})
    if "H14" in cells:
        problem = "Isian!14: indikator ini tertulis dua kali"
        raw = filled(raw, {"H14": "I9", "D14": 3})
    text = shown(client, mandiri, raw)
    assert problem in text
    assert "Simpan perubahan ini" not in text
    place = uploaded(client, mandiri, raw)["Location"]
    assert client.post(place, {"seen": "I1=0"}).status_code == 400
    assert not Judgement.objects.exists()


def test_formula_in_a_cell_to_fill_is_refused(people: Team, mandiri: Stage, desk: Desk) -> None:
    client = desk(people.entry)
    raw = with_part(exported(client, mandiri), "xl/worksheets/sheet2.xml", b"<f>1+1</f><v>2</v>")
    assert "Isian!D5: berisi rumus" in shown(client, mandiri, raw)


def with_part(raw: bytes, name: str, formula: bytes) -> bytes:
    """The same file with a formula in D5."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.infolist():
            text = old.read(part)
            if part.filename == name:
                head, mark, rest = text.partition(b'<c r="D5"')
                style, close, rest = rest.partition(b"/>")
                assert mark
                assert close
                text = head + mark + style + b">" + formula + b"</c>" + rest
            new.writestr(part, text)
    return made.getvalue()


def rewritten(
    raw: bytes,
    change: Callable[[str, bytes], bytes],
    packed: int = zipfile.ZIP_DEFLATED,
    more: Mapping[str, bytes] = MappingProxyType({}),
) -> bytes:
    """The same archive with its parts changed, and further ones."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w", packed) as new:
        for part in old.infolist():
            new.writestr(part.filename, change(part.filename, old.read(part)))
        for name, text in more.items():
            new.writestr(name, text)
    return made.getvalue()


def test_file_that_is_no_plain_workbook_is_refused_by_its_content(
    people: Team, mandiri: Stage, desk: Desk
) -> None:
    client = desk(people.entry)
    raw = exported(client, mandiri)
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    foreign = '<?xml version="1.0" encoding="UTF-16"?><x/>'.encode("utf-16")
    coded = b'<?xml version="1.0" encoding="cp037"?><x/>'
    cases = {
        "baris pertama harus memuat judul kolom": b"nama,tanggal\n1,3\n",
        "terkunci kata sandi": b"\xd0\xcf\x11\xe0" + b"\x00" * 600,
        "memuat makro": rewritten(raw, lambda _name, text: text, more={"xl/vbaProject.bin": b"x"}),
        "berkas sisipan": rewritten(raw, lambda _name, text: text, more={"xl/embeddings/a.docx": b"x"}),
        "jauh lebih besar": rewritten(
            raw, lambda _name, text: text, more={"xl/media/a.png": b"\x00" * (41 * 1024 * 1024)}
        ),
        "lebih besar dari 5 MB": raw + b"\x00" * (5 * 1024 * 1024),
        "XML yang tidak lazim": rewritten(
            raw, lambda name, text: bomb if name == "xl/sharedStrings.xml" else text
        ),
        "memuat XML": rewritten(raw, lambda name, text: foreign if name == "xl/styles.xml" else text),
        "tidak lazim": rewritten(raw, lambda name, text: coded if name == "xl/styles.xml" else text),
        "tidak dapat dibaca": rewritten(
            raw, lambda name, text: text[:90] if name == "xl/workbook.xml" else text
        ),
        "bukan buku kerja .xlsx yang utuh": raw[:400] + b"\xff" * 60 + raw[460:],
        "dikemas dengan cara": rewritten(raw, lambda _name, text: text, packed=zipfile.ZIP_BZIP2),
        "isinya jauh": rewritten(
            raw, lambda name, text: b"<sst>" + b"<si/>" * 500_000 if name == "xl/sharedStrings.xml" else text
        ),
        "belum dipilih": b"",
    }
    for problem, file in cases.items():
        assert problem in said(uploaded(client, mandiri, file)), problem
    renamed = uploaded(client, mandiri, raw, name="isian.txt")
    assert renamed.status_code == 302  # its content is what counts


def test_workbook_of_another_place_is_refused_with_the_reason(
    people: Team, mandiri: Stage, desk: Desk
) -> None:
    other = team("kab-belu")
    theirs = exported(desk(other.entry), opened(other))
    assert "milik instansi lain (kab-belu)" in said(uploaded(desk(people.entry), mandiri, theirs))
    second = opened(people, year=2024)
    ours = exported(desk(people.entry), second)
    assert "milik evaluasi lain" in said(uploaded(desk(people.entry), mandiri, ours))
    raw = exported(desk(people.entry), mandiri)
    moved = filled(raw, {"B7": "0" * 64}, sheet="_sasando")
    assert "sudah pindah versi" in said(uploaded(desk(people.entry), mandiri, moved))
    elsewhere = filled(raw, {"B4": "0" * 32}, sheet="_sasando")
    assert "milik tahap lain" in said(uploaded(desk(people.entry), mandiri, elsewhere))
    strange = filled(raw, {"B1": "lain"}, sheet="_sasando")
    assert "bukan buku kerja dari Sasando" in said(uploaded(desk(people.entry), mandiri, strange))


def test_preview_of_somebody_else_is_not_found(people: Team, mandiri: Stage, desk: Desk) -> None:
    place = uploaded(desk(people.entry), mandiri, exported(desk(people.entry), mandiri))["Location"]
    assert desk(people.entry).get(place).status_code == 200
    assert desk(people.assessor).get(place).status_code == 404
    assert desk(people.entry).get(f"{address_of(mandiri)}excel/../../x/").status_code == 404


def test_upload_is_forgotten_after_a_day(people: Team, mandiri: Stage, desk: Desk) -> None:
    client = desk(people.entry)
    place = uploaded(client, mandiri, exported(client, mandiri))["Location"]
    (file,) = (Path(settings.DATA_DIR) / "workbooks").rglob("*.xlsx")
    a_day_ago = time.time() - 24 * 60 * 60 - 1
    os.utime(file, (a_day_ago, a_day_ago))
    assert client.get(place).status_code == 404
    assert "evaluations.forget_uploaded_workbooks" in [one.name for one in tick(timezone.now())]
    assert not file.exists()


def test_stranger_to_the_agency_finds_nothing(people: Team, mandiri: Stage, desk: Desk) -> None:
    other = team("kab-belu")
    for rest in ("excel/", "excel/unduh/"):
        assert desk(other.entry).get(f"{address_of(mandiri)}{rest}").status_code == 404


def test_assessor_from_outside_finds_the_stage_only_once_it_is_given(
    people: Team, mandiri: Stage, desk: Desk
) -> None:
    outside = person("asesor luar", people.agency, "external_assessor")
    assert desk(outside).get(f"{address_of(mandiri)}excel/").status_code == 404
    give_access(people.coordinator, mandiri, outside, date(2999, 1, 1))
    assert desk(outside).get(f"{address_of(mandiri)}excel/").status_code == 200


def test_leader_takes_a_workbook_along_and_brings_none_back(people: Team, mandiri: Stage, desk: Desk) -> None:
    client = desk(people.leader)
    raw = exported(client, mandiri)
    assert uploaded(client, mandiri, raw).status_code == 403
    assert "Unggah dan periksa" not in client.get(f"{address_of(mandiri)}excel/").content.decode()


def test_workbook_of_a_unit_holds_its_indicators_and_touches_no_other(
    people: Team, mandiri: Stage, desk: Desk
) -> None:
    office, other = unit(people.agency, "KOMINFO"), unit(people.agency, "BAPPEDA")
    assign(people.coordinator, mandiri, ["I1", "I2"], unit=office, due=None)
    assign(people.coordinator, mandiri, ["I3"], unit=other, due=None)
    client = desk(people.coordinator)
    raw = exported(client, mandiri, str(office.id))
    book = openpyxl.load_workbook(io.BytesIO(raw))
    assert [book["Isian"][f"A{row}"].value for row in (5, 6, 7)] == ["1", "2", None]
    assert "Indeks" not in book.sheetnames
    assign(people.coordinator, mandiri, ["I2"], unit=other, due=None)
    text = shown(desk(people.entry), mandiri, filled(raw, {"D5": 3, "D6": 3}))
    assert "Isian!6: indikator 2 kini bukan tugas kantor di buku kerja ini" in text


def test_contact_of_a_unit_gets_and_fills_only_what_is_theirs(
    people: Team, mandiri: Stage, desk: Desk
) -> None:
    office = unit(people.agency, "KOMINFO")
    contact = person("pic kominfo", people.agency, "unit_contact", office)
    assign(people.coordinator, mandiri, ["I1"], unit=office, due=None)
    fill(people.entry, mandiri, levels(47, 2), fact="rahasia kantor lain")
    whole = exported(desk(people.entry), mandiri)
    mine = exported(desk(contact), mandiri)
    page = openpyxl.load_workbook(io.BytesIO(mine))["Isian"]
    assert (page["A5"].value, page["A6"].value) == ("1", None)
    fill(people.entry, mandiri, {"I2": 3}, fact="rahasia baru")
    text = shown(desk(contact), mandiri, filled(whole, {"D5": 4, "E6": "bukan milik saya"}))
    assert "Isian!6: indikator 2 tidak ditugaskan kepada Anda" in text
    assert "rahasia" not in text


def test_refused_file_its_field_and_the_count_of_indicators_are_in_english_on_an_english_page(
    people: Team, mandiri: Stage, desk: Desk
) -> None:
    client = desk(people.entry)
    client.cookies["bahasa"] = "en"
    text = uploaded(client, mandiri, b"").content.decode()
    assert ">file: not chosen, or empty" in text
    assert "<small>indicators: 47</small>" in text
    assert '<label for="berkas">File</label>' in text
