"""Everything that reads published results, means and targets."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Q

from sasando.instruments.queries import parsed
from sasando.kernel.fields import STEPS
from sasando.kernel.reading import rows, rows_of_each
from sasando.organizations.directory import DirectoryNames
from sasando.organizations.models import Agency
from sasando.organizations.queries import AGENCY_COLUMNS, AGENCY_TABLES, AgencyRow, agency_of
from sasando.results.models import Marking, Publication
from sasando.results.printed_means import INDEX, NATIONAL, NATIONAL_HEAD, MeanRow, national_means
from sasando.results.publication_ref import ISSUE_COLUMNS, ISSUE_WIDTH, Issue, PublicationRef
from sasando.scoring import model

__all__ = [
    "INDEX",
    "NATIONAL",
    "SPBE_FAMILY",
    "Facts",
    "MeanRow",
    "PublicationRef",
    "Standing",
    "TargetRow",
    "YearResult",
]

SPBE_FAMILY = "spbe"
MINISTRY_SLUG = "kementerian-panrb"


class YearResult(NamedTuple):
    """What the publication that counts prints for one year. `reconstructed` maps node codes to the reason.

    `parts` are the values beside the index, `finer` those below them, down to levels where they are published.
    """

    year: int
    measure: str
    instrument: str
    instrument_digest: str
    value: Fraction
    predicate: str
    parts: dict[str, Fraction]
    reconstructed: dict[str, str]
    note: str
    publication: PublicationRef
    finer: dict[str, Fraction]

    def levels(self, instrument: model.Instrument) -> dict[str, Fraction]:
        """The published values of rated nodes by code, in the order of the result's instrument; {} where none is."""
        if not self.finer:  # as of nearly every result: no walk over the instrument
            return {}
        return {leaf.code: self.finer[leaf.code] for leaf in instrument.leaves if leaf.code in self.finer}


class TargetRow(NamedTuple):
    year: int
    measure: str
    value: Fraction
    source: str
    reason: str

    @property
    def origin(self) -> str:
        """The source without its address."""
        return without_address(self.source)


def without_address(source: str) -> str:
    """How a source is named, without the address that follows in brackets."""
    return source.split(" (http")[0]


@dataclass(frozen=True)
class Standing:
    """How an agency stands over the years: results by year, targets by year, national means by year.

    `tables` names the national table of each year that has one, so that a year without a row can be named;
    `printed_means` has every printed mean, also of kinds and of parts, as `NationalMeans.printed`.
    """

    results: tuple[YearResult, ...]
    targets: tuple[TargetRow, ...]
    means: tuple[MeanRow, ...]
    tables: Mapping[int, PublicationRef] = field(default_factory=dict)
    printed_means: Mapping[tuple[int, str, str, str], MeanRow] = field(default_factory=dict)

    @cached_property
    def by_year(self) -> dict[int, YearResult]:
        return {result.year: result for result in self.results}

    @property
    def latest(self) -> YearResult | None:
        return self.results[-1] if self.results else None


_VALUES = "r.id, r.value, r.predicate, r.note, v.node_code, v.value, v.status, v.note"
_PRINTED = f"""
SELECT r.publication_id, {_VALUES}
FROM organizations_agency a
JOIN results_publishedresult r ON r.agency_id = a.id
LEFT JOIN results_publishedvalue v ON v.result_id = r.id
WHERE a.slug = %s ORDER BY r.id, v.id"""  # noqa: S608  # constant columns
_RESULTS = f"""
SELECT {ISSUE_COLUMNS}, {_VALUES}
FROM results_publishedresult r
JOIN organizations_agency a ON a.id = r.agency_id
JOIN results_publication p ON p.id = r.publication_id
JOIN results_measure m ON m.key = p.measure_id
JOIN instruments_instrument i ON i.id = p.instrument_id
LEFT JOIN results_publishedvalue v ON v.result_id = r.id
"""  # noqa: S608  # constant columns
_COUNTING = f"""{_RESULTS} WHERE a.slug = %s AND m.family = %s AND p.current ORDER BY r.id, v.id"""
_OF_PUBLICATION = f"""{_RESULTS} WHERE a.slug = %s AND p.id = %s ORDER BY v.id"""
_TARGETS = """
SELECT t.year, t.measure_id, t.value, t.source, t.reason
FROM results_target t
JOIN organizations_agency a ON a.id = t.agency_id
JOIN results_measure m ON m.key = t.measure_id
WHERE a.slug = %s AND m.family = %s ORDER BY t.year, t.revision"""

_AGENCY = f"""SELECT n.seq, n.hash, {AGENCY_COLUMNS}
FROM {AGENCY_TABLES} LEFT JOIN kernel_chain n ON n.key = 'national' WHERE a.slug = %s"""  # noqa: S608  # constant columns

Facts = tuple[tuple[tuple[Any, ...], ...], ...]


def published_facts(agency_slug: str, family: str = SPBE_FAMILY) -> Facts:
    """What everything said of one agency follows from, as read: the same facts compare equal. Three queries: what is
    printed of it, its targets, and the head of the national journal for all that is the same for every agency."""
    asked = [(_PRINTED, [agency_slug]), (_TARGETS, [agency_slug, family]), (NATIONAL_HEAD, [])]
    return tuple(rows_of_each(asked))


