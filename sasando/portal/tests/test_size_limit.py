"""What is larger than any form takes is refused before it is read, and what broke off is not taken for the whole."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client, RequestFactory

from sasando.kernel.whole_bodies import LARGEST
from sasando.wsgi import application

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/akun/masuk/", "/", "/k/kab-kupang/perangkat-daerah/"])
def test_page_is_sent_too_much_and_reads_none_of_it(
    client: Client, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr("django.test.client.FakePayload.read", None)
    answer = client.post(address, {"login": "x"}, headers={"Content-Length": str(LARGEST + 1)})
    assert answer.status_code == 413
    assert "lebih besar dari 16 MB" in answer.content.decode()


def test_form_with_more_text_than_is_read_is_too_large_and_told_so(client: Client) -> None:
    answer = client.post("/akun/masuk/", {"login": "x" * 2_700_000}, "application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert "lebih besar dari 2,5 MB" in answer.content.decode()


def test_api_is_told_in_json(client: Client) -> None:
    address = "/api/v1/agencies/kab-kupang/evaluations"
    answer = client.post(address, {"x": "y"}, headers={"Content-Length": "9" * 40})
    assert (answer.status_code, list(answer.json())) == (413, ["detail"])


def test_zeros_before_a_length_make_it_no_smaller(client: Client) -> None:
    answer = client.post("/akun/masuk/", {"login": "x"}, headers={"Content-Length": f"{0:030}{LARGEST + 1}"})
    assert answer.status_code == 413


@pytest.mark.parametrize("said", ["", "x", "-1", "٣"])
def test_length_that_is_none_is_left_to_others(client: Client, said: str) -> None:
    assert client.get("/healthz", headers={"Content-Length": said}).status_code == 200


TOKEN = "abcdefghijklmnopqrstuvwxyzABCDEF"


def sent(path: str, came: bytes, length: int) -> tuple[str, str]:
    """The status and the text that the web server is given for a form of which so much came."""
    environ = RequestFactory().post(path).environ
    environ |= {
        "wsgi.input": BytesIO(came),
        "CONTENT_LENGTH": str(length),
        "HTTP_COOKIE": f"csrftoken={TOKEN}",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
    }
    said: list[str] = []
    body = b"".join(application(environ, lambda status, _headers: said.append(status)))
    return said[0], body.decode()


@pytest.mark.parametrize(("path", "said"), [("/akun/masuk/", "<h1"), ("/api/v1/agencies", '{"detail": "')])
def test_form_that_broke_off_is_not_taken_for_the_whole(path: str, said: str) -> None:
    status, text = sent(path, b"login=a", 8)
    assert status == "400 Bad Request"
    assert "tidak ada yang disimpan" in text
    assert said in text


def test_form_that_came_whole_is_read_to_its_end() -> None:
    longer_than_is_kept_in_memory = "x" * 2_000_000
    form = f"login=a&password={longer_than_is_kept_in_memory}&csrfmiddlewaretoken={TOKEN}"
    assert sent("/akun/masuk/", form.encode(), len(form))[0] == "200 OK"
