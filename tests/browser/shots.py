"""`make shots`: pictures of every page at both widths, light and dark, into `docs/shots/` (not kept), and a few small
ones for the README into `docs/pictures/`."""

from __future__ import annotations

import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Literal, NamedTuple

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.site import ROOT, chromium, served

PAGES = {
    "cari": "/?q=kupang",
    "kupang": "/d/kab-kupang/",
    "kupang-penggerak": "/d/kab-kupang/penggerak/",
    "kupang-target": "/d/kab-kupang/target/",
    "kupang-pembanding": "/d/kab-kupang/pembanding/?banding=kota-kupang&banding=kab-belu",
    "kupang-bawa": "/d/kab-kupang/bawa/",
    "nagekeo": "/d/kab-nagekeo/",
    "banyuasin": "/d/kab-banyuasin/",
    "banyuasin-pembanding": "/d/kab-banyuasin/pembanding/?urut=-ubah",
    "kementerian": "/d/kementerian-ppn-bappenas/",
    "nasional": "/nasional/",
    "nasional-ntt": "/nasional/?provinsi=53",
    "gaya": "/gaya/",
    "tanpa-hasil": "/d/kab-nabire/",
}
WIDTHS = (360, 1280)
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
COLOURS = 48  # of a small picture: flat colours and the edges of letters


class Picture(NamedTuple):
    """A small picture: what of which page, how wide and high in pixels."""

    path: str
    width: int
    height: int
    scheme: Scheme
    at: str = ""  # what stands at its top; "": the page's own


PICTURES = {
    "posisi": Picture("/d/kab-kupang/", 1280, 860, "light"),
    "target": Picture("/d/kab-kupang/target/", 1280, 860, "light"),
    "domain-gelap": Picture("/d/kab-kupang/", 360, 780, "dark", "#domain"),
    "saran": Picture("/", 360, 780, "light"),
    "pembanding": Picture("/d/kab-kupang/pembanding/", 360, 780, "light"),
}


def main(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as data, served(Path(data)) as address, chromium() as browser:
        _all(browser, address, folder)
        _small(browser, address, ROOT / "docs" / "pictures")


def _all(browser: Browser, address: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        for scheme in SCHEMES:
            context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
            page = context.new_page()
            for name, path in PAGES.items():
                page.goto(address + path)
                page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
            context.close()


def _small(browser: Browser, address: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, picture in PICTURES.items():
        context = browser.new_context(
            viewport={"width": picture.width, "height": picture.height}, color_scheme=picture.scheme
        )
        page = context.new_page()
        page.goto(address + picture.path)
        if picture.path == "/":
            _type_a_name(page)
        if picture.at:
            page.locator(picture.at).evaluate("one => one.scrollIntoView({behavior: 'instant'})")
        shot = Image.open(BytesIO(page.screenshot()))
        shot.convert("RGB").quantize(COLOURS).save(folder / f"{name}.png", optimize=True)
        context.close()


def _type_a_name(page: Page) -> None:
    box = page.get_by_role("combobox")
    box.press_sequentially("kupang")
    page.get_by_role("option").first.wait_for()
    box.press("ArrowDown")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "shots")
