"""Personal tokens: only a digest is kept, they end, they are revoked, and their use is noted once a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.serializers import serialize
from django.utils import timezone

from sasando.kernel.guard import unwatched
from sasando.kernel.models import Entry
from sasando.organizations.models import User
from sasando.organizations.testing import person
from sasando.tokens.actions import MOST_TOKENS, TokenError, make_token, note_use, revoke_token
from sasando.tokens.models import PersonalToken
from sasando.tokens.queries import tokens_of, valid_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(db: None) -> User:
    return person("Maria Tnunay", None, "")


def test_secret_opens_its_token_and_stands_nowhere(owner: User) -> None:
    made = make_token(owner, "  skrip   laporan ", 30)
    found = valid_token(made.secret)
    assert found == made.token
    assert (found.name, found.reads_only, found.user) == ("skrip laporan", True, owner)
    bodies = "".join(Entry.objects.values_list("body", flat=True))
    assert made.secret not in serialize("json", PersonalToken.objects.all()) + bodies


def test_text_that_is_no_secret_opens_nothing(owner: User) -> None:
    make_token(owner, "skrip", 30)
    assert valid_token("sasando_salah") is None
    assert valid_token("") is None


def test_revoked_token_opens_nothing(owner: User) -> None:
    made = make_token(owner, "skrip", 30)
    revoke_token(owner, made.token)
    revoke_token(owner, made.token)
    assert valid_token(made.secret) is None
    assert tokens_of(owner) == []
    assert Entry.objects.filter(act="tokens.revoke").count() == 1


def test_token_past_its_day_or_of_an_inactive_person_opens_nothing(owner: User) -> None:
    ended, left = make_token(owner, "lama", 1), make_token(owner, "baru", 30)
    with unwatched():
        long_ago = timezone.now() - timedelta(days=3)
        PersonalToken.objects.filter(id=ended.token.id).update(
            made_at=long_ago, expires_at=long_ago + timedelta(days=1)
        )
    assert valid_token(ended.secret) is None
    assert valid_token(left.secret) is not None
    with unwatched():
        User.objects.update(is_active=False)
    assert valid_token(left.secret) is None


def test_use_is_noted_once_a_day(owner: User) -> None:
    made = make_token(owner, "skrip", 30)
    for _ in range(2):
        note_use(made.token, date(2026, 11, 24))
    made.token.refresh_from_db()
    note_use(made.token, date(2026, 11, 24))
    assert made.token.last_used_on == date(2026, 11, 24)
    assert Entry.objects.filter(act="tokens.use").count() == 1


def test_nobody_revokes_the_token_of_another(owner: User) -> None:
    made = make_token(owner, "skrip", 30)
    with pytest.raises(TokenError, match="bukan milik Anda"):
        revoke_token(person("orang lain", None, ""), made.token)


@pytest.mark.parametrize(
    ("name", "days", "why"),
    [
        ("  ", 30, "Beri nama"),
        ("a" * 81, 30, "Beri nama"),
        ("skrip", 0, "Masa berlaku"),
        ("skrip", 366, "Masa berlaku"),
    ],
)
def test_token_without_a_name_or_with_too_long_a_life_is_not_made(
    owner: User, name: str, days: int, why: str
) -> None:
    with pytest.raises(TokenError, match=why):
        make_token(owner, name, days)


def test_person_holds_a_limited_number_of_tokens(owner: User) -> None:
    for number in range(MOST_TOKENS):
        make_token(owner, f"skrip {number}", 30)
    with pytest.raises(TokenError, match="cabut yang tidak dipakai"):
        make_token(owner, "satu lagi", 30)
