"""On a phone: what a thumb must hit is 44 px high, and a page begins with what its reader came for."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_entry import signed_in

pytestmark = pytest.mark.browser
ABOVE = 185  # px above a title, with the line that tells when an answer was saved; sample data add their line of 34
_LINKS = ", ".join(f"{one} a" for one in [".chips", ".links", ".tasks", ".nums", ".fold", ".hop", "h2", "h3"])
PRESSED = f"main :is(.btn, button, summary, [type=checkbox], {_LINKS})"
MISSED = """(all) => all.filter(one => {
  if (!one.checkVisibility()) return false;
  one.scrollIntoView({ block: "center", behavior: "instant" });
  const box = one.getBoundingClientRect(), x = box.left + Math.min(box.width / 2, 20), y = (box.top + box.bottom) / 2;
  const hits = (at) => {
    const found = document.elementFromPoint(x, at);
    return found && (one.contains(found) || found.closest("label")?.control === one);
  };
  return !(hits(y - 21) && hits(y + 21));
}).map(one => `${one.tagName} ${one.textContent.trim().slice(0, 40) || one.name}`)"""


@pytest.fixture
def phone(browser: Browser) -> Any:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


def test_thumb_hits_what_it_presses(phone: Page, site: str, work: dict[str, Any]) -> None:
    spbe, pemdi = work["spbe"], work["pemdi"]
    for who, path in (
        ("entry", "/k/"),
        ("entry", spbe),
        ("entry", f"{pemdi}isian/5/"),
        ("entry", f"{spbe}aspek/"),
        ("assessor", spbe),
        ("assessor", f"{spbe}isian/16/"),
        ("coordinator", f"{spbe}laporan/"),
        ("coordinator", spbe.removesuffix("mandiri/")),
        ("responsible", f"{spbe}kirim/"),
        ("coordinator", "/k/kab-kupang/"),
        ("coordinator", "/akun/"),
    ):
        signed_in(phone.context, site, work, who)
        phone.goto(site + path)
        assert phone.locator(PRESSED).evaluate_all(MISSED) == [], (who, path)


def test_form_of_an_indicator_begins_on_the_first_screen(
    phone: Page, site: str, work: dict[str, Any]
) -> None:
    signed_in(phone.context, site, work, "entry")
    phone.goto(f"{site}{work['spbe']}isian/42/")
    legend = phone.get_by_text("Tingkat kematangan", exact=True)
    assert legend.evaluate("one => one.getBoundingClientRect().bottom") < 740


def test_title_of_a_work_page_stands_high_on_the_first_screen(
    phone: Page, site: str, work: dict[str, Any]
) -> None:
    spbe = work["spbe"]
    signed_in(phone.context, site, work, "coordinator")
    parts = ("", "isian/42/", "aspek/", "laporan/", "laporan/perubahan/", "salin/", "excel/", "mulai-dari/")
    evaluation, agency = spbe.removesuffix("mandiri/"), "/k/kab-kupang/"
    desks = (agency, f"{agency}posisi/", f"{agency}evaluasi/", f"{agency}unit/", f"{agency}orang/")
    for path in (*(spbe + part for part in parts), evaluation, *desks, "/k/", "/akun/", "/akun/token/"):
        phone.goto(site + path)
        assert phone.locator("h1").evaluate("one => one.getBoundingClientRect().top") < ABOVE, path
        assert (
            phone.locator(".crumbs ol").evaluate_all("all => all.filter(one => one.clientHeight > 32)") == []
        )


def test_menu_of_a_phone_is_folded_and_opens_without_a_script(
    browser: Browser, site: str, work: dict[str, Any]
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    signed_in(context, site, work, "coordinator")
    page = context.new_page()
    page.goto(site + work["spbe"])
    ways = [
        *(page.get_by_role("navigation", name="Utama").locator(one) for one in ("li a >> nth=0", "button")),
        page.get_by_role("link", name="English"),
        *page.locator("nav.parts a").all(),
    ]
    for way in ways:
        expect(way).to_be_hidden()
    page.locator("summary", has_text="Menu").focus()
    page.keyboard.press("Enter")
    for way in ways:
        expect(way).to_be_visible()
        assert way.evaluate("one => one.getBoundingClientRect().height") >= 44
    page.set_viewport_size({"width": 1280, "height": 740})
    page.reload()
    expect(page.get_by_text("Menu", exact=True)).to_be_hidden()
    for way in ways:
        expect(way).to_be_visible()
    context.close()


def test_table_of_a_stage_leaves_out_what_has_no_value_and_leads_to_the_assigning(
    phone: Page, site: str, work: dict[str, Any]
) -> None:
    signed_in(phone.context, site, work, "coordinator")
    phone.goto(site + work["spbe"])
    empty = phone.locator(".fold td.n", has_text="–")
    assert empty.filter(visible=True).count() == 0
    assert empty.count() > 10
    phone.get_by_role("link", name="Tugaskan", exact=True).tap()
    expect(phone.get_by_role("button", name="Tugaskan", exact=True)).to_be_in_viewport()
