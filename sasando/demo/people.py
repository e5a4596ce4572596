"""The people of Kabupaten Contoh, one or more for each role; none of them exists."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sasando.kernel.actor import OPERATOR_CLI, Actor
from sasando.organizations.actions.invitations import Invited, accept_as_new, invite, invite_admin
from sasando.organizations.actions.units import UnitValues, add_unit
from sasando.organizations.models import Agency, Membership, Unit, User

UNITS = (
    ("SETDA", "Sekretariat Daerah (contoh)", Unit.Kind.SECRETARIAT),
    ("KOMINFO", "Dinas Komunikasi dan Informatika (contoh)", Unit.Kind.OFFICE),
    ("BAPPEDA", "Badan Perencanaan Pembangunan Daerah (contoh)", Unit.Kind.BOARD),
    ("INSPEKTORAT", "Inspektorat Daerah (contoh)", Unit.Kind.INSPECTORATE),
    ("DINKES", "Dinas Kesehatan (contoh)", Unit.Kind.OFFICE),
    ("KEC-CONTOH", "Kecamatan Contoh", Unit.Kind.DISTRICT),
)
# Local part of the address, name, role, code of the unit.
STAFF = (
    ("admin", "Admin Contoh", Membership.Role.AGENCY_ADMIN, ""),
    ("admin2", "Admin Kedua Contoh", Membership.Role.AGENCY_ADMIN, ""),
    ("koordinator", "Koordinator Contoh", Membership.Role.COORDINATOR, ""),
    ("penanggungjawab", "Penanggung Jawab Contoh", Membership.Role.RESPONSIBLE, ""),
    ("asesor", "Asesor Internal Contoh", Membership.Role.ASSESSOR, ""),
    ("pelaksana", "Pelaksana Entri Contoh", Membership.Role.ENTRY, ""),
    ("pic", "PIC Kominfo Contoh", Membership.Role.UNIT_CONTACT, "KOMINFO"),
    ("pimpinan", "Bupati Contoh", Membership.Role.LEADER, ""),
    ("asesorluar", "Asesor Eksternal Contoh", Membership.Role.EXTERNAL_ASSESSOR, ""),
    ("reviu", "Tim Reviu Contoh", Membership.Role.REVIEW_TEAM, ""),
)


@dataclass(frozen=True, slots=True)
class Account:
    """A sample account as it is told once: `totp` is the secret of the second step where the role needs one."""

    email: str
    name: str
    role: str
    totp: str


@dataclass(frozen=True, slots=True)
class People:
    """The people by the local part of their address, the units by code, and what is told of the accounts."""

    users: dict[str, User]
    units: dict[str, Unit]
    accounts: tuple[Account, ...]


def make_people(agency: Agency, password: str) -> People:
    """Invite everybody and let them accept with one password; who needs a second step has it set up."""
    first, name, _role, _code = STAFF[0]
    secret = invite_admin(OPERATOR_CLI, agency, _address(first), name)
    users = {first: accept_as_new(secret, name, password)}
    admin = Actor.user(users[first].id)
    units = {code: add_unit(admin, agency, code, UnitValues(name, kind, None)) for code, name, kind in UNITS}
    for local, name, role, code in STAFF[1:]:
        secret = invite(admin, agency, Invited(_address(local), name, role, units.get(code)))
        users[local] = accept_as_new(secret, name, password)
    told = tuple(
        Account(_address(local), name, str(role.label), _second_step(users[local], role))
        for local, name, role, _code in STAFF
    )
    return People(users, units, told)


def random_password() -> str:
    """A password for all sample accounts of one run, to be told once."""
    return secrets.token_urlsafe(12)


def _address(local: str) -> str:
    return f"{local}@kab-contoh.example"


def _second_step(user: User, role: Membership.Role) -> str:
    """Set up the second step of a role that needs one; its secret, "" where none is needed."""
    if role not in Membership.NEED_SECOND_STEP:
        return ""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return str(secret)
