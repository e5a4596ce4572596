"""A file that somebody hands in for a stage, read by its content: our workbook, or a CSV."""

from __future__ import annotations

from sasando.evaluations.queries import Worksheet
from sasando.evaluations.workbook.archive import refused
from sasando.evaluations.workbook.csv_file import is_csv, read_csv
from sasando.evaluations.workbook.layout import columns
from sasando.evaluations.workbook.merge import Merge, merge, origin_problem
from sasando.evaluations.workbook.reading import open_workbook, read_entry
from sasando.organizations.queries import Staff


def read_upload(staff: Staff, sheet: Worksheet, name: str, raw: bytes) -> Merge:
    """What a file would change in a stage, cell by cell.

    Raises:
        BadInputError: it cannot be read, or a workbook belongs elsewhere.
    """
    if is_csv(raw):
        found, filled = read_csv(name, raw, sheet)
        return merge(staff, sheet, found, filled)
    opened = open_workbook(name, raw)
    if problem := origin_problem(opened.origin, sheet):
        raise refused(name, problem)
    held = columns(sheet.instrument, sheet.stage)
    return merge(staff, sheet, held, read_entry(opened, held))


def seen_revisions(found: Merge) -> str:
    """The revisions a preview was made from, as one text."""
    return ",".join(f"{node}={revision}" for node, revision in found.seen.items())
