"""What agencies gained from one national table to another."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sasando.results.models import Publication, PublishedResult


@dataclass(frozen=True, slots=True)
class Gained:
    """One agency in two national tables: what it printed in the first and in the second."""

    slug: str
    name: str
    start: Fraction
    end: Fraction
    start_parts: dict[str, Fraction]
    end_parts: dict[str, Fraction]


def national_years(instrument: str) -> list[int]:
    """The years of which there is a national table under one instrument, earliest first."""
    return list(
        Publication.objects.filter(
            instrument__key=instrument, current=True, coverage=Publication.Coverage.NATIONAL
        )
        .order_by("year")
        .values_list("year", flat=True)
        .distinct()
    )


def gains(instrument: str, kind: str, first: int, second: int) -> list[Gained]:
    """All agencies of a kind that stand in the national tables of both years. One query; samples never enter."""
    found = (
        PublishedResult.objects.filter(
            publication__instrument__key=instrument,
            publication__current=True,
            publication__coverage=Publication.Coverage.NATIONAL,
            publication__year__in=(first, second),
            agency__kind=kind,
            agency__sample=False,
        )
        .order_by("agency__slug")
        .values_list(
            "agency__slug",
            "agency__name" if kind == "provinsi" else "agency__short_name",  # "NTT" is no government's name
            "publication__year",
            "value",
            "values__node_code",
            "values__value",
        )
    )
    names: dict[str, str] = {}
    index: dict[tuple[str, int], Fraction] = {}
    parts: dict[tuple[str, int], dict[str, Fraction]] = {}
    for slug, name, year, value, code, part in found:
        names[slug] = name
        index[slug, year] = value
        printed = parts.setdefault((slug, year), {})
        if code is not None:
            printed[code] = part
    return [
        Gained(slug, name, index[slug, first], index[slug, second], parts[slug, first], parts[slug, second])
        for slug, name in names.items()
        if (slug, first) in index and (slug, second) in index
    ]
