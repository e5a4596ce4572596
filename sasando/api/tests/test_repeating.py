"""A changing request sent again under its key is carried out once and answered the same, whatever the route."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from sasando.api import repeating
from sasando.api.site import STAFF, api
from sasando.api.tests.asking import PREFIX
from sasando.api.tests.people import by_token, place, send, told
from sasando.evaluations.actions.assigning import end_access
from sasando.evaluations.models import Answer, Evaluation, Judgement, Stage
from sasando.evaluations.testing import Team, documents_open, fill, from_outside, levels
from sasando.kernel.actor import Actor
from sasando.kernel.guard import unwatched
from sasando.kernel.kept_answers import KeptAnswer, forget_old_answers, keep_answer, reserve_answer
from sasando.kernel.models import Entry, Receipt
from sasando.kernel.ticks import TICKS
from sasando.organizations.actions.closing import close_account
from sasando.organizations.models import Membership
from sasando.organizations.testing import mail_sent, person

pytestmark = pytest.mark.django_db
LEVEL = {"judgements": [{"indicator": "I1", "revision": 0, "value": "3"}]}


@pytest.fixture
def writer(people: Team) -> Client:
    return by_token(people.entry)


def everything_changes() -> list[tuple[str, str]]:
    """Every method and path of an agency's work that changes something."""
    document = api.get_openapi_schema(path_prefix=PREFIX)
    names = {tag for module in STAFF for tag in module.router.tags or []}
    return [
        (method, path)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if method != "get" and names & set(operation["tags"])
    ]


def test_every_changing_route_says_that_it_takes_a_key() -> None:
    document = api.get_openapi_schema(path_prefix=PREFIX)
    lacking = [
        (method, path)
        for method, path in everything_changes()
        if "Idempotency-Key" not in {one["name"] for one in document["paths"][path][method]["parameters"]}
    ]
    assert len(everything_changes()) > 8
    assert lacking == []


def test_request_sent_again_is_answered_word_for_word(writer: Client, mandiri: Stage) -> None:
    first = send(writer, "POST", place(mandiri, "judgements"), LEVEL, "a")
    entries = Entry.objects.count()
    again = send(writer, "POST", place(mandiri, "judgements"), LEVEL, "a")
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again["Content-Type"] == first["Content-Type"]
    assert Judgement.objects.filter(answer__stage=mandiri).count() == 1
    assert Entry.objects.count() == entries


def test_draft_and_verification_take_a_key_like_all_others(people: Team, mandiri: Stage) -> None:
    draft = {"revision": 0, "fact": "Perbup 12/2023", "analysis": ""}
    writer = by_token(people.entry)
    first = told(send(writer, "PUT", place(mandiri, "drafts/I1"), draft, "d"))
    told(send(writer, "PUT", place(mandiri, "drafts/I1"), draft | {"revision": 1, "fact": "Lain"}, "e"))
    assert told(send(writer, "PUT", place(mandiri, "drafts/I1"), draft, "d")) == first
    assert Answer.objects.get(stage=mandiri, node__code="I1").draft_fact == "Lain"


def test_answer_tells_what_was_true_the_first_time(people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, levels(47, 2))
    told(send(by_token(people.responsible), "POST", place(mandiri, "seal"), key="s"))
    coordinator = by_token(people.coordinator)
    wanted = {"seal": 1, "depth": "parts", "consent": "Surat 045/12"}
    first = told(send(coordinator, "POST", place(mandiri, "disclosure"), wanted, "o"))
    gone = told(send(coordinator, "DELETE", place(mandiri, "disclosure"), key="t"))
    assert told(send(coordinator, "POST", place(mandiri, "disclosure"), wanted, "o")) == first
    assert told(send(coordinator, "DELETE", place(mandiri, "disclosure"), key="t")) == gone


def test_opening_keeps_its_status(people: Team) -> None:
    wanted = {"instrument": "spbe-2020", "year": 2023, "kind": "simulasi", "track": "evaluasi"}
    address = f"{PREFIX}agencies/kab-kupang/evaluations"
    coordinator = by_token(people.coordinator)
    first = told(send(coordinator, "POST", address, wanted, "x"), 201)
    assert told(send(coordinator, "POST", address, wanted, "x"), 201) == first
    assert Evaluation.objects.count() == 1


