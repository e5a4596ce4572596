"""Acts and imports, against the bare inserts they are made of. Runs in a process of its own, one engine each."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from dataclasses import asdict
from itertools import count
from pathlib import Path

from benchmarks import work
from benchmarks.measure import Measured, compare

ROOT = Path(__file__).resolve().parent.parent
ACT_BOUND = {"sqlite": 4, "postgresql": 10}
ACTS_IN_A_ROW = 40


def main() -> None:
    """Print the measurements as JSON; `DATABASE_URL` chooses the engine, as everywhere."""
    with tempfile.TemporaryDirectory() as data:
        os.environ |= {"SASANDO_DATA": data, "DJANGO_SETTINGS_MODULE": "benchmarks.database_settings"}
        import django

        django.setup()
        from sasando.cli.setup_command import prepare

        prepare()
        from django.db import connection

        measured = [_act(connection.vendor)]
        if connection.vendor == "sqlite":
            measured.append(_import())
        measured += work.measure(connection.vendor)
        json.dump([asdict(one) for one in measured], sys.stdout)


def _act(vendor: str) -> Measured:
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    keys = count()

    def ours() -> object:
        return [client.post(f"/act/{next(keys)}/") for _ in range(ACTS_IN_A_ROW)]

    def base() -> object:
        return [client.post(f"/bare/{next(keys)}/") for _ in range(ACTS_IN_A_ROW)]

    return compare(
        f"an act with receipt and journal entry, {vendor}",
        ours,
        "bare insert-and-commit through the same view",
        base,
        ACT_BOUND[vendor],
    )


def _import() -> Measured:
    from django.db import transaction

    from sasando.instruments.queries import instrument, instrument_row
    from sasando.kernel.actor import OPERATOR_CLI
    from sasando.results.actions.publications import Described, import_publication
    from sasando.results.import_file import read_import_file
    from sasando.results.models import Publication, PublishedResult, PublishedValue

    path = ROOT / "data" / "published" / "spbe-results-2024.csv"
    measured, row = instrument("spbe-2020"), instrument_row("spbe-2020")
    titles = count()
    read_once = read_import_file(path, measured)

    def ours() -> object:
        read = read_import_file(path, measured)
        return import_publication(
            OPERATOR_CLI, measured, Described(f"Ours {next(titles)}", "Benchmark"), read
        )

    def base() -> None:
        with transaction.atomic():
            publication = Publication.objects.create(
                measure_id="spbe", instrument=row, year=2024, authority="Benchmark", title=f"Base {next(titles)}",
                coverage="national", rank=1, predicate_reading="exact", revision=1,
            )  # fmt: skip
            results = [
                PublishedResult(
                    publication=publication, agency_id=one.agency.id, value=one.index, predicate=one.predicate
                )
                for one in read_once.rows
            ]
            PublishedResult.objects.bulk_create(results)
            PublishedValue.objects.bulk_create(
                PublishedValue(result=result, node_code=code, value=value)
                for one, result in zip(read_once.rows, results, strict=True)
                for code, value in one.parts.items()
            )

    return compare("import of 615 rows", ours, "bulk_create of the same results and values", base, 4)


if __name__ == "__main__":
    main()
