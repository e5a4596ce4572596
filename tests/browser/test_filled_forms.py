"""Short forms, which the browser sends itself: what was filled in stays on the page while the network is cut."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.test_entry import Opened, enter

__all__ = ["enter"]  # the fixture
pytestmark = pytest.mark.browser
AGENCY = "/k/kab-kupang/"


@pytest.fixture
def phone(enter: Opened, site: str, work: dict[str, Any]) -> Any:
    def opened(who: str, path: str) -> Page:
        page = enter(who, "16", width=360, has_touch=True, is_mobile=True)
        page.goto(site + path.replace("EVALUATION/", work["spbe"].removesuffix("mandiri/")))
        return page

    return opened


def pressed_without_a_network(page: Page, button: Locator) -> Locator:
    """What is said then; the network is back afterwards."""
    address = page.url
    page.context.set_offline(True)
    button.tap()
    said = page.get_by_role("alert")
    expect(said).to_contain_text("tidak tersambung")
    expect(said).to_contain_text("Yang Anda isi tetap di halaman ini.")
    expect(said).to_be_in_viewport()
    assert page.url == address
    page.context.set_offline(False)
    return said


@pytest.mark.parametrize(
    ("who", "path", "filled", "button", "told"),
    [
        (
            "admin", f"{AGENCY}unit/impor/", {"lines": "Dinas Sambungan\nBadan Sambungan"},
            "Periksa daftar", "2 akan ditambahkan.",
        ),
        (
            "admin", f"{AGENCY}orang/undang/", {"name": "Budi Tanpa Sinyal", "email": "budi@sinyal.example"},
            "Buat undangan", "Budi Tanpa Sinyal",
        ),
        ("admin", f"{AGENCY}unit/baru/", {"name": "Dinas di Lembah"}, "Simpan", "Dinas di Lembah"),
        ("entry", "/akun/token/", {"name": "Program di desa"}, "Buat token", "Token baru: Program di desa"),
    ],
)  # fmt: skip
def test_form_pressed_without_a_network_says_so_keeps_what_was_filled_in_and_is_sent_once_more(
    phone: Any, who: str, path: str, filled: dict[str, str], button: str, told: str
) -> None:
    page = phone(who, path)
    for name, text in filled.items():
        page.locator(f"main [name={name}]").fill(text)
    said = pressed_without_a_network(page, page.get_by_role("button", name=button))
    for name, text in filled.items():
        expect(page.locator(f"main [name={name}]")).to_have_value(text)
    said.get_by_role("button", name="Coba lagi").tap()
    expect(page.locator("main")).to_contain_text(told)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_schedule_pressed_without_a_network_stays_and_is_saved_by_its_own_button(phone: Any) -> None:
    page = phone("coordinator", "EVALUATION/")
    page.get_by_text("Jadwal", exact=True).first.tap()
    day, letter = page.get_by_label("Tenggat").first, page.get_by_label("Surat yang mendasari").first
    day.fill("2031-05-06")
    letter.fill("B/12/Kominfo")
    save = page.locator("form", has=letter).get_by_role("button", name="Simpan")
    pressed_without_a_network(page, save)
    expect(day).to_have_value("2031-05-06")
    expect(letter).to_have_value("B/12/Kominfo")
    save.tap()
    expect(page.locator("main")).to_contain_text("6 Mei 2031")
    expect(page.locator("main")).to_contain_text("B/12/Kominfo")


def test_ticks_for_an_assignment_outlive_the_network(phone: Any) -> None:
    page = phone("coordinator", "EVALUATION/mandiri/")
    page.locator("[name=pilih]").nth(2).check()
    page.get_by_label("Tenggat").fill("2031-05-06")
    pressed_without_a_network(page, page.get_by_role("button", name="Tugaskan", exact=True))
    expect(page.locator("[name=pilih]").nth(2)).to_be_checked()
    expect(page.get_by_label("Tenggat")).to_have_value("2031-05-06")


def test_second_tap_while_a_slow_site_is_still_asked_for_sends_nothing_twice(phone: Any) -> None:
    page = phone("entry", "/akun/token/")
    page.clock.install()
    asked: list[Route] = []
    page.route("**/healthz", lambda route: asked.append(route))
    page.locator("main [name=name]").fill("Program di pulau jauh")
    button = page.get_by_role("button", name="Buat token")
    button.tap()
    page.clock.run_for(9000)
    button.tap()
    assert len(asked) == 1
    asked[0].continue_()
    expect(page.locator("main")).to_contain_text("Token baru: Program di pulau jauh")


@pytest.mark.parametrize(
    ("status", "kind", "sent"),
    [(200, "text/plain; charset=utf-8", True), (503, "text/plain", False), (200, "text/html", False)],
)
def test_form_is_sent_where_the_site_itself_answers_in_whatever_words_a_proxy_tells_its_letters(
    phone: Any, status: int, kind: str, sent: bool
) -> None:
    page = phone("entry", "/akun/token/")
    page.route(
        "**/healthz",
        lambda route: route.fulfill(status=status, headers={"Content-Type": kind}, body="ok"),
    )
    page.locator("main [name=name]").fill(f"Program {status} {kind}")
    page.get_by_role("button", name="Buat token").tap()
    if sent:
        expect(page.locator("main")).to_contain_text("Token baru: Program 200")
    else:
        expect(page.get_by_role("alert")).to_contain_text("tidak tersambung")
        expect(page.locator("main [name=name]")).to_have_value(f"Program {status} {kind}")


def test_browser_that_cannot_send_a_form_on_behalf_of_its_button_sends_it_at_once(phone: Any) -> None:
    page = phone("entry", "/akun/token/")
    page.evaluate("delete HTMLFormElement.prototype.requestSubmit")
    page.locator("main [name=name]").fill("Program di ponsel lama")
    page.get_by_role("button", name="Buat token").tap()
    expect(page.locator("main")).to_contain_text("Token baru: Program di ponsel lama")
