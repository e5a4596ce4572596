"""The units of an agency: one by one, from a pasted list or a sheet, and from what is proposed."""

from __future__ import annotations

import html
import json
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook
from pytest_django import DjangoAssertNumQueries

from sasando.kernel.guard import unwatched
from sasando.kernel.models import Entry
from sasando.organizations.models import Agency, Unit
from sasando.organizations.roles import today_in
from sasando.organizations.testing import hosted, person, sign_in, unit
from sasando.organizations.unit_proposals import known_list

pytestmark = pytest.mark.django_db
HERE = "/k/kab-kupang/unit/"
LINES = (
    "Dinas Kesehatan\nPuskesmas Oesao\tpuskesmas\tDinas Kesehatan\n"
    "Bagian Umum;bagian;Sekretariat Daerah\nSekretariat Daerah"
)


@pytest.fixture
def kupang() -> Agency:
    return hosted()


@pytest.fixture
def admin(client: Client, kupang: Agency) -> Client:
    return sign_in(client, person("Sari", kupang, "agency_admin"))


def sheet(*rows: tuple[object, ...]) -> SimpleUploadedFile:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    content = BytesIO()
    book.save(content)
    return SimpleUploadedFile("unit.xlsx", content.getvalue())


def text_of(page: str) -> str:
    return html.unescape(page)


def test_pasted_list_is_shown_first_and_taken_in_whole(admin: Client) -> None:
    page = admin.post(HERE + "impor/", {"lines": LINES}).content.decode()
    assert "<b>4</b> akan ditambahkan." in page
    assert "<td>Dinas</td>" in page
    assert not Unit.objects.exists()
    again = text_of(page.split('<textarea name="lines" hidden>')[1].split("</textarea>")[0])
    response = admin.post(HERE + "impor/", {"lines": again, "apply": "1"}, follow=True)
    assert "4 perangkat daerah ditambahkan." in response.content.decode()
    assert set(Unit.objects.values_list("name", "kind", "parent__name")) == {
        ("Dinas Kesehatan", "dinas", None),
        ("Puskesmas Oesao", "puskesmas", "Dinas Kesehatan"),
        ("Bagian Umum", "bagian", "Sekretariat Daerah"),
        ("Sekretariat Daerah", "sekretariat", None),
    }
    entry = Entry.objects.get(act="organizations.import_units")
    assert (entry.chain_id, len(json.loads(entry.body)["units"])) == ("agency:kab-kupang", 4)


def test_same_list_again_adds_nothing(admin: Client) -> None:
    for _ in range(2):
        admin.post(HERE + "impor/", {"lines": LINES, "apply": "1"})
    assert Unit.objects.count() == 4
    page = admin.post(HERE + "impor/", {"lines": LINES}).content.decode()
    assert "Tidak ada yang baru di daftar ini. 4 sudah ada" in " ".join(page.split())


@pytest.mark.parametrize("line", ["Dinas Sosial", "Dinas Sosial;dinas;;DINSOS"])
def test_unit_that_closes_later_is_there_until_then(admin: Client, kupang: Agency, line: str) -> None:
    today, made = today_in(kupang.timezone), unit(kupang, "DINSOS", "Dinas Sosial")
    for last_day, there in ((today, True), (today - timedelta(days=1), False)):
        with unwatched():
            Unit.objects.filter(id=made.id).update(valid_to=last_day)
        page = admin.post(HERE + "impor/", {"lines": line}).content.decode()
        assert ("1 sudah ada" in page) == there, last_day


def test_sheet_with_headings_in_any_order_is_read(admin: Client) -> None:
    rows = sheet(("Kode", "Nama", "Induk"), ("53.01.04", "Kecamatan Semau", None), (None, "Dinas Sosial", ""))
    page = admin.post(HERE + "impor/", {"sheet": rows}).content.decode()
    assert "<b>2</b> akan ditambahkan." in page
    assert "53.01.04" in page


