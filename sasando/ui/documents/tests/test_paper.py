"""PDF and PNG from a template: data is text, never markup; no font of the system is used."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sasando.ui.documents import paper

MADE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TEMPLATE = Path(__file__).parent / "sample.typ"


@pytest.mark.office
def test_data_is_printed_as_it_is_and_never_run() -> None:
    name = '#panic("x") *tebal* $x$ <b> \\ @label'
    text = subprocess.run(
        ["pdftotext", "-layout", "-", "-"],
        input=paper.pdf(TEMPLATE, {"name": name}, MADE),
        capture_output=True,
        check=True,
    ).stdout
    assert " ".join(text.decode().split()).startswith('#panic("x") *tebal* $x$ <b> \\ @label')


@pytest.mark.office
def test_pages_use_the_fonts_that_come_with_the_library(tmp_path: Path) -> None:
    path = tmp_path / "halaman.pdf"
    path.write_bytes(paper.pdf(TEMPLATE, {"name": "Nama 2,48"}, MADE))
    fonts = subprocess.run(["pdffonts", path], capture_output=True, check=True, text=True).stdout
    assert "LibertinusSerif" in fonts
    assert len(fonts.splitlines()) == 3


def test_picture_has_the_pixels_that_were_asked_for() -> None:
    content = paper.png(TEMPLATE, {"name": "Nama"}, 2.0)
    assert content.startswith(b"\x89PNG")
    assert (int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")) == (400, 200)


def test_same_data_of_one_moment_is_the_same_bytes() -> None:
    assert paper.pdf(TEMPLATE, {"name": "a"}, MADE) == paper.pdf(TEMPLATE, {"name": "a"}, MADE)
