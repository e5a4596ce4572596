"""The official examples and test vectors of each instrument. Figures and sources: data/vectors/*.yaml."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from sasando.scoring.levels import parse_levels
from sasando.scoring.model import Instrument, Node
from sasando.scoring.numbers import fraction_text, half_up, parse_exact
from sasando.scoring.predicate import band_of
from sasando.scoring.score import Score, score
from sasando.scoring.tests.files import levels_of, shipped, vectors
from sasando.scoring.tests.profiles import profiles_of, scores_with

SPBE = {row["nama"]: row for row in vectors("spbe-2020")["vektor_uji"]}
BY_DOMAIN = [row for row in SPBE.values() if {"domain_tampil", "indeks_tampil"} <= set(row)]
OUTSIDE = SPBE["Kab. Banyuasin 2023 (ada nilai 0)"]
BY_DOMAIN.remove(OUTSIDE)
# The tables of 2023 read the predicate from the rounded index.
ROUNDED_READING = {"batas: Kab. Boven Digoel 2023"}


def mean(node: Node, values: list[str]) -> Fraction:
    """The weighted mean of the values of a node's children."""
    pairs = zip(node.children, values, strict=True)
    total = sum(((child.weight or 0) * parse_exact(value) for child, value in pairs), Fraction(0))
    return total / (node.weight or 1)


def close_to(written: str) -> Callable[[Fraction], bool]:
    return lambda exact: half_up(exact) == half_up(parse_exact(written))


def test_the_official_example_of_an_aspect_is_met() -> None:
    example = vectors("spbe-2020")["contoh_resmi"][0]
    assert example["apa"] == "Aspek 2, NI 3,4,3,2"
    values = levels_of(shipped("spbe-2020"), {"11": "3", "12": "4", "13": "3", "14": "2"})
    assert score(shipped("spbe-2020"), values).nodes["A2"] == parse_exact(example["hasil"])


def test_the_official_examples_of_a_domain_and_of_the_index_are_met() -> None:
    _, domain, index = vectors("spbe-2020")["contoh_resmi"]
    instrument = shipped("spbe-2020")
    assert domain["apa"] == "Domain 2, NA 3.00 4.00 3.00"
    assert mean(instrument.by_code["D2"], ["3.00", "4.00", "3.00"]) == parse_exact(domain["hasil"])
    assert index["apa"] == "Indeks, ND 3.70 3.40 3.00 3.20"
    assert half_up(mean(instrument.root, ["3.70", "3.40", "3.00", "3.20"])) == index["hasil"]


@pytest.mark.parametrize("name", ["semua 1", "semua 5"])
def test_equal_levels_everywhere_give_that_level(name: str) -> None:
    row, instrument = SPBE[name], shipped("spbe-2020")
    level = parse_exact(row["tingkat_seragam"])
    result = score(instrument, {leaf.code: level for leaf in instrument.leaves})
    assert set(result.nodes.values()) == {level}
    assert result.predicate is not None
    assert result.predicate.name == row["predikat"]


def fitting(instrument: Instrument, row: dict[str, Any]) -> list[Score]:
    """Profiles that print the row's domains, with its exact domains and index where it names them."""
    shown = [close_to(each) for each in row["domain_tampil"]]
    exact = [written_ratio(each) for each in row.get("domain_eksak", [])]
    if exact:
        shown = [exactly(each) for each in exact]
    found = list(scores_with(instrument, shown))
    named = row.get("indeks_eksak", "")
    candidates = [parse_exact(word.strip("()")) for word in named.split() if word.strip("()")[0].isdigit()]
    return [each for each in found if not candidates or each.index in candidates]


def exactly(wanted: Fraction) -> Callable[[Fraction], bool]:
    return lambda value: value == wanted


def written_ratio(text: str) -> Fraction:
    """A ratio whose parts may have decimals: "161.5/45.5"."""
    above, _, below = text.partition("/")
    return parse_exact(above) / parse_exact(below or "1")


@pytest.mark.parametrize("row", BY_DOMAIN, ids=[row["nama"] for row in BY_DOMAIN])
def test_domains_and_index_of_a_vector_belong_together(row: dict[str, Any]) -> None:
    instrument = shipped("spbe-2020")
    found = [
        each for each in fitting(instrument, row) if each.shown == half_up(parse_exact(row["indeks_tampil"]))
    ]
    assert found
    for each in found:
        domains = [half_up(each.nodes[part.code] or 0) for part in instrument.parts]
        assert domains == [half_up(parse_exact(shown)) for shown in row["domain_tampil"]]
    names = {each.predicate.from_exact for each in found if each.predicate}
    if row["nama"] in ROUNDED_READING:
        names = {each.predicate.from_shown for each in found if each.predicate}
    assert row["predikat"] in names


