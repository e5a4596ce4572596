"""Operators and hosted agencies at the shell. A password is never an argument: others read those."""

from __future__ import annotations

import click

from sasando.cli.django_setup import ensure_django
from sasando.cli.output import json_option, print_json

_ONCE = "Berlaku tujuh hari, satu kali. Serahkan hanya kepada orangnya."


@click.group()
def operator() -> None:
    """Operator situs ini."""


@operator.command("create")
@click.argument("email")
@click.argument("name")
@click.option("--password", "ask", is_flag=True, help="Tanya kata sandi di terminal, tanpa tautan.")
@json_option
def create(email: str, name: str, ask: bool, as_json: bool) -> None:
    """Buat operator EMAIL bernama NAME: cetak tautan sekali pakai, atau tanya kata sandinya."""
    ensure_django()
    from sasando.kernel.actor import OPERATOR_CLI
    from sasando.organizations.actions.invitations import invite_operator
    from sasando.organizations.actions.people import create_operator
    from sasando.organizations.links import invitation_link

    _check(email, name)
    if ask:
        password = click.prompt("Kata sandi", hide_input=True, confirmation_prompt="Sekali lagi")
        create_operator(OPERATOR_CLI, email, name, password)
        print_json({"email": email.lower()}) if as_json else click.echo(f"Operator {name} dibuat.")
        return
    link = invitation_link(invite_operator(OPERATOR_CLI, email, name))
    if as_json:
        print_json({"email": email.lower(), "link": link})
        return
    click.echo(link)
    click.echo(_ONCE)


@operator.command("reset-second-step")
@click.argument("email")
@click.option("--reason", required=True, help="Alasan, masuk ke jurnal.")
def reset_second_step(email: str, reason: str) -> None:
    """Lepas langkah kedua EMAIL yang ponselnya hilang, dan akhiri semua sesinya."""
    ensure_django()
    from sasando.kernel.actor import OPERATOR_CLI
    from sasando.organizations.actions.memberships import reset_any_second_step
    from sasando.organizations.letter_jobs import tell
    from sasando.organizations.letters import Letter, account_letter
    from sasando.organizations.models import User
    from sasando.ui.words import text as _

    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        raise click.UsageError(f"tidak ada akun dengan email {email}; periksa ejaannya")

    def letter() -> Letter:
        said = _("Langkah kedua akun Anda diatur ulang oleh operator.")
        return account_letter(said, user, by_another=True)

    reset_any_second_step(OPERATOR_CLI, user, reason, then=lambda context: tell(context, user, letter))
    click.echo("Langkah kedua dilepas; orangnya menyiapkan yang baru saat masuk lagi.")


@click.group()
def agency() -> None:
    """Instansi yang dibuka di situs ini."""


@agency.command("host")
@click.argument("name", metavar="SLUG")
@click.option("--admin", "admin", nargs=2, metavar="EMAIL NAME", help="Undang sekalian admin pertamanya.")
@json_option
def host(name: str, admin: tuple[str, str] | None, as_json: bool) -> None:
    """Buka instansi SLUG (atau nama persisnya) agar punya pegawai, perangkat daerah, dan evaluasi."""
    ensure_django()
    from sasando.kernel.actor import OPERATOR_CLI
    from sasando.organizations.actions.hosting import host_agency
    from sasando.organizations.actions.invitations import invite_admin
    from sasando.organizations.directory import find_agency
    from sasando.organizations.links import invitation_link
    from sasando.organizations.models import Agency

    if admin:
        _check(*admin)
    found = Agency.objects.get(slug=find_agency(name).slug)
    new = host_agency(OPERATOR_CLI, found)
    link = invitation_link(invite_admin(OPERATOR_CLI, found, *admin)) if admin else ""
    if as_json:
        print_json({"agency": found.slug, "new": new, "link": link or None})
        return
    click.echo(f"{found.name} dibuka." if new else f"{found.name} sudah dibuka sebelumnya.")
    if link:
        click.echo(link)
        click.echo(_ONCE)


def _check(email: str, name: str) -> None:
    """Refuse what no form would take, in one line."""
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from sasando.organizations.models import User

    try:
        validate_email(email)
    except ValidationError:
        raise click.UsageError(f"{email} bukan alamat email; tulis seperti nama@instansi.go.id") from None
    longest = User._meta.get_field("name").max_length or 0
    if not name.strip() or not name.isprintable():
        raise click.UsageError(
            "nama harus satu baris tanpa huruf yang tidak terlihat; tulis seperti dalam surat dinas"
        )
    if len(name) > longest:
        raise click.UsageError(f"nama terlalu panjang; paling panjang {longest} huruf")
