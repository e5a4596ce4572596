"""Access to a stage given, prolonged and taken back: by an act, with a letter to whoever it is for."""

from __future__ import annotations

from datetime import date
from functools import partial

from sasando.evaluations.actions.assigning import AccessChange, end_access, give_access
from sasando.evaluations.actions.discarding import discard
from sasando.evaluations.models import Evaluation, Stage, StageAccess
from sasando.evaluations.screens.stage_words import name_of
from sasando.kernel.act import Context
from sasando.organizations.letter_jobs import tell
from sasando.organizations.letters import Letter
from sasando.organizations.models import User
from sasando.organizations.role_letters import about_agency
from sasando.organizations.roles import today_in
from sasando.ui.numbers import day
from sasando.ui.words import text as _


def give_access_and_tell(by: User, stage: Stage, person: User, until: date) -> None:
    """As `give_access`; a day that stands already is told to nobody."""

    def told(context: Context, done: AccessChange) -> None:
        tell(context, person, lambda: _last_day_letter(stage, until, done))

    give_access(by, stage, person, until, then=told)


def end_access_and_tell(by: User, stage: Stage, person: User) -> None:
    """As `end_access`; nobody is told of an access that was over."""
    end_access(by, stage, person, then=lambda context: tell(context, person, lambda: _ended_letter(stage)))


def discard_and_tell(by: User, evaluation: Evaluation) -> None:
    """As `discard`; whoever had access to one of its stages is told that it is withdrawn. One query more."""

    def told(context: Context) -> None:
        for one in _under_way(evaluation):
            tell(context, one.user, partial(_ended_letter, one.stage))

    discard(by, evaluation, then=told)


def _last_day_letter(stage: Stage, until: date, done: AccessChange) -> Letter:
    subject = {
        AccessChange.GIVEN: _("Akses ke sebuah tahap untuk Anda"),
        AccessChange.PROLONGED: _("Akses Anda ke sebuah tahap diperpanjang"),
        AccessChange.SHORTENED: _("Akses Anda ke sebuah tahap dipersingkat"),
    }[done]
    said = _("Anda mendapat akses ke sebuah tahap evaluasi %(agency)s:")
    return _letter(subject, said, stage, _("sampai %(day)s") % {"day": day(until)})


def _ended_letter(stage: Stage) -> Letter:
    said = _("Akses Anda ke sebuah tahap evaluasi %(agency)s dicabut:")
    return _letter(_("Akses Anda ke sebuah tahap dicabut"), said, stage)


def _under_way(evaluation: Evaluation) -> list[StageAccess]:
    now = today_in(evaluation.agency.timezone)
    standing = StageAccess.objects.filter(stage__evaluation=evaluation, ended_at=None, until__gte=now)
    found = standing.select_related("user", "stage__evaluation__agency", "stage__instrument")
    return list(found.defer("stage__instrument__content").order_by("stage__ordinal", "user__name"))


def _letter(subject: str, said: str, stage: Stage, *days: str) -> Letter:
    agency = stage.evaluation.agency
    named = ", ".join([name_of(stage), stage.name, *days])
    return about_agency(subject, agency, said % {"agency": agency.name}, named)
