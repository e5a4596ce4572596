"""Invitations: made, withdrawn, and accepted by whoever holds the link."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError
from django.utils import timezone

from sasando.kernel.act import Context, Outcome, act
from sasando.kernel.actor import ANONYMOUS, Actor
from sasando.kernel.grant_table import NATIONAL
from sasando.kernel.ids import new_id
from sasando.kernel.one_line import one_line
from sasando.organizations.faults import RejectedError
from sasando.organizations.models import Agency, Invitation, Membership, Unit, User
from sasando.organizations.roles import today_in
from sasando.ui.words import text as _

VALID = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Invited:
    """Who is invited as what; `email` in any letters, `unit` where the role is for one unit."""

    email: str
    name: str
    role: str
    unit: Unit | None = None


def digest_of(secret: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def invite(actor: Actor, agency: Agency, invited: Invited) -> str:
    """Invite a person into an agency, by its admin; the secret of the link, which is kept nowhere.

    An open invitation of the same address to the same role is withdrawn: its link may be lost.

    Raises:
        RejectedError: the person has the role already, or the role needs a unit.
    """
    return _invite_into(actor, "organizations.invite", agency, invited)


def invite_admin(actor: Actor, agency: Agency, email: str, name: str) -> str:
    """Invite an admin of an agency, by an operator; as `invite`."""
    invited = Invited(email, name, Membership.Role.AGENCY_ADMIN)
    return _invite_into(actor, "organizations.invite_admin", agency, invited)


def _invite_into(actor: Actor, act_name: str, agency: Agency, invited: Invited) -> str:
    if invited.role == Membership.Role.UNIT_CONTACT and invited.unit is None:
        raise RejectedError(_("Pilih satu; PIC OPD selalu untuk satu perangkat daerah."), "unit")
    if not agency.hosted:
        raise RejectedError(_("Instansi ini belum dibuka di sini."))
    held = Membership.objects.filter(
        user__email=invited.email.lower(), agency=agency, role=invited.role, unit=invited.unit, valid_to=None
    )
    if held.exists():
        raise RejectedError(_("Orang ini sudah punya peran itu."), "email")
    return _invite(actor, act_name, f"agency:{agency.slug}", agency, invited)


def invite_operator(actor: Actor, email: str, name: str) -> str:
    """Invite a further operator; the secret of the link.

    Raises:
        RejectedError: the address has an account already.
    """
    if User.objects.filter(email=email.lower()).exists():
        raise RejectedError(_("Email ini sudah punya akun."), "email")
    invited = Invited(email, name, Invitation.OPERATOR)
    return _invite(actor, "organizations.invite_operator", NATIONAL, None, invited)


def _invite(actor: Actor, name: str, scope: str, agency: Agency | None, invited: Invited) -> str:
    secret = secrets.token_urlsafe(32)
    email = invited.email.lower()

    def change(context: Context) -> Outcome:
        now = timezone.now()
        Invitation.objects.filter(
            agency=agency, email=email, role=invited.role, unit=invited.unit, used_at=None, withdrawn_at=None
        ).update(withdrawn_at=now)
        made = Invitation.objects.create(
            agency=agency,
            email=email,
            name=one_line(invited.name),
            role=invited.role,
            unit=invited.unit,
            token_digest=digest_of(secret),
            made_by=actor.text,
            made_at=now,
            expires_at=now + VALID,
        )
        context.record(f"invitation:{made.id}", _about(invited.role, invited.unit))
        return {"invitation": str(made.id)}

    act(actor, name, scope=scope, request={"role": invited.role}, change=change)
    return secret


def _about(role: str, unit: Unit | None) -> dict[str, Any]:
    return {"role": role, "unit": unit.code if unit else ""}


def withdraw_invitation(actor: Actor, agency: Agency, invitation: Invitation) -> None:
    """Let a link work no longer.

    Raises:
        RejectedError: it has been used, or was withdrawn.
    """

    def change(context: Context) -> Outcome:
        open_one = Invitation.objects.filter(id=invitation.id, agency=agency, used_at=None, withdrawn_at=None)
        if not open_one.update(withdrawn_at=timezone.now()):
            raise RejectedError(_("Undangan ini sudah dipakai atau sudah dicabut."))
        context.record(f"invitation:{invitation.id}", {})
        return {}

    request = {"invitation": str(invitation.id)}
    scope = f"agency:{agency.slug}"
    act(actor, "organizations.withdraw_invitation", scope=scope, request=request, change=change)


def open_invitation(secret: str) -> Invitation | None:
    """The invitation of a link that still works. Looking spends nothing."""
    return (
        Invitation.objects.select_related("agency", "unit")
        .filter(
            token_digest=digest_of(secret), used_at=None, withdrawn_at=None, expires_at__gt=timezone.now()
        )
        .first()
    )


def accept_as_new(secret: str, name: str, password: str) -> User:
    """Make the account of an invitation with its role, in one act.

    Raises:
        RejectedError: the link no longer works, or the address has an account by now.
    """
    invitation = _working(secret)
    user = User(
        id=new_id(),
        email=invitation.email,
        name=one_line(name),
        password=make_password(password),
        is_operator=invitation.role == Invitation.OPERATOR,
    )
    _accept(ANONYMOUS, invitation, user, new=True)
    return user


def accept_as_known(secret: str, user: User) -> None:
    """Take the role of an invitation with the account one has.

    Raises:
        RejectedError: the link no longer works, or is for another address.
    """
    invitation = _working(secret)
    if invitation.email != user.email:
        raise RejectedError(_("Undangan ini untuk email lain. Keluar dahulu, lalu buka lagi tautannya."))
    _accept(Actor.user(user.id), invitation, user, new=False)


def _working(secret: str) -> Invitation:
    invitation = open_invitation(secret)
    if invitation is None:
        raise RejectedError(
            _("Tautan undangan ini tidak berlaku lagi. Minta undangan baru kepada yang mengundang.")
        )
    return invitation


def _accept(actor: Actor, invitation: Invitation, user: User, *, new: bool) -> None:
    agency = invitation.agency

    def change(context: Context) -> Outcome:
        if new:
            user.save(force_insert=True)
        spent = Invitation.objects.filter(id=invitation.id, used_at=None, withdrawn_at=None)
        if not spent.update(used_at=timezone.now(), used_by=user):
            raise RejectedError(_("Undangan ini sudah dipakai atau sudah dicabut."))
        if agency is not None:
            Membership.objects.create(
                user=user,
                agency=agency,
                role=invitation.role,
                unit=invitation.unit,
                valid_from=today_in(agency.timezone),
            )
        body = {"user": str(user.id), "new": new, **_about(invitation.role, invitation.unit)}
        context.record(f"invitation:{invitation.id}", body)
        return {}

    try:
        act(
            actor,
            "organizations.accept_invitation",
            scope=f"agency:{agency.slug}" if agency else NATIONAL,
            request={"invitation": str(invitation.id)},
            change=change,
        )
    except IntegrityError:
        raise RejectedError(_("Akun atau peran itu sudah ada. Masuk dengan akun Anda.")) from None
