"""`sasando setup`: what `./run` does before it serves. A second run writes nothing."""

from __future__ import annotations

from pathlib import Path

import click

from sasando.cli.django_setup import ensure_django
from sasando.cli.prepared import mark_prepared


@click.command()
@click.option("--quiet", is_flag=True, help="Diam bila tidak ada yang perlu dikerjakan.")
def setup(quiet: bool) -> None:
    """Siapkan basis data dan muat data bawaan; dapat diulang dengan aman."""
    ensure_django()
    done = prepare()
    if done:
        click.echo(f"Disiapkan: {', '.join(done)}")
    elif not quiet:
        click.echo("Sudah siap; tidak ada yang diubah")


def prepare() -> list[str]:
    """Bring database, static files and shipped data to what this version holds; says what had to be done."""
    from django.conf import settings

    from sasando.instruments.actions import load_instruments
    from sasando.kernel.actor import SYSTEM
    from sasando.organizations.actions.directory import load_directory
    from sasando.organizations.actions.names import tidy_names
    from sasando.results.actions.shipped import load_shipped

    root = Path(settings.BASE_DIR)
    steps = (("migrasi", _migrate), ("berkas statis", _static), ("bahasa Inggris", _english))
    done = [name for name, step in steps if step(root)]
    if load_directory(SYSTEM, root / "data" / "directory"):
        done.append("direktori instansi")
    if tidy_names(SYSTEM):
        done.append("nama dalam satu baris")
    if load_instruments(SYSTEM, root / "instruments", root / "data" / "in-force.csv"):
        done.append("instrumen")
    if load_shipped(SYSTEM, root / "data"):
        done.append("hasil yang diterbitkan")
    mark_prepared(Path(settings.DATA_DIR))
    return done


def _migrate(_root: Path) -> bool:
    """Apply migrations where some are missing; reading alone never touches the database's bytes."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", interactive=False, verbosity=0)
    return True


def _static(root: Path) -> bool:
    from sasando.cli.static_files import gather_static

    return gather_static(root)


def _english(_root: Path) -> bool:
    """Compile the catalogues where their texts changed since last time."""
    from django.conf import settings

    from sasando.ui.catalogue import compile_catalogues

    return compile_catalogues(settings.LOCALE_SOURCES, settings.LOCALE_PATHS[0])
