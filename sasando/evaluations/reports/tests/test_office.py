"""Letters, report and slide open in LibreOffice as they were written, without repair."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from sasando.evaluations.actions.noting import note_aspect
from sasando.evaluations.actions.sealing import seal
from sasando.evaluations.models import Seal
from sasando.evaluations.reports.testing import made
from sasando.evaluations.testing import Team, fill, levels, opened

pytestmark = [pytest.mark.django_db, pytest.mark.office, pytest.mark.slow]


@pytest.fixture
def sealed(people: Team) -> Seal:
    stage = opened(people)
    fill(
        people.entry, stage, levels(47, 1, I36=3, I41=3, I42=3, I44=2), fact="Perbup & SK <2024>\nbaris kedua"
    )
    note_aspect(people.assessor, stage, "A1", 0, "kebijakan lengkap", "reviu belum")
    return seal(people.responsible, stage)


def converted(content: bytes, file: str, folder: Path) -> str:
    """The text of a file after LibreOffice has opened it and printed it; pages are set apart by form feeds."""
    path = folder / file
    path.write_bytes(content)
    soffice = shutil.which("soffice")
    assert soffice is not None, "apt-get install libreoffice-writer libreoffice-impress"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    printed = path.with_suffix(".pdf")
    assert printed.exists(), f"LibreOffice did not open {file}"
    found = subprocess.run(["pdftotext", "-layout", printed, "-"], capture_output=True, check=True, text=True)
    return found.stdout


@pytest.mark.parametrize(
    ("file", "pages"), [("berita-acara.docx", 1), ("persetujuan-publikasi.docx", 1), ("lembar-sekda.pptx", 1)]
)
def test_one_page_documents_open_on_one_page(sealed: Seal, tmp_path: Path, file: str, pages: int) -> None:
    text = converted(made(sealed.stage, file), file, tmp_path)
    assert text.count("\f") == pages
    assert "Kabupaten Kupang" in text
    assert "1,20" in text
    assert "Simulasi" in text
    assert "{{" not in text
    assert not re.search(r"(?<![\d.])\d\.\d\d\b", text)


def test_whole_report_opens_with_every_indicator(sealed: Seal, tmp_path: Path) -> None:
    text = converted(made(sealed.stage, "laporan.docx"), "laporan.docx", tmp_path)
    assert len(re.findall(r"Perbup & SK <2024>", text)) == 47
    for part in ("baris kedua", "kebijakan lengkap", "reviu belum", "Riwayat segel", sealed.digest[:4]):
        assert part in text
    assert "{{" not in text
    assert "{%" not in text
