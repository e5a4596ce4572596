"""Who does what until when, by API: assignments, the schedule with its letter, access from outside, the whole."""

from __future__ import annotations

from datetime import date

import pytest

from sasando.api.tests.asking import PREFIX
from sasando.api.tests.people import by_token, place, send, told
from sasando.evaluations.access import today
from sasando.evaluations.models import Answer, Stage
from sasando.evaluations.testing import Team, fill, levels, opened, team
from sasando.evaluations.tests.test_moving import corrected  # noqa: F401  # a fixture
from sasando.kernel.models import Entry
from sasando.organizations.testing import mail_sent, person, unit

pytestmark = pytest.mark.django_db


def whole(of: Stage, below: str = "") -> str:
    """The address of an evaluation, or of something below it."""
    base = f"{PREFIX}agencies/{of.evaluation.agency.slug}/evaluations/{of.evaluation_id}"
    return f"{base}/{below}" if below else base


def test_offices_and_people_to_assign_to_are_listed(people: Team, mandiri: Stage) -> None:
    office = unit(people.agency, "DISKOMINFO")
    client = by_token(people.entry)
    units = told(client.get(f"{PREFIX}agencies/kab-kupang/units"))["units"]
    assert [(one["id"], one["code"]) for one in units] == [(str(office.id), "DISKOMINFO")]
    found = told(client.get(f"{PREFIX}agencies/kab-kupang/people"))["people"]
    assert {
        "id": str(people.assessor.id),
        "name": people.assessor.name,
        "roles": [{"role": "assessor", "unit": None}],
    } in found
    assert "@" not in str(found)


def test_indicators_of_an_aspect_are_assigned_until_a_day_and_taken_back(
    people: Team, mandiri: Stage
) -> None:
    office = unit(people.agency, "DISKOMINFO")
    coordinator = by_token(people.coordinator)
    wanted = {
        "nodes": ["A1", "I47"],
        "unit": str(office.id),
        "person": str(people.entry.id),
        "due": "2026-12-01",
    }
    assert told(send(coordinator, "PUT", place(mandiri, "assignments"), wanted)) == {"assigned": 11}
    listed = told(by_token(people.leader).get(place(mandiri, "assignments")))["assignments"]
    assert len(listed) == 47
    assert listed[0] == {
        "indicator": "I1",
        "number": "1",
        "state": "empty",
        "revision": 0,
        "unit": {"id": str(office.id), "name": office.name},
        "person": {"id": str(people.entry.id), "name": people.entry.name},
        "due": "2026-12-01",
    }
    taken = send(coordinator, "POST", place(mandiri, "assignments/withdraw"), {"nodes": ["A1"]})
    assert told(taken) == {"assigned": 10}
    assert Answer.objects.filter(stage=mandiri).exclude(assigned_unit=None).count() == 1


def test_contact_sees_their_own_assignments_alone(people: Team, mandiri: Stage) -> None:
    office = unit(people.agency, "DISKOMINFO")
    contact = person("PIC", people.agency, "unit_contact", office)
    wanted = {"nodes": ["I3"], "unit": str(office.id)}
    told(send(by_token(people.coordinator), "PUT", place(mandiri, "assignments"), wanted))
    listed = told(by_token(contact).get(place(mandiri, "assignments")))["assignments"]
    assert [one["indicator"] for one in listed] == ["I3"]


def test_assignment_to_nobody_or_to_strangers_is_refused(people: Team, mandiri: Stage) -> None:
    coordinator, address = by_token(people.coordinator), place(mandiri, "assignments")
    said = told(send(coordinator, "PUT", address, {"nodes": ["I1"]}), 422)["detail"]
    assert "Sebut perangkat daerah (unit), orang (person), atau keduanya." in said
    other = team("kab-belu")
    told(send(coordinator, "PUT", address, {"nodes": ["I1"], "person": str(other.entry.id)}), 404)
    foreign = unit(other.agency, "DINKES")
    told(send(coordinator, "PUT", address, {"nodes": ["I1"], "unit": str(foreign.id)}), 404)
    unknown = {"nodes": ["I99"], "person": str(people.entry.id)}
    assert "I99" in told(send(coordinator, "PUT", address, unknown), 422)["detail"]
    told(send(by_token(people.entry), "PUT", address, {"nodes": ["I1"], "person": str(people.entry.id)}), 403)
    assert not Answer.objects.exclude(assigned_user=None).exists()


def test_schedule_is_set_with_the_letter_it_rests_on(people: Team, mandiri: Stage) -> None:
    wanted = {"due": "2026-09-09", "letter": "B/127/M.KT/2026"}
    held = told(send(by_token(people.coordinator), "PUT", place(mandiri, "schedule"), wanted))
    assert (held["code"], held["due"], held["letter"]) == ("mandiri", "2026-09-09", "B/127/M.KT/2026")
    assert told(by_token(people.leader).get(whole(mandiri)))["stages"][0] == held
    told(send(by_token(people.entry), "PUT", place(mandiri, "schedule"), wanted), 403)


def test_assessor_from_outside_is_given_a_stage_and_loses_it(people: Team, mandiri: Stage) -> None:
    outside = person("asesor luar", people.agency, "external_assessor")
    visitor, coordinator = by_token(outside), by_token(people.coordinator)
    told(visitor.get(place(mandiri)), 404)
    told(visitor.get(whole(mandiri)), 404)
    until = today(mandiri).isoformat()
    address = place(mandiri, f"access/{outside.id}")
    given = told(send(coordinator, "PUT", address, {"until": until}))
    assert given["access"] == [{"person": {"id": str(outside.id), "name": "asesor luar"}, "until": until}]
    assert told(coordinator.get(place(mandiri, "access"))) == given
    told(visitor.get(place(mandiri)))
    assert [one["code"] for one in told(visitor.get(whole(mandiri)))["stages"]] == ["mandiri"]
    assert told(send(coordinator, "DELETE", address)) == {"access": []}
    told(visitor.get(place(mandiri)), 404)
    told(by_token(people.entry).get(place(mandiri, "access")), 403)
    assert [(one.to, one.subject) for one in mail_sent()] == [
        ([outside.email], "Sasando: Akses ke sebuah tahap untuk Anda"),
        ([outside.email], "Sasando: Akses Anda ke sebuah tahap dicabut"),
    ]


