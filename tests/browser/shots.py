"""`make shots`: pictures of every public page and of the sample agency's work at both widths, light and dark, into
`docs/shots/` (not kept), and a few small ones for the README into `docs/pictures/`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from io import BytesIO
from os import environ
from pathlib import Path
from typing import Literal, NamedTuple

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.sample import AGENCY, sample_site
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


WORK = {
    "k-beranda": "",
    "k-posisi": "posisi/",
    "k-tahap": "{stage}",
    "k-isian": "{stage}isian/1/",
    "k-laporan": "{stage}laporan/",
    "k-orang": "orang/",
}
WORK_PICTURES = {
    "isian": Picture("{stage}isian/1/", 1280, 860, "light"),
    "beranda": Picture("", 360, 780, "light"),
}


def main(folder: Path) -> None:
    small = ROOT / "docs" / "pictures"
    for one in (folder, small):
        one.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        with tempfile.TemporaryDirectory() as data, served(Path(data)) as address:
            _all(browser, address, folder)
            _small(browser, address, small)
        with tempfile.TemporaryDirectory() as data:
            _work(Path(data), browser, folder, small)


def _work(data: Path, browser: Browser, folder: Path, small: Path) -> None:
    """The running evaluation of Kabupaten Contoh, as its entry officer sees it."""

    def command(site: Path, *given: str) -> str:
        environment = environ | {"SASANDO_DATA": str(site)}
        told = subprocess.run(
            [Path(sys.executable).parent / "sasando", *given],
            env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        return told.stdout

    with sample_site(data, browser, command) as sample:
        page = sample.person("pelaksana")
        page.goto(sample.address + AGENCY)
        stage = str(page.get_by_role("article").get_by_role("link").first.get_attribute("href"))
        for width in WIDTHS:
            for scheme in SCHEMES:
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme=scheme)
                for name, below in WORK.items():
                    page.goto(sample.address + _below(below, stage))
                    page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
        for name, picture in WORK_PICTURES.items():
            page.set_viewport_size({"width": picture.width, "height": picture.height})
            page.emulate_media(color_scheme=picture.scheme)
            page.goto(sample.address + _below(picture.path, stage))
            _keep(page, small / f"{name}.png")


def _below(path: str, stage: str) -> str:
    return path.format(stage=stage) if "{stage}" in path else AGENCY + path


def _all(browser: Browser, address: str, folder: Path) -> None:
    for width in WIDTHS:
        for scheme in SCHEMES:
            context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
            page = context.new_page()
            for name, path in PAGES.items():
                page.goto(address + path)
                page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
            context.close()


def _small(browser: Browser, address: str, folder: Path) -> None:
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
        _keep(page, folder / f"{name}.png")
        context.close()


def _keep(page: Page, path: Path) -> None:
    shot = Image.open(BytesIO(page.screenshot()))
    shot.convert("RGB").quantize(COLOURS).save(path, optimize=True)


def _type_a_name(page: Page) -> None:
    box = page.get_by_role("combobox")
    box.press_sequentially("kupang")
    page.get_by_role("option").first.wait_for()
    box.press("ArrowDown")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "shots")
