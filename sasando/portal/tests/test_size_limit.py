"""What is larger than any form takes is refused before it is read, whoever sends it."""

from __future__ import annotations

import pytest
from django.test import Client

from sasando.portal.size_limit import LARGEST

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/akun/masuk/", "/", "/k/kab-kupang/perangkat-daerah/"])
def test_page_is_sent_too_much_and_reads_none_of_it(
    client: Client, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr("django.test.client.FakePayload.read", None)
    answer = client.post(address, {"login": "x"}, headers={"Content-Length": str(LARGEST + 1)})
    assert answer.status_code == 413
    assert "lebih besar dari 16 MB" in answer.content.decode()


def test_api_is_told_in_json(client: Client) -> None:
    address = "/api/v1/agencies/kab-kupang/evaluations"
    answer = client.post(address, {"x": "y"}, headers={"Content-Length": "9" * 40})
    assert (answer.status_code, list(answer.json())) == (413, ["detail"])


@pytest.mark.parametrize("said", ["", "x", "-1", "٣"])
def test_length_that_is_none_is_left_to_others(client: Client, said: str) -> None:
    assert client.get("/healthz", headers={"Content-Length": said}).status_code == 200
