"""The style file: small, served from here, legible in every scheme."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

UI = Path(__file__).resolve().parent.parent
PACKAGE = UI.parent
CSS = (UI / "static" / "ui" / "sasando.css").read_text(encoding="utf-8")
_GROUNDS = ("bg", "surface", "sunken")
TEXT_PAIRS = [
    *((ink, ground) for ink in ("ink", "ink-2", "link") for ground in _GROUNDS),
    *((one, f"{one}-bg") for one in ("ok", "warn", "bad", "info", "idle")),
    *((one, ground) for one in ("ok", "bad", "warn") for ground in ("bg", "surface")),
    ("on-brand", "brand"),
    ("on-brand-2", "brand"),
    ("on-accent", "accent"),
    ("on-focus", "focus"),
    ("on-bad-fill", "bad-fill"),
    ("ink", "tint"),
    ("link", "tint"),
    ("bg", "c-us"),
]
_BUILT = re.compile(r"(b|by|deep|k)-")  # made of this and a kind of bar, a number, a depth, a role of colour
MARK_PAIRS = [("edge", "surface"), ("edge", "bg"), ("c-us", "bg"), ("c-peer", "bg"), ("c-down", "bg")]


def _tokens(block: str) -> dict[str, str]:
    found = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b", block))
    return {
        name: value if len(value) == 7 else "#" + "".join(c * 2 for c in value[1:])
        for name, value in found.items()
    }


def _schemes() -> dict[str, dict[str, str]]:
    light, rest = CSS.split("@media (prefers-color-scheme: dark)", 1)
    dark, chosen = rest.split(':root[data-theme="dark"]', 1)
    chosen, paper = chosen.split("@media print", 1)
    first = _tokens(light)
    return {
        "light": first,
        "dark": first | _tokens(dark),
        "dark by choice": first | _tokens(chosen),
        "paper": first | _tokens(paper.split("@layer", 1)[0]),
    }


def _contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark", "dark by choice", "paper"])
def test_every_pair_of_colours_is_legible(scheme: str) -> None:
    tokens = _schemes()[scheme]
    for pairs, least in ((TEXT_PAIRS, 4.5), (MARK_PAIRS, 3.0)):
        for ink, ground in pairs:
            assert _contrast(tokens[ink], tokens[ground]) >= least, (scheme, ink, ground)


def test_both_ways_to_the_dark_scheme_are_the_same() -> None:
    schemes = _schemes()
    assert schemes["dark"] == schemes["dark by choice"]


def test_the_style_stays_within_its_size() -> None:
    assert len(gzip.compress(CSS.encode(), 9)) <= 20_000


def test_the_style_asks_nobody_else_for_anything() -> None:
    assert not re.search(r"url\(|@import|@font-face", CSS)


def selectors() -> list[str]:
    """What stands before the braces of both styles."""
    styles = "".join(path.read_text(encoding="utf-8") for path in (UI / "static" / "ui").glob("*.css"))
    return re.findall(r"([^{}]+)\{", re.sub(r"/\*.*?\*/", "", styles, flags=re.DOTALL))


def styled_classes() -> set[str]:
    """Every class that a style names."""
    return {name for selector in selectors() for name in re.findall(r"\.([a-z][\w-]*)", selector)}


def test_every_class_of_the_styles_is_named_in_a_page_or_a_script() -> None:
    styled = styled_classes()
    sources = [path for path in PACKAGE.rglob("*.*") if path.suffix in (".html", ".py", ".js")]
    named = {
        word
        for path in sources
        if "tests" not in path.parts
        for word in re.findall(r"[\w-]+", path.read_text(encoding="utf-8"))
    }
    assert {name for name in styled - named if not _BUILT.match(name)} == set()


def test_nothing_is_forced_outside_reset_utilities_and_print() -> None:
    for layer in ("base", "layout", "components"):
        body = re.search(rf"@layer {layer} \{{(.*?)\n\}}", CSS, re.DOTALL)
        assert body is not None
        assert "!important" not in body[1], layer


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("*/templates/**/*.html")), ids=lambda path: path.name)
def test_templates_hold_no_style_script_or_handler_of_their_own(path: Path) -> None:
    assert not re.search(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son\w+=", path.read_text(encoding="utf-8"))
