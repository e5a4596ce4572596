"""Pages of an account stay in no cache: the next person at a shared computer pages back to nothing."""

from __future__ import annotations

import pytest
from django.test import Client

from sasando.organizations.testing import hosted, person, sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address", ["/akun/", "/akun/dua-langkah/", "/akun/dua-langkah/aktifkan/", "/akun/sandi/", "/akun/masuk/"]
)
def test_every_page_of_an_account_is_kept_nowhere(client: Client, address: str) -> None:
    sign_in(client, person("pelaksana", hosted(), "entry"))
    assert "no-store" in client.get(address)["Cache-Control"]
