"""The button that withdraws a value comes with the value and goes with it, with a script and without."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.test_entry import Opened, enter

__all__ = ["enter"]  # the fixture
pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("number", "script"), [("46", True), ("47", False)])
def test_button_comes_with_the_value_and_goes_with_it(enter: Opened, number: str, script: bool) -> None:
    page = enter("assessor", number, "spbe", java_script_enabled=script)
    fold, withdraw = page.locator("details:has(#alasan)"), page.locator("button[value=tarik]")
    expect(fold.locator("summary")).to_have_text("Alasan perubahan")
    expect(withdraw).to_have_count(0)
    page.locator("#t3").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Simpan", exact=True).click()
    fold.locator("summary").click()
    with page.expect_navigation():
        withdraw.click()
    expect(page.locator(".side")).to_contain_text("Nilai ditarik")
    expect(withdraw).to_have_count(0)
