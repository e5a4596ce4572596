"""`sasando demo`: Kabupaten Contoh with accounts of every role and evaluations, to look around in."""

from __future__ import annotations

import click

from sasando.cli.django_setup import ensure_django
from sasando.cli.output import json_option, print_json


@click.command()
@click.option("--password", "ask", is_flag=True, help="Tanya kata sandi di terminal; tanpa ini dibuat acak.")
@json_option
def demo(ask: bool, as_json: bool) -> None:
    """Muat Kabupaten Contoh (data contoh): akun setiap peran, satu Pemdi berjalan, dua tahun SPBE yang lalu."""
    ensure_django()
    from sasando.demo.load import SLUG, HalfLoadedError, load
    from sasando.demo.people import random_password

    password = (
        click.prompt("Kata sandi semua akun contoh", hide_input=True, confirmation_prompt="Sekali lagi")
        if ask
        else random_password()
    )
    try:
        accounts = load(password)
    except HalfLoadedError:
        raise click.UsageError(
            "Kabupaten Contoh ada sebagian karena pemuatan sebelumnya terhenti; muat di folder data yang baru"
        ) from None
    if accounts is None:
        print_json({"agency": SLUG, "new": False}) if as_json else click.echo("Kabupaten Contoh sudah ada.")
        return
    if as_json:
        told = [{"email": one.email, "role": one.role, "totp": one.totp} for one in accounts]
        print_json({"agency": SLUG, "new": True, "password": "" if ask else password, "accounts": told})
        return
    click.echo("Kabupaten Contoh dimuat. Semua isinya data contoh.")
    if not ask:
        click.echo(f"Kata sandi semua akun (hanya dicetak sekali): {password}")
    for one in accounts:
        step = f"  kunci langkah kedua: {one.totp}" if one.totp else ""
        click.echo(f"  {one.email:36} {one.role:24}{step}")
