"""What keeps an installation whole: journal, doctor, backup and restore, worker and tick, grants.

Exit 0 fine, 2 bad input, 1 where something of the installation is not as it should be.
"""

from __future__ import annotations

import signal
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from threading import Event
from types import FrameType
from typing import Any

import click

from sasando.cli.django_setup import ensure_django
from sasando.cli.output import json_option, print_json, print_table

_FOLDER = click.argument("folder", type=click.Path(path_type=Path))


def _end_with(faults: list[str]) -> None:
    """A line on stderr for each fault, and exit 1 where there are any."""
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        sys.exit(1)


@click.command("verify-journal")
@click.option("--chain", help="Satu rantai saja, mis. national atau agency:kab-kupang.")
@click.option(
    "--against", type=click.Path(path_type=Path), help="Cadangan yang kepala jurnalnya dibandingkan."
)
@json_option
def verify_journal(chain: str | None, against: Path | None, as_json: bool) -> None:
    """Hitung ulang rantai jurnal dan tunjukkan di mana ia putus."""
    ensure_django()
    from sasando.kernel.journal import contradictions, heads, verify
    from sasando.kernel.manifest import recorded_heads

    known = [head for head in heads() if chain in (None, head.chain)]
    if chain is not None and not known:
        raise click.UsageError(f"tidak ada rantai {chain}; tanpa --chain semua rantai diperiksa")
    recorded = [head for head in recorded_heads(against) if chain in (None, head.chain)] if against else []
    faults = [*verify(chain), *contradictions(recorded)]
    if as_json:
        print_json(
            {"chains": [asdict(head) for head in known], "faults": [asdict(fault) for fault in faults]}
        )
    elif not faults:
        for head in known:
            click.echo(f"{head.chain}: {head.seq} butir utuh, kepala {head.hash}")
        click.echo(f"{len(known)} rantai utuh")
    _end_with([str(fault) for fault in faults])


@click.command()
@json_option
def doctor(as_json: bool) -> None:
    """Periksa pemasangan ini: basis data, migrasi, penjaga tabel, jurnal, rahasia, cakram, pekerja."""
    ensure_django()
    from sasando.kernel.doctor import examine

    found = examine()
    if as_json:
        print_json({"ok": all(finding.ok for finding in found), "findings": [one.to_json() for one in found]})
    else:
        for finding in found:
            if finding.ok:
                click.echo(f"baik   {finding.check}: {finding.detail}")
    _end_with([f"{one.check}: {one.detail}; {one.remedy}" for one in found if not one.ok])


@click.command()
@_FOLDER
@click.option(
    "--without-secrets", is_flag=True, help="Rahasia hanya disebut namanya; simpan sendiri di tempat lain."
)
@json_option
def backup(folder: Path, without_secrets: bool, as_json: bool) -> None:
    """Tulis cadangan yang utuh ke FOLDER yang belum ada; situs boleh tetap berjalan."""
    ensure_django()
    from sasando.kernel.backup import backup as make_backup

    manifest = make_backup(folder, secrets=not without_secrets)
    if as_json:
        print_json(manifest.to_json())
        return
    size = sum(kept.size for kept in manifest.files)
    click.echo(f"{folder}: {len(manifest.files)} berkas, {size} bita, {len(manifest.journal)} rantai jurnal")
    for head in manifest.journal:
        click.echo(f"{head.chain}: butir {head.seq}, kepala {head.hash}")
    if manifest.secrets:
        click.echo(
            f"Rahasia ({manifest.secrets_file}) ikut di dalamnya: jaga folder ini seperti menjaga kunci."
        )
    else:
        click.echo(f"Rahasia tidak ikut: simpan {manifest.secrets_file} di tempat lain.")


