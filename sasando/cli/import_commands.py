"""`sasando import-results` and `sasando targets import`: preview unless `--apply`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sasando.cli.django_setup import ensure_django
from sasando.cli.output import json_option, print_json
from sasando.kernel.one_line import one_line


def _seen(_context: click.Context, _option: click.Parameter, typed: str) -> str:
    """Refuse a text of which nothing can be read."""
    if not one_line(typed):
        raise click.BadParameter("tidak ada huruf yang terlihat; tulis seperti tercetak")
    return typed


_FILE = click.argument("file", type=click.Path(path_type=Path))


@click.command("import-results")
@_FILE
@click.option("--instrument", "key", required=True, help="Kunci instrumen, mis. spbe-2020.")
@click.option("--title", required=True, callback=_seen, help="Judul terbitan.")
@click.option("--authority", required=True, callback=_seen, help="Lembaga atau media yang menerbitkan.")
@click.option("--address", default="", help="Alamat terbitan.")
@click.option(
    "--coverage", type=click.Choice(["national", "single"]), default="national", help="Cakupan terbitan."
)
@click.option(
    "--reading", type=click.Choice(["exact", "rounded"]), default="exact", help="Cara predikat dibaca."
)
@click.option(
    "--alias", "alias_file", type=click.Path(path_type=Path), help="CSV name,agency: ejaan dan slug-nya."
)
@click.option("--apply", "applied", is_flag=True, help="Simpan; tanpa ini hanya pratinjau.")
@json_option
def import_results(
    file: Path, key: str, alias_file: Path | None, applied: bool, as_json: bool, **described: str
) -> None:
    """Muat tabel hasil dari FILE (kolom year,group,agency,d1..dN,index,predicate)."""
    ensure_django()
    from sasando.instruments.queries import instrument
    from sasando.kernel.actor import OPERATOR_CLI
    from sasando.results.actions.publications import Described, import_publication, preview_publication
    from sasando.results.import_file import RefusedFileError, read_import_file
    from sasando.results.queries import rank_of

    measured = instrument(key)
    try:
        read = read_import_file(file, measured, alias_file)
    except RefusedFileError as refused:
        if as_json:
            print_json(_refused(refused))
        raise
    publication = Described(rank=rank_of(described["coverage"], described["authority"]), **described)
    if applied:
        report = import_publication(OPERATOR_CLI, measured, publication, read)
    else:
        report = preview_publication(measured, publication, read)
    if as_json:
        print_json(report.to_json())
        return
    found = report.comparison
    click.echo(
        f"{report.rows} baris: {len(found.new)} baru, {len(found.unchanged)} sama, {len(found.changed)} berubah"
    )
    if found.absent and found.changed:
        click.echo(
            f"{len(found.absent)} instansi dari revisi sebelumnya tidak ada di berkas dan tetap dibawa"
        )
    for warned in report.warnings:
        click.echo(f"{file}:{warned.row}: peringatan, {warned.agency}: {warned.why}")
    for note in report.notes:
        click.echo(f"Catatan: {note}")
    _closing(applied, bool(report.publication), bool(found.new or found.changed))


def _refused(refused: Any) -> dict[str, Any]:
    unknown = [
        {"row": one.row, "name": one.name, "suggestions": list(one.suggestions)} for one in refused.unknown
    ]
    return {
        "rows": refused.rows,
        "new": 0,
        "unchanged": 0,
        "changed": 0,
        "unknown_agencies": unknown,
        "warnings": [],
    }


def _closing(applied: bool, written: bool, pending: bool) -> None:
    if written:
        click.echo("Tersimpan.")
    elif not pending:
        click.echo("Tidak ada yang baru atau berubah; tidak ada yang ditulis.")
    elif not applied:
        click.echo("Pratinjau; tambahkan --apply untuk menyimpan.")


@click.group()
def targets() -> None:
    """Target tiap instansi."""


@targets.command("import")
@_FILE
@click.option("--apply", "applied", is_flag=True, help="Simpan; tanpa ini hanya pratinjau.")
@json_option
def import_targets_command(file: Path, applied: bool, as_json: bool) -> None:
    """Muat target dari FILE (kolom agency,measure,year,value,source,reason)."""
    ensure_django()
    from sasando.kernel.actor import OPERATOR_CLI
    from sasando.results.actions.targets import import_targets, preview_targets
    from sasando.results.target_file import read_target_file

    read = read_target_file(file)
    report = import_targets(OPERATOR_CLI, read) if applied else preview_targets(read)
    if as_json:
        print_json(report.to_json())
        return
    click.echo(f"{report.rows} baris: {report.new} baru, {report.unchanged} sama, {report.changed} berubah")
    pending = bool(report.new or report.changed)
    _closing(applied, applied and pending, pending)
