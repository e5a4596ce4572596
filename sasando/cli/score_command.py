"""`sasando score`: the exact index of a row of levels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sasando.cli.django_setup import ensure_django
from sasando.cli.output import json_option, print_json, print_table


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--instrument", "key", required=True, help="Kunci instrumen, mis. spbe-2020.")
@click.option(
    "--reading", type=click.Choice(["exact", "rounded"]), default="exact", help="Cara predikat dibaca."
)
@json_option
def score(file: Path, key: str, reading: Any, as_json: bool) -> None:
    """Hitung indeks dari FILE (kolom indicator,level; butir ditulis 35-2)."""
    ensure_django()
    from sasando.instruments.queries import instrument
    from sasando.kernel.csv_table import read_table
    from sasando.scoring.levels import parse_levels
    from sasando.scoring.score import score as score_row

    measured = instrument(key)
    table = read_table(file, ("indicator", "level"))
    rows = ((row.line, row.cells["indicator"], row.cells["level"]) for row in table.rows)
    answer = score_row(measured, parse_levels(measured, rows, table.file), reading=reading).to_json()
    if as_json:
        print_json(answer)
    else:
        _print(answer)


def _print(answer: dict[str, Any]) -> None:
    index, predicate, bounds = answer["index"], answer["predicate"], answer["bounds"]
    if index is not None:
        click.echo(f"Indeks {index['shown']} (eksak {index['exact']})")
    if predicate is not None:
        also = f" ({predicate['also']})" if predicate["also"] else ""
        click.echo(f"Predikat {predicate['name']}{also}")
        if predicate["differs"]:
            click.echo(
                f"Catatan: dari indeks eksak {predicate['from_exact']},"
                f" dari indeks dua desimal {predicate['from_shown']}"
            )
    if bounds is not None:
        click.echo(
            f"Indeks paling rendah {bounds['lower']['shown']}, paling tinggi {bounds['upper']['shown']}"
        )
        click.echo(f"Belum dinilai: {', '.join(answer['missing'])}")
    if answer["assumed"]:
        click.echo(f"Nilai luar kosong, dihitung menurut instrumen: {', '.join(answer['assumed'])}")
    nodes = [node for node in answer["nodes"] if node["kind"] not in {"indicator", "item"}]
    rows = [[node["kind"], node["number"], node["shown"] or "–", node["name"]] for node in nodes]
    print_table(["", "", "nilai", ""], rows, right=frozenset({2}))
