"""The page of tokens: made with the secret shown once, listed without it, revoked by their owner alone."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.core import mail
from django.test import Client

from sasando.kernel.guard import unwatched
from sasando.organizations.models import User
from sasando.organizations.testing import PASSWORD, hosted, person, sign_in
from sasando.tokens.actions import make_token
from sasando.tokens.models import PersonalToken
from sasando.tokens.queries import valid_token

pytestmark = pytest.mark.django_db
PAGE = "/akun/token/"


@pytest.fixture
def owner(db: None) -> User:
    return person("Maria Tnunay", None, "")


@pytest.fixture
def signed_in(client: Client, owner: User) -> Client:
    return sign_in(client, owner)


def test_secret_is_shown_once_and_opens_the_token(signed_in: Client, owner: User) -> None:
    response = signed_in.post(PAGE, {"name": "skrip laporan", "days": "90"})
    found = re.search(r'id="token" tabindex="0">(sasando_[^<]+)<', response.content.decode())
    assert found is not None
    token = valid_token(found[1])
    assert token is not None
    assert (token.user, token.reads_only, (token.expires_at - token.made_at).days) == (owner, True, 90)
    again = signed_in.get(PAGE).content.decode()
    assert "skrip laporan" in again
    assert found[1] not in again
    assert "no-store" in response["Cache-Control"]
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (
        [owner.email],
        "Sasando: Token skrip laporan dibuat untuk akun Anda",
    )
    assert found[1] not in str(letter.body)


def test_last_moment_of_a_token_is_told_by_the_clock_of_its_owner(client: Client) -> None:
    budi = person("Budi", hosted(), "entry")
    make_token(budi, "skrip", 30)
    with unwatched():
        PersonalToken.objects.update(expires_at=datetime(2999, 1, 1, 20, tzinfo=UTC))
    assert "sampai 2 Januari 2999, 04.00 WITA" in sign_in(client, budi).get(PAGE).content.decode()


def test_token_that_has_ended_says_so(signed_in: Client, owner: User) -> None:
    make_token(owner, "skrip", 30)
    with unwatched():
        PersonalToken.objects.update(
            made_at=datetime(2019, 1, 1, tzinfo=UTC), expires_at=datetime(2020, 1, 1, tzinfo=UTC)
        )
    said = signed_in.get(PAGE).content.decode()
    assert "berakhir 1 Januari 2020, 00.00 UTC" in said
    assert "sampai 1 Januari" not in said


def test_token_may_change_only_where_that_is_asked_for(signed_in: Client) -> None:
    signed_in.post(PAGE, {"name": "skrip", "days": "30", "changes": "on"})
    assert not PersonalToken.objects.get().reads_only


def test_name_of_a_token_is_one_line_of_what_can_be_seen(signed_in: Client) -> None:
    signed_in.post(PAGE, {"name": "skrip\r\n\u202elaporan", "days": "30"})
    assert PersonalToken.objects.get().name == "skrip laporan"
    assert mail.outbox[-1].subject == "Sasando: Token skrip laporan dibuat untuk akun Anda"


def test_revoked_token_leaves_the_list(signed_in: Client, owner: User) -> None:
    made = make_token(owner, "skrip lama", 30)
    response = signed_in.post(PAGE, {"cabut": str(made.token.id)}, follow=True)
    assert "Token skrip lama sudah dicabut." in response.content.decode()
    assert valid_token(made.secret) is None


@pytest.mark.parametrize("named", ["bukan id", "00000000-0000-7000-8000-000000000000"])
def test_unknown_token_is_not_there(signed_in: Client, named: str) -> None:
    assert signed_in.post(PAGE, {"cabut": named}).status_code == 404


def test_token_of_somebody_else_is_neither_shown_nor_revoked(signed_in: Client) -> None:
    foreign = make_token(person("orang lain", None, ""), "milik orang", 30)
    assert "milik orang" not in signed_in.get(PAGE).content.decode()
    assert signed_in.post(PAGE, {"cabut": str(foreign.token.id)}).status_code == 404
    assert valid_token(foreign.secret) is not None


@pytest.mark.parametrize("wrong", [{"name": "", "days": "30"}, {"name": "skrip", "days": "9999"}])
def test_form_that_is_wrong_is_shown_again_and_makes_nothing(
    signed_in: Client, wrong: dict[str, str]
) -> None:
    response = signed_in.post(PAGE, wrong)
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert not PersonalToken.objects.exists()


def test_token_is_made_only_soon_after_the_password_was_given(client: Client) -> None:
    client.force_login(person("Yusak Bani", None, "", password=PASSWORD))
    response = client.post(PAGE, {"name": "skrip", "days": "30"})
    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/akun/pastikan/")
    assert not PersonalToken.objects.exists()


def test_stranger_signs_in_first(client: Client) -> None:
    assert client.get(PAGE)["Location"] == f"/akun/masuk/?next={PAGE}"
