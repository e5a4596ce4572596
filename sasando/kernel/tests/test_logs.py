"""A log that anyone on the net can fill holds one line for each bad request."""

from __future__ import annotations

import io
import logging

import pytest


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What the handler of the settings writes."""
    written = io.StringIO()
    (handler,) = [one for one in logging.getLogger().handlers if type(one) is logging.StreamHandler]
    monkeypatch.setattr(handler, "stream", written)
    return written


@pytest.mark.parametrize(
    ("logger", "traceback"), [("django.security.DisallowedHost", 0), ("django.request", 1)]
)
def test_only_a_fault_of_ours_is_written_with_its_traceback(
    log: io.StringIO, logger: str, traceback: int
) -> None:
    try:
        raise ValueError("evil.example")
    except ValueError as error:
        logging.getLogger(logger).error("%s", error, exc_info=error)
    assert (log.getvalue().count(": evil.example\n"), log.getvalue().count("Traceback")) == (
        1 + traceback,
        traceback,
    )


@pytest.mark.parametrize("address", ["/akun/undangan/s3cret/", "/akun/lupa/a-s3cret/?x=1", "/t/s3cret/"])
def test_address_that_opens_a_door_is_written_without_its_secret(log: io.StringIO, address: str) -> None:
    logging.getLogger("django.request").warning("Not Found: %s", address)
    assert "s3cret" not in log.getvalue()
    assert f"Not Found: {address.split('s3cret')[0].removesuffix('a-')}…" in log.getvalue()
