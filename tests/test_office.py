"""Slides and workbook open in LibreOffice as they were written, without repair: converted, counted and read."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

pytestmark = [pytest.mark.django_db, pytest.mark.office, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _nothing_kept(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def converted(client: Client, slug: str, file: str, folder: Path) -> str:
    """The text of a file after LibreOffice has opened it and printed it as PDF; pages are set apart by form feeds."""
    answer: Any = client.get(f"/d/{slug}/bawa/{file}", {"target": "3,86"})
    path = folder / file
    path.write_bytes(answer.content)
    soffice = shutil.which("soffice")
    assert soffice is not None, "apt-get install libreoffice-impress libreoffice-calc"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    printed = path.with_suffix(".pdf")
    return subprocess.run(
        ["pdftotext", "-layout", printed, "-"], capture_output=True, check=True, text=True
    ).stdout


@pytest.mark.parametrize(
    ("slug", "pages"), [("kab-kupang", 6), ("kementerian-ppn-bappenas", 6), ("kab-nagekeo", 6)]
)
def test_slides_open_with_their_pages_charts_and_commas(
    client: Client, tmp_path: Path, slug: str, pages: int
) -> None:
    text = converted(client, slug, "salindia.pptx", tmp_path)
    assert text.count("\f") == pages
    chart = text.split("\f")[1]
    assert re.search(r"nasional 3,12", chart)
    assert "belum ada data" in chart
    assert not re.search(r"(?<!\d)\d\.\d\d\b", text)


def test_workbook_opens_with_its_tables_and_commas(client: Client, tmp_path: Path) -> None:
    text = converted(client, "kab-kupang", "angka.xlsx", tmp_path)
    assert re.search(r"2024\s+2,48\s+3,12\s+Cukup", text)
    assert re.search(r"Layanan\s+45,5\s+2,69\s+3,50\s+\+0,3675\s+\+0,3700\s", text)
    assert re.search(r"Kab\. Pasuruan\s+2,47\s+3,88\s+\+1,41", text)
    assert "Err:" not in text
    assert "#" not in text
