"""Who may ask: a token within its owner's roles, a session with its CSRF token; both owe the second step."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from sasando.api.tests.people import by_token, place, secret_of, send, told
from sasando.evaluations.models import Judgement, Stage
from sasando.evaluations.testing import Team
from sasando.kernel.guard import unwatched
from sasando.organizations.models import Membership, User
from sasando.organizations.testing import sign_in
from sasando.tokens.actions import make_token, revoke_token
from sasando.tokens.models import PersonalToken

pytestmark = pytest.mark.django_db
LEVEL = {"judgements": [{"indicator": "I1", "revision": 0, "value": "3"}]}


def test_token_does_what_its_owner_may_and_no_more(people: Team, mandiri: Stage) -> None:
    assert told(send(by_token(people.entry), "POST", place(mandiri, "judgements"), LEVEL))
    refused = send(by_token(people.leader), "POST", place(mandiri, "judgements"), LEVEL)
    assert "Peran Anda" in told(refused, 403)["detail"]


def test_token_loses_a_role_with_its_owner(people: Team, mandiri: Stage) -> None:
    client = by_token(people.entry)
    assert client.get(place(mandiri)).status_code == 200
    with unwatched():
        Membership.objects.filter(user=people.entry).update(valid_to="2021-01-01")
    assert client.get(place(mandiri)).status_code == 404


def test_token_that_reads_changes_nothing(people: Team, mandiri: Stage) -> None:
    client = by_token(people.entry, reads_only=True)
    assert client.get(place(mandiri)).status_code == 200
    refused = send(client, "POST", place(mandiri, "judgements"), LEVEL)
    assert "hanya untuk membaca" in told(refused, 403)["detail"]
    assert not Judgement.objects.exists()


def test_revoked_token_and_nonsense_open_nothing(people: Team, mandiri: Stage) -> None:
    client = by_token(people.entry)
    revoke_token(people.entry, PersonalToken.objects.get(user=people.entry))
    assert client.get(place(mandiri)).status_code == 401
    assert Client(headers={"authorization": "Bearer apa saja"}).get(place(mandiri)).status_code == 401
    assert Client(headers={"authorization": "Basic YTpi"}).get(place(mandiri)).status_code == 401


@pytest.mark.parametrize(
    ("hour", "day"), [(15, "24 November 2026"), (16, "25 November 2026")], ids=["at 23.00", "at midnight"]
)
def test_day_of_use_is_the_day_by_the_clock_of_its_owner(
    people: Team,
    mandiri: Stage,
    monkeypatch: pytest.MonkeyPatch,
    plain_static_files: None,
    hour: int,
    day: str,
) -> None:
    monkeypatch.setattr(
        timezone, "now", lambda: datetime(2026, 11, 24, hour, tzinfo=UTC)
    )  # Kupang: 8 hours more
    made = make_token(people.entry, "skrip", 30)
    with unwatched():
        PersonalToken.objects.update(last_used_on=date(2026, 11, 20))
    program = Client(headers={"authorization": f"Bearer {made.secret}"})
    assert program.get(place(mandiri)).status_code == 200
    assert f"terakhir dipakai {day}" in sign_in(Client(), people.entry).get("/akun/token/").content.decode()


def test_role_that_needs_a_second_step_needs_it_here_too(people: Team, mandiri: Stage) -> None:
    client = by_token(people.coordinator)
    assert client.get(place(mandiri)).status_code == 200
    Authenticator.objects.all().delete()
    assert "langkah kedua" in told(client.get(place(mandiri)), 403)["detail"]
    signed_in = Client()
    signed_in.force_login(people.coordinator)
    assert "langkah kedua" in told(signed_in.get(place(mandiri)), 403)["detail"]


def test_session_changes_something_only_with_its_csrf_token(people: Team, mandiri: Stage) -> None:
    client = sign_in(Client(enforce_csrf_checks=True), people.entry)
    assert client.get(place(mandiri)).status_code == 200
    refused = send(client, "POST", place(mandiri, "judgements"), LEVEL)
    assert "X-CSRFToken" in told(refused, 403)["detail"]
    client.cookies["csrftoken"] = token = "a" * 32
    response = client.post(
        place(mandiri, "judgements"), LEVEL, content_type="application/json", headers={"x-csrftoken": token}
    )
    assert told(response)["revisions"] == {"I1": 1}


def test_inactive_person_asks_nothing(people: Team, mandiri: Stage) -> None:
    secret = secret_of(people.entry)
    with unwatched():
        User.objects.filter(id=people.entry.id).update(is_active=False)
    assert Client(headers={"authorization": f"Bearer {secret}"}).get(place(mandiri)).status_code == 401
