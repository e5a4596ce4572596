"""Every public page in English: no text of ours is left in Indonesian, and switching back brings it all back."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client

from sasando.organizations.queries import all_agencies
from sasando.ui.language import COOKIE

pytestmark = pytest.mark.django_db
CATALOGUE = Path(settings.BASE_DIR) / "sasando" / "locale" / "en" / "LC_MESSAGES" / "django.po"
PARTS = (
    "penggerak/",
    "target/",
    "target/?target=4.99",
    "target/?target=x",
    "pembanding/",
    "bawa/",
    "bawa/?target=9",
    "bawa/?dari=2019",
)
SHAPES = (
    "kab-kupang",
    "kab-nagekeo",
    "kab-banyuasin",
    "kab-nabire",
    "kementerian-ppn-bappenas",
    "prov-jawa-timur",
)
Pieces = dict[str, list[str]]
SHORTEST = 9  # shorter pieces of a sentence are also parts of names


@pytest.fixture
def english(client: Client) -> Client:
    client.cookies[COOKIE] = "en"
    return client


@pytest.fixture(scope="module")
def indonesian_pieces() -> Pieces:
    """What the sources of the catalogue say between their placeholders, where English says it otherwise; by the
    first word.
    """
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="en")
    found: Pieces = {}
    for message in catalogue:
        for part in re.split(r"%\(\w+\)s", str(message.id)):
            piece = re.sub(r"^\W+|\W+$", "", part)
            if len(piece) >= SHORTEST and " " in piece and part not in str(message.string):
                found.setdefault(re.split(r"\W", piece, maxsplit=1)[0], []).append(piece)
    return found


def _left(said: str, pieces: Pieces) -> str | None:
    """A piece that stands in a text as whole words, or None."""
    for word in re.finditer(r"\w+", said):
        for piece in pieces.get(word[0], ()):
            end = word.start() + len(piece)
            if said[word.start() : end] == piece and not re.match(r"\w", said[end : end + 1]):
                return piece
    return None


def _read(client: Client, path: str) -> str:
    """What the page says, with its labels; without what was published under an Indonesian title."""
    body = client.get(path).content.decode()
    labels = " ".join(re.findall(r'(?:aria-label|title|content|placeholder)="([^"]*)"', body))
    body = re.sub(r'<p class="src">.*?</p>', "", body, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", " ", body) + labels)


def test_no_page_of_an_agency_keeps_an_indonesian_text(english: Client, indonesian_pieces: Pieces) -> None:
    agencies = all_agencies()
    assert len(agencies) > 640
    for agency in agencies:
        said = _read(english, f"/d/{agency.slug}/")
        assert _left(said, indonesian_pieces) is None, agency.slug
        assert agency.name in said


def test_indonesian_texts_are_seen_where_they_stand(client: Client, indonesian_pieces: Pieces) -> None:
    assert _left(_read(client, "/d/kab-kupang/"), indonesian_pieces)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?q=kupang",
        "/?q=zzzz",
        "/nasional/",
        "/nasional/?jenis=kota&provinsi=53",
        "/nasional/?tahun=1999",
        "/gaya/",
        "/d/tidak-ada/",
        "/x/",
        *(f"/d/{one}/{part}" for one in SHAPES for part in PARTS),
    ],
)
def test_no_other_page_keeps_an_indonesian_text(
    english: Client, indonesian_pieces: Pieces, path: str
) -> None:
    assert _left(_read(english, path), indonesian_pieces) is None


def test_numbers_and_sentences_are_english(english: Client) -> None:
    body = english.get("/d/kab-kupang/").content.decode()
    assert '<html lang="en">' in body
    assert '<span class="big num">2.48</span>' in body
    assert "2,48" not in body
    assert "What is proved" in body


def test_page_of_what_is_public_calls_the_part_as_the_menu_does(english: Client) -> None:
    page = english.get("/d/kab-kupang/evaluasi/").content.decode()
    assert ">Standing</a>" in page
    assert "Results published by the ministry are under Standing." in page


def test_switch_and_back_through_the_links_of_the_page(client: Client) -> None:
    for language, figure, other in (
        ("id", "2,48", "English"),
        ("en", "2.48", "Bahasa Indonesia"),
        ("id", "2,48", "English"),
    ):
        answer = client.get("/d/kab-kupang/")
        body = answer.content.decode()
        assert answer["Content-Language"] == language
        assert figure in body
        link = re.search(
            r'<a class="other-tongue" href="([^"]*)" lang="(..)" hreflang="(..)"[^>]*>(.*?)</a>', body
        )
        assert link is not None
        assert link[2] == link[3] != language
        assert re.sub("<[^>]*>", "", link[4]) == other
        assert client.get(unescape(link[1]))["Location"] == "/d/kab-kupang/"


def test_kept_pages_and_their_tags_are_of_one_language(client: Client, english: Client) -> None:
    fresh = Client()
    indonesian = fresh.get("/d/kab-kupang/")
    held = {"If-None-Match": indonesian["ETag"]}
    assert fresh.get("/d/kab-kupang/", headers=held).status_code == 304
    answer = english.get("/d/kab-kupang/", headers=held)
    assert answer.status_code == 200
    assert answer["ETag"] != indonesian["ETag"]
    assert "2.48" in answer.content.decode()
    assert fresh.get("/d/kab-kupang/").content == indonesian.content


def test_only_what_depends_on_the_language_varies_by_the_cookie(client: Client) -> None:
    page = client.get("/d/kab-kupang/")
    unchanged = client.get("/d/kab-kupang/", headers={"If-None-Match": page["ETag"]})
    for answer in (page, unchanged, client.get("/d/kab-kupang/target/"), client.get("/x/")):
        assert "Cookie" in answer["Vary"]
        assert answer["Content-Language"] == "id"
    for path in ("/healthz", "/robots.txt", "/api/v1/openapi.json", "/d/kab-kupang/bawa/angka.csv"):
        answer = client.get(path)
        assert "Cookie" not in answer.get("Vary", ""), path
        assert "Content-Language" not in answer, path


def test_kept_page_names_no_query_of_whoever_asked_first(client: Client) -> None:
    assert "rahasia" not in client.get("/d/kab-kupang/?a=rahasia").content.decode()


def test_files_taken_along_stay_indonesian(english: Client) -> None:
    path = "/d/kab-kupang/bawa/angka.csv"
    assert english.get(path).content == Client().get(path).content