@click.command()
@_FOLDER
@json_option
def restore(folder: Path, as_json: bool) -> None:
    """Pulihkan cadangan FOLDER ke basis data dan folder data yang kosong, lalu periksa."""
    ensure_django()
    from sasando.kernel.restore import restore as bring_back

    restored = bring_back(folder)
    if as_json:
        print_json(restored.to_json())
    else:
        click.echo(
            f"Dipulihkan dari {restored.made_at}: {restored.files} berkas, {restored.chains} rantai jurnal"
        )
        if restored.migrations_to_apply:
            click.echo(
                f"{restored.migrations_to_apply} migrasi lebih baru dari cadangan: jalankan sasando setup"
            )
        if restored.missing_secrets:
            click.echo(
                f"Bawa {restored.missing_secrets} dari tempat lain ke folder data sebelum menjalankan situs."
            )
        if not restored.faults:
            click.echo("Jurnal utuh dan sama dengan yang dicadangkan.")
    _end_with(restored.faults)


@click.command()
@click.option("--until-idle", is_flag=True, help="Berhenti bila tidak ada lagi yang siap dikerjakan.")
def worker(until_idle: bool) -> None:
    """Kerjakan pekerjaan panjang sampai dihentikan (Ctrl-C atau SIGTERM)."""
    ensure_django()
    from sasando.kernel.worker import run_worker
    from sasando.kernel.worker_lock import WorkerRunningError

    stop = Event()

    def ask_to_stop(number: int, _frame: FrameType | None) -> None:
        stop.set()
        signal.signal(number, signal.SIG_DFL)  # a second time ends it at once

    before = {number: signal.signal(number, ask_to_stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        run_worker(stop, until_idle=until_idle)
    except WorkerRunningError as error:
        raise click.UsageError(str(error)) from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@click.command()
@click.option("--now", "text", help="Waktu yang dianggap sekarang, ISO 8601 dengan zona; bawaannya jam ini.")
@json_option
def tick(text: str | None, as_json: bool) -> None:
    """Kerjakan sekali apa yang sudah jatuh tempo; aman diulang."""
    ensure_django()
    from sasando.kernel.tick import tick as run_due

    done = run_due(_moment(text))
    if as_json:
        print_json({"ran": [asdict(one) for one in done]})
    elif not done:
        click.echo("Tidak ada yang jatuh tempo")
    else:
        click.echo(", ".join(one.name for one in done if not one.error) or "Tidak ada yang selesai")
    _end_with([f"{one.name}: {one.error}" for one in done if one.error])


def _moment(text: str | None) -> datetime:
    from django.utils import timezone
    from django.utils.dateparse import parse_datetime

    if text is None:
        return timezone.now()
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise click.BadParameter(f"{text} bukan waktu ISO 8601 dengan zona, mis. 2026-11-24T08:00:00+08:00")
    return found


@click.command()
@click.option(
    "--routes", "by_route", is_flag=True, help="Tiap alamat: apa yang ditemui tiap jenis pengunjung."
)
@click.option("--role", help="Hanya yang boleh bagi peran ini, mis. coordinator.")
@json_option
def grants(by_route: bool, role: str | None, as_json: bool) -> None:
    """Siapa boleh melakukan apa: tindakan, peran, lingkup; atau --routes: alamat, cara, pengunjung."""
    ensure_django()
    if by_route:
        _print_routes(role, as_json)
        return
    from sasando.kernel.grant_table import all_grants

    rows: list[dict[str, Any]] = [asdict(grant) for grant in all_grants() if role in (None, grant.role)]
    if as_json:
        print_json(rows)
        return
    print_table(["tindakan", "peran", "lingkup"], [[row["act"], row["role"], row["scope"]] for row in rows])


def _print_routes(role: str | None, as_json: bool) -> None:
    """The authorization matrix, as its test asks it."""
    from sasando.cli.route_table import ALLOW, VISITORS, routes

    if role is not None and role not in VISITORS:
        raise click.UsageError(f"tidak ada pengunjung {role}; pilih: {', '.join(VISITORS)}")
    shown = VISITORS if role is None else (role,)
    rows: list[dict[str, Any]] = [
        {
            "method": route.method,
            "address": f"/{route.pattern}",
            "acts": list(route.acts),
            **{visitor: route.outcome(visitor) for visitor in shown},
        }
        for route in routes()
        if role is None or route.outcome(role) == ALLOW
    ]
    if as_json:
        print_json(rows)
        return
    cells = [[row["method"], row["address"], *(str(row[visitor]) for visitor in shown)] for row in rows]
    print_table(["cara", "alamat", *shown], cells)