def test_no_profile_inside_the_scale_gives_the_domains_of_banyuasin_2023() -> None:
    assert fitting(shipped("spbe-2020"), OUTSIDE) == []


def test_the_vector_by_aspects_gives_its_domains_and_index() -> None:
    (row,) = (row for row in SPBE.values() if "aspek_eksak" in row)
    instrument = shipped("spbe-2020")
    values: dict[str, Fraction] = {}
    for number, written in enumerate(row["aspek_eksak"], start=1):
        wanted = parse_exact(written)
        aspect = instrument.by_code[f"A{number}"]
        values |= next(profiles_of(instrument, aspect, exactly(wanted)))
    result = score(instrument, values)
    assert [half_up(result.nodes[part.code] or 0) for part in instrument.parts] == [
        half_up(parse_exact(each)) for each in row["domain_tampil"]
    ]
    assert result.index == parse_exact(row["indeks_eksak"]) == parse_exact(row["jumlah_berbobot"]) / 100
    assert result.shown == half_up(parse_exact(row["indeks_tampil"]))


def test_the_domains_of_mamuju_2025_can_be_printed() -> None:
    row, instrument = SPBE["Kab. Mamuju 2025"], shipped("spbe-2020")
    for part, shown in zip(instrument.parts, row["domain_tampil"], strict=True):
        assert list(profiles_of(instrument, part, close_to(shown)))


def test_denpasar_2018_and_2019_print_their_vectors() -> None:
    instrument = shipped("spbe-2018")
    first, second = vectors("spbe-2018")["vektor_uji"]
    items = dict(zip(("35", "35-2", "35-3"), first["indikator_35"], strict=True))
    result = score(instrument, levels_of(instrument, first["tingkat"] | items))
    assert [half_up(result.nodes[f"A{n}"] or 0) for n in range(1, 8)] == [
        half_up(parse_exact(each)) for each in first["aspek"]
    ]
    assert result.shown == first["indeks"]
    fours = {leaf.number: "4" if leaf.number in second["kecuali_4"] else "3" for leaf in instrument.leaves}
    later = score(instrument, levels_of(instrument, fours))
    assert later.shown == second["indeks"]
    assert [half_up(later.nodes[f"D{n}"] or 0) for n in range(1, 4)] == [
        half_up(parse_exact(each)) for each in second["domain"]
    ]


def test_aceh_tengah_prints_1_24_from_decimals_and_seven_sixths() -> None:
    (row,) = vectors("pemdi-2026")["vektor_uji"]
    instrument = shipped("pemdi-2026")
    rows = [(line, number, value) for line, (number, value) in enumerate(row["nilai"].items(), start=2)]
    result = score(instrument, parse_levels(instrument, rows))
    assert result.values["I13"] == Fraction(7, 6)
    assert [half_up(result.nodes[part.code] or 0) for part in instrument.parts] == [
        half_up(parse_exact(each)) for each in row["aspek_tampil"]
    ]
    assert result.shown == row["indeks_tampil"]
    assert result.predicate is not None
    assert (result.predicate.name, result.predicate.also) == (row["predikat"], "Merintis")


def test_bands_of_the_satisfaction_survey_are_read_after_rounding() -> None:
    instrument, (first, *uniform) = shipped("skm-2017"), vectors("skm-2017")["vektor_uji"]
    index = mean(instrument.root, first["nrr"]) * 25
    assert half_up(index).replace(".", ",") in first["indeks_persis"]
    assert band_of(instrument, index).name == first["mutu"]
    for row in uniform:
        exact = mean(instrument.root, [row["nrr_seragam"]] * 9) * 25
        assert exact == parse_exact(row.get("persis", fraction_text(exact)))
        assert band_of(instrument, exact).name == row.get("mutu", "A")
    assert band_of(instrument, parse_exact("76.605")).name == "B"
    assert band_of(instrument, parse_exact("64.9949")).name == "D"


def test_bands_of_reform_are_read_from_the_exact_index() -> None:
    instrument = shipped("rb-2023")
    for row in vectors("rb-2023")["vektor_uji"]:
        assert band_of(instrument, parse_exact(row["indeks"])).name == row["predikat"]
    assert band_of(instrument, parse_exact("70.001")).name == "BB"
    assert band_of(instrument, Fraction(100)).name == "AA"
