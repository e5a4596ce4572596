"""Notes, reasons and pasted lists that are too long come back whole, with their length; nothing is done."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.test import Client

from sasando.organizations.models import Membership, Unit
from sasando.organizations.testing import hosted, over, person, sign_in

pytestmark = pytest.mark.django_db
UNITS = "/k/kab-kupang/unit/impor/"


@pytest.fixture
def admin(client: Client) -> Client:
    return sign_in(client, person("Sari", hosted(), "agency_admin"))


def check_comes_back(answer: Any, most: int) -> None:
    assert answer.status_code == 422
    page = unescape(answer.content.decode())
    told, allowed = (f"{count:,}".replace(",", ".") for count in (most + 1, most))
    assert f"Terlalu panjang ({told} huruf); paling banyak {allowed}." in page
    assert f"{over(most)}</textarea>" in page
    assert "maxlength" not in page.partition("<textarea")[2].partition(">")[0]


def test_note_of_a_handover_and_reason_of_a_reset_come_back_whole(admin: Client) -> None:
    budi, rina = person("Budi", hosted(), "coordinator"), person("Rina", hosted(), "entry")
    place = f"/k/kab-kupang/orang/{budi.id}/"
    check_comes_back(admin.post(f"{place}serah-terima/", {"taker": str(rina.id), "note": over(1_000)}), 1_000)
    check_comes_back(admin.post(f"{place}langkah-kedua/", {"reason": over(500)}), 500)
    assert Membership.objects.get(user=budi).valid_to is None


def test_pasted_list_comes_back_whole(admin: Client) -> None:
    check_comes_back(admin.post(UNITS, {"lines": over(400_000)}), 400_000)
    assert not Unit.objects.exists()


def test_end_of_a_line_is_one_letter(admin: Client) -> None:
    lines = "\r\n".join(f"Dinas {number:02}" for number in range(100))
    assert admin.post(UNITS, {"lines": lines, "apply": "1"}).status_code == 302
    assert Unit.objects.count() == 100
    budi, rina = person("Budi", hosted(), "coordinator"), person("Rina", hosted(), "entry")
    note = "\r\n".join(["Mutasi"] + ["."] * 496)  # 998 letters
    data = {"taker": str(rina.id), "note": note}
    assert admin.post(f"/k/kab-kupang/orang/{budi.id}/serah-terima/", data).status_code == 302


def test_page_of_a_list_says_how_large_its_file_may_be_and_lets_the_browser_tell(admin: Client) -> None:
    page = admin.get(UNITS).content.decode()
    box = page.partition('type="file"')[2].partition(">")[0]
    assert 'data-most="1"' in box
    assert "Paling besar 1 MB" in page
    assert "ui/files.js" in page
    assert "novalidate" not in page
