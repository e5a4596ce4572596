"""Closing an account, by its person (UU 27/2022: who gave personal data may have them erased).

What the person did stays on record under the id, which then leads to no name and no address.
"""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.db import models
from django.db.models import Q
from django.utils import timezone

from sasando.kernel.act import Context, Outcome, act
from sasando.kernel.actor import Actor
from sasando.kernel.grant_table import NATIONAL
from sasando.organizations.actions.memberships import locked_agencies, other_admins
from sasando.organizations.closing import let_go
from sasando.organizations.faults import RejectedError
from sasando.organizations.models import Agency, Invitation, Membership, User
from sasando.organizations.roles import today_in
from sasando.ui.words import text as _

NAME_OF_CLOSED = "Akun ditutup"


def close_account(user: User) -> dict[str, int]:
    """Close the account of `user`, by that person: roles and sessions end, tokens stop working, name and address go.

    What each app let go, by its name, with the number of roles that ended.

    Raises:
        RejectedError: an agency would be left without an admin, or the site without an operator.
        RefusedError: the account is not active.
    """

    def change(context: Context) -> Outcome:
        _check_not_the_last(user)
        done = {"roles": _end_roles(user), **let_go(context, user)}
        _forget(user)
        context.record(f"user:{user.id}", done)
        return done

    return act(Actor.user(user.id), "organizations.close_account", scope=NATIONAL, request={}, change=change)


def _check_not_the_last(user: User) -> None:
    administered = Membership.objects.filter(user=user, role=Membership.Role.AGENCY_ADMIN)
    for agency in locked_agencies(
        Agency.objects.filter(hosted=True, memberships__in=_standing(administered))
    ):
        if not other_admins(agency, user.id):
            raise RejectedError(
                _("Anda admin terakhir %(agency)s. Undang admin lain dahulu.") % {"agency": agency.name}
            )
    operators = User.objects.select_for_update().filter(is_operator=True, is_active=True).order_by("id")
    standing = {one.id for one in operators}
    if standing == {user.id}:
        raise RejectedError(_("Anda operator terakhir. Undang operator lain dahulu."))


def _standing(found: models.QuerySet[Membership]) -> list[Membership]:
    """Those of some memberships that are not over, by the clock of their agency."""
    return [
        one
        for one in found.select_related("agency")
        if one.valid_to is None or one.valid_to >= today_in(one.agency.timezone)
    ]


def _end_roles(user: User) -> int:
    """Today is the last day of every role; one that has not begun lasts the one day on which it would have."""
    held = _standing(Membership.objects.filter(user=user))
    for one in held:
        one.valid_to = max(today_in(one.agency.timezone), one.valid_from)
        one.save(update_fields=["valid_to"])
    return len(held)


def _forget(user: User) -> None:
    """End what signs in, and put nothing in the place of name and address that would lead to the person."""
    nowhere = f"{user.id}@ditutup.invalid"
    now = timezone.now()
    mine = Invitation.objects.filter(Q(email=user.email) | Q(used_by=user))
    mine.filter(used_at=None, withdrawn_at=None).update(withdrawn_at=now)
    mine.update(email=nowhere, name=NAME_OF_CLOSED)
    for session in UserSession.objects.filter(user=user):
        session.end()
    Authenticator.objects.filter(user=user).delete()
    EmailAddress.objects.filter(user=user).delete()
    User.objects.filter(id=user.id).update(
        email=nowhere, name=NAME_OF_CLOSED, password=make_password(None), is_active=False, is_operator=False
    )
