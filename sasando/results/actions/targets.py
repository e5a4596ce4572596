"""Recording targets; another value for the same year is a new revision with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sasando.kernel.act import Context, NothingToDo, act
from sasando.kernel.actor import Actor
from sasando.kernel.faults import BadInputError, Fault
from sasando.results.models import Measure, Target
from sasando.results.target_file import TargetFile, TargetLine


@dataclass(frozen=True, slots=True)
class TargetReport:
    """What an import of targets does or did: counts of rows."""

    rows: int
    new: int
    unchanged: int
    changed: int

    def to_json(self) -> dict[str, int]:
        return {"rows": self.rows, "new": self.new, "unchanged": self.unchanged, "changed": self.changed}


@dataclass(frozen=True, slots=True)
class _Known:
    revision: int
    value: Fraction
    source: str
    reason: str


def preview_targets(read: TargetFile) -> TargetReport:
    """What importing a file of targets would do. Two queries.

    Raises:
        BadInputError: a value changes without a reason.
    """
    report, _ = _compare(read)
    return report


def import_targets(actor: Actor, read: TargetFile) -> TargetReport:
    """Record the targets of a file; where nothing is new or changed no act is opened.

    Raises:
        BadInputError: a value changes without a reason.
    """
    report = preview_targets(read)
    if not report.new and not report.changed:
        return report

    def change(context: Context) -> dict[str, Any]:
        list(Measure.objects.select_for_update().order_by("key"))  # one import of targets at a time
        found, writing = _compare(read)
        if not writing:
            raise NothingToDo({})
        Target.objects.bulk_create(
            Target(
                agency_id=line.agency.id,
                measure_id=line.measure,
                year=line.year,
                revision=revision,
                value=line.value,
                source=line.source,
                reason=line.reason,
            )
            for line, revision in writing
        )
        body = [[*line.place, str(line.value), revision] for line, revision in writing]
        context.record("targets", {"file_sha256": read.sha256, "targets": body})
        return found.to_json()

    act(actor, "results.import_targets", scope="national", request={"file": read.sha256}, change=change)
    return report


def _compare(read: TargetFile) -> tuple[TargetReport, list[tuple[TargetLine, int]]]:
    """The report, and the lines to write with their revisions."""
    known = _known({line.agency.slug for line in read.rows})
    counts = {"new": 0, "unchanged": 0, "changed": 0}
    writing, faults = [], []
    for line in read.rows:
        old = known.get(line.place)
        if old is None:
            counts["new"] += 1
            writing.append((line, 1))
        elif (old.value, old.source, old.reason) == (line.value, line.source, line.reason):
            counts["unchanged"] += 1
        else:
            counts["changed"] += 1
            writing.append((line, old.revision + 1))
            if not line.reason:
                faults.append(
                    Fault(
                        read.file,
                        line.line,
                        "target ini berubah dari yang tersimpan; isi kolom reason dengan alasannya",
                    )
                )
    if faults:
        raise BadInputError(faults)
    return TargetReport(len(read.rows), **counts), writing


def _known(slugs: set[str]) -> dict[tuple[str, str, int], _Known]:
    rows = (
        Target.objects.filter(agency__slug__in=slugs)
        .order_by("revision")
        .values_list("agency__slug", "measure_id", "year", "revision", "value", "source", "reason")
    )
    return {
        (slug, measure, year): _Known(revision, value, source, reason)
        for slug, measure, year, revision, value, source, reason in rows
    }
