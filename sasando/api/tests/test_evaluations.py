"""Reading evaluations by API: what a person sees at the pages, and nothing of anybody else's."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sasando.api.tests.asking import PREFIX
from sasando.api.tests.people import by_token, place, send, told
from sasando.evaluations.actions.assigning import assign, give_access
from sasando.evaluations.actions.drafting import save_draft
from sasando.evaluations.actions.judging import judge
from sasando.evaluations.actions.starting import start_from, take_back
from sasando.evaluations.copying.models import TakenText
from sasando.evaluations.entered import Entered
from sasando.evaluations.models import Stage
from sasando.evaluations.testing import (
    Team,
    documents_open,
    fill,
    from_outside,
    levels,
    opened,
    team,
)
from sasando.organizations.testing import person, unit

pytestmark = pytest.mark.django_db
LIST = PREFIX + "agencies/kab-kupang/evaluations"


def test_tree_holds_values_texts_drafts_states_and_the_exact_index(people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, levels(47, 2))
    judge(people.entry, mandiri, [Entered("I1", 1, Fraction(3), fact="Perbup 12/2023", analysis="lengkap")])
    save_draft(people.assessor, mandiri, "I2", 1, "sedang ditulis", "")
    tree = told(by_token(people.entry).get(place(mandiri)))
    assert tree["index"] == {"exact": "2013/1000", "shown": "2.01"}
    assert (tree["predicate"]["name"], tree["bounds"], tree["missing"]) == ("Cukup", None, [])
    first, second, *_ = tree["answers"]
    assert (first["value"], first["fact"], first["analysis"], first["revision"], first["state"]) == (
        "3", "Perbup 12/2023", "lengkap", 2, "filled",
    )  # fmt: skip
    assert second["draft"]["fact"] == "sedang ditulis"
    nodes = {node["code"]: node for node in tree["nodes"]}
    assert len(nodes) == 4 + 8 + 47
    assert (nodes["I1"]["parent"], nodes["I1"]["decided_in"], nodes["D1"]["shown"]) == (
        "A1",
        "mandiri",
        "2.10",
    )


def test_gaps_give_bounds_and_no_index(people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, levels(46, 2))
    tree = told(by_token(people.entry).get(place(mandiri)))
    assert (tree["index"], tree["missing"]) == (None, ["47"])
    assert (tree["bounds"]["lower"]["shown"], tree["bounds"]["upper"]["shown"]) == ("1.97", "2.09")


def test_tree_takes_as_many_queries_for_twenty_indicators_as_for_forty_seven(
    people: Team, mandiri: Stage
) -> None:
    client, counts = by_token(people.entry), []
    for held in (mandiri, opened(people, "pemdi-2026", 2026)):
        fill(people.entry, held, levels(held.answers.count(), 1))
        with CaptureQueriesContext(connection) as queries:
            assert told(client.get(place(held)))["answers"]
        counts.append(len(queries))
    assert counts == [4, 4]  # token with its person, memberships, stages, answers


def test_contact_of_a_unit_reads_their_own_indicators_and_no_index(people: Team, mandiri: Stage) -> None:
    office = unit(people.agency, "DISKOMINFO")
    contact = by_token(person("pic kominfo", people.agency, "unit_contact", office))
    fill(people.entry, mandiri, levels(47, 2), fact="rahasia kantor lain")
    assign(people.coordinator, mandiri, ["I1"], unit=office)
    tree = told(contact.get(place(mandiri)))
    assert (tree["partial"], tree["index"], tree["predicate"]) == (True, None, None)
    assert [one["indicator"] for one in tree["answers"]] == ["I1"]
    assert [node["code"] for node in tree["nodes"]] == ["I1"]
    assert told(contact.get(place(mandiri, "history/I1")))["events"]
    assert contact.get(place(mandiri, "history/I2")).status_code == 404
    assert contact.get(place(mandiri, "seals")).status_code == 404


def test_assessor_from_outside_sees_only_the_stages_given_to_them(people: Team, mandiri: Stage) -> None:
    outside = person("asesor luar", people.agency, "external_assessor")
    client = by_token(outside)
    assert told(client.get(LIST))["evaluations"] == []
    assert client.get(place(mandiri)).status_code == 404
    give_access(people.coordinator, mandiri, outside, date(2999, 1, 1))
    (listed,) = told(client.get(LIST))["evaluations"]
    assert [stage["code"] for stage in listed["stages"]] == ["mandiri"]
    assert told(client.get(place(mandiri)))["answers"]


def test_list_names_every_evaluation_with_its_stages(people: Team, mandiri: Stage) -> None:
    opened(people, "pemdi-2026", 2026)
    found = told(by_token(people.leader).get(LIST))["evaluations"]
    assert [(one["instrument"], one["year"], one["kind"]) for one in found] == [
        ("pemdi-2026", 2026, "simulasi"), ("spbe-2020", 2025, "simulasi"),
    ]  # fmt: skip
    assert [stage["state"] for stage in found[1]["stages"]][:2] == ["open", "waiting"]


def test_history_tells_who_decided_what_latest_first(people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, {"I1": 2}, fact="pertama")
    judge(people.assessor, mandiri, [Entered("I1", 1, Fraction(3), reason="bukti baru")])
    events = told(by_token(people.leader).get(place(mandiri, "history/I1")))["events"]
    assert [(one["who"], one["value"], one["note"]) for one in events] == [
        (people.assessor.name, "3", "bukti baru"), (people.entry.name, "2", ""),
    ]  # fmt: skip


def test_history_tells_who_took_a_draft_from_which_evaluation_until_it_is_taken_back(
    people: Team, mandiri: Stage
) -> None:
    earlier = opened(people, year=2024).evaluation
    fill(people.entry, earlier.stages.get(code="mandiri"), levels(2, 2), fact="fakta lama")
    taking = start_from(people.assessor, mandiri, earlier, {"I2": "I1"}).taking
    assert taking
    reader, address = by_token(people.leader), place(mandiri, "history/I2")
    (event,) = told(reader.get(address))["events"]
    assert (event["what"], event["who"], event["stage"], event["value"]) == (
        "taken", people.assessor.name, "Penilaian Mandiri", None,
    )  # fmt: skip
    assert datetime.fromisoformat(event["at"]) == TakenText.objects.get().at
    assert event["taken_from"] == {
        "evaluation": str(earlier.id), "instrument": "spbe-2020", "year": 2024, "kind": "simulasi", "label": "",
        "indicator": "I1",
    }  # fmt: skip
    assert told(reader.get(place(mandiri, "history/I1")))["events"] == []
    judge(people.entry, mandiri, [Entered("I2", 1, Fraction(1), fact="fakta lama")])
    events = told(reader.get(address))["events"]
    assert [(one["what"], one["taken_from"] is None) for one in events] == [("value", True), ("taken", False)]
    start_from(people.entry, mandiri, earlier, {"I1": "I1"})
    take_back(people.entry, mandiri, TakenText.objects.get(answer__node__code="I1").taking)
    assert told(reader.get(place(mandiri, "history/I1")))["events"] == []


def test_history_tells_somebody_from_outside_of_no_taking(people: Team, mandiri: Stage) -> None:
    earlier = opened(people, year=2024).evaluation
    fill(people.entry, earlier.stages.get(code="mandiri"), levels(1, 2), fact="fakta lama")
    start_from(people.entry, mandiri, earlier, {"I1": "I1"})
    following = documents_open(people, mandiri)
    address = place(following, "history/I1")
    assert [one["what"] for one in told(by_token(people.leader).get(address))["events"]] == ["value", "taken"]
    outside = by_token(from_outside(people, following))
    assert [one["what"] for one in told(outside.get(address))["events"]] == ["value"]


def test_history_takes_the_same_queries_however_much_was_decided(people: Team, mandiri: Stage) -> None:
    earlier = opened(people, year=2024).evaluation
    fill(people.entry, earlier.stages.get(code="mandiri"), levels(1, 2), fact="fakta lama")
    start_from(people.entry, mandiri, earlier, {"I1": "I1"})
    reader, counts = by_token(people.leader), []
    for revision in (1, 2):
        judge(people.entry, mandiri, [Entered("I1", revision, Fraction(revision), reason="bukti baru")])
        with CaptureQueriesContext(connection) as queries:
            assert told(reader.get(place(mandiri, "history/I1")))["events"]
        counts.append(len(queries))
    assert counts == [7, 7]  # token with its person, memberships, stages, answers, history (2), taking


def test_foreign_agency_evaluation_and_unknown_stage_look_as_if_they_were_not_there(
    people: Team, mandiri: Stage
) -> None:
    others = team("kota-kupang")
    client = by_token(others.entry)
    assert client.get(LIST).status_code == 404
    assert client.get(place(mandiri)).status_code == 404
    under_their_own = place(mandiri).replace("kab-kupang", "kota-kupang")
    assert client.get(under_their_own).status_code == 404
    assert by_token(people.entry).get(place(mandiri).replace("mandiri", "senja")).status_code == 404


def test_opening_answers_the_evaluation_and_the_same_key_opens_one(people: Team) -> None:
    client = by_token(people.coordinator)
    wanted = {"instrument": "pemdi-2026", "year": 2026, "kind": "resmi", "track": "evaluasi"}
    first, second = (told(send(client, "POST", LIST, wanted, key="buka-1"), 201) for _ in range(2))
    assert first == second
    assert first["stages"][0]["code"] == "mandiri"
    refused = told(send(client, "POST", LIST, wanted | {"year": 2027}, key="buka-1"), 409)
    assert "sudah dipakai untuk permintaan lain" in refused["detail"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"instrument": "spbe-1999"}, "tidak dikenal"),
        ({"year": 2020}, "mengukur tahun"),
        ({"track": "lain"}, "tidak dikenal; pilih evaluasi"),
        ({"kind": "iseng"}, "Isian kind tidak dapat dipakai"),
        ({"warna": "biru"}, "Isian warna tidak dapat dipakai"),
    ],
)
def test_evaluation_that_cannot_be_opened_says_why(people: Team, change: dict[str, object], why: str) -> None:
    wanted = {"instrument": "pemdi-2026", "year": 2026, "kind": "resmi", "track": "evaluasi", **change}
    assert why in told(send(by_token(people.coordinator), "POST", LIST, wanted), 422)["detail"]


def test_head_is_answered_like_get_without_its_body(people: Team, mandiri: Stage) -> None:
    response = by_token(people.entry).head(place(mandiri))
    assert (response.status_code, response.content) == (200, b"")


def test_other_methods_are_refused_with_those_that_are_taken(people: Team, mandiri: Stage) -> None:
    response = by_token(people.entry).delete(place(mandiri))
    assert (response.status_code, response["Allow"]) == (405, "GET")


def test_nobody_reads_without_signing_in(client: Client, mandiri: Stage) -> None:
    response = client.get(place(mandiri))
    assert response["WWW-Authenticate"] == "Bearer"
    assert "Masuk dahulu" in told(response, 401)["detail"]
