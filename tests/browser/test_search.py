"""Search as you type in a real browser: by keyboard, on a slow link, without a network, for everybody's eyes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.browser
SUGGESTIONS = "**/api/v1/suggestions?q=*"
SCHEMES: list[Literal["light", "dark"]] = ["light", "dark"]


@pytest.fixture
def page(site: str, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    opened = context.new_page()
    opened.goto(site + "/")
    yield opened
    context.close()


def test_arrow_and_enter_lead_to_the_agency(page: Page) -> None:
    box = page.get_by_role("combobox")
    box.press_sequentially("kupang")
    options = page.get_by_role("option")
    expect(options).to_have_text(["Kabupaten Kupang Nusa Tenggara Timur", "Kota Kupang Nusa Tenggara Timur"])
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status")).to_have_text(
        "2 instansi cocok, 2 terdaftar. Pilih dengan panah bawah."
    )
    box.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") == options.nth(1).get_attribute("id")
    box.press("ArrowDown")
    expect(options.nth(0)).to_have_attribute("aria-selected", "true")
    expect(options.nth(1)).to_have_attribute("aria-selected", "false")
    expect(box).to_be_focused()
    box.press("Enter")
    page.wait_for_url("**/d/kab-kupang/")


def test_escape_closes_then_empties_and_enter_without_a_choice_sends_the_form(page: Page) -> None:
    box = page.get_by_role("combobox")
    box.press_sequentially("sumba")
    expect(page.get_by_role("listbox")).to_be_visible()
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("sumba")
    box.press("Escape")
    expect(box).to_have_value("")
    box.press_sequentially("sumba")
    box.press("Enter")
    page.wait_for_url("**/?q=sumba")


def test_a_tap_on_a_suggestion_leads_to_the_agency(page: Page) -> None:
    page.get_by_role("combobox").press_sequentially("nageko")
    page.get_by_role("option").first.click()
    page.wait_for_url("**/d/kab-nagekeo/")


def test_nothing_found_is_said_and_nothing_opens(page: Page) -> None:
    page.get_by_role("combobox").press_sequentially("zzzzzz")
    told = page.get_by_role("status")
    expect(told).to_have_text("Tidak ada instansi yang cocok.")
    expect(page.get_by_role("listbox")).to_be_hidden()
    box, sentence = page.get_by_role("combobox").bounding_box(), told.bounding_box()
    assert box
    assert sentence
    assert sentence["width"] > 200  # for everybody's eyes
    assert 0 < sentence["y"] - box["y"] - box["height"] < 16
    page.get_by_role("combobox").fill("nagekeo")
    expect(page.get_by_role("option")).to_have_count(1)
    assert told.evaluate("one => one.offsetWidth") == 1


def test_fast_typing_asks_once_and_a_late_answer_to_an_earlier_question_is_dropped(page: Page) -> None:
    asked: list[str] = []
    held: list[Route] = []

    def on_the_way(route: Route) -> None:
        asked.append(route.request.url.rsplit("=", 1)[1])
        if len(asked) == 1:
            held.append(route)  # a slow link
        else:
            route.continue_()

    page.route(SUGGESTIONS, on_the_way)
    box = page.get_by_role("combobox")
    with page.expect_request(SUGGESTIONS):
        box.press_sequentially("kupang")
    with page.expect_event("requestfailed") as given_up:
        box.fill("nagekeo")
    assert given_up.value.url.endswith("=kupang")
    expect(page.get_by_role("option")).to_have_text(["Kabupaten Nagekeo Nusa Tenggara Timur"])
    assert asked == ["kupang", "nagekeo"]


def test_without_a_network_the_form_is_still_a_form(page: Page) -> None:
    page.route(SUGGESTIONS, lambda route: route.abort())
    box = page.get_by_role("combobox")
    with page.expect_event("requestfailed"):
        box.press_sequentially("nagekeo")
    expect(page.get_by_role("listbox")).to_be_hidden()
    box.press("Enter")
    page.wait_for_url("**/d/kab-nagekeo/")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_axe_finds_nothing_and_nothing_is_cut_while_the_list_is_open(
    site: str, browser: Browser, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 740}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(site + "/")
    box = page.get_by_role("combobox")
    box.press_sequentially("kepulauan")
    expect(page.get_by_role("option")).to_have_count(7)
    box.press("ArrowDown")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for option in page.get_by_role("option").all():
        assert option.evaluate("one => one.scrollWidth <= one.clientWidth && one.offsetHeight >= 44")
    context.close()
