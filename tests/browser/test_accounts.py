"""An installation's first hour in a real browser, without a script: operator, agency, admin, colleague, units."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.site import ROOT, served

pytestmark = pytest.mark.browser
PASSWORD = "harpa-lontar-tujuh-dawai"
HERE = "/k/kab-kupang/"
AS_ADMIN = [
    "/k/", HERE, f"{HERE}orang/", f"{HERE}orang/undang/", f"{HERE}unit/", f"{HERE}unit/baru/",
    f"{HERE}unit/impor/", "/akun/", "/akun/sandi/", "/akun/dua-langkah/", "/akun/dua-langkah/ganti/",
    "/akun/kode-pemulihan/", "/akun/tutup/",
    "/akun/keluar/",
]  # fmt: skip
AS_STRANGER = ["/akun/masuk/", "/akun/lupa/", "/akun/lupa/terkirim/", "/akun/undangan/tidak-ada/"]


@dataclass(frozen=True, slots=True)
class Office:
    """A site with a hosted agency: its address, and the cookies of its admin."""

    address: str
    cookies: Path


def command(data: Path, *arguments: str) -> str:
    """The output of `sasando …` on the site's data."""
    binaries = Path(sys.executable).parent
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"SASANDO_DATA": str(data)}
    done = subprocess.run(
        [binaries / "sasando", *arguments],
        env=environment,
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def here(address: str, link: str) -> str:
    """A link as this site serves it: at the shell it names the default port."""
    return re.sub(r"^http://[^/]+", address, link)


def join(page: Page, link: str, name: str) -> None:
    """Accept an invitation by filling in its page."""
    page.goto(link)
    page.get_by_label("Nama").fill(name)
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_label("Kata sandi, sekali lagi").fill(PASSWORD)
    page.get_by_role("button", name="Buat akun").click()


def second_step(page: Page) -> None:
    """Set the second step up with the key on the page."""
    secret = page.locator("code.key").inner_text()
    code = format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))
    page.get_by_label("Enam angka dari aplikasi").fill(code)
    page.get_by_role("button", name="Aktifkan").click()
    assert len(page.locator("pre.copy").inner_text().split()) == 10
    page.get_by_role("link", name="Lanjut ke Tugas saya").click()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Office]:
    """The first hour itself, up to the admin at work."""
    data = tmp_path_factory.mktemp("office")
    cookies = tmp_path_factory.mktemp("cookies") / "admin.json"
    with served(data) as address:
        operator = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
        page = operator.new_page()
        join(
            page,
            here(address, command(data, "operator", "create", "nia@contoh.example", "Nia").split()[0]),
            "Nia",
        )
        second_step(page)
        page.get_by_role("link", name="Ruang operator").click()
        page.get_by_label("Nama instansi").fill("kab kupang")
        page.get_by_role("button", name="Cari").click()
        page.get_by_role("button", name="Buka Kabupaten Kupang").click()
        page.get_by_label("Nama").fill("Sari Bere")
        page.get_by_label("Email").fill("sari@contoh.example")
        page.get_by_role("button", name="Buat undangan").click()
        link = page.locator("#tautan").inner_text()
        operator.close()
        admin = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
        page = admin.new_page()
        join(page, link, "Sari Bere")
        second_step(page)
        admin.storage_state(path=cookies)
        admin.close()
        yield Office(address, cookies)


@pytest.fixture
def admin(office: Office, browser: Browser) -> Iterator[Page]:
    """The admin at work on a phone, without a script."""
    context = browser.new_context(
        storage_state=office.cookies, java_script_enabled=False, viewport={"width": 360, "height": 800}
    )
    yield context.new_page()
    context.close()


def test_admin_takes_in_a_list_invites_a_colleague_and_hands_over(
    office: Office, admin: Page, browser: Browser
) -> None:
    admin.goto(office.address + f"{HERE}unit/impor/")
    admin.get_by_label("Atau tempel daftarnya").fill("Dinas Kesehatan\nPuskesmas Oesao;puskesma")
    admin.get_by_role("button", name="Periksa daftar").click()
    assert "baris 2: Jenis “puskesma” tidak dikenal" in admin.locator(".errors").inner_text()
    admin.get_by_label("Atau tempel daftarnya").fill(
        "Dinas Kesehatan\nPuskesmas Oesao;puskesmas;Dinas Kesehatan"
    )
    admin.get_by_role("button", name="Periksa daftar").click()
    admin.get_by_role("button", name="Tambahkan semua").click()
    assert "2 perangkat daerah ditambahkan." in admin.locator("main").inner_text()

    admin.get_by_text("Menu", exact=True).click()
    admin.get_by_role("link", name="Orang dan peran").click()
    admin.get_by_role("link", name="Undang orang").click()
    admin.get_by_label("Nama").fill("Budi")
    admin.get_by_label("Email").fill("budi@contoh.example")
    admin.get_by_label("Peran", exact=True).select_option(label="PIC OPD")
    admin.get_by_label("Perangkat daerah").select_option(label="Dinas Kesehatan")
    admin.get_by_role("button", name="Buat undangan").click()
    link = admin.locator("#tautan").inner_text()
    context = browser.new_context(java_script_enabled=False)
    colleague = context.new_page()
    join(colleague, link, "Budi Lay")
    assert "PIC OPD (Dinas Kesehatan)" in colleague.locator("main").inner_text()

    admin.get_by_role("link", name="Kembali ke daftar orang").click()
    admin.get_by_role("link", name="Ubah Budi Lay").click()
    admin.get_by_text("Serah terima", exact=True).click()
    admin.get_by_label("Catatan").fill("Mutasi, SK 800/12/2026")
    admin.get_by_role("button", name="Serahkan").click()
    assert "Serah terima dicatat." in admin.locator("main").inner_text()
    context.close()


@pytest.mark.parametrize(
    ("path", "width", "scheme"),
    [
        *((path, 360, "light") for path in (*AS_STRANGER, *AS_ADMIN)),
        *(
            (path, 1280, "dark")
            for path in ("/akun/masuk/", "/k/", f"{HERE}orang/", f"{HERE}unit/", "/akun/")
        ),
    ],
)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    office: Office, browser: Browser, path: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(
        storage_state=office.cookies if path in AS_ADMIN else None,
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        bypass_csp=True,
    )
    page = context.new_page()
    page.goto(office.address + path)
    assert page.url.removeprefix(office.address).startswith(path)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()
