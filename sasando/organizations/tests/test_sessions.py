"""A cookie that was taken along opens nothing once the session is over, however warm the memory of sessions is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from sasando.kernel.guard import unwatched
from sasando.organizations.actions.people import set_password
from sasando.organizations.models import User
from sasando.organizations.testing import PASSWORD, hosted, person, sign_in

pytestmark = pytest.mark.django_db


def signs_out(client: Client, _user: User) -> None:
    client.post("/akun/keluar/")


def gets_another_password(_client: Client, user: User) -> None:
    set_password(user, "kecapi-lontar-tujuh-dawai")


def may_come_no_more(_client: Client, user: User) -> None:
    with unwatched():
        User.objects.filter(id=user.id).update(is_active=False)


def stays_away_too_long(_client: Client, _user: User) -> None:
    with unwatched():
        Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))


@pytest.mark.parametrize(
    "ends",
    [signs_out, gets_another_password, may_come_no_more, stays_away_too_long],
    ids=lambda one: one.__name__,
)
def test_copied_cookie_opens_nothing_after(client: Client, ends: Callable[[Client, User], None]) -> None:
    sari = person("Sari", hosted(), "entry", password=PASSWORD)
    client.post("/akun/masuk/", {"login": sari.email, "password": PASSWORD})
    thief = Client()
    thief.cookies.update(client.cookies)
    assert [thief.get("/k/").status_code for _again in range(2)] == [200, 200]
    ends(client, sari)
    assert thief.get("/k/").status_code == 302


def test_busy_database_is_told_as_that_not_as_a_session_that_ended(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sari = sign_in(client, person("Sari", hosted(), "entry"))

    def busy(*_given: object, **_named: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(Session, "save", busy)
    sari.raise_request_exception = False
    assert sari.get("/akun/dua-langkah/aktifkan/").status_code == 503
