"""Publishing a table of results, and revising it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from sasando.instruments.queries import instrument_row
from sasando.kernel.act import Context, NothingToDo, act
from sasando.kernel.actor import Actor
from sasando.kernel.one_line import one_line
from sasando.kernel.writing import insert_many
from sasando.organizations.actions.directory import add_printed_names
from sasando.results.comparison import Comparison, Printed, Warned, compare, warnings
from sasando.results.import_file import ImportFile, ImportRow
from sasando.results.models import Marking, Measure, Publication, PublishedResult, PublishedValue
from sasando.scoring.model import Instrument

NATIONAL = "national"


@dataclass(frozen=True, slots=True)
class Described:
    """What a publication is: everything about it that is not a figure; each text one line of what can be seen."""

    title: str
    authority: str
    address: str = ""
    coverage: str = Publication.Coverage.NATIONAL
    rank: int = Publication.Rank.MINISTRY_TABLE
    reading: str = "exact"

    def __post_init__(self) -> None:
        for name in ("title", "authority", "address"):
            object.__setattr__(self, name, one_line(getattr(self, name)))


@dataclass(frozen=True, slots=True)
class Report:
    """What an import does or did. `publication` is empty for a preview and where nothing was written."""

    rows: int
    comparison: Comparison
    warnings: list[Warned]
    notes: list[str] = field(default_factory=list)
    publication: str = ""

    def to_json(self) -> dict[str, Any]:
        """The answer of `sasando import-results`."""
        return {
            "rows": self.rows,
            "new": len(self.comparison.new),
            "unchanged": len(self.comparison.unchanged),
            "changed": len(self.comparison.changed),
            "unknown_agencies": [],
            "warnings": [{"row": one.row, "agency": one.agency, "why": one.why} for one in self.warnings],
            "absent": list(self.comparison.absent),
            "notes": self.notes,
            "publication": self.publication or None,
        }


def preview_publication(instrument: Instrument, described: Described, read: ImportFile) -> Report:
    """What importing a file would do. Writes nothing; queries constant in rows."""
    current = _current(instrument, described, read.year)
    return Report(
        rows=len(read.rows),
        comparison=compare(read.rows, _printed(current)),
        warnings=warnings(read.rows, instrument, described.reading),
        notes=_notes(current, described),
    )


def import_publication(
    actor: Actor,
    instrument: Instrument,
    described: Described,
    read: ImportFile,
    reconstructed: Mapping[tuple[str, str], str] | None = None,
) -> Report:
    """Publish a file: new rows join the current revision, a changed row makes a new revision of the whole.

    Rows that the current revision has and the file lacks are carried over. A file without new or changed
    rows opens no act. `reconstructed` gives the reason for figures that are not printed as they stand, by
    (agency slug, node code).
    """
    report = preview_publication(instrument, described, read)
    if not report.comparison.new and not report.comparison.changed:
        return report
    row = instrument_row(instrument.key)
    measure = Measure.objects.get(key=instrument.key.split("-")[0])

    def change(context: Context) -> dict[str, Any]:
        Measure.objects.select_for_update().get(key=measure.key)  # one import of a measure at a time
        current = _current(instrument, described, read.year)
        found = compare(read.rows, _printed(current))
        if not found.new and not found.changed:
            raise NothingToDo({"publication": ""})
        if current is not None and not found.changed:
            publication, written = current, found.new
        else:
            publication = _revise(current, described, read.year, measure, row.id)
            written = read.rows
        _write_rows(publication, written, reconstructed or {})
        if current is not None and found.changed:
            _carry_over(current, publication, found.absent)
        context.record(
            f"publication:{publication.id}",
            {
                "title": publication.title,
                "year": publication.year,
                "revision": publication.revision,
                "file_sha256": read.sha256,
                "rows_sha256": _digest(written),
                "new": len(found.new),
                "changed": [changed.agency.slug for changed in found.changed],
                "names": add_printed_names(read.names) if read.names else 0,
            },
        )
        return {"publication": str(publication.id)}

    request = {
        "file": read.sha256,
        "title": described.title,
        "authority": described.authority,
        "year": read.year,
    }
    outcome = act(actor, "results.import_publication", scope=NATIONAL, request=request, change=change)
    return Report(report.rows, report.comparison, report.warnings, report.notes, outcome["publication"])


def _current(instrument: Instrument, described: Described, year: int) -> Publication | None:
    return Publication.objects.filter(
        instrument__key=instrument.key,
        year=year,
        authority=described.authority,
        title=described.title,
        current=True,
    ).first()


def _printed(publication: Publication | None) -> dict[str, Printed]:
    """The figures of a publication by slug. One query."""
    if publication is None:
        return {}
    rows = PublishedResult.objects.filter(publication=publication).values_list(
        "agency__slug", "value", "predicate", "values__node_code", "values__value"
    )
    heads: dict[str, tuple[Fraction, str]] = {}
    parts: dict[str, dict[str, Fraction]] = {}
    for slug, value, predicate, code, part in rows:
        heads[slug] = (value, predicate)
        printed = parts.setdefault(slug, {})
        if code is not None:
            printed[code] = part
    return {slug: Printed.of(*head, parts[slug]) for slug, head in heads.items()}


def _notes(current: Publication | None, described: Described) -> list[str]:
    """Where the description differs from the publication that is there: it stays as it is."""
    if current is None:
        return []
    pairs = {
        "--address": (current.address, described.address),
        "--coverage": (current.coverage, described.coverage),
        "--reading": (current.predicate_reading, described.reading),
    }
    return [
        f'{name} "{asked}" berbeda dari yang sudah tersimpan ("{kept}"); berlaku mulai revisi berikutnya'
        for name, (kept, asked) in pairs.items()
        if kept != asked and asked
    ]


def _revise(
    current: Publication | None, described: Described, year: int, measure: Measure, row_id: Any
) -> Publication:
    if current is not None:
        current.current = False
        current.save(update_fields=["current"])
    return Publication.objects.create(
        measure=measure,
        instrument_id=row_id,
        year=year,
        authority=described.authority,
        title=described.title,
        address=described.address or (current.address if current else ""),
        coverage=described.coverage,
        rank=described.rank,
        predicate_reading=described.reading,
        revision=current.revision + 1 if current else 1,
        supersedes=current,
    )


def _write_rows(
    publication: Publication, rows: Sequence[ImportRow], reconstructed: Mapping[tuple[str, str], str]
) -> None:
    results = [
        PublishedResult(
            publication=publication, agency_id=row.agency.id, value=row.index, predicate=row.predicate
        )
        for row in rows
    ]
    values = []
    for row, result in zip(rows, results, strict=True):
        for code, value in row.parts.items():
            why = reconstructed.get((row.agency.slug, code), "")
            status = Marking.RECONSTRUCTED if why else Marking.PRINTED
            values.append(PublishedValue(result=result, node_code=code, value=value, status=status, note=why))
    insert_many(results)
    insert_many(values)


def _carry_over(current: Publication, publication: Publication, slugs: Sequence[str]) -> None:
    """Copy rows that the new file lacks; a correction of one row may come as a file of one row."""
    kept = PublishedResult.objects.filter(publication=current, agency__slug__in=slugs).prefetch_related(
        "values"
    )
    results, values = [], []
    for old in kept:
        copy = PublishedResult(
            publication=publication,
            agency_id=old.agency_id,
            value=old.value,
            predicate=old.predicate,
            status=old.status,
            note=old.note,
        )
        results.append(copy)
        values += [
            PublishedValue(
                result=copy, node_code=one.node_code, value=one.value, status=one.status, note=one.note
            )
            for one in old.values.all()
        ]
    insert_many(results)
    insert_many(values)


def _digest(rows: Sequence[ImportRow]) -> str:
    """SHA-256 over the figures written, one line an agency."""
    lines = [
        " ".join(
            [
                row.agency.slug,
                str(row.index),
                row.predicate,
                *(f"{code}={value}" for code, value in row.parts.items()),
            ]
        )
        for row in sorted(rows, key=lambda row: row.agency.slug)
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
