"""Queries compiled once (`kernel.compiled`), tried on the memberships of people: what the ORM gives, at one query."""

from __future__ import annotations

from datetime import date
from typing import Any
from unittest.mock import Mock

import pytest
from django.db import connection
from django.db.models import CharField, DateField, QuerySet, UUIDField
from django.test.utils import CaptureQueriesContext

from sasando.kernel.compiled import Compiled
from sasando.organizations.models import Agency, Membership, User
from sasando.organizations.testing import LONG_AGO, hosted, person, unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def rina() -> User:
    agency = hosted()
    person("Rina", agency, "coordinator")
    return person("Rina", agency, "unit_contact", unit(agency, "1.02"))


def held(user: Any) -> QuerySet[Membership]:
    found = Membership.objects.filter(user_id=user, agency__hosted=True)
    return found.select_related("agency", "unit", "unit__agency").order_by("role")


def fields(one: Any) -> dict[str, Any]:
    return {field.attname: getattr(one, field.attname) for field in one._meta.concrete_fields}


def test_it_gives_the_rows_of_the_orm_with_what_is_joined_to_them(rina: User) -> None:
    ours, theirs = Compiled(held, user=UUIDField())(user=rina.id), list(held(rina.id))
    assert [fields(one) for one in ours] == [fields(one) for one in theirs]
    assert [fields(one.agency) for one in ours] == [fields(one.agency) for one in theirs]
    assert [one.unit and fields(one.unit) for one in ours] == [
        one.unit and fields(one.unit) for one in theirs
    ]
    assert sorted(one.unit is None for one in ours) == [False, True]


def test_one_query_reads_all_of_it(rina: User) -> None:
    asked = Compiled(held, user=UUIDField())
    with CaptureQueriesContext(connection) as queries:
        for one in asked(user=rina.id):
            assert one.agency.slug == "kab-kupang"
            assert one.unit is None or one.unit.agency.slug == "kab-kupang"
    assert len(queries) == 1


def test_what_several_rows_join_is_one_instance(rina: User) -> None:
    first, second = Compiled(held, user=UUIDField())(user=rina.id)
    assert first.agency is second.agency


def test_it_is_built_once_and_asked_with_other_values(rina: User) -> None:
    build = Mock(side_effect=held)
    asked = Compiled(build, user=UUIDField())
    other = person("Beni", rina_agency(rina), "coordinator")
    assert [len(asked(user=one.id)) for one in (rina, other, rina)] == [2, 1, 2]
    assert build.call_count == 1


def test_a_list_may_have_any_length_also_none(rina: User) -> None:
    asked = Compiled(lambda roles: Membership.objects.filter(role__in=roles), roles=CharField())
    found = [
        len(asked(roles=roles))
        for roles in (("unit_contact",), ("unit_contact", "coordinator"), (), ("unit_contact",))
    ]
    assert found == [1, 2, 0, 1]


def test_days_are_compared_as_the_engine_keeps_them(rina: User) -> None:
    asked = Compiled(lambda day: Membership.objects.filter(valid_from__lte=day), day=DateField())
    assert len(asked(day=LONG_AGO)) == 2
    assert asked(day=date(2019, 12, 31)) == []


def test_fields_that_are_put_off_are_read_when_somebody_asks(rina: User) -> None:
    asked = Compiled(lambda: Agency.objects.filter(hosted=True).defer("name"))
    with CaptureQueriesContext(connection) as queries:
        (agency,) = asked()
        assert agency.name == "Kabupaten Kupang"
    assert len(queries) == 2


def rina_agency(rina: User) -> Agency:
    return Agency.objects.get(memberships__user=rina, memberships__role="unit_contact")
