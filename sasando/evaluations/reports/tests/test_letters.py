"""Berita acara and consent to publish: the same content as DOCX and as PDF, checkable against seal and journal."""

from __future__ import annotations

import runpy
import shutil
import subprocess
from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings

from sasando.evaluations.actions.judging import judge
from sasando.evaluations.actions.sealing import seal
from sasando.evaluations.actions.verifying import verify
from sasando.evaluations.entered import Entered
from sasando.evaluations.models import Seal, Stage
from sasando.evaluations.reports.docx_files import ours
from sasando.evaluations.reports.kinds import TEMPLATED, Making
from sasando.evaluations.reports.own_templates import PICTURES
from sasando.evaluations.reports.queries import journal_head
from sasando.evaluations.reports.template_check import check_template
from sasando.evaluations.reports.testing import docx_text, facts_of, made
from sasando.evaluations.reports.wording import LISTS, TEXTS, change_text, points_text, shortened, values
from sasando.evaluations.testing import Team, fill, levels, opened, revisions
from sasando.organizations.testing import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealed(people: Team, mandiri: Stage) -> Seal:
    """The levels of Bandar Lampung's report of 2021: 1.20."""
    fill(people.entry, mandiri, levels(47, 1, I36=3, I41=3, I42=3, I44=2), fact="ada buktinya")
    verify(people.assessor, mandiri, revisions(mandiri))
    return seal(people.responsible, mandiri)


def pdf_text(content: bytes, folder: Path) -> str:
    assert shutil.which("pdftotext"), "apt-get install poppler-utils"
    path = folder / "surat.pdf"
    path.write_bytes(content)
    found = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True)
    return found.stdout


@pytest.mark.parametrize("letter", ["berita-acara", "persetujuan-publikasi"])
def test_letter_carries_seal_digest_index_predicate_and_journal_head(
    people: Team, sealed: Seal, tmp_path: Path, letter: str
) -> None:
    head = journal_head(people.agency)
    texts = (
        docx_text(made(sealed.stage, f"{letter}.docx")),
        pdf_text(made(sealed.stage, f"{letter}.pdf"), tmp_path),
    )
    for text in texts:
        assert "Kabupaten Kupang" in text
        assert "1,20" in text
        assert "6/5 = 1,20" in text
        assert "Kurang, dibaca dari indeks tepat" in text
        assert sealed.digest in text
        assert f"{sealed.digest[:4]} {sealed.digest[4:8]} {sealed.digest[8:12]}" in text
        assert f"butir {head.seq}" in text
        assert head.digest in text
        assert "Simulasi, penilaian mandiri" in text
        assert "KONSEP" not in text
        assert "koordinator kab-kupang" in text


def test_letter_before_the_seal_is_marked_as_a_draft_with_its_bounds(people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, levels(46, 2))
    text = docx_text(made(mandiri, "berita-acara.docx"))
    assert "KONSEP: tahap Penilaian Mandiri belum disegel." in text
    assert "1,97–2,09" in text
    assert "46 dari 47; belum: 47" in text
    assert "belum disegel" in text


@pytest.mark.parametrize("letter", ["berita-acara", "persetujuan-publikasi"])
def test_letter_says_which_values_are_assumed_and_as_what(
    people: Team, mandiri: Stage, tmp_path: Path, letter: str
) -> None:
    pemdi = opened(people, "pemdi-2026", 2026)
    fill(people.entry, pemdi, levels(17, 2, I19=2, I20=2))
    texts = (docx_text(made(pemdi, f"{letter}.docx")), pdf_text(made(pemdi, f"{letter}.pdf"), tmp_path))
    for text in texts:
        assert "19 dari 20; belum: tidak ada" in text
        assert "18 (kosong dihitung 1,00)" in text
    assert "kosong dihitung" not in docx_text(made(mandiri, f"{letter}.docx"))


def test_report_names_document_agency_and_day_of_a_source(people: Team) -> None:
    pemdi = opened(people, "pemdi-2026", 2026)
    entered = Entered(
        "I5",
        0,
        Fraction(7, 6),
        source_document="Surat 9",
        source_agency="Bappenas",
        source_date=date(2026, 8, 1),
    )
    judge(people.entry, pemdi, [entered])
    assert "Surat 9, Bappenas, 1 Agustus 2026" in docx_text(made(pemdi, "laporan.docx"))


def test_unknown_signer_is_a_blank_line(people: Team, mandiri: Stage) -> None:
    person("koordinator kedua", people.agency, "coordinator")
    text = docx_text(made(mandiri, "persetujuan-publikasi.docx"))
    assert "koordinator" not in text
    assert "......" in text


def test_sample_agency_is_marked_on_every_letter(people: Team, free_writes: None) -> None:
    people.agency.sample = True
    people.agency.save(update_fields=["sample"])
    stage = opened(people)
    assert "DATA CONTOH" in docx_text(made(stage, "berita-acara.docx"))


def test_what_people_write_stays_text(people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, {"I1": 2}, fact="<w:p>& {{ instansi }} \x0b{% raw %}")
    text = docx_text(made(mandiri, "laporan.docx"))
    assert "<w:p>& {{ instansi }} {% raw %}" in text


def test_every_value_a_template_may_name_is_given(people: Team, sealed: Seal) -> None:
    facts = facts_of(sealed.stage)
    given = values(facts, Making(sealed.at, journal_head(people.agency), None))
    assert set(given) == {*TEXTS, *LISTS}
    assert all(isinstance(given[name], str) for name in TEXTS)
    for name, fields in LISTS.items():
        assert all(set(row) == set(fields) for row in given[name])


@pytest.mark.parametrize("subject", sorted(TEMPLATED))
def test_our_own_template_passes_the_check_for_templates(subject: str) -> None:
    check_template(ours(subject), PICTURES.get(subject, frozenset()))


def test_our_own_templates_are_what_their_script_writes() -> None:
    from docx import Document

    written = runpy.run_path(str(Path(settings.BASE_DIR) / "scripts" / "report_templates.py"))
    for subject, write in (
        ("berita-acara", "minutes"),
        ("persetujuan-publikasi", "consent"),
        ("laporan", "report"),
    ):
        shipped = Document(BytesIO(ours(subject)))
        assert shipped.element.xml == written[write]().element.xml, "run scripts/report_templates.py"


def test_contributions_have_as_many_decimals_as_they_need_up_to_four() -> None:
    found = [points_text(one) for one in (Fraction(13, 1000), Fraction(-3, 100), Fraction(1, 3), Fraction(0))]
    assert found == ["+0,013", "−0,03", "+0,3333", "0,00"]


def test_change_adds_up_with_the_figures_that_stand_beside_it() -> None:
    """1,55 and 0,03 would not make 1,57; nor does an index that moved "0,00"."""
    assert change_text(Fraction(15478, 10_000), Fraction(15728, 10_000)) == "0,025"
    assert change_text(Fraction(15728, 10_000), Fraction(15478, 10_000)) == "0,025"
    assert change_text(Fraction(2), Fraction(19555, 10_000)) == "0,04"
    assert change_text(Fraction(2), Fraction(2004, 1000)) == "0,004"
    assert change_text(Fraction(1), Fraction(4, 3)) == "0,33"


def test_long_lists_of_numbers_say_how_many_more_there_are() -> None:
    numbers = [str(number) for number in range(1, 22)]
    assert shortened(numbers, 8) == "1, 2, 3, 4, 5, 6, 7, dan 14 lagi"
    assert shortened(numbers[:8], 8) == "1, 2, 3, 4, 5, 6, 7, 8"
