"""`make shots`: pictures of every page at both widths, light and dark, into `docs/shots/` (README shows some)."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Literal

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
    "kementerian": "/d/kementerian-ppn-bappenas/",
    "nasional": "/nasional/",
    "nasional-ntt": "/nasional/?provinsi=53",
    "gaya": "/gaya/",
    "tanpa-hasil": "/d/kab-nabire/",
}
WIDTHS = (360, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, served(Path(data)) as address, chromium() as browser:
        for width in WIDTHS:
            for scheme in SCHEMES:
                context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
                page = context.new_page()
                for name, path in PAGES.items():
                    page.goto(address + path)
                    page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
                context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "shots")
