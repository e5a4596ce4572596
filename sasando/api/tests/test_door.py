"""Every address is read only, is kept by whoever has it, and answers in JSON also when something is wrong."""

from __future__ import annotations

import logging

import pytest
from django.db import OperationalError
from django.test import Client

from sasando.api import national
from sasando.api.tests.asking import PREFIX, refusal

pytestmark = pytest.mark.django_db
ADDRESSES = ["index/kab-kupang", "agencies", "agencies/kab-kupang/targets?format=csv", "openapi.json"]


@pytest.mark.parametrize("path", ADDRESSES)
def test_second_visit_is_told_that_nothing_changed(client: Client, path: str) -> None:
    first = client.get(PREFIX + path)
    assert first["Cache-Control"] == "public, max-age=300"
    for tag in (first["ETag"], f"W/{first['ETag']}", f'"other", {first["ETag"]}', "*"):
        again = client.get(PREFIX + path, headers={"If-None-Match": tag})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    other = client.get(PREFIX + path, headers={"If-None-Match": '"other"'})
    assert (other.status_code, other.content) == (200, first.content)


@pytest.mark.parametrize("path", ADDRESSES)
def test_head_says_what_get_says_without_its_body(client: Client, path: str) -> None:
    get, head = client.get(PREFIX + path), client.head(PREFIX + path)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("ETag", "Cache-Control", "Content-Type"):
        assert head[name] == get[name]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", [*ADDRESSES, "tiada"])
def test_nothing_can_be_written(client: Client, method: str, path: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.generic(method, PREFIX + path)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert response.json() == {"detail": "API ini hanya dibaca; pakai GET atau HEAD."}


@pytest.mark.parametrize(
    "path", ["", "tiada", "agencies/", "agencies/kab-kupang/tiada", "agencies//results", "%00"]
)
def test_unknown_address_is_a_404_in_json(client: Client, path: str) -> None:
    status, sentence = refusal(client, path)
    assert status == 404
    assert "/api/v1/openapi.json" in sentence


def test_nothing_wrong_is_kept(client: Client) -> None:
    for path in ("tiada", "index/kab-tiada", "agencies?page=nol"):
        response = client.get(PREFIX + path)
        assert response["Cache-Control"] == "no-store"
        assert "ETag" not in response


def test_no_cookie_is_set(client: Client) -> None:
    assert not client.get(f"{PREFIX}index/kab-kupang").cookies


def test_every_wrong_parameter_has_its_sentence(client: Client) -> None:
    status, sentence = refusal(client, "agencies", kind="desa", page=0, format="xml")
    assert status == 422
    assert sentence == (
        "Parameter kind tidak dapat dipakai: tulis kabupaten, kota, provinsi, kementerian atau lembaga;"
        " jenis evaluasi: resmi, simulasi atau pantauan."
        " Parameter page tidak dapat dipakai: tulis nomor halaman dari 1; seratus baris sehalaman."
        " Parameter format tidak dapat dipakai: tulis json atau csv; csv memuat semua baris sekaligus, tanpa halaman."
    )


def test_our_own_fault_is_logged_and_told_in_json(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(national, "distribution", broken)
    client.raise_request_exception = False
    with caplog.at_level(logging.ERROR, "django.request"):
        status, sentence = refusal(client, "national/2024")
    assert (status, "di pihak kami" in sentence, "broken" in sentence) == (500, True, False)
    assert [record.exc_info is not None for record in caplog.records] == [True]


def test_database_that_cannot_be_used_is_told_as_such_and_asked_for_later(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(national, "distribution", full)
    client.raise_request_exception = False
    response = client.get(f"{PREFIX}national/2024")
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "coba lagi nanti" in response.json()["detail"]


STRANGE = [
    "%00", "kab%00kupang", "%F0%9F%92%A9", "%ED%A0%80", "%FF%FE", "%E2%80%AE", "'%20OR%201=1--", "9" * 5000,
    "-1", "1e400", "NaN", "%D9%A2%D9%A0%D9%A2%D9%A4", "..%2F..", "a" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("strange", STRANGE, ids=range(len(STRANGE)))
def test_strange_words_and_huge_numbers_are_refused_and_break_nothing(client: Client, strange: str) -> None:
    places = [
        "index/{}", "agencies/{}/results", "agencies/kab-kupang/infer/{}", "agencies/kab-kupang/explain/{}/{}",
        "agencies/kab-kupang/reach?target={}", "agencies/kab-kupang/reach?target=3&from={}",
        "agencies/kab-kupang/infer/2024?publication={}", "publications/{}", "publications/{}/results",
        "national/{}", "national/2024?province={}", "national/2024?kind={}", "agencies?page={}", "agencies?format={}",
    ]  # fmt: skip
    for place in places:
        response = client.get(PREFIX + place.replace("{}", strange))
        assert response.status_code in (404, 422), place
        assert list(response.json()) == ["detail"]


@pytest.mark.parametrize("strange", STRANGE, ids=range(len(STRANGE)))
def test_strange_words_can_be_searched_for(client: Client, strange: str) -> None:
    response = client.get(f"{PREFIX}agencies?q={strange}")
    assert response.status_code == (422 if len(strange) > 100 else 200)


def test_too_many_parameters_are_refused_in_json(client: Client) -> None:
    status, _ = refusal(client, "agencies", **{f"x{number}": "" for number in range(1500)})
    assert status == 400
