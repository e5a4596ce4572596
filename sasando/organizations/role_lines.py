"""A role in one line, as pages and letters name it."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format

from sasando.organizations.models import Invitation, Membership
from sasando.ui.words import text as _


def role_line(one: Membership, today: date = date.min) -> str:
    """A role in words with its unit, its first day while that is to come, and its last where it has one.

    Without `today` the first day is always told.
    """
    said = str(one.get_role_display())
    if one.unit:
        said += f", {one.unit.name}"
    days = []
    if one.valid_from > today:
        days.append(_("mulai %(day)s") % {"day": date_format(one.valid_from, "j F Y")})
    if one.valid_to:
        days.append(_("sampai %(day)s") % {"day": date_format(one.valid_to, "j F Y")})
    return f"{said} ({', '.join(days)})" if days else said


def invited_line(one: Invitation) -> str:
    """As what somebody is invited into an agency, with the unit."""
    role = str(Membership.Role(one.role).label)
    return f"{role}, {one.unit.name}" if one.unit else role
