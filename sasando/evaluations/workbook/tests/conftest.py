"""The people of Kabupaten Kupang, an open simulation, and workbooks of it filled as Excel would fill them."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from sasando.evaluations.models import Stage
from sasando.evaluations.testing import address_of, mandiri, people
from sasando.organizations.models import User
from sasando.organizations.testing import sign_in

__all__ = ["mandiri", "people"]
COLUMNS = {"value": "D", "fact": "E", "analysis": "F"}  # of a first stage with whole levels


@pytest.fixture(autouse=True)
def _pages(plain_static_files: None, settings: Settings, tmp_path: Path) -> None:
    """Static files by their plain names; uploads in a folder of the test's own."""
    settings.DATA_DIR = tmp_path


@pytest.fixture
def desk(client: Client) -> Callable[[User], Client]:
    """The browser of a person."""
    return lambda user: sign_in(client, user)


def exported(client: Client, of: Stage, unit: str = "") -> bytes:
    """The workbook that a person downloads."""
    answer = client.get(f"{address_of(of)}excel/unduh/", {"unit": unit} if unit else {})
    assert answer.status_code == 200, answer.content
    return bytes(answer.content)


def filled(raw: bytes, cells: dict[str, Any], sheet: str = "Isian") -> bytes:
    """The workbook with some cells of a sheet filled and saved by another program."""
    book = openpyxl.load_workbook(BytesIO(raw))
    for place, value in cells.items():
        book[sheet][place].value = value
        if isinstance(value, str) and value.startswith("="):
            book[sheet][place].data_type = "s"
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def row_of(number: int) -> int:
    """The line of an indicator in the workbook of a whole stage."""
    return number + 4


def uploaded(client: Client, to: Stage, raw: bytes, name: str = "isian.xlsx") -> Any:
    """The answer to an upload."""
    return client.post(f"{address_of(to)}excel/", {"berkas": SimpleUploadedFile(name, raw)})


def saved(client: Client, to: Stage, raw: bytes, **picks: str) -> Any:
    """The answer to a workbook that is uploaded, looked at and saved."""
    first = uploaded(client, to, raw)
    assert first.status_code == 302, first.content.decode()
    page = client.get(first["Location"]).content.decode()
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    return client.post(first["Location"], {"seen": seen, **picks})
