"""The page of components through its address: every one there, none of it a fact, nothing listed by robots."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from sasando.portal import style_page
from sasando.ui.tests import test_style

pytestmark = pytest.mark.django_db


# How whole pages lie, and what only one width or paper shows or hides: nothing to show by itself.
ELSEWHERE = {"page", "rail-in", "narrow-only", "no-print"}


@pytest.fixture
def body(client: Client) -> str:
    return unescape(client.get("/gaya/").content.decode())


@pytest.mark.parametrize(
    "component",
    [
        'class="btn"', "btn is-hover", "btn is-focus", "btn is-active", "disabled", 'aria-busy="true"', "btn-2",
        "btn-quiet", "btn-bad", "is-bad", 'class="err"', 'aria-invalid="true"', "readonly", 'class="errors"',
        "tag tag-ok", "tag tag-warn", "tag tag-bad", "tag tag-info", "tag tag-sample", "st st-ok", "st st-idle",
        'class="notice"', "notice ok", "notice warn", "notice bad", "light red", "light amber", "light green",
        "cell woven", "cell loose", "level woven", "level loose", 'class="tasks"', 'class="pages"',
        'class="empty"', "<progress max=", "<progress aria-label", 'class="steps"', "panel confirm",
        'class="crumbs"', "parts boxed", 'class="chips"', 'class="take"', 'class="facts"', 'class="receipt"',
        'class="us"', "<tfoot>", "mast slim", "grp", 'class="idx"',
    ],
)  # fmt: skip
def test_component_is_shown(body: str, component: str) -> None:
    assert component in body


def test_every_class_of_the_styles_is_shown(body: str) -> None:
    shown = {name for given in re.findall(r'class="?([^">]+)', body) for name in given.split()}
    assert test_style.styled_classes() - shown == ELSEWHERE


def test_every_state_that_the_styles_know_is_shown(body: str) -> None:
    asked = {
        state
        for selector in test_style.selectors()
        for state in re.findall(r"\[((?:aria-|type=|disabled|readonly|open)[^\]]*)\]", selector)
    }
    assert [state for state in sorted(asked) if not re.search(rf"\s{re.escape(state)}[\s=>]", body)] == []


def test_every_icon_is_shown(body: str) -> None:
    assert set(re.findall(r'<symbol id="([\w-]+)"', body)) == set(re.findall(r'<use href="#([\w-]+)"', body))


@pytest.mark.parametrize(
    ("component", "states"),
    [
        ("suggest", ["daftar terbuka", "satu ditandai", "tidak ada yang cocok", "jaringan terputus"]),
        ("stage-line", ["belum dibuka", "terbuka", "disegel", "dibuka kembali"]),
        ("tree", ["empat tingkat, dapat diubah", "hanya dibaca"]),
        ("qr", ["Kode QR contoh"]),
    ],
)
def test_component_with_states_of_the_product_is_shown_in_each(
    body: str, component: str, states: list[str]
) -> None:
    sections = re.findall(r'<section class="spec".*?\n?</section>', body, re.DOTALL)
    (section,) = (one for one in sections if f'class="{component}"' in one)
    for state in states:
        assert state in section


def test_every_chart_says_that_its_values_are_samples(body: str) -> None:
    charts = re.findall(r"<figure.*?</figure>", body, re.DOTALL)
    drawn = [chart for chart in charts if 'role="img"' in chart]
    assert len(drawn) == 7
    for chart in drawn:
        assert "data contoh" in re.sub(r"<svg.*?</svg>", "", chart, flags=re.DOTALL)
        assert "<title" in chart
        assert "<desc" in chart


def test_every_pair_of_colours_that_is_checked_is_shown() -> None:
    assert set(style_page.TEXT_PAIRS) == set(test_style.TEXT_PAIRS)
    assert set(style_page.MARK_PAIRS) == set(test_style.MARK_PAIRS)
    work = (test_style.UI / "static" / "ui" / "work.css").read_text(encoding="utf-8")
    for role in {*style_page.COLOURS, *(role for pair in style_page.TEXT_PAIRS for role in pair)}:
        assert f".k-{role} {{ fill: var(--{role}); }}" in work, role


def test_every_picture_asked_for_is_there_and_no_name_is_given_twice(body: str) -> None:
    names = Counter(re.findall(r'\bid="([^"]+)"', body))
    assert [name for name, count in names.items() if count > 1] == []
    for asked in re.findall(r'(?:href="#|for=")([\w-]+)"', body):
        assert asked in names, asked


def test_robots_do_not_list_it(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/gaya/")
    assert answer["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert 'href="/gaya/"' in client.get("/").content.decode()
