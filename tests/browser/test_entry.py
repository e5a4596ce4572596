"""The entry screen in a browser, with the network cut, the session gone, two tabs, a sealed stage, and no script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]


@pytest.fixture
def enter(browser: Browser, site: str, work: dict[str, Any]) -> Iterator[Opened]:
    """Opens an indicator as a person: `enter("entry", "42")`."""
    contexts: list[BrowserContext] = []

    def opened(who: str, number: str, stage: str = "spbe", width: int = 1280, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        signed_in(context, site, work, who)
        page = context.new_page()
        page.goto(f"{site}{work[stage]}isian/{number}/")
        return page

    yield opened
    for context in contexts:
        context.close()


def signed_in(context: BrowserContext, site: str, work: dict[str, Any], who: str) -> None:
    context.add_cookies([{"name": "sessionid", "value": work["sessions"][who], "url": site}])


def unsent(page: Page) -> int:
    return int(page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('sasando:')).length"))


def test_draft_saves_itself_and_is_there_on_the_next_visit(enter: Opened) -> None:
    page = enter("entry", "42")
    page.get_by_label("Fakta").fill("kanal aduan dipakai 12 kantor")
    expect(page.locator("[data-saved]")).to_contain_text("Draf tersimpan")
    assert unsent(page) == 0
    page.reload()
    expect(page.get_by_label("Fakta")).to_have_value("kanal aduan dipakai 12 kantor")


def test_paper_shows_what_was_typed_as_text_and_an_empty_box_as_one_line(enter: Opened) -> None:
    page = enter("entry", "41")
    fact, analysis = page.get_by_label("Fakta"), page.get_by_label("Analisis")
    fact.fill("Peraturan bupati tentang layanan data. " * 20)
    page.emulate_media(media="print")
    for box in (fact, analysis):
        assert box.evaluate("one => getComputedStyle(one).borderTopStyle") == "none"
        assert box.evaluate("one => one.scrollHeight <= one.clientHeight")
    line = analysis.evaluate("one => one.clientHeight / parseFloat(getComputedStyle(one).fontSize)")
    assert line < 2
    assert fact.evaluate("one => one.clientHeight") > 2 * analysis.evaluate("one => one.clientHeight")
    assert not page.locator("#fakta-h").is_visible()


def test_paper_leaves_out_what_is_for_ticking_and_the_empty_boxes_of_a_verdict(
    enter: Opened, work: dict[str, Any], site: str
) -> None:
    page = enter("assessor", "16")
    page.emulate_media(media="print")
    assert page.get_by_label("Fakta").is_visible()
    assert not page.get_by_role("heading", name="Verifikasi").is_visible()
    assert not page.locator("#catatan").is_visible()
    page.goto(site + work["spbe"])
    ticks = page.locator("label", has_text="Pilih semua").or_(page.locator(".w-tick, td:has([name=pilih])"))
    page.emulate_media(media="screen")
    assert ticks.filter(visible=True).count() > 47
    page.emulate_media(media="print")
    assert ticks.filter(visible=True).count() == 0
    assert page.get_by_role("link", name="16 ").first.is_visible()


def test_text_written_while_the_network_is_cut_stays_and_is_sent_when_it_is_back(enter: Opened) -> None:
    page = enter("entry", "43")
    page.context.set_offline(True)
    page.get_by_label("Fakta").fill("ditulis tanpa sinyal")
    expect(page.locator("[data-saved]")).to_contain_text("Tidak tersambung")
    assert unsent(page) == 1
    page.context.set_offline(False)
    expect(page.locator("[data-saved]")).to_contain_text("Draf tersimpan")
    assert unsent(page) == 0


def test_text_of_a_closed_page_comes_back_although_it_was_never_sent(enter: Opened) -> None:
    page = enter("entry", "44")
    page.context.set_offline(True)
    page.locator("#t3").check()
    page.get_by_label("Fakta").fill("baterai habis")
    page.context.set_offline(False)
    page.route("**/draf/", lambda route: route.abort())
    page.reload()
    expect(page.get_by_label("Fakta")).to_have_value("baterai habis")
    expect(page.locator("#t3")).to_be_checked()
    expect(page.locator("[data-unsent]")).to_contain_text("belum terkirim")


def test_text_of_a_page_left_before_its_draft_was_answered_is_no_conflict_with_itself(enter: Opened) -> None:
    page = enter("entry", "46")
    page.route("**/draf/", lambda route: (route.fetch(), route.abort()))
    page.get_by_label("Fakta").fill("terkirim, jawabannya hilang")
    page.locator("#t2").check()
    expect(page.locator("[data-saved]")).to_contain_text("Tidak tersambung")
    page.unroute("**/draf/")
    page.reload()
    expect(page.locator("#t2")).to_be_checked()
    page.get_by_label("Fakta").press_sequentially(", ditulis terus")
    expect(page.locator("[data-saved]")).to_contain_text("Draf tersimpan")
    assert page.locator("[data-unsent]").is_hidden()


def test_session_that_ended_is_said_and_the_text_is_sent_after_signing_in_again(
    enter: Opened, site: str, work: dict[str, Any]
) -> None:
    page = enter("entry", "45")
    page.context.clear_cookies()
    page.get_by_label("Fakta").fill("sesi habis di tengah jalan")
    expect(page.locator("[data-unsent]")).to_contain_text("Sesi Anda berakhir")
    signed_in(page.context, site, work, "entry")
    page.context.new_page().goto(site + "/k/")
    page.get_by_role("button", name="Coba lagi").click()
    expect(page.locator("[data-saved]")).to_contain_text("Draf tersimpan")


def test_two_tabs_show_both_texts_and_the_reader_chooses(enter: Opened) -> None:
    first, second = enter("entry", "46"), enter("assessor", "46")
    first.get_by_label("Fakta").fill("tulisan tab pertama")
    expect(first.locator("[data-saved]")).to_contain_text("Draf tersimpan")
    second.get_by_label("Fakta").fill("tulisan tab kedua")
    expect(second.locator("[data-unsent]")).to_contain_text("tulisan tab pertama")
    expect(second.get_by_label("Fakta")).to_have_value("tulisan tab kedua")
    second.get_by_role("button", name="Pakai tulisan saya").click()
    expect(second.locator("[data-saved]")).to_contain_text("Draf tersimpan")
    first.reload()
    expect(first.get_by_label("Fakta")).to_have_value("tulisan tab kedua")


def test_level_is_saved_by_keyboard_and_leads_on(enter: Opened) -> None:
    page = enter("entry", "40")
    page.locator("#t2").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_label("Analisis").focus()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/isian/41/")
    page.goto(page.url.replace("/41/", "/40/"))
    expect(page.locator("#t3")).to_be_checked()


def test_signing_out_with_unsent_text_asks_first_and_then_wipes_the_device(enter: Opened) -> None:
    page = enter("leader", "1")
    page = enter("entry", "47")
    page.route("**/draf/", lambda route: route.abort())
    page.get_by_label("Fakta").fill("belum terkirim")
    expect(page.locator("[data-saved]")).to_contain_text("Tidak tersambung")
    page.evaluate("document.querySelector('form.leave').submit = () => { window.left = true }")
    page.get_by_role("button", name="Keluar", exact=True).click()
    expect(page.get_by_role("heading", name="Keluar, padahal ada tulisan")).to_be_visible()
    assert unsent(page) == 1
    page.get_by_role("button", name="Tetap di sini").click()
    expect(page.get_by_role("heading", name="Keluar, padahal ada tulisan")).to_be_hidden()
    page.get_by_role("button", name="Keluar", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Simpan sebagai berkas lalu keluar").click()
    assert "belum terkirim" in (download.value.path()).read_text()
    assert unsent(page) == 0
    assert page.evaluate("window.left")


def test_unsent_text_of_another_person_is_not_shown(enter: Opened, site: str, work: dict[str, Any]) -> None:
    page = enter("entry", "47")
    page.route("**/draf/", lambda route: route.abort())
    page.get_by_label("Fakta").fill("rahasia pelaksana")
    expect(page.locator("[data-saved]")).to_contain_text("Tidak tersambung")
    signed_in(page.context, site, work, "assessor")
    page.reload()
    assert "rahasia pelaksana" not in page.get_by_label("Fakta").input_value()


def test_form_works_without_script(enter: Opened) -> None:
    page = enter("entry", "39", java_script_enabled=False)
    page.locator("#t4").check()
    page.get_by_label("Fakta").fill("tanpa skrip")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.locator("#t4")).to_be_checked()
    expect(page.get_by_label("Fakta")).to_have_value("tanpa skrip")


def test_refused_value_is_said_where_it_is_seen_on_a_phone(enter: Opened) -> None:
    page = enter("entry", "9", "pemdi", width=360)
    page.get_by_label("Nilai indikator").fill("9")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("di luar skala")
    expect(page.get_by_role("alert")).to_be_in_viewport()


def test_second_tap_over_a_slow_link_opens_nothing_twice(enter: Opened, site: str) -> None:
    page = enter("coordinator", "16", width=360)
    page.goto(f"{site}/k/kab-kupang/evaluasi/")
    page.get_by_label("Nama, bila ada lebih dari satu").fill("dua ketukan")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    button = page.get_by_role("button", name="Buka evaluasi")
    with page.expect_navigation():
        button.evaluate("one => { one.click(); one.click(); }")
    expect(page.get_by_role("heading", level=1)).to_contain_text("dua ketukan")
    assert len(sent) == 1


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_work_screens_are_accessible_and_no_wider_than_the_screen(
    enter: Opened, site: str, work: dict[str, Any], width: int, scheme: str
) -> None:
    page = enter("entry", "16", width=width, color_scheme=scheme)
    evaluation = work["spbe"].removesuffix("mandiri/")
    for who, path in (
        ("entry", f"{work['spbe']}isian/16/"),
        ("entry", f"{work['pemdi']}isian/5/"),
        ("assessor", f"{work['spbe']}isian/16/"),
        ("coordinator", work["spbe"]),
        ("coordinator", evaluation),
        ("coordinator", "/k/kab-kupang/"),
        ("coordinator", "/k/kab-kupang/evaluasi/"),
        ("responsible", f"{work['spbe']}kirim/"),
        ("entry", f"{work['spbe']}aspek/"),
    ):
        signed_in(page.context, site, work, who)
        page.goto(site + path)
        found = Axe().run(page)
        assert found.violations_count == 0, (path, found.generate_report())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_on_a_phone_every_tab_is_in_view_and_no_row_needs_scrolling_sideways(
    enter: Opened, site: str, work: dict[str, Any]
) -> None:
    page = enter("coordinator", "16", width=360)
    for path in (work["spbe"], work["pemdi"], "/k/kab-kupang/posisi/"):
        page.goto(site + path)
        ends = page.locator(".parts a").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().right)"
        )
        assert max(ends) <= 360, path
        wide = "all => all.filter(one => one.scrollWidth > one.clientWidth).length"
        assert page.locator(".tbl-wrap").evaluate_all(wide) == 0, path


def test_assessor_ticks_all_they_may_accept_of_a_group_at_once_on_a_phone(
    browser: Browser, site: str, work: dict[str, Any]
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    signed_in(context, site, work, "assessor")
    page = context.new_page()
    page.goto(site + work["spbe"])
    choose = page.locator("[data-choose] input").first
    boxes = page.locator("section:has([data-choose])").first.locator("[name=pilih]")
    choose.check()
    assert boxes.evaluate_all("all => all.every(one => one.checked === ('acceptable' in one.dataset))")
    assert boxes.evaluate_all("all => all.length > 1 && all[0].checked")
    boxes.first.uncheck()
    assert choose.evaluate("one => one.indeterminate")
    context.close()
