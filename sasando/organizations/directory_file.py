"""The directory as it is shipped: `data/directory/`. Reads files, touches no database."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path

from sasando.kernel.one_line import one_line


@dataclass(frozen=True, slots=True)
class ShippedAgency:
    slug: str
    kind: str
    region_code: str
    name: str
    short_name: str
    province_code: str
    group: str
    timezone: str
    has_government: bool
    printed: tuple[str, ...]
    everyday: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShippedDirectory:
    """`digest` is the SHA-256 over the bytes of both files."""

    agencies: tuple[ShippedAgency, ...]
    digest: str


def directory_digest(folder: Path) -> str:
    """The SHA-256 over both files of the shipped directory."""
    return hashlib.sha256(b"".join((folder / name).read_bytes() for name in _FILES)).hexdigest()


def read_directory(folder: Path) -> ShippedDirectory:
    """Read `agencies.csv` and `everyday-names.csv`.

    Raises:
        ValueError: an everyday name points to an agency that is not in the directory.
    """
    everyday: dict[str, list[str]] = {}
    for row in _rows(folder / _FILES[1]):
        everyday.setdefault(row["slug"], []).append(one_line(row["name"]))
    agencies = tuple(_agency(row, tuple(everyday.pop(row["slug"], ()))) for row in _rows(folder / _FILES[0]))
    if everyday:
        raise ValueError(f"{folder / _FILES[1]}: no such agency: {', '.join(everyday)}")
    return ShippedDirectory(agencies, directory_digest(folder))


_FILES = ("agencies.csv", "everyday-names.csv")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _agency(row: dict[str, str], everyday: tuple[str, ...]) -> ShippedAgency:
    province = row["region_code"] if row["kind"] == "provinsi" else row["province_code"]
    return ShippedAgency(
        slug=row["slug"],
        kind=row["kind"],
        region_code=row["region_code"],
        name=one_line(row["name"]),
        short_name=one_line(row["short_name"]),
        province_code=province,
        group=row["group"],
        timezone=row["timezone"],
        has_government=row["has_government"] == "yes",
        printed=tuple(name for name in map(one_line, row["aliases"].split(" | ")) if name),
        everyday=everyday,
    )
