"""How commands print: JSON for machines, aligned lines for people."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import click

json_option = click.option("--json", "as_json", is_flag=True, help="Keluaran JSON.")


def print_json(answer: Any) -> None:
    """Print one JSON document, readable and in the order it was built."""
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))


def print_table(
    heading: Sequence[str], rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()
) -> None:
    """Print rows in columns; the columns numbered in `right` stand flush right."""
    table = [list(heading), *[list(row) for row in rows]]
    widths = [max(len(row[column]) for row in table) for column in range(len(heading))]
    for row in table:
        cells = [
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        click.echo("  ".join(cells).rstrip())
