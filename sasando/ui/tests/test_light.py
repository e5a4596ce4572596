"""The traffic light is told by place, shape, mark and word, and its texts are text."""

from __future__ import annotations

import pytest

from sasando.ui.light import Colour, light


@pytest.mark.parametrize(("colour", "shape"), [("red", "rect"), ("amber", "path"), ("green", "circle")])
def test_one_lamp_is_lit_and_bears_a_mark(colour: Colour, shape: str) -> None:
    drawn = light(colour, "l", "Judul", "Kalimat.")
    assert drawn.count('class="on"') == 1
    assert f'<{shape} class="on"' in drawn
    assert drawn.count('class="mk"') == 1
    assert 'aria-labelledby="l"' in drawn


def test_texts_are_escaped_and_a_remark_stands_only_where_there_is_one() -> None:
    drawn = light("red", "l", "<b>", "<i>", "<u>")
    assert not any(mark in drawn for mark in ("<b>", "<i>", "<u>"))
    assert "fine" in drawn
    assert "fine" not in light("red", "l", "a", "b")
