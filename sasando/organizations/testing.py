"""People, agencies and units for tests, made in one line each, without going through screens.

The rows are written by hand, outside acts: what a test looks at is what comes after.
"""

from __future__ import annotations

import time
from datetime import date

from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client

from sasando.kernel.guard import unwatched
from sasando.kernel.jobs import run_job
from sasando.kernel.models import Job
from sasando.organizations.letter_jobs import LETTER
from sasando.organizations.models import Agency, Membership, Unit, User

LONG_AGO = date(2020, 1, 1)
PASSWORD = "harpa-lontar-tujuh-dawai"  # noqa: S105  # of people in tests


def hosted(slug: str = "kab-kupang") -> Agency:
    """An agency of the directory, hosted."""
    agency = Agency.objects.get(slug=slug)
    agency.hosted = True
    with unwatched():
        agency.save(update_fields=["hosted"])
    return agency


def unit(agency: Agency, code: str, name: str = "", kind: str = Unit.Kind.OFFICE) -> Unit:
    """A unit that stands, by its code; the same again where it was made before."""
    with unwatched():
        found, _ = Unit.objects.get_or_create(
            agency=agency,
            code=code,
            defaults={"name": name or f"Dinas {code}", "kind": kind, "valid_from": LONG_AGO},
        )
    return found


def person(
    name: str, agency: Agency | None, role: str, unit: Unit | None = None, *, password: str = ""
) -> User:
    """A person with a role; called again with the same name: a further role of the same person.

    `role` "operator" makes an operator (give no agency). Without `password` nobody signs in by one.
    """
    email = f"{name.lower().replace(' ', '.')}@contoh.example"
    with unwatched():
        user, new = User.objects.get_or_create(email=email, defaults={"name": name})
        if password:
            user.set_password(password)
        elif new:
            user.set_unusable_password()
        user.is_operator = user.is_operator or role == "operator"
        user.save()
        if agency is not None:
            Membership.objects.create(user=user, agency=agency, role=role, unit=unit, valid_from=LONG_AGO)
    return user


def sign_in(client: Client, user: User) -> Client:
    """Sign a person in with both steps done, as after the sign-in page; the client itself."""
    client.force_login(user)
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time()},
        {"method": "mfa", "at": time.time(), "type": "totp"},
    ]
    session.save()
    return client


def mail_sent() -> list[EmailMessage]:
    """What has left by mail, once the worker has sent the letters that acts have written."""
    for job in Job.objects.filter(kind=LETTER, state=Job.State.WAITING).order_by("id"):
        run_job.call(str(job.id))
    return mail.outbox


def over(most: int) -> str:
    """A text one letter too long, whose end can be told from its beginning."""
    return "a" * (most - 5) + "akhir."
