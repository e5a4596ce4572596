"""Readers choose their language by a link, and keep it; nobody is sent elsewhere by it."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils.translation import get_language
from pytest_django import Settings

from sasando.ui.language import A_YEAR, COOKIE, other_language, reader_language


def _spoken(path: str = "/", cookie: str = "", **headers: str) -> str:
    request = RequestFactory().get(path, headers=headers)
    if cookie:
        request.COOKIES[COOKIE] = cookie
    spoken: list[str | None] = []

    def view(_request: HttpRequest) -> HttpResponse:
        spoken.append(get_language())
        return HttpResponse()

    reader_language(view)(request)
    return str(spoken[0])


def test_pages_are_indonesian_until_somebody_chooses() -> None:
    assert _spoken() == "id"
    assert _spoken(**{"Accept-Language": "en"}) == "id"


def test_cookie_decides_and_an_unknown_one_is_ignored() -> None:
    assert _spoken(cookie="en") == "en"
    assert _spoken(cookie="xx") == "id"


def test_machines_are_answered_in_one_language() -> None:
    assert _spoken("/api/v1/agencies", cookie="en") == "id"


def test_language_of_one_reader_is_not_left_to_the_next() -> None:
    before = get_language()
    _spoken(cookie="en")
    assert get_language() == before


def test_choice_is_kept_for_a_year_without_a_session(client: Client) -> None:
    answer = client.get("/bahasa/en/", {"next": "/d/kab-kupang/"})
    assert (answer.status_code, answer["Location"]) == (302, "/d/kab-kupang/")
    kept = answer.cookies[COOKIE]
    assert (kept.value, kept["max-age"], kept["samesite"]) == ("en", A_YEAR, "Lax")
    assert set(answer.cookies) == {COOKIE}
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "javascript:alert(1)",
        "evil",
        "///x.example",
        "",
    ],
)
def test_way_back_never_leaves_the_site(client: Client, elsewhere: str) -> None:
    assert client.get("/bahasa/en/", {"next": elsewhere})["Location"] == "/"


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://testserver/d/x/target/?target=3.86", "/d/x/target/?target=3.86"),
        ("http://evil.example/d/x/target/?target=3.86", "/d/x/target/"),
        ("http://testserver/other/?a=1", "/d/x/target/"),
    ],
)
def test_query_of_the_page_survives_the_switch(client: Client, came_from: str, back: str) -> None:
    answer = client.get("/bahasa/en/", {"next": "/d/x/target/"}, headers={"Referer": came_from})
    assert answer["Location"] == back


@pytest.mark.django_db
def test_language_the_site_does_not_speak_is_not_found(client: Client, settings: Settings) -> None:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    answer = client.get("/bahasa/fr/")
    assert answer.status_code == 404
    assert COOKIE not in answer.cookies


def test_link_to_the_other_language_names_the_page_and_escapes_it() -> None:
    request = RequestFactory().get('/d/"><x>/?q=1')
    assert other_language(request, "en") == ("id", "Bahasa Indonesia", "/bahasa/id/?next=/d/%22%3E%3Cx%3E/")
    assert other_language(request, "id").name == "English"
