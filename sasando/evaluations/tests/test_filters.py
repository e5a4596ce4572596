"""The filters of a stage: what each leaves, and that it stays chosen from page to page."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from sasando.evaluations.access import today
from sasando.evaluations.actions.assigning import assign
from sasando.evaluations.actions.drafting import save_draft
from sasando.evaluations.actions.opening import schedule
from sasando.evaluations.models import Answer, Stage
from sasando.evaluations.testing import Team, address_of, desk_of, fill, levels, opened, read
from sasando.organizations.testing import sign_in

pytestmark = pytest.mark.django_db


def shown_in(page: str) -> list[int]:
    """The numbers of the indicators that a filter leaves; it stands in the address of each."""
    return [number for number in range(1, 48) if f"/isian/{number}/?" in page]


def test_filters_and_jump_by_number(client: Client, people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, levels(45, 2))
    sign_in(client, people.entry)
    assert client.get(f"{address_of(mandiri)}?no=16")["Location"] == f"{address_of(mandiri)}isian/16/"
    assert "Tidak ada indikator 99" in read(client, f"{address_of(mandiri)}?no=99")
    page = read(client, f"{address_of(mandiri)}?saring=kosong")
    assert "46 " in page
    assert "Arsitektur SPBE" not in page


@pytest.mark.parametrize("odd", ["x" * 8000, "TELAT", "telat\r\nX: 1", '"><script>'])
def test_filter_that_is_none_is_carried_on_nowhere(
    client: Client, people: Team, mandiri: Stage, odd: str
) -> None:
    sign_in(client, people.coordinator)
    address = address_of(mandiri)
    page = client.get(address, {"saring": odd}).content.decode()
    assert f'href="{address}isian/1/"' in page
    assert f'href="{address}" aria-current="true">Semua' in page
    query = urlencode({"saring": odd})
    assert client.post(f"{address}tugas/?{query}", {"pilih": ["I1:0"]})["Location"] == address


def test_what_is_late_is_marked_and_can_be_filtered(client: Client, people: Team, mandiri: Stage) -> None:
    now = today(mandiri)
    assign(people.coordinator, mandiri, ["I1", "I2", "I3"], person=people.entry, due=now - timedelta(days=1))
    assign(people.coordinator, mandiri, ["I4"], person=people.entry, due=now)
    fill(people.entry, mandiri, {"I2": 3})
    sign_in(client, people.coordinator)
    page = read(client, f"{address_of(mandiri)}?saring=telat")
    assert shown_in(page) == [1, 3]
    assert page.count(">lewat tenggat") == 2
    assert "lewat tenggat" in read(client, f"{address_of(mandiri)}isian/1/")
    assert "lewat tenggat" not in read(client, f"{address_of(mandiri)}isian/4/")


def test_day_of_the_stage_counts_where_an_answer_has_none(
    client: Client, people: Team, mandiri: Stage
) -> None:
    fill(people.entry, mandiri, levels(45, 2))
    schedule(people.coordinator, mandiri, today(mandiri) - timedelta(days=2), "")
    page = read(sign_in(client, people.coordinator), f"{address_of(mandiri)}?saring=telat")
    assert shown_in(page) == [46, 47]


@pytest.mark.usefixtures("free_writes")
def test_filter_shows_what_changed_this_week(client: Client, people: Team, mandiri: Stage) -> None:
    save_draft(people.entry, mandiri, "I12", 0, "lama", "")
    Answer.objects.filter(node__code="I12").update(drafted_at=timezone.now() - timedelta(days=8))
    fill(people.entry, mandiri, {"I16": 2})
    save_draft(people.entry, mandiri, "I20", 0, "baru", "")
    sign_in(client, people.leader)
    page = read(client, f"{address_of(mandiri)}?saring=baru")
    assert shown_in(page) == [16, 20]
    assert "Berubah sepekan ini" in page


def test_assessor_is_led_to_what_waits_for_verification_and_stays_there(client: Client, people: Team) -> None:
    official = opened(people, kind="resmi")
    fill(people.entry, official, levels(3, 2), fact="ada")
    waiting = f"{address_of(official)}?saring=verifikasi"
    assert f'href="{waiting}"' in desk_of(people.assessor)
    sign_in(client, people.assessor)
    assert shown_in(read(client, waiting)) == [1, 2, 3]
    sent = client.post(f"{address_of(official)}verifikasi/?saring=verifikasi", {"pilih": ["I1:1", "I2:1"]})
    assert sent["Location"] == waiting
    assert shown_in(read(client, waiting)) == [3]


def test_simulation_has_nothing_to_verify(client: Client, people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, levels(3, 2), fact="ada")
    assert "saring=verifikasi" not in read(sign_in(client, people.assessor), address_of(mandiri))
