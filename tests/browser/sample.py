"""Kabupaten Contoh in a browser: a site that holds it, and its people signed in by the pages they would use."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.browser.site import served

AGENCY = "/k/kab-contoh/"
PHONE: ViewportSize = {"width": 360, "height": 800}
DESK: ViewportSize = {"width": 1280, "height": 900}


@dataclass
class Sample:
    """The site's address, its accounts by the local part of their address, and who has signed in so far."""

    address: str
    password: str
    totp: dict[str, str]
    browser: Browser
    _pages: dict[str, Page] = field(default_factory=dict)

    def person(self, who: str, viewport: ViewportSize = DESK) -> Page:
        """A person's page, signed in by e-mail, password and second step; the same the second time."""
        if who not in self._pages:
            context = self.browser.new_context(viewport=viewport, accept_downloads=True)
            self._pages[who] = self._signed_in(context, who)
        return self._pages[who]

    def anybody(self) -> Page:
        """Somebody without an account."""
        return self.browser.new_context(viewport=PHONE).new_page()

    def _signed_in(self, context: BrowserContext, who: str) -> Page:
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.goto(f"{self.address}/akun/masuk/")
        page.get_by_label("Email").fill(f"{who}@kab-contoh.example")
        page.get_by_label("Kata sandi", exact=True).fill(self.password)
        page.get_by_role("button", name="Masuk").click()
        if secret := self.totp[who]:
            from allauth.mfa.totp.internal.auth import (  # it asks for settings as it is loaded
                format_hotp_value,
                hotp_value,
                yield_hotp_counters_from_time,
            )

            counter = list(yield_hotp_counters_from_time())[1]
            page.get_by_label("Kode").fill(format_hotp_value(hotp_value(secret, counter)))
            page.get_by_role("button", name="Lanjut").click()
        expect(page).to_have_url(f"{self.address}/k/")
        return page


@contextmanager
def sample_site(data: Path, browser: Browser, command: Callable[..., str]) -> Iterator[Sample]:
    """A site of its own with `sasando demo` loaded."""
    with served(data) as address:
        told = json.loads(command(data, "demo", "--json"))
        totp = {one["email"].partition("@")[0]: one["totp"] for one in told["accounts"]}
        yield Sample(address, told["password"], totp, browser)
