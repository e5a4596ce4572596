"""Charts as the browser draws them: the true boxes of their texts, for agencies that fill a chart differently."""

from __future__ import annotations

from itertools import combinations

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

AGENCIES = [
    "kab-kupang",  # five years, targets
    "kab-nagekeo",  # missing in the last table
    "kab-banyuasin",  # from the foot of the scale
    "kementerian-esdm",  # near the top, on a limit
    "kementerian-panrb",
    "kab-tanah-laut",  # on the national mean
    "kota-palopo",
    "kab-kepulauan-siau-tagulandang-biaro",  # the longest name of a region
]
_BOXES = """() => [...document.querySelectorAll('.chart svg[role=img] > text')].map(one => {
  const box = one.getBoundingClientRect();
  return [one.textContent, box.left, box.top, box.right, box.bottom];
})"""
_BOXES_OF_ONE = """svg => [...svg.querySelectorAll('text')].map(one => {
  const box = one.getBoundingClientRect();
  return [one.textContent, box.left, box.top, box.right, box.bottom];
})"""
_SLACK = 3  # px: a line's box is taller than its letters


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_text_of_a_chart_lies_over_another(site: str, browser: Browser, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    for slug in AGENCIES:
        answer = page.goto(f"{site}/d/{slug}/")
        assert answer is not None
        assert answer.ok, slug
        boxes: list[tuple[str, float, float, float, float]] = [tuple(box) for box in page.evaluate(_BOXES)]
        assert len(boxes) > 8, slug
        for (one, *here), (other, *there) in combinations(boxes, 2):
            beside = here[2] <= there[0] + 1 or there[2] <= here[0] + 1
            apart = here[3] - _SLACK <= there[1] or there[3] - _SLACK <= here[1]
            assert beside or apart, (slug, width, one, other)
        for text, left, _top, right, _bottom in boxes:
            assert left >= 0, (slug, text)
            assert right <= width, (slug, text)
    context.close()


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize(
    "path", ["/nasional/", "/nasional/?provinsi=53", "/nasional/?jenis=kementerian", "/gaya/"]
)
def test_no_text_lies_over_another_on_pages_of_many_charts(
    site: str, browser: Browser, width: int, path: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(site + path)
    for chart in page.locator(".chart svg[role=img]").all():
        boxes = [tuple(box) for box in chart.evaluate(_BOXES_OF_ONE)]
        assert boxes
        for (one, *here), (other, *there) in combinations(boxes, 2):
            beside = here[2] <= there[0] + 1 or there[2] <= here[0] + 1
            apart = here[3] - _SLACK <= there[1] or there[3] - _SLACK <= here[1]
            assert beside or apart, (path, width, one, other)
    context.close()


_ZOOMED = """svg => {
  const box = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll('text')].map(one => {
    const text = one.getBoundingClientRect();
    return [one.textContent, text.left - box.left, text.top - box.top, text.right - box.left, text.bottom - box.top];
  });
  const figure = svg.closest('.chart');
  return [box.width, box.height, figure.scrollWidth - figure.clientWidth, texts];
}"""
PAGES_OF_CHARTS = [
    "/d/kab-kupang/",
    "/d/kab-kupang/penggerak/",
    "/d/kab-kupang/target/",
    "/d/kab-kupang/pembanding/",
    "/d/kementerian-esdm/",
    "/d/kab-banyuasin/",
    "/nasional/",
    "/gaya/",
]


@pytest.mark.parametrize("width", [360, 640, 1280])
def test_at_twice_the_text_no_texts_of_a_chart_meet_and_none_is_cut(
    site: str, browser: Browser, width: int
) -> None:
    """Rows grow with the text. Where a chart no longer fits beside its page's edge, it scrolls in its own figure."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    for path in PAGES_OF_CHARTS:
        page.goto(site + path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        charts = page.locator(".chart svg[role=img]").all()
        assert charts, path
        for chart in charts:
            wide, high, beyond, texts = chart.evaluate(_ZOOMED)
            assert wide >= 2 * 288
            assert beyond == 0 or wide == 2 * 288, (path, "a chart scrolls only where it is at its narrowest")
            for (one, *here), (other, *there) in combinations(map(tuple, texts), 2):
                beside = here[2] <= there[0] + 2 or there[2] <= here[0] + 2
                apart = here[3] - 2 * _SLACK <= there[1] or there[3] - 2 * _SLACK <= here[1]
                assert beside or apart, (path, width, one, other)
            for text, left, top, right, bottom in texts:
                assert left >= -16, (path, text)
                assert right <= wide + 16, (path, text)
                assert top >= -2, (path, text)
                assert bottom <= high + 2, (path, text)
    context.close()
