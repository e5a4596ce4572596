"""Roles given, ended and handed over; the second step of somebody whose phone is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import IntegrityError, models
from django.db.models import Q

from sasando.kernel.act import Context, NothingToDo, Outcome, act, nothing_more
from sasando.kernel.actor import Actor
from sasando.kernel.grant_table import NATIONAL
from sasando.organizations.faults import RejectedError
from sasando.organizations.handover import Handover, hand_over_work
from sasando.organizations.models import Agency, Membership, Unit, User
from sasando.organizations.roles import today_in
from sasando.ui.words import text as _

SHORTEST_REASON = 10
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NewRole:
    """A role for a person: from a day, until a day or (None) until it is ended."""

    role: str
    unit: Unit | None
    valid_from: date
    valid_to: date | None = None


def add_membership(
    actor: Actor,
    agency: Agency,
    user: User,
    new: NewRole,
    *,
    then: Callable[[Context, Membership], None] = nothing_more,
) -> Membership:
    """Give a person of the agency a further role; `then` is told which.

    Raises:
        RejectedError: the role needs a unit, ends before it begins, or is held already in these days; the account is
            closed.
    """
    if new.role == Membership.Role.UNIT_CONTACT and new.unit is None:
        raise RejectedError(_("Pilih satu; PIC OPD selalu untuk satu perangkat daerah."), "unit")
    if new.valid_to is not None and new.valid_to < new.valid_from:
        raise RejectedError(_("Hari terakhir mendahului hari pertama."), "valid_to")
    if not _belongs(agency, user):
        raise RejectedError(_("Orang ini belum pernah bertugas di instansi ini; undang dahulu."))
    if not user.is_active:
        raise RejectedError(_("Akun orang ini sudah ditutup. Undang orangnya dari awal."))
    made = Membership(
        user=user,
        agency=agency,
        role=new.role,
        unit=new.unit,
        valid_from=new.valid_from,
        valid_to=new.valid_to,
    )

    def change(context: Context) -> Outcome:
        if _overlapping(made).exists():
            raise RejectedError(_("Orang ini sudah punya peran itu pada hari-hari tersebut."), "role")
        made.save(force_insert=True)
        context.record(f"membership:{made.id}", _about(made))
        then(context, made)
        return {}

    request = {"user": str(user.id), "role": new.role, "unit": str(new.unit.id) if new.unit else ""}
    try:
        act(actor, "organizations.add_membership", scope=_scope(agency), request=request, change=change)
    except IntegrityError:
        raise RejectedError(_("Orang ini sudah punya peran itu pada hari-hari tersebut."), "role") from None
    return made


def end_membership(
    actor: Actor,
    agency: Agency,
    membership: Membership,
    last_day: date,
    *,
    then: Callable[[Context, date | None], None] = nothing_more,
) -> None:
    """End a role on a day; `then` is told the last day before, None where there was none. What is over stays so: a
    page that was left open prolongs nothing.

    Raises:
        RejectedError: the agency would be left without an admin, the day lies before the first, or the role is over.
    """
    if last_day < membership.valid_from:
        raise RejectedError(_("Hari terakhir mendahului hari pertama."), "last_day")

    def change(context: Context) -> Outcome:
        locked_agencies(Agency.objects.filter(id=agency.id))
        ended = (
            Membership.objects.filter(id=membership.id, agency=agency)
            .values_list("valid_to", flat=True)
            .get()
        )
        if ended == last_day:
            raise NothingToDo({})
        if ended is not None and ended < today_in(agency.timezone):
            raise RejectedError(_("Peran ini sudah berakhir. Beri peran baru bila orangnya bertugas lagi."))
        if membership.role == Membership.Role.AGENCY_ADMIN and not other_admins(agency, membership.user_id):
            raise RejectedError(_("Ini admin terakhir. Undang admin lain dahulu."))
        Membership.objects.filter(id=membership.id, agency=agency).update(valid_to=last_day)
        context.record(f"membership:{membership.id}", {"valid_to": last_day.isoformat()})
        membership.valid_to = last_day
        then(context, ended)
        return {}

    request = {"membership": str(membership.id), "last_day": last_day.isoformat()}
    act(actor, "organizations.end_membership", scope=_scope(agency), request=request, change=change)


def hand_over(
    actor: Actor, handover: Handover, *, then: Callable[[Context], None] = nothing_more
) -> dict[str, int]:
    """*Serah terima*: all open work, and every role, of one person goes to another, in one act with a note.

    What each app moved, by its name. The one who leaves keeps today as the last day. Of somebody whose roles are
    over already the open work goes, to whoever serves in the agency today.

    Raises:
        RejectedError: both are the same person, the taker's account is closed or without a role to work by, there is
            nothing to hand over, or the note is missing.
    """
    agency, giver, taker = handover.agency, handover.giver, handover.taker
    if giver.id == taker.id:
        raise RejectedError(_("Pilih orang lain sebagai penerima."), "taker")
    if len(handover.note.strip()) < SHORTEST_REASON:
        raise RejectedError(_("Tulis catatan serah terima, misalnya nomor surat mutasinya."), "note")
    today = today_in(agency.timezone)

    def change(context: Context) -> Outcome:
        standing = Q(valid_to=None) | Q(valid_to__gt=today)
        held = list(Membership.objects.filter(standing, user=giver, agency=agency))
        if not taker.is_active or not (held or _serves(agency, taker, today)):
            raise RejectedError(
                _("Penerima tidak bertugas di instansi ini sekarang. Beri ia peran dahulu."), "taker"
            )
        moved = {"roles": _move_roles(held, taker, today), **hand_over_work(context, handover)}
        if not held and not any(moved.values()):
            raise RejectedError(_("Tidak ada peran atau pekerjaan terbuka yang dapat diserahkan."))
        context.record(
            f"user:{giver.id}", {"to": str(taker.id), "note": handover.note.strip(), "moved": moved}
        )
        then(context)
        return moved

    request = {"from": str(giver.id), "to": str(taker.id), "note": handover.note}
    return act(actor, "organizations.hand_over", scope=_scope(agency), request=request, change=change)


def _serves(agency: Agency, user: User, today: date) -> bool:
    standing = Q(valid_to=None) | Q(valid_to__gte=today)
    return Membership.objects.filter(standing, agency=agency, user=user, valid_from__lte=today).exists()


def _move_roles(held: list[Membership], taker: User, today: date) -> int:
    """Give the taker every role for the days on which it is not theirs already. How many were given."""
    moved = 0
    for one in held:
        wanted = Membership(user=taker, agency_id=one.agency_id, role=one.role, unit_id=one.unit_id)
        wanted.valid_from, wanted.valid_to = max(one.valid_from, today), one.valid_to
        spans = list(_not_held(wanted))
        moved += bool(spans)
        if one.valid_from <= today:
            one.valid_to = today
            one.save(update_fields=["valid_to"])
        else:  # not begun yet: it never was the giver's; where the taker has it anyway, a day of it adds nothing
            one.user = taker
            one.valid_from, one.valid_to = spans.pop(0) if spans else (one.valid_from, one.valid_from)
            one.save(update_fields=["user", "valid_from", "valid_to"])
        for first, last in spans:
            given = Membership(user=taker, agency_id=one.agency_id, role=one.role, unit_id=one.unit_id)
            given.valid_from, given.valid_to = first, last
            given.save(force_insert=True)
    return moved


def _not_held(wanted: Membership) -> Iterator[tuple[date, date | None]]:
    """The spans of days of a membership on which its person does not have the same role already."""
    first = wanted.valid_from
    for held in _overlapping(wanted).order_by("valid_from"):
        if held.valid_from > first:
            yield first, held.valid_from - _DAY
        if held.valid_to is None:
            return
        first = max(first, held.valid_to + _DAY)
    if wanted.valid_to is None or first <= wanted.valid_to:
        yield first, wanted.valid_to


def reset_second_step(
    actor: Actor, agency: Agency, user: User, reason: str, *, then: Callable[[Context], None] = nothing_more
) -> None:
    """Take the second step off somebody of the agency whose phone is lost, and end their sessions.

    Never alone for oneself, and not for somebody who also answers elsewhere: that is the operator's.

    Raises:
        RejectedError: it is oneself, the person belongs elsewhere too, or the reason is missing.
    """
    if not _belongs(agency, user):
        raise RejectedError(_("Orang ini tidak bertugas di instansi ini."))
    elsewhere = user.is_operator or Membership.objects.filter(user=user).exclude(agency=agency).exists()
    if elsewhere:
        raise RejectedError(_("Orang ini juga bertugas di tempat lain. Minta operator mengatur ulangnya."))
    _reset(actor, "organizations.reset_second_step", _scope(agency), user, reason, then)


def reset_any_second_step(
    actor: Actor, user: User, reason: str, *, then: Callable[[Context], None] = nothing_more
) -> None:
    """As `reset_second_step`, by an operator, for anybody but oneself."""
    _reset(actor, "organizations.reset_any_second_step", NATIONAL, user, reason, then)


def _reset(
    actor: Actor, name: str, scope: str, user: User, reason: str, then: Callable[[Context], None]
) -> None:
    if actor.text == f"user:{user.id}":
        raise RejectedError(_("Tidak untuk diri sendiri. Minta admin lain atau operator."))
    if len(reason.strip()) < SHORTEST_REASON:
        raise RejectedError(
            _("Tulis alasannya, misalnya “ponsel hilang, dipastikan lewat tatap muka”."), "reason"
        )

    def change(context: Context) -> Outcome:
        Authenticator.objects.filter(user=user).delete()
        for session in UserSession.objects.filter(user=user):
            session.end()
        context.record(f"user:{user.id}", {"reason": reason.strip()})
        then(context)
        return {}

    act(actor, name, scope=scope, request={"user": str(user.id), "reason": reason}, change=change)


def _overlapping(one: Membership) -> models.QuerySet[Membership]:
    """Memberships of the same person, role and unit that share a day with this one."""
    found = Membership.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=one.valid_from),
        user_id=one.user_id,
        agency_id=one.agency_id,
        role=one.role,
        unit=one.unit,
    ).exclude(id=one.id)
    return found if one.valid_to is None else found.filter(valid_from__lte=one.valid_to)


def _belongs(agency: Agency, user: User) -> bool:
    return Membership.objects.filter(agency=agency, user=user).exists()


def locked_agencies(found: models.QuerySet[Agency]) -> list[Agency]:
    """Agencies, locked until the act ends: their last two admins who leave at once would each count the other."""
    ids = set(found.values_list("id", flat=True))
    return list(Agency.objects.filter(id__in=ids).order_by("id").select_for_update(no_key=True))


def other_admins(agency: Agency, user: UUID) -> bool:
    """Whether somebody else administers an agency today and until further notice."""
    today = today_in(agency.timezone)
    return (
        Membership.objects.filter(
            agency=agency, role=Membership.Role.AGENCY_ADMIN, user__is_active=True, valid_from__lte=today
        )
        .filter(valid_to=None)
        .exclude(user_id=user)
        .exists()
    )


def _scope(agency: Agency) -> str:
    return f"agency:{agency.slug}"


def _about(one: Membership) -> dict[str, str]:
    return {
        "user": str(one.user_id),
        "role": one.role,
        "unit": one.unit.code if one.unit else "",
        "valid_from": one.valid_from.isoformat(),
        "valid_to": one.valid_to.isoformat() if one.valid_to else "",
    }