def test_each_fault_is_told_by_its_cell_and_nothing_is_added(admin: Client) -> None:
    rows = sheet(
        ("Nama", "Jenis", "Induk"),
        ("Dinas Sosial", "dinass", None),
        (None, "dinas", None),
        ("Dinas Kesehatan", None, "Dinas Yang Tidak Ada"),
        ("Badan Baru", None, None),
        ("Badan Baru", None, None),
    )
    response = admin.post(HERE + "impor/", {"sheet": rows, "apply": "1"})
    page = text_of(response.content.decode())
    assert response.status_code == 422
    assert "<b>B2</b>: Jenis “dinass” tidak dikenal; pilih: sekretariat, dinas" in page
    assert "<b>A3</b>: Nama masih kosong." in page
    assert "<b>C4</b>: Induk “Dinas Yang Tidak Ada” tidak ada di daftar ini" in page
    assert "<b>A6</b>: Sama dengan A5." in page
    assert not Unit.objects.exists()


def test_parent_that_is_nowhere_is_a_fault(admin: Client) -> None:
    response = admin.post(HERE + "impor/", {"lines": "Dinas A\nPuskesmas B;;Dinas C", "apply": "1"})
    assert "baris 2</b>: Induk “Dinas C” tidak ada" in text_of(response.content.decode())
    circle = admin.post(HERE + "impor/", {"lines": "UPTD A;;UPTD B\nUPTD B;;UPTD A", "apply": "1"})
    assert circle.status_code == 422
    assert not Unit.objects.exists()


@pytest.mark.parametrize("content", [b"", b"no sheet", b"PK\x03\x04 broken"])
def test_file_that_is_no_sheet_is_told_so(admin: Client, content: bytes) -> None:
    response = admin.post(HERE + "impor/", {"sheet": SimpleUploadedFile("a.xlsx", content or b" ")})
    assert response.status_code == 422
    assert "tidak terbaca sebagai lembar XLSX" in response.content.decode()


def test_two_units_of_one_name_stand_below_two_parents(admin: Client) -> None:
    lines = "Dinas A\nDinas B\nUPTD Alat;;Dinas A\nUPTD Alat;;Dinas B"
    admin.post(HERE + "impor/", {"lines": lines, "apply": "1"})
    assert Unit.objects.filter(name="UPTD Alat").count() == 2


def test_known_list_of_kupang_has_every_kecamatan_and_says_it_is_incomplete(
    admin: Client, kupang: Agency
) -> None:
    page = admin.get(HERE).content.decode()
    assert "Daftar belum lengkap." in page
    assert f"({len(known_list(kupang))})" in page
    admin.post(HERE + "usulan/", {"known": "1"})
    assert Unit.objects.filter(kind="kecamatan").count() == 24
    assert Unit.objects.filter(kind="kelurahan", parent__kind="kecamatan").count() == 17
    assert Unit.objects.filter(kind="bagian", parent__name="Sekretariat Daerah").count() == 10
    assert "Tambahkan daftar yang dikenal" not in admin.get(HERE).content.decode()


def test_offices_every_regency_has_are_added_by_one_click_but_for_those_that_stand(
    admin: Client, kupang: Agency
) -> None:
    unit(kupang, "X", "Dinas Pendidikan dan Kebudayaan")
    unit(kupang, "Y", "Dinas Sosial")
    page = admin.get(HERE).content.decode()
    assert 'value="DINAS-KESEHATAN" checked' in page
    assert 'value="DINAS-PENDIDIKAN">' in page
    assert 'value="DINAS-SOSIAL"' not in page
    admin.post(HERE + "usulan/", {"code": ["DINAS-KESEHATAN", "DINAS-KOMINFO", "TIDAK-ADA"]})
    assert set(Unit.objects.values_list("name", flat=True)) >= {
        "Dinas Kesehatan",
        "Dinas Komunikasi dan Informatika",
    }
    assert Unit.objects.count() == 4


def test_what_was_closed_is_not_proposed_again_and_keeps_nothing_else_from_being_added(
    admin: Client, kupang: Agency
) -> None:
    listed = known_list(kupang)
    ward = next(row for row in listed if row.kind == "kelurahan")
    closed = {"DINAS-SOSIAL": "Dinas Sosial", ward.code: ward.name}
    for code, name in closed.items():
        made = unit(kupang, code, name)
        with unwatched():
            Unit.objects.filter(id=made.id).update(valid_to=date(2021, 1, 1))
    page = admin.get(HERE).content.decode()
    assert "Dinas Sosial" not in page
    assert f"({sum(row.code not in closed for row in listed)})" in page
    admin.post(HERE + "usulan/", {"known": "1"})
    assert Unit.objects.filter(code__in=[row.code for row in listed]).count() == len(listed)
    assert "Tambahkan daftar yang dikenal" not in admin.get(HERE).content.decode()


