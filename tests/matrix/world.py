"""Two agencies with somebody of every role, and one of everything an address can name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils import timezone

from sasando.cli.route_table import FOREIGN, OPERATOR, PERSON, ROLES
from sasando.discussions.actions import comment
from sasando.evaluations.actions.disclosing import disclose
from sasando.evaluations.actions.reporting import order_report
from sasando.evaluations.actions.sealing import seal
from sasando.evaluations.grants import READERS
from sasando.evaluations.models import Answer, Stage
from sasando.evaluations.reports.making import JOB_KIND
from sasando.evaluations.subjects import ANSWER
from sasando.evaluations.testing import Team, fill, levels, opened
from sasando.evaluations.workbook.held import hold
from sasando.organizations.actions.invitations import digest_of
from sasando.organizations.models import Agency, Invitation, Membership, User
from sasando.organizations.testing import hosted, person, sign_in, unit
from sasando.results.models import Publication

UPLOADED = b"no workbook"
SECRET = "only-for-the-matrix"


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside leaves no trace; acts, which must be outermost, may run in it."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]  # what Django's own TestCase does
    with block:
        yield
        transaction.set_rollback(True)


@dataclass
class Here:
    """One agency, and what its addresses name."""

    agency: Agency
    names: dict[str, Any]
    posted: dict[str, Any]


@dataclass
class World:
    """`own`: the agency that is asked; `other`: the one whose people and things are foreign there."""

    own: Here
    other: Here
    sessions: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    jobs: dict[str, str] = field(default_factory=dict)

    def client(self, visitor: str) -> Client:
        """A visitor's browser, as it was at the beginning."""
        client = Client(raise_request_exception=False)
        if visitor in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[visitor]
        return client


def build() -> World:
    """Make the two agencies, their people, and a signed-in session for each kind of visitor."""
    world = World(_agency("kab-kupang"), _agency("kab-alor"))
    people = {role: _somebody(role, world.own) for role in ROLES}
    people[PERSON] = person("Tanpa Peran", None, "person")
    people[OPERATOR] = person("Operator", None, "operator")
    people[FOREIGN] = _somebody("agency_admin", world.other)
    for role in ROLES[1:]:
        person(people[FOREIGN].name, world.other.agency, role, world.other.posted["unit_row"])
    for visitor, user in people.items():
        world.sessions[visitor], world.numbers[visitor] = _signed_in(user)
        hold(user, UPLOADED)
        if visitor in READERS:
            stage = world.own.posted["stage"]
            file = "berita-acara.docx"
            world.jobs[visitor] = str(order_report(user, stage, JOB_KIND, file, f"{visitor}-{file}"))
    return world


def _somebody(role: str, here: Here) -> User:
    return person(
        f"{role} {here.agency.slug}",
        here.agency,
        role,
        here.posted["unit_row"] if role == "unit_contact" else None,
    )


def _signed_in(user: User) -> tuple[str, int]:
    """A session after both steps, and the number of another of theirs."""
    adapter = get_adapter()
    Authenticator.objects.create(user=user, type="totp", data={"secret": adapter.encrypt("A" * 32)})
    RecoveryCodes.activate(user)
    client = sign_in(Client(), user)
    key = str(client.session.session_key)
    elsewhere = str(sign_in(Client(), user).session.session_key)
    listed = UserSession.objects.create(user=user, ip="127.0.0.1", session_key=elsewhere, user_agent="")
    return key, int(listed.pk)


def _agency(slug: str) -> Here:
    team = Team(hosted(slug))
    agency = team.agency
    stage = opened(team)
    sealed = _sealed(team)
    made = unit(agency, f"U-{slug}")
    whom = person(f"Siapa {slug}", agency, "leader")
    taker = person(f"Penerus {slug}", agency, "entry")
    now = timezone.now()
    invitation = Invitation.objects.create(
        agency=agency,
        email=f"undangan@{slug}.example",
        name="Undangan",
        role="entry",
        token_digest=digest_of(SECRET + slug),
        made_by="system",
        made_at=now,
        expires_at=now + timedelta(days=1),
    )
    membership = Membership.objects.get(user=whom)
    names = {
        "slug": slug,
        "unit": made.id,
        "user": whom.id,
        "membership": membership.id,
        "invitation": invitation.id,
        "evaluation": stage.evaluation_id,
        "source": sealed.evaluation_id,
        "code": stage.code,
        "number": "1",
        "secret": SECRET + slug,
        "person": taker.id,
        "comment": comment(team.coordinator, agency, ANSWER, _answer(stage), "Lihat lampiran 1."),
    }
    posted = {"unit_row": made, "taker": str(taker.id), "sealed": sealed.evaluation_id, "stage": stage}
    return Here(agency, names, posted)


def _answer(stage: Stage) -> UUID:
    """The answer of the first indicator."""
    return Answer.objects.get(stage=stage, node__code="I1").id


def _sealed(team: Team) -> Stage:
    """A stage that is sealed and public, with texts."""
    stage = opened(team, year=2024)
    fill(team.entry, stage, levels(47), fact="Ada")
    disclose(team.coordinator, seal(team.responsible, stage), "index", "Surat persetujuan 1/2025")
    return stage


def some_publication() -> str:
    """The id of a publication of 2024."""
    return str(Publication.objects.filter(year=2024).values_list("id", flat=True)[0])