def test_access_for_somebody_of_the_agency_or_in_the_past_is_refused(people: Team, mandiri: Stage) -> None:
    coordinator = by_token(people.coordinator)
    own = place(mandiri, f"access/{people.entry.id}")
    said = told(send(coordinator, "PUT", own, {"until": today(mandiri).isoformat()}), 422)["detail"]
    assert "bukan asesor eksternal" in said
    outside = person("asesor luar", people.agency, "external_assessor")
    past = send(
        coordinator, "PUT", place(mandiri, f"access/{outside.id}"), {"until": date(2020, 1, 1).isoformat()}
    )
    assert "sudah lewat" in told(past, 422)["detail"]


def test_evaluation_opened_by_mistake_is_removed_while_it_is_empty(people: Team, mandiri: Stage) -> None:
    coordinator = by_token(people.coordinator)
    filled = opened(people, "pemdi-2026", 2026)
    fill(people.entry, filled, {"I1": 2})
    refused = told(send(coordinator, "DELETE", whole(filled)), 422)
    assert refused["detail"].startswith("Sudah ada isian")
    assert told(send(coordinator, "DELETE", whole(mandiri))) == {"discarded": str(mandiri.evaluation_id)}
    told(send(coordinator, "DELETE", whole(mandiri)), 404)


def test_absence_is_recorded_and_taken_back(people: Team, mandiri: Stage) -> None:
    coordinator = by_token(people.coordinator)
    held = told(send(coordinator, "PUT", whole(mandiri, "absence"), {"reason": "bencana alam"}))
    assert held["absence"] == "bencana alam"
    level = {"judgements": [{"indicator": "I1", "revision": 0, "value": "3"}]}
    refused = told(send(by_token(people.entry), "POST", place(mandiri, "judgements"), level), 409)
    assert "tidak mengikuti" in refused["detail"]
    assert told(send(coordinator, "PUT", whole(mandiri, "absence"), {"reason": ""}))["absence"] == ""


def test_absence_after_a_seal_is_refused(people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, levels(47, 2))
    told(send(by_token(people.responsible), "POST", place(mandiri, "seal")))
    refused = send(by_token(people.coordinator), "PUT", whole(mandiri, "absence"), {"reason": "lupa"})
    assert "sudah disegel" in told(refused, 422)["detail"]


def test_evaluation_moves_to_a_corrected_instrument(
    people: Team, mandiri: Stage, request: pytest.FixtureRequest
) -> None:
    coordinator = by_token(people.coordinator)
    assert "versi instrumennya" in told(send(coordinator, "POST", whole(mandiri, "move")), 422)["detail"]
    request.getfixturevalue("corrected")
    moved = told(send(coordinator, "POST", whole(mandiri, "move"), key="pindah"))
    assert moved["changed"] == ["16"]
    assert told(send(coordinator, "POST", whole(mandiri, "move"), key="pindah")) == moved
    assert told(by_token(people.entry).get(place(mandiri)))["version"] == moved["version"]


def test_general_questions_are_read_and_answered_at_the_revision_read(people: Team, mandiri: Stage) -> None:
    writer = by_token(people.entry)
    asked = told(writer.get(whole(mandiri, "questions")))["questions"]
    assert [(one["ordinal"], one["revision"]) for one in asked] == [(1, 0), (2, 0), (3, 0), (4, 0)]
    address = whole(mandiri, "questions/2")
    assert told(send(writer, "PUT", address, {"revision": 0, "text": "Ya, sejak 2023"})) == {"revision": 1}
    stale = told(send(by_token(people.assessor), "PUT", address, {"revision": 0, "text": "Tidak"}), 409)
    (conflict,) = stale["conflicts"]
    assert (conflict["theirs"]["fact"], conflict["yours"]["fact"]) == ("Ya, sejak 2023", "Tidak")
    assert told(writer.get(whole(mandiri, "questions")))["questions"][1]["text"] == "Ya, sejak 2023"
    told(send(writer, "PUT", whole(mandiri, "questions/5"), {"revision": 0, "text": "?"}), 404)
    told(send(by_token(people.leader), "PUT", address, {"revision": 1, "text": "x"}), 403)


def test_general_question_waits_for_an_open_stage(people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, levels(47, 2))
    told(send(by_token(people.responsible), "POST", place(mandiri, "seal")))
    late = send(by_token(people.entry), "PUT", whole(mandiri, "questions/1"), {"revision": 0, "text": "Ya"})
    assert "tidak ada tahap yang terbuka" in told(late, 409)["detail"].lower()


def test_every_change_is_one_entry_of_the_journal(people: Team, mandiri: Stage) -> None:
    coordinator = by_token(people.coordinator)
    before = Entry.objects.count()
    told(send(coordinator, "PUT", place(mandiri, "schedule"), {"due": None, "letter": ""}))
    told(
        send(
            coordinator,
            "PUT",
            place(mandiri, "assignments"),
            {"nodes": ["A1"], "person": str(people.entry.id)},
        )
    )
    acts = Entry.objects.order_by("-at").values_list("act", flat=True)[:2]
    assert (Entry.objects.count() - before, set(acts)) == (2, {"evaluations.schedule", "evaluations.assign"})
