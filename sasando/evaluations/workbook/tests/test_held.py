"""What one person may leave between preview and saving."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from sasando.evaluations.workbook.held import MOST_HELD, held, hold
from sasando.organizations.models import User


@pytest.fixture(autouse=True)
def own_data(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def test_only_the_latest_files_of_a_person_are_held() -> None:
    sari, ina = User(email="sari@contoh.example"), User(email="ina@contoh.example")
    of_ina = hold(ina, b"berkas Ina")
    sent = [hold(sari, f"berkas {number}".encode()) for number in range(MOST_HELD + 3)]
    assert [held(sari, one) is not None for one in sent] == [False] * 3 + [True] * MOST_HELD
    assert held(ina, of_ina) == b"berkas Ina"