def agency_and_facts(slug: str, family: str = SPBE_FAMILY) -> tuple[AgencyRow, Facts] | None:
    """The agency of an address with its `published_facts`, or None. Three queries."""
    asked = [(_AGENCY, [slug]), (_PRINTED, [slug]), (_TARGETS, [slug, family])]
    agency, results, targets = rows_of_each(asked)
    if not agency:
        return None
    sequence, head, *fields = agency[0]
    return agency_of(tuple(fields)), (results, targets, () if head is None else ((sequence, head),))


def standing_from(facts: Facts, family: str = SPBE_FAMILY) -> Standing:
    """How an agency stands, from its facts. No query, but two where the national journal moved since the last."""
    found, targets, state = facts
    national = national_means(state, family)
    issues = national.issues
    printed = [(issues[row[0]], *row[1:]) for row in found if row[0] in issues]
    return Standing(
        _counting(printed), _latest_targets(targets), national.index, national.tables, national.printed
    )


def standing(agency_slug: str, family: str = SPBE_FAMILY) -> Standing:
    """Everything published about one agency in one family of measures. Queries as `published_facts`."""
    return standing_from(published_facts(agency_slug, family), family)


def results_of(
    agency_slug: str, publication_id: str | None = None, family: str = SPBE_FAMILY
) -> list[YearResult]:
    """The results of an agency by year, from the publications that count, or from one publication alone."""
    if publication_id is None:
        return list(_counting(_with_issues(rows(_COUNTING, [agency_slug, family]))))
    identifier = stored_id(publication_id)
    return (
        [] if identifier is None else _gather(_with_issues(rows(_OF_PUBLICATION, [agency_slug, identifier])))
    )


def publications_of(agency: Agency, instrument: str, year: int, kept: Collection[UUID]) -> list[Publication]:
    """The publications that print a result of an agency by an instrument (its key) for a year, what counts first.

    Those that a later revision superseded are left out, but for `kept`. One query.
    """
    found = Publication.objects.filter(results__agency=agency, instrument__key=instrument, year=year)
    return list(found.filter(Q(current=True) | Q(id__in=kept)).order_by("rank", "title", "-revision"))


def publication_exists(publication_id: str) -> bool:
    """Whether an id names a publication (also one that has been superseded)."""
    return stored_id(publication_id) is not None and Publication.objects.filter(id=publication_id).exists()


def stored_id(text: str) -> object | None:
    """An id as the engine keeps it; None where the text is no id."""
    try:
        identifier: object = Publication._meta.pk.get_db_prep_value(UUID(text), connection)
    except ValueError:
        return None
    return identifier


Printed = Iterable[tuple[Any, ...]]  # an Issue and the _VALUES: one row for each value below the index


def _with_issues(found: Iterable[tuple[Any, ...]]) -> Printed:
    return [(Issue.read(row[:ISSUE_WIDTH]), *row[ISSUE_WIDTH:]) for row in found]


def _counting(found: Printed) -> tuple[YearResult, ...]:
    """Of each year the first: ministry table before the ministry's report before news, then the latest revision."""
    by_year: dict[int, YearResult] = {}
    for result in _gather(sorted(found, key=_issue_order)):
        by_year.setdefault(result.year, result)
    return tuple(by_year.values())


def _issue_order(row: tuple[Any, ...]) -> tuple[int, int, int]:
    issue: Issue = row[0]
    return issue.order


@lru_cache(maxsize=32)
def part_codes(digest: str) -> frozenset[str]:
    """The codes of the values that stand beside an instrument's index."""
    return frozenset(node.code for node in parsed(digest).parts)


def _gather(found: Printed) -> list[YearResult]:
    """One result from its rows."""
    results: dict[object, YearResult] = {}
    for issue, result_id, value, predicate, note, code, part, status, why in found:
        result = results.get(result_id)
        if result is None:
            ref, _rank, measure, instrument, digest = issue
            result = results[result_id] = YearResult(
                ref.year, measure, instrument, digest, _figure(value), predicate, {}, {}, note, ref, {}
            )
        if code is not None:
            beside = code in part_codes(result.instrument_digest)
            (result.parts if beside else result.finer)[code] = _figure(part)
            if status == Marking.RECONSTRUCTED:
                result.reconstructed[code] = why
    return list(results.values())


@lru_cache(maxsize=4096)
def _figure(value: int) -> Fraction:
    """A published figure as a number: the same few hundred are printed everywhere."""
    return Fraction(value, STEPS)


def targets(agency_slug: str, family: str = SPBE_FAMILY) -> tuple[TargetRow, ...]:
    """The targets of an agency by year, each in its latest revision. One query."""
    return _latest_targets(rows(_TARGETS, [agency_slug, family]))


def _latest_targets(found: Iterable[tuple[Any, ...]]) -> tuple[TargetRow, ...]:
    latest = {
        (year, measure): TargetRow(year, measure, _figure(value), source, reason)
        for year, measure, value, source, reason in found
    }
    return tuple(latest.values())


def rank_of(coverage: str, authority: str) -> int:
    """Which publications count first: the ministry's tables, its reports on one agency, then anybody else's."""
    if coverage == Publication.Coverage.NATIONAL:
        return Publication.Rank.MINISTRY_TABLE
    ministry = DirectoryNames().names(authority, MINISTRY_SLUG)
    return Publication.Rank.MINISTRY_REPORT if ministry else Publication.Rank.NEWS
