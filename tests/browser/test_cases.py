"""Printed results of others, entered anew in a browser as an agency would: they come out as they were printed.

Figures: `data/vectors/spbe-2018.yaml` (Denpasar 2018), `data/vectors/pemdi-2026.yaml` (Aceh Tengah 2026) and
`data/cases/bandar_lampung_2021.yaml` (the ministry's report).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from ruamel.yaml import YAML

from tests.browser.site import ROOT

pytestmark = pytest.mark.browser
DATA = ROOT / "data"
Opened = Callable[[str, str], Page]
_FIGURES = """() => [...document.querySelectorAll('tbody tr')].map(row =>
  [row.cells[0].className, row.cells[0].textContent, row.cells[1].textContent])"""

_LABELS = """() => [...document.querySelectorAll('.idx .scale text')].map(text => text.getBoundingClientRect())
  .map(box => [box.left, box.right]).sort((one, other) => one[0] - other[0])"""


def read(path: str) -> Any:
    return YAML(typ="safe").load((DATA / path).read_text(encoding="utf-8"))


@pytest.fixture
def opened(browser: Browser, site: str, work: dict[str, Any]) -> Iterator[Opened]:
    """A stage as one of its people has it before them: `opened("aceh", "entry")`."""
    contexts: list[BrowserContext] = []

    def person(case: str, who: str) -> Page:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
        context.set_default_timeout(10_000)
        contexts.append(context)
        context.add_cookies([{"name": "sessionid", "value": work["cases"][case][who], "url": site}])
        page = context.new_page()
        page.goto(site + work["cases"][case]["stage"])
        return page

    yield person
    for context in contexts:
        context.close()


def test_each_service_of_indicator_35_is_named_and_rated_and_the_index_follows(opened: Opened) -> None:
    """Denpasar 2018: three services at 1, 3 and 3; one not yet rated is missing, never left out of the mean."""
    page = opened("denpasar", "entry")
    page.get_by_label("Langsung ke nomor").fill("35")
    page.get_by_role("button", name="Buka", exact=True).click()
    index = page.locator("[data-index]")
    expect(index).to_have_text("2,41–2,91")
    for name, level, follows in (
        ("Perizinan", "1", "2,44–2,77"),
        ("Kependudukan", "3", "2,54–2,71"),
        ("Pengaduan", "3", "2,64"),
    ):
        page.get_by_label("Layanan yang dinilai").fill(name)
        page.get_by_role("radio", name=f"{level} ", exact=False).first.check()
        page.keyboard.press("Control+Enter")
        expect(index).to_have_text(follows)
    expect(page.locator("[data-filled]")).to_have_text("37")


def test_aceh_tengahs_twenty_values_are_typed_one_after_the_other_and_give_1_24(opened: Opened) -> None:
    """Decimals with a comma and 7/6 as it stands; Ctrl+Enter saves and leads on."""
    values = read("vectors/pemdi-2026.yaml")["vektor_uji"][0]["nilai"]
    page = opened("aceh", "entry")
    page.locator("tbody th a").first.click()
    for number, value in values.items():
        page.wait_for_url(f"**/isian/{number}/")
        page.get_by_label("Nilai indikator").fill(str(value).replace(".", ","))
        page.keyboard.press("Control+Enter")
    expect(page.locator("[data-filled]")).to_have_text("20")
    expect(page.locator("[data-index]")).to_have_text("1,24")
    expect(page.locator(".idx")).to_contain_text("Kurang")
    page.goto(page.url.replace("/isian/20/", "/isian/1/"))
    expect(page.locator("[data-saved]")).to_contain_text("Tersimpan")
    for width in (768, 860, 1024, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
        labels = page.evaluate(_LABELS)
        assert len(labels) >= 4
        assert all(end < after for (_, end), (after, _) in pairwise(labels)), (width, labels)
    page.set_viewport_size({"width": 360, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator(".idx .scale text").filter(visible=True).count() == 0
    assert (
        page.locator(".idx").evaluate("bar => bar.clientHeight") < 60
    )  # figure and bar, below them when it was saved


def test_the_report_on_bandar_lampung_2021_comes_out_to_the_last_figure(
    opened: Opened, tmp_path: Path
) -> None:
    """By the table that the site gives to fill, verified, sealed and opened to the public with its parts."""
    case = read("cases/bandar_lampung_2021.yaml")
    clerk = opened("lampung", "entry")
    clerk.get_by_role("link", name="Isi lewat Excel").click()
    with clerk.expect_download() as arriving:
        clerk.get_by_role("link", name="Tabel kosong").click()
    filled = tmp_path / "laporan.csv"
    filled.write_text(levels_filled(arriving.value.path(), case["levels"]), encoding="utf-8")
    clerk.get_by_label("Berkas", exact=True).set_input_files(filled)
    clerk.get_by_role("button", name="Unggah dan periksa").click()
    clerk.get_by_role("button", name="Simpan perubahan ini").click()
    clerk.get_by_role("link", name="Penilaian Mandiri").click()
    expect(clerk.locator("[data-index]")).to_have_text("1,20")
    expect(clerk.locator("[data-filled]")).to_have_text("47")

    assessor = opened("lampung", "assessor")
    for box in assessor.locator("tbody input[type=checkbox]").all():
        box.check()
    assessor.get_by_role("button", name="Terima yang dipilih").click()
    responsible = opened("lampung", "responsible")
    responsible.get_by_role("link", name="Kirim penilaian mandiri").click()
    responsible.get_by_role("button", name="Kirim dan segel").click()
    coordinator = opened("lampung", "coordinator")
    coordinator.goto(coordinator.url.removesuffix("mandiri/"))
    public = coordinator.get_by_role("region", name="Buka untuk umum")
    public.get_by_text("Penilaian Mandiri", exact=True).click()
    public.get_by_label("Sampai mana").select_option(label="sampai nilai tiap indikator")
    public.get_by_label("Surat persetujuan publikasi").fill("Surat contoh 1/2022")
    public.get_by_role("button", name="Buka untuk umum").click()
    expect(public).to_contain_text("Terbuka untuk umum:")
    coordinator.goto(coordinator.url.partition("/k/")[0] + "/d/kota-bandar-lampung/evaluasi/")
    expect(coordinator.locator(".lead")).to_have_text(
        f"Indeks {comma(case['index']['published'])}, {case['predicate']}."
    )
    shown = {(depth, part.partition(" ")[0]): value for depth, part, value in coordinator.evaluate(_FIGURES)}
    printed = {("deep-0", str(one["domain"])): comma(one["published"]) for one in case["domains"]}
    printed |= {("deep-1", str(one["aspect"])): comma(one["published"]) for one in case["aspects"]}
    printed |= {("deep-2", str(number)): str(level) for number, level in case["levels"].items()}
    assert shown == printed


def comma(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")


def levels_filled(table: Path, levels: dict[int, int]) -> str:
    """The empty table with a level and where it stands for each indicator."""
    heads, *rows = csv.reader(io.StringIO(table.read_text(encoding="utf-8-sig")), delimiter=";")
    out = io.StringIO()
    writer = csv.DictWriter(out, heads, delimiter=";")
    writer.writeheader()
    for row in rows:
        line = dict(zip(heads, row, strict=True))
        writer.writerow(
            line | {"nilai": levels[int(line["indikator"])], "fakta": "Laporan Hasil Evaluasi 2021"}
        )
    return out.getvalue()
