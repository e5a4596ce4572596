"""Whose address a request is counted under."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from sasando.ui.visitors import address_of


@pytest.mark.parametrize(
    ("nearest", "named", "believed"),
    [
        ("10.0.0.1", "1.2.3.4", "10.0.0.1"),
        ("127.0.0.1", "1.2.3.4, 5.6.7.8", "5.6.7.8"),
        ("127.0.0.1", "", "127.0.0.1"),
    ],
)
def test_only_a_proxy_on_this_machine_may_name_somebody_else(nearest: str, named: str, believed: str) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR=nearest, headers={"x-forwarded-for": named})
    assert address_of(request) == believed