def test_ministry_gets_no_proposals(client: Client) -> None:
    ministry = hosted("kementerian-ppn-bappenas")
    sign_in(client, person("Sari", ministry, "agency_admin"))
    assert "usul-1" not in client.get("/k/kementerian-ppn-bappenas/unit/").content.decode()


def test_tree_costs_the_same_however_many_units_stand(
    admin: Client, kupang: Agency, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    admin.post(HERE + "usulan/", {"known": "1"})
    with django_assert_num_queries(4):  # session, person, memberships, units
        page = admin.get(HERE).content.decode()
    assert page.count('class="deep-1"') == 27
    assert page.index("Kecamatan Kupang Barat") < page.index("Kelurahan Batakte")


def test_unit_is_added_changed_and_closed(admin: Client, kupang: Agency) -> None:
    setda = unit(kupang, "SETDA", "Sekretariat Daerah", "sekretariat")
    data = {"name": "Bagian Umum", "kind": "bagian", "parent": str(setda.id), "code": ""}
    assert admin.post(HERE + "baru/", data).status_code == 302
    made = Unit.objects.get(name="Bagian Umum")
    assert (made.code, made.parent) == ("BAGIAN-UMUM", setda)
    admin.post(f"{HERE}{made.id}/", {"name": "Bagian Umum dan Protokol", "kind": "bagian", "parent": ""})
    made.refresh_from_db()
    assert (made.name, made.parent, made.code) == ("Bagian Umum dan Protokol", None, "BAGIAN-UMUM")
    admin.post(f"{HERE}{made.id}/tutup/", {"last_day": made.valid_from.isoformat()})
    made.refresh_from_db()
    assert made.valid_to == made.valid_from
    assert Entry.objects.filter(object=f"unit:{made.id}").count() == 3


def test_unit_does_not_stand_below_itself(admin: Client, kupang: Agency, free_writes: None) -> None:
    above, below = unit(kupang, "A"), unit(kupang, "B")
    Unit.objects.filter(id=below.id).update(parent=above)
    page = admin.post(f"{HERE}{above.id}/", {"name": "A", "kind": "dinas", "parent": str(below.id)})
    assert "di bawah dirinya sendiri" in page.content.decode()


def test_code_that_is_taken_is_told_at_its_field(admin: Client, kupang: Agency) -> None:
    unit(kupang, "A")
    page = admin.post(HERE + "baru/", {"name": "X", "kind": "dinas", "code": "A"}).content.decode()
    assert '<a href="#id_code">Kode: Kode itu sudah dipakai' in page


def test_unit_with_people_or_units_in_it_is_not_closed(
    admin: Client, kupang: Agency, free_writes: None
) -> None:
    above, below = unit(kupang, "A"), unit(kupang, "B")
    Unit.objects.filter(id=below.id).update(parent=above)
    person("Budi", kupang, "unit_contact", below)
    today = date.today().isoformat()
    said = admin.post(f"{HERE}{above.id}/tutup/", {"last_day": today}).content.decode()
    assert "Masih ada perangkat daerah di bawahnya" in said
    said = admin.post(f"{HERE}{below.id}/tutup/", {"last_day": today}).content.decode()
    assert "Masih ada orang yang bertugas di sini" in said
    assert not Unit.objects.exclude(valid_to=None).exists()


def test_everybody_of_the_agency_sees_the_tree_and_the_admin_alone_changes_it(
    client: Client, kupang: Agency
) -> None:
    dinkes = unit(kupang, "DINKES", "Dinas Kesehatan")
    sign_in(client, person("Budi", kupang, "leader"))
    page = client.get(HERE).content.decode()
    assert "Dinas Kesehatan" in page
    assert "Ubah" not in page
    for address in ("baru/", "impor/", f"{dinkes.id}/"):
        assert client.get(HERE + address).status_code == 403
    assert client.post(HERE + "usulan/", {"known": "1"}).status_code == 403


def test_unit_of_another_agency_is_not_found(admin: Client) -> None:
    other = unit(hosted("kab-alor"), "X")
    assert admin.get(f"{HERE}{other.id}/").status_code == 404
    assert admin.post(f"{HERE}{other.id}/tutup/", {"last_day": "2026-01-01"}).status_code == 404
