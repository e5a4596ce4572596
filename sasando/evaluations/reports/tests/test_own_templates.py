"""An agency's own template: checked, used, and put back."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sasando.evaluations.models import Stage
from sasando.evaluations.reports.docx_files import ours
from sasando.evaluations.reports.own_templates import use_ours, use_template
from sasando.evaluations.reports.template_check import BadTemplateError, check_template
from sasando.evaluations.reports.testing import docx_text, made
from sasando.evaluations.testing import Team
from sasando.kernel.grant_table import RefusedError
from sasando.kernel.models import Entry
from sasando.organizations.testing import sign_in

pytestmark = pytest.mark.django_db


def template(*paragraphs: str) -> bytes:
    from docx import Document

    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def repacked(content: bytes, **parts: bytes) -> bytes:
    """The same archive with some parts replaced or added; `__` in a name stands for `/`."""
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        fresh = {name.replace("__", "/").replace("_dot_", "."): body for name, body in parts.items()}
        for name in old.namelist():
            if name not in fresh:
                new.writestr(name, old.read(name))
        for name, body in fresh.items():
            new.writestr(name, body)
    return written.getvalue()


def problems(content: bytes) -> str:
    with pytest.raises(BadTemplateError) as caught:
        check_template(content)
    return "; ".join(caught.value.problems)


def test_own_template_is_used_until_ours_is_put_back(people: Team, mandiri: Stage) -> None:
    own = template(
        "Kop surat kami",
        "{{ instansi }}: {{ indeks }}",
        "{%p for b in bagian %}",
        "{{ b.nama }}",
        "{%p endfor %}",
    )
    use_template(people.coordinator, people.agency, "berita-acara", own, "kop.docx")
    text = docx_text(made(mandiri, "berita-acara.docx"))
    assert "Kop surat kami" in text
    assert "Kabupaten Kupang: 1,00–5,00" in text
    assert "Layanan Publik Berbasis Elektronik" in text
    use_ours(people.coordinator, people.agency, "berita-acara")
    assert "Kop surat kami" not in docx_text(made(mandiri, "berita-acara.docx"))
    assert Entry.objects.filter(act="evaluations.set_report_template").count() == 2


def test_who_may_not_choose_templates_is_refused(people: Team) -> None:
    with pytest.raises(RefusedError):
        use_template(people.entry, people.agency, "berita-acara", template("{{ instansi }}"), "kop.docx")


def test_unknown_placeholders_are_named() -> None:
    found = problems(
        template("{{ instansi }} {{ nama_bupati }}", "{% for b in bagian %}{{ b.warna }}{% endfor %}")
    )
    assert "“nama_bupati” tidak dikenal" in found
    assert "“b.warna” tidak dikenal; baris bagian memuat jenis, nomor, nama, bobot, nilai" in found


@pytest.mark.parametrize(
    "text",
    [
        "{{ instansi.__class__.__mro__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ instansi|upper }}",
        "{{ instansi * 1000000000 }}",
        "{{ range(1000000000)|list }}",
        "{% for a in bagian %}{% for b in indikator %}x{% endfor %}{% endfor %}",
        "{% for a in 'abc' %}x{% endfor %}",
        "{% include '/etc/passwd' %}",
        "{% set a = 1 %}",
        "{{ ''.join(['a']) }}",
        "{{ bagian }}",
        "{{ grafik }}",
        "{{ instansi",
    ],
)
def test_template_may_not_do_more_than_name_values(text: str) -> None:
    assert problems(template(text))


def test_header_footer_and_properties_are_looked_at_too() -> None:
    from docx import Document

    document: Any = Document()
    document.sections[0].footer.paragraphs[0].text = "{{ rahasia_kaki }}"
    document.core_properties.title = "{{ rahasia_judul }}"
    written = BytesIO()
    document.save(written)
    found = problems(written.getvalue())
    assert "rahasia_kaki" in found
    assert "rahasia_judul" in found


def test_file_that_is_no_plain_docx_is_refused_with_the_reason() -> None:
    plain = template("{{ instansi }}")
    assert "bukan berkas DOCX" in problems(b"%PDF-1.7")
    assert "bukan berkas DOCX" in problems(repacked(plain)[:-40])
    assert "makro" in problems(repacked(plain, word__vbaProject_dot_bin=b"x"))
    entity = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    assert "definisi XML" in problems(repacked(plain, word__settings_dot_xml=entity))
    linked = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"'
        b' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"'
        b' Target="http://jahat.example/x.dotm" TargetMode="External"/></Relationships>'
    )
    assert "dari luar berkas" in problems(repacked(plain, word___rels__settings_dot_xml_dot_rels=linked))
    assert "terlalu besar" in problems(repacked(plain, word__besar_dot_xml=b" " * (21 * 1024 * 1024)))


@pytest.mark.parametrize(
    "text",
    [
        f"{{{{ {'9' * 5000} }}}}",
        f"{{{{ {'(' * 3000}instansi{')' * 3000} }}}}",
        f"{{% if {'not ' * 3000}instansi %}}x{{% endif %}}",
        "{% if instansi %}" * 150 + "x" + "{% endif %}" * 150,
    ],
)
def test_placeholders_no_program_can_work_out_are_refused(text: str) -> None:
    assert "terlalu rumit" in problems(template(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ instansi }} dan {{ indeks }", "tanda isian rusak: “{{ indeks }"),
        ("{{ instansi }} dan {{ 'a }}", "tanda isian rusak: “{{ 'a }}”; tulis seperti {{ instansi }}"),
        ("{% if instansi %}x", "ada perintah for atau if yang rusak atau tanpa penutup"),
        ("{% ngawur %}", "ada perintah for atau if yang rusak atau tanpa penutup"),
    ],
)
def test_broken_placeholder_is_shown(text: str, said: str) -> None:
    assert said in problems(template(text))


def test_letters_no_document_can_hold_are_refused_inside_placeholders() -> None:
    assert "tidak dapat dicetak" in problems(template("{{ '\\ud800' }}"))


def test_archive_that_only_looks_like_a_document_is_refused_with_the_reason() -> None:
    plain = template("{{ instansi }}")
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(plain)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_LZMA) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert "tidak lazim" in problems(written.getvalue())
    twice = BytesIO(plain)
    with zipfile.ZipFile(twice, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", b"<a/>")
    assert "bukan berkas DOCX" in problems(twice.getvalue())
    for part in ({"word__document_dot_xml": b"<a/>"}, {"docProps__core_dot_xml": b"<a/>"}):
        assert "tidak terbaca sebagai dokumen Word" in problems(repacked(plain, **part))
    assert "terlalu besar" in problems(repacked(plain, word__document_dot_xml=b"<a/>" * 400_001))


def test_page_takes_a_template_and_names_what_is_wrong_with_one(
    client: Client, people: Team, mandiri: Stage
) -> None:
    sign_in(client, people.coordinator)
    address = f"/k/kab-kupang/evaluasi/{mandiri.evaluation_id}/mandiri/laporan/templat/berita-acara/"
    assert "templat bawaan Sasando" in client.get(address).content.decode()
    bad = client.post(address, {"berkas": SimpleUploadedFile("a.docx", template("{{ ngawur }}"))})
    assert bad.status_code == 422
    assert "“ngawur” tidak dikenal" in bad.content.decode()
    good = client.post(address, {"berkas": SimpleUploadedFile("kop.docx", template("{{ instansi }}"))})
    assert good.status_code == 302
    assert "<b>kop.docx</b>" in client.get(address).content.decode()
    held = client.get(f"{address}unduh/")
    assert docx_text(held.content).strip() == "{{ instansi }}"
    assert client.post(address, {"bawaan": "1"}).status_code == 302
    assert client.get(f"{address}unduh/").content == ours("berita-acara")


def test_page_of_templates_is_for_those_who_may_choose_them(
    client: Client, people: Team, mandiri: Stage
) -> None:
    sign_in(client, people.entry)
    address = f"/k/kab-kupang/evaluasi/{mandiri.evaluation_id}/mandiri/laporan/templat/berita-acara/"
    assert client.get(address).status_code == 403
    assert client.post(address, {"bawaan": "1"}).status_code == 403


def test_damaged_or_disguised_parts_are_refused_in_words() -> None:
    whole = template("{{ instansi }}")
    place = whole.find(b"word/document.xml") + len(b"word/document.xml")
    assert "bukan berkas DOCX" in problems(whole[:place] + b"\xff" * 40 + whole[place + 40 :])
    disguised = "<?xml version='1.0' encoding='UTF-16'?><!DOCTYPE x [<!ENTITY y 'z'>]><x/>".encode("utf-16")
    assert "definisi XML" in problems(repacked(whole, word__extra_dot_xml=disguised))
    linked = (
        b"<Relationships><Relationship Id='r' Type='x/attachedTemplate' Target='http://x'"
        b" TargetMode = 'External'/></Relationships>"
    )
    found = problems(repacked(whole, word___rels__settings_dot_xml_dot_rels=linked))
    assert "dari luar berkas" in found