@pytest.mark.parametrize(
    ("method", "below", "body"),
    [
        ("POST", "judgements", {"judgements": [{"indicator": "I1", "revision": 0, "value": "4"}]}),
        ("POST", "judgements", {"judgements": [{"indicator": "I1", "revision": 1, "value": "3"}]}),
        ("PUT", "drafts/I1", {"revision": 0, "fact": "", "analysis": ""}),
    ],
)
def test_key_of_another_request_is_refused(
    writer: Client, mandiri: Stage, method: str, below: str, body: dict[str, Any]
) -> None:
    told(send(writer, "POST", place(mandiri, "judgements"), LEVEL, "a"))
    refused = told(send(writer, method, place(mandiri, below), body, "a"), 409)
    assert "sudah dipakai untuk permintaan lain" in refused["detail"]
    assert Judgement.objects.filter(answer__stage=mandiri).count() == 1


def test_same_json_laid_out_otherwise_is_the_same_request(writer: Client, mandiri: Stage) -> None:
    address = place(mandiri, "judgements")
    told(send(writer, "POST", address, LEVEL, "a"))
    text = '{ "judgements":\n [ {"value": "3", "revision": 0, "indicator": "I1"} ] }'
    again = writer.post(address, text, content_type="application/json", headers={"Idempotency-Key": "a"})
    assert told(again)["revisions"] == {"I1": 1}


def test_refused_request_may_be_put_right_under_its_key(writer: Client, mandiri: Stage) -> None:
    wrong = {"judgements": [{"indicator": "I1", "revision": 0, "value": "9"}]}
    told(send(writer, "POST", place(mandiri, "judgements"), wrong, "a"), 422)
    assert told(send(writer, "POST", place(mandiri, "judgements"), LEVEL, "a"))["revisions"] == {"I1": 1}


def test_keys_of_two_people_are_two_keys(people: Team, mandiri: Stage) -> None:
    told(send(by_token(people.entry), "POST", place(mandiri, "judgements"), LEVEL, "a"))
    other = {"judgements": [{"indicator": "I2", "revision": 0, "value": "2"}]}
    told(send(by_token(people.assessor), "POST", place(mandiri, "judgements"), other, "a"))
    assert Judgement.objects.filter(answer__stage=mandiri).count() == 2


def test_without_a_kept_answer_the_act_itself_is_not_done_again(writer: Client, mandiri: Stage) -> None:
    """As if the process had died between the act and its answer."""
    first = told(send(writer, "POST", place(mandiri, "judgements"), LEVEL, "a"))
    with unwatched():
        Receipt.objects.filter(act="kernel.answer").delete()
    assert told(send(writer, "POST", place(mandiri, "judgements"), LEVEL, "a")) == first
    assert Judgement.objects.filter(answer__stage=mandiri).count() == 1


def test_disclosure_that_was_withdrawn_meanwhile_is_told_as_it_is_now(people: Team, mandiri: Stage) -> None:
    """Sent again after the process had died between the act and its answer."""
    fill(people.entry, mandiri, levels(47, 2))
    told(send(by_token(people.responsible), "POST", place(mandiri, "seal")))
    coordinator = by_token(people.coordinator)
    wanted = {"seal": 1, "depth": "parts", "consent": "Surat 045/12"}
    first = told(send(coordinator, "POST", place(mandiri, "disclosure"), wanted, "o"))
    with unwatched():
        Receipt.objects.filter(act="kernel.answer").delete()
    told(send(coordinator, "DELETE", place(mandiri, "disclosure")))
    again = told(send(coordinator, "POST", place(mandiri, "disclosure"), wanted, "o"))
    assert again == {**first, "disclosed": False}


