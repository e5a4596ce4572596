"""Loading what is shipped in `data/`: measures, the published tables, means and known targets."""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sasando.instruments.queries import instrument, instrument_row
from sasando.kernel.act import Context, act
from sasando.kernel.actor import Actor
from sasando.kernel.models import ImportBatch
from sasando.organizations.queries import agency_by_slug
from sasando.results.actions.publications import Described, import_publication
from sasando.results.actions.targets import import_targets
from sasando.results.import_file import read_import_file
from sasando.results.models import Measure, Publication, PublishedMean
from sasando.results.printed_figures import parse_printed
from sasando.results.report_file import read_report
from sasando.results.target_file import read_target_file

SHIPPED_BATCH = "results.shipped"
MINISTRY = "Kementerian PANRB"
MINISTRY_REPORT = "Laporan Evaluasi SPBE"
REPORTS = "reports.csv"


def shipped_digest(data: Path) -> str:
    """The SHA-256 over every shipped file that holds published figures."""
    reports = [data / "cases" / row["file"] for row in _rows(data / "published" / REPORTS)]
    tables = sorted((data / "published").glob("*.csv"))
    files = [*tables, data / "measures.csv", data / "targets.csv", *reports]
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def load_shipped(actor: Actor, data: Path) -> bool:
    """Publish what is shipped; False, and nothing written, where these bytes were loaded before.

    Each publication is an act of its own, so a load that is cut short goes on at the next start.
    """
    digest = shipped_digest(data)
    if ImportBatch.objects.filter(kind=SHIPPED_BATCH, file_sha256=digest).exists():
        return False
    load_measures(actor, data / "measures.csv")
    reconstructed = _reconstructed(data / "published" / "reconstructed.csv")
    for row in _rows(data / "published" / "publications.csv"):
        measured = instrument(row["instrument"])
        read = read_import_file(data / "published" / row["file"], measured)
        described = Described(
            title=row["title"],
            authority=row["authority"],
            address=row["address"],
            coverage=row["coverage"],
            rank=int(row["rank"]),
            reading=row["reading"],
        )
        import_publication(actor, measured, described, read, reconstructed.get(read.year))
    _load_reports(actor, data)
    import_targets(actor, read_target_file(data / "targets.csv"))
    _load_means(actor, data / "published" / "national-means.csv", digest)
    return True


def _load_reports(actor: Actor, data: Path) -> None:
    """The ministry's reports on one agency, with the levels of its indicators."""
    for row in _rows(data / "published" / REPORTS):
        agency = agency_by_slug(row["agency"])
        if agency is None:
            raise ValueError(f"{REPORTS}: no such agency: {row['agency']}")
        measured = instrument(row["instrument"])
        described = Described(
            title=row["title"],
            authority=row["authority"],
            address=row["address"],
            coverage=Publication.Coverage.SINGLE,
            rank=Publication.Rank.MINISTRY_REPORT,
            reading=row["reading"],
        )
        read = read_report(data / "cases" / row["file"], measured, agency)
        import_publication(actor, measured, described, read)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _reconstructed(path: Path) -> dict[int, dict[tuple[str, str], str]]:
    """By year: (agency slug, node code) → why the figure is not as printed."""
    found: dict[int, dict[tuple[str, str], str]] = defaultdict(dict)
    for row in _rows(path):
        found[int(row["year"])][row["agency"], row["node_code"]] = row["note"]
    return found


def load_measures(actor: Actor, path: Path) -> None:
    """Bring in the measures of a file that are not there yet; where none is missing no act is opened."""
    rows = list(_rows(path))
    if Measure.objects.filter(key__in=[row["key"] for row in rows]).count() == len(rows):
        return

    def change(context: Context) -> dict[str, Any]:
        Measure.objects.bulk_create([Measure(**row) for row in rows], ignore_conflicts=True)
        context.record("measures", {"keys": [row["key"] for row in rows]})
        return {}

    act(actor, "results.load_measures", scope="national", request={}, change=change)


def _load_means(actor: Actor, path: Path, digest: str) -> None:
    """The printed means, one publication for each year and source; and the mark that all of it is loaded."""
    groups: dict[tuple[str, str, str], list[dict[str, str]]] = defaultdict(list)
    for row in _rows(path):
        groups[row["year"], row["instrument"], row["source"]].append(row)

    def change(context: Context) -> dict[str, Any]:
        new = sum(_publish_means(*place, rows) for place, rows in groups.items())
        ImportBatch.objects.create(
            kind=SHIPPED_BATCH,
            scope="national",
            file_sha256=digest,
            rows=sum(len(rows) for rows in groups.values()),
            verdicts={"means": new},
            state=ImportBatch.State.APPLIED,
        )
        context.record("means", {"sha256": digest, "new": new})
        return {"new": new}

    act(actor, "results.import_means", scope="national", request={"sha256": digest}, change=change)


def _publish_means(year: str, key: str, source: str, rows: list[dict[str, str]]) -> int:
    """Publish the means one source prints for one year, unless they are there. How many were written."""
    authority = MINISTRY if source.startswith(MINISTRY_REPORT) else "sumber sekunder"
    place = {"measure_id": key.split("-")[0], "year": int(year), "authority": authority, "title": source}
    if Publication.objects.filter(**place, current=True).exists():
        return 0
    publication = Publication.objects.create(
        **place,
        instrument_id=instrument_row(key).id,
        coverage=Publication.Coverage.MEANS,
        rank=Publication.Rank.MINISTRY_TABLE,
        predicate_reading="exact",
        revision=1,
    )
    written = PublishedMean.objects.bulk_create(
        PublishedMean(
            publication=publication,
            scope=row["scope"],
            node_code=row["item"],
            value=parse_printed(row["mean"]),
        )
        for row in rows
    )
    return len(written)
