"""The shipped instruments and the cases with their sources, for the tests."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from sasando.scoring.faults import FaultList
from sasando.scoring.loader import load_instrument
from sasando.scoring.model import Instrument
from sasando.scoring.numbers import parse_exact
from sasando.scoring.yaml_text import read_tree

ROOT = Path(__file__).resolve().parents[3]
INSTRUMENT_FILES = sorted((ROOT / "instruments").glob("*.yaml"))
SCORED = ("spbe-2018", "spbe-2020", "pemdi-2026")


@cache
def shipped(key: str) -> Instrument:
    return load_instrument(ROOT / "instruments" / f"{key}.yaml")


@cache
def case(name: str) -> Any:
    """A case of data/cases, figures as text (a float is a fault for instruments only)."""
    return read_tree(ROOT / "data" / "cases" / f"{name}.yaml", FaultList(name))


@cache
def vectors(key: str) -> Any:
    return read_tree(ROOT / "data" / "vectors" / f"{key}.yaml", FaultList(key))


def levels_of(instrument: Instrument, written: dict[str, str]) -> dict[str, Fraction]:
    """Values by code from `{"1": "3", "35-2": "4"}`."""
    by_number = {leaf.number: leaf.code for leaf in instrument.leaves}
    return {by_number[number]: parse_exact(value) for number, value in written.items()}
