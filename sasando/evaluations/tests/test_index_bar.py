"""The bar of the index: its labels stand clear of each other, on the bands of every instrument."""

from __future__ import annotations

import re

import pytest

from sasando.evaluations.screens.index_bar import index_bar
from sasando.instruments.queries import instrument as loaded
from sasando.scoring.score import score

pytestmark = pytest.mark.django_db
_LABEL = re.compile(r'<text x="([0-9.]+)%" y="32">([^<]+)<tspan class="wide-only">([^<]*)</tspan>')
NARROWEST, LETTER = 640, 6.4  # px


@pytest.mark.parametrize("instrument", ["spbe-2018", "spbe-2020", "pemdi-2026"])
def test_no_label_reaches_into_the_next(instrument: str) -> None:
    bar = index_bar(score(loaded(instrument), {}))
    labels = [(float(x) / 100 * NARROWEST, number + name) for x, number, name in _LABEL.findall(bar.svg)]
    ends = [at + len(text) * LETTER for at, text in labels]
    assert len(labels) >= 4
    assert all(end < after for end, (after, _text) in zip(ends, labels[1:], strict=False))


def test_name_that_has_no_room_is_left_out_and_its_number_stays() -> None:
    bar = index_bar(score(loaded("pemdi-2026"), {}))
    said = {number: name.strip() for _x, number, name in _LABEL.findall(bar.svg)}
    assert (said["2,5"], said["3,5"], said["4,0"]) == ("Baik", "", "Memuaskan")
