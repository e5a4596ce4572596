"""What a save may be answered with: each kind is said in its own words, is tried again or not, and loses no text."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from sasando.evaluations.lengths import LONGEST_TEXT
from sasando.evaluations.workbook.archive import LARGEST_FILE
from tests.browser.test_entry import Opened, enter, unsent

__all__ = ["enter"]  # the fixture
pytestmark = pytest.mark.browser
PROXY_PAGE = "<html><head><title>413 Request Entity Too Large</title></head></html>"


def answered(page: Page, status: int, path: str = "**/draf/", **said: Any) -> list[str]:
    """Have every save answered so; the list grows with each."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=status, **({"content_type": "text/html", "body": PROXY_PAGE} | said))

    page.clock.install()
    page.route(path, answer)
    return asked


def much_later(page: Page) -> None:
    page.clock.run_for(10 * 60_000)


def test_text_that_is_too_large_is_refused_in_words_and_sent_again_when_it_is_shorter(enter: Opened) -> None:
    page = enter("entry", "28", width=360)
    asked = answered(page, 413)
    fact = page.get_by_label("Fakta")
    fact.fill("terlalu panjang bagi perantara di depan")
    page.clock.run_for(2000)
    said = page.locator("[data-unsent]")
    expect(said).to_contain_text("terlalu besar")
    expect(said).to_contain_text(f"{LONGEST_TEXT:,} huruf; pendekkan".replace(",", "."))
    expect(said).to_contain_text("tetap di halaman dan di perangkat ini")
    much_later(page)
    fact.press_sequentially(" sekali")
    page.clock.run_for(2000)
    assert len(asked) == 1
    assert unsent(page) == 1
    expect(fact).to_have_value("terlalu panjang bagi perantara di depan sekali")
    page.unroute_all()
    fact.fill("lebih pendek")
    page.clock.run_for(2000)
    expect(page.locator("[data-saved]")).to_contain_text("Draf tersimpan")
    expect(said).to_be_hidden()
    assert unsent(page) == 0


def test_text_longer_than_a_box_takes_is_refused_by_the_site_itself_with_its_length(enter: Opened) -> None:
    page = enter("entry", "28")
    page.get_by_label("Fakta").fill("a" * (LONGEST_TEXT + 1))
    said = page.locator("[data-unsent]")
    expect(said).to_contain_text(f"Fakta terlalu panjang ({LONGEST_TEXT + 1:,} huruf)".replace(",", "."))
    assert unsent(page) == 1
    page.get_by_label("Fakta").fill("a" * 10)
    expect(page.locator("[data-saved]")).to_contain_text("Draf tersimpan")


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_site_that_is_busy_is_no_missing_network_and_is_tried_again(enter: Opened, status: int) -> None:
    page = enter("entry", "29")
    asked = answered(page, status)
    page.get_by_label("Fakta").fill(f"ditulis waktu situs menjawab {status}")
    page.clock.run_for(2000)
    expect(page.locator("[data-saved]")).to_contain_text("Situs sedang sibuk")
    assert len(asked) == 1
    page.unroute_all()
    page.clock.run_for(10_000)
    expect(page.locator("[data-saved]")).to_contain_text("Draf tersimpan")
    assert unsent(page) == 0


def test_site_that_says_how_long_it_is_busy_is_left_alone_that_long(enter: Opened) -> None:
    page = enter("entry", "29")
    asked = answered(page, 503, headers={"Retry-After": "60", "Content-Type": "text/html"})
    page.get_by_label("Fakta").fill("menunggu semenit")
    page.clock.run_for(2000)
    expect(page.locator("[data-saved]")).to_contain_text("Situs sedang sibuk")
    page.clock.run_for(50_000)
    assert len(asked) == 1
    page.unroute_all()
    page.clock.run_for(15_000)
    expect(page.locator("[data-saved]")).to_contain_text("Draf tersimpan")


def test_page_of_a_network_that_wants_a_sign_in_first_is_a_missing_network(enter: Opened) -> None:
    page = enter("entry", "29")
    answered(page, 200, body="<h1>Selamat datang di WiFi bandara</h1>")
    page.get_by_label("Fakta").fill("ditulis di bandara")
    page.clock.run_for(2000)
    expect(page.locator("[data-saved]")).to_contain_text("Tidak tersambung")
    assert unsent(page) == 1


@pytest.mark.parametrize("status", [400, 403, 409, 415, 422, 431])
def test_other_refusal_names_its_code_is_not_repeated_and_keeps_the_text(enter: Opened, status: int) -> None:
    page = enter("entry", "30")
    asked = answered(page, status)
    page.get_by_label("Fakta").fill(f"ditolak dengan {status}")
    page.clock.run_for(2000)
    expect(page.locator("[data-unsent]")).to_contain_text(f"menolak kiriman ini (kode {status})")
    much_later(page)
    assert len(asked) == 1
    assert unsent(page) == 1
    page.unroute_all()
    page.get_by_role("button", name="Coba lagi").click()
    expect(page.locator("[data-saved]")).to_contain_text("Draf tersimpan")
    assert unsent(page) == 0


@pytest.mark.parametrize(
    ("status", "said"),
    [(413, "terlalu besar"), (503, "situs sedang sibuk"), (400, "kode 400"), (None, "tidak tersambung")],
)
def test_level_that_a_button_could_not_save_is_said_beside_the_form_and_saved_by_pressing_again(
    enter: Opened, status: int | None, said: str
) -> None:
    page = enter("entry", "31", width=360)
    level = "#t2" if page.locator("#t3").is_checked() else "#t3"
    page.locator(level).check()
    if status:
        page.route(re.compile("/isian/31/$"), lambda route: route.fulfill(status=status, body=PROXY_PAGE))
    else:
        page.context.set_offline(True)
    page.get_by_role("button", name="Simpan", exact=True).click()
    alert = page.locator("[data-unsent]")
    expect(alert).to_contain_text(said)
    expect(alert).to_be_in_viewport()
    assert unsent(page) == 1
    page.unroute_all()
    page.context.set_offline(False)
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.locator("[data-saved]")).to_contain_text("Tersimpan")
    expect(page.locator(level)).to_be_checked()
    assert unsent(page) == 0


def test_draft_saves_itself_on_after_a_button_was_refused(enter: Opened) -> None:
    page = enter("entry", "9", "pemdi")
    page.get_by_label("Nilai indikator").fill("9")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("di luar skala")
    page.get_by_label("Fakta").fill("ditulis sesudah ditolak")
    expect(page.locator("[data-saved]")).to_contain_text("Draf tersimpan")
    expect(page.get_by_role("alert")).to_contain_text("di luar skala")


def test_file_that_is_too_large_is_said_before_it_is_sent(
    enter: Opened, site: str, work: dict[str, Any]
) -> None:
    page = enter("entry", "1", width=360)
    page.goto(f"{site}{work['spbe']}excel/")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    box = page.locator("#berkas")
    name, kind = "isian.csv", "text/csv"
    box.set_input_files({"name": name, "mimeType": kind, "buffer": bytes(LARGEST_FILE + 1)})
    assert "lebih besar dari 5 MB" in box.evaluate("one => one.validationMessage")
    page.get_by_role("button", name="Unggah dan periksa").click()
    assert sent == []
    box.set_input_files({"name": name, "mimeType": kind, "buffer": b"indikator;nilai\n"})
    with page.expect_navigation():
        page.get_by_role("button", name="Unggah dan periksa").click()
    assert len(sent) == 1
