"""Who holds which role where, as the table of grants asks for it."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from sasando.kernel.actor import ANONYMOUS, Actor
from sasando.kernel.grant_table import roles_of
from sasando.organizations.models import Membership, Unit
from sasando.organizations.queries import (
    ForeignAgencyError,
    memberships_of,
    staff_of,
    units_of,
)
from sasando.organizations.testing import LONG_AGO, hosted, person, unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("free_writes")]
SCOPE = "agency:kab-kupang"


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_person_has_the_roles_of_every_membership_in_that_agency_alone(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    kupang, alor = hosted("kab-kupang"), hosted("kab-alor")
    sari = person("Sari", kupang, "coordinator")
    person("Sari", kupang, "unit_contact", unit(kupang, "DINKES"))
    person("Sari", alor, "assessor")
    with django_assert_num_queries(1):
        assert roles_of(Actor.user(sari.id), SCOPE) == {"person", "coordinator", "unit_contact"}
    assert roles_of(Actor.user(sari.id), "agency:kab-alor") == {"person", "assessor"}
    assert roles_of(Actor.user(sari.id), "agency:kab-belu") == {"person"}
    assert roles_of(Actor.user(sari.id), "national") == {"person"}


def test_operator_is_one_in_every_scope() -> None:
    nia = person("Nia", None, "operator")
    for scope in ("national", SCOPE):
        assert roles_of(Actor.user(nia.id), scope) == {"person", "operator"}


def test_nobody_known_costs_no_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert roles_of(ANONYMOUS, SCOPE) == {"anybody"}


def test_inactive_person_has_no_role_at_all() -> None:
    sari = person("Sari", hosted(), "coordinator")
    sari.is_active = False
    sari.save()
    assert roles_of(Actor.user(sari.id), SCOPE) == set()
    assert memberships_of(sari) == []


def test_agency_that_is_not_hosted_has_no_staff() -> None:
    kupang = hosted()
    sari = person("Sari", kupang, "coordinator")
    kupang.hosted = False
    kupang.save()
    assert roles_of(Actor.user(sari.id), SCOPE) == {"person"}
    with pytest.raises(ForeignAgencyError):
        staff_of(sari, "kab-kupang")


@pytest.mark.parametrize(
    ("moment", "holds"),
    [
        (datetime(2026, 3, 1, 23, 30), False),
        (datetime(2026, 3, 2, 0, 30), True),
        (datetime(2026, 3, 31, 23, 30), True),
        (datetime(2026, 4, 1, 0, 30), False),
    ],
)
def test_membership_holds_from_its_first_to_its_last_day_by_the_agency_s_clock(
    monkeypatch: pytest.MonkeyPatch, moment: datetime, holds: bool
) -> None:
    sari = person("Sari", hosted(), "coordinator")
    Membership.objects.filter(user=sari).update(valid_from=date(2026, 3, 2), valid_to=date(2026, 3, 31))
    at(monkeypatch, moment.replace(tzinfo=ZoneInfo("Asia/Makassar")))
    assert ("coordinator" in roles_of(Actor.user(sari.id), SCOPE)) is holds
    assert bool(memberships_of(sari)) is holds


def test_agency_is_found_for_its_staff_by_one_query_and_for_nobody_else(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    kupang = hosted()
    dinkes = unit(kupang, "DINKES")
    sari, budi = person("Sari", kupang, "unit_contact", dinkes), person("Budi", hosted("kab-alor"), "leader")
    with django_assert_num_queries(1):
        staff = staff_of(sari, "kab-kupang")
    assert (staff.agency, staff.unit_ids) == (kupang, frozenset({dinkes.id}))
    for slug in ("kab-kupang", "kab-tidak-ada"):
        with pytest.raises(ForeignAgencyError):
            staff_of(budi, slug)


def test_units_that_are_closed_are_listed_only_where_asked_for(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    kupang = hosted()
    open_one, closed = unit(kupang, "A"), unit(kupang, "B")
    Unit.objects.filter(id=closed.id).update(valid_to=date(2025, 12, 31))
    with django_assert_num_queries(1):
        assert units_of(kupang) == [open_one]
    assert units_of(kupang, closed=True) == [open_one, closed]


def test_same_open_membership_stands_once() -> None:
    kupang = hosted()
    sari = person("Sari", kupang, "coordinator")
    with pytest.raises(IntegrityError), transaction.atomic():
        person("Sari", kupang, "coordinator")
    dinkes = unit(kupang, "DINKES")
    person("Sari", kupang, "unit_contact", dinkes)
    with pytest.raises(IntegrityError), transaction.atomic():
        person("Sari", kupang, "unit_contact", dinkes)
    Membership.objects.filter(role="coordinator").update(valid_to=date(2026, 1, 1))
    Membership.objects.create(user=sari, agency=kupang, role="coordinator", valid_from=LONG_AGO)


def test_contact_of_a_unit_needs_the_unit() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        person("Sari", hosted(), "unit_contact")
