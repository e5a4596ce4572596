"""The accounts that `sasando demo` tells of, used as it tells: password, then the code of the second step."""

from __future__ import annotations

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from sasando.demo.load import SLUG, load
from sasando.organizations.models import Membership

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static_files")]
PASSWORD = "lontar-tujuh-dawai-contoh"
WITH_SECOND_STEP = {str(Membership.Role(role).label) for role in Membership.NEED_SECOND_STEP}


def test_everybody_signs_in_with_what_was_printed_and_sees_their_desk() -> None:
    accounts = load(PASSWORD)
    assert accounts is not None
    assert {one.role for one in accounts if one.totp} == WITH_SECOND_STEP
    for account in accounts:
        client = Client()
        asked = client.post("/akun/masuk/?next=/k/", {"login": account.email, "password": PASSWORD})
        if account.totp:
            assert asked["Location"].startswith("/akun/masuk/kode/"), account
            asked = client.post(asked["Location"], {"code": _code(account.totp)})
        assert asked["Location"] == "/k/", account
        desk = client.get("/k/")
        assert desk.status_code == 200, account
        assert "Kabupaten Contoh" in desk.content.decode(), account
        assert "Data contoh" in client.get(f"/k/{SLUG}/").content.decode(), account


def _code(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1])))