def test_what_is_done_is_told_also_where_its_answer_cannot_be_kept(
    writer: Client, mandiri: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> KeptAnswer:
        raise OperationalError("database is locked")

    with monkeypatch.context() as broken:
        broken.setattr(repeating, "keep_answer", locked)
        first = told(send(writer, "POST", place(mandiri, "judgements"), LEVEL, "a"))
    assert first["revisions"] == {"I1": 1}
    assert told(send(writer, "POST", place(mandiri, "judgements"), LEVEL, "a")) == first
    assert Judgement.objects.filter(answer__stage=mandiri).count() == 1


def test_of_two_answers_at_once_the_first_is_kept(people: Team) -> None:
    actor = Actor.user(people.entry.id)
    first = keep_answer(actor, "k", "0" * 64, KeptAnswer(200, '{"n":1}'))
    assert keep_answer(actor, "k", "0" * 64, KeptAnswer(200, '{"n":2}')) == first


def test_whose_role_has_ended_is_not_told_again(people: Team, mandiri: Stage) -> None:
    somebody = person("sementara", people.agency, "entry")
    client = by_token(somebody)
    told(send(client, "POST", place(mandiri, "judgements"), LEVEL, "a"))
    with unwatched():
        Membership.objects.filter(user=somebody).update(valid_to="2021-01-01")
    told(send(client, "POST", place(mandiri, "judgements"), LEVEL, "a"), 404)


def test_whose_access_to_the_stage_has_ended_is_not_told_again(people: Team, mandiri: Stage) -> None:
    dokumen = documents_open(people, mandiri)
    somebody = from_outside(people, dokumen)
    client = by_token(somebody)
    told(send(client, "POST", place(dokumen, "judgements"), LEVEL, "a"))
    end_access(people.coordinator, dokumen, somebody)
    told(send(client, "POST", place(dokumen, "judgements"), LEVEL, "a"), 404)


def test_who_may_not_do_it_any_more_is_not_told_again(people: Team, mandiri: Stage) -> None:
    somebody = person("berganti peran", people.agency, "entry")
    client = by_token(somebody)
    told(send(client, "POST", place(mandiri, "judgements"), LEVEL, "a"))
    with unwatched():
        Membership.objects.filter(user=somebody).update(role="leader")
    told(send(client, "POST", place(mandiri, "judgements"), LEVEL, "a"), 403)


def test_key_that_another_request_holds_is_refused_before_anything_is_saved(
    people: Team, writer: Client, mandiri: Stage
) -> None:
    """As if the other one were still under way, on another route."""
    reserve_answer(Actor.user(people.entry.id), "a", "0" * 64)
    refused = told(send(writer, "POST", place(mandiri, "judgements"), LEVEL, "a"), 409)
    assert "sudah dipakai untuk permintaan lain" in refused["detail"]
    assert not Judgement.objects.exists()


def test_the_same_request_that_is_still_under_way_is_done_once(
    writer: Client, mandiri: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second comes while the first answers."""
    said: list[Any] = []

    def meanwhile(*given: Any) -> KeptAnswer:
        with monkeypatch.context() as plain:
            plain.setattr(repeating, "keep_answer", keep_answer)
            said.append(told(send(writer, "POST", place(mandiri, "judgements"), LEVEL, "a")))
        return keep_answer(*given)

    monkeypatch.setattr(repeating, "keep_answer", meanwhile)
    assert told(send(writer, "POST", place(mandiri, "judgements"), LEVEL, "a")) == said[0]
    assert Judgement.objects.count() == 1


@pytest.mark.parametrize("name", ["Sari", 'Sari "Ina" \\ Ndun', "Łucja_%"])
def test_answer_that_names_whoever_closed_their_account_is_forgotten(
    people: Team, mandiri: Stage, name: str
) -> None:
    fill(people.entry, mandiri, {"I1": 3, "I2": 3})
    sari = person("sari", people.agency, "entry")
    sari.name = name
    with unwatched():
        sari.save()
    for client, indicator in ((by_token(sari), "I1"), (by_token(people.entry), "I2")):
        told(send(client, "POST", place(mandiri, f"comments/{indicator}"), {"text": "Cek"}, "k"), 201)
    close_account(sari)
    left = Receipt.objects.filter(act="kernel.answer")
    assert [one.actor for one in left] == [Actor.user(people.entry.id).text]


def test_answers_are_kept_for_a_month(writer: Client, mandiri: Stage) -> None:
    told(send(writer, "POST", place(mandiri, "judgements"), LEVEL, "a"))
    (tick,) = [one for one in TICKS if one.name == "kernel.forget_old_answers"]
    now = timezone.now()
    assert not tick.due(now + timedelta(days=29))
    assert tick.due(now + timedelta(days=31))
    tick.run(now + timedelta(days=31))
    assert not Receipt.objects.filter(act="kernel.answer").exists()
    assert told(send(writer, "POST", place(mandiri, "judgements"), LEVEL, "a"))["revisions"] == {"I1": 1}
    assert Judgement.objects.filter(answer__stage=mandiri).count() == 1


def test_access_is_told_in_a_letter_once_also_where_its_answer_was_forgotten(
    people: Team, mandiri: Stage
) -> None:
    outside = person("asesor luar", people.agency, "external_assessor")
    coordinator, address = by_token(people.coordinator), place(mandiri, f"access/{outside.id}")
    until = {"until": (timezone.now() + timedelta(days=90)).date().isoformat()}
    for method, body in (("PUT", until), ("DELETE", None)):
        for _time in range(2):
            told(send(coordinator, method, address, body, key=method))
            forget_old_answers(timezone.now() + timedelta(days=31))
    given, ended = (one.subject for one in mail_sent())
    assert given == "Sasando: Akses ke sebuah tahap untuk Anda"
    assert ended == "Sasando: Akses Anda ke sebuah tahap dicabut"


def test_key_without_a_sign_is_refused(writer: Client, mandiri: Stage) -> None:
    refused = send(writer, "POST", place(mandiri, "judgements"), LEVEL, "ada spasi")
    assert "Idempotency-Key" in told(refused, 422)["detail"]
