"""The page of an agency follows its published facts at once, and costs a returning browser nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from sasando.instruments.queries import instrument
from sasando.kernel.actor import OPERATOR_CLI
from sasando.results.actions.publications import Described, import_publication
from sasando.results.import_file import read_import_file
from sasando.ui.language import COOKIE

pytestmark = pytest.mark.django_db


def test_new_publication_shows_at_the_next_request(client: Client, tmp_path: Path) -> None:
    before = client.get("/d/kab-kupang/")
    assert client.get("/d/kab-kupang/").content == before.content
    path = tmp_path / "t.csv"
    heading = "year,group,agency,d1,d2,d3,d4,index,predicate"
    path.write_text(f"{heading}\n2025,,Kab. Kupang,,,,,2.71,\n", encoding="utf-8")
    spbe = instrument("spbe-2020")
    import_publication(
        OPERATOR_CLI, spbe, Described("Tabel 2025", "Kementerian PANRB"), read_import_file(path, spbe)
    )
    after = client.get("/d/kab-kupang/").content.decode()
    assert "2,71" in after
    assert "Tabel 2025" in after


PUBLIC = (
    "/",
    "/?q=kupang",
    "/d/kab-kupang/",
    "/d/kab-nabire/",
    "/d/kab-kupang/penggerak/",
    "/d/kab-kupang/target/?target=3.86",
    "/d/kab-kupang/pembanding/?kelompok=semua&hal=2",
    "/d/kab-kupang/bawa/",
    "/nasional/",
    "/nasional/?provinsi=53",
    "/gaya/",
)


@pytest.mark.parametrize("path", PUBLIC)
def test_second_visit_is_answered_by_304_in_the_same_language(client: Client, path: str) -> None:
    first = client.get(path)
    second = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert (second.status_code, second.content) == (304, b"")
    assert second["Vary"] == first["Vary"]
    client.cookies[COOKIE] = "en"
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("path", ["/d/tidak-ada/", "/tidak-ada/", "/d/kab-nabire/bawa/angka.csv"])
def test_a_page_that_is_not_there_bears_no_tag(client: Client, path: str) -> None:
    assert "ETag" not in client.get(path)
