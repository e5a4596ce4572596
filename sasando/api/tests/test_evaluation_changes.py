"""Changing evaluations by API: the same actions as the pages, on the revision that was read, all or nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sasando.api.tests.people import by_token, place, send, told
from sasando.evaluations.actions.opening import open_stage
from sasando.evaluations.actions.sealing import seal
from sasando.evaluations.models import Answer, Disclosure, Judgement, Stage
from sasando.evaluations.testing import Team, fill, levels, opened, stage
from sasando.kernel.models import Entry
from sasando.organizations.testing import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(people: Team) -> Client:
    return by_token(people.entry)


def level(code: str, value: str = "3", revision: int = 0, **said: str) -> dict[str, Any]:
    return {"indicator": code, "revision": revision, "value": value, **said}


def judged(client: Client, at: Stage, *entered: dict[str, Any], status: int = 200, key: str = "") -> Any:
    response = send(client, "POST", place(at, "judgements"), {"judgements": list(entered)}, key=key)
    return told(response, status)


def test_one_level_is_one_commit_and_one_entry(entry: Client, mandiri: Stage) -> None:
    before = Entry.objects.count()
    with CaptureQueriesContext(connection) as queries:
        assert judged(entry, mandiri, level("I1", fact="Perbup 12/2023")) == {"revisions": {"I1": 1}}
    ends = [query["sql"] for query in queries if query["sql"].startswith(("RELEASE SAVEPOINT", "COMMIT"))]
    assert len(ends) == 1
    assert Entry.objects.count() == before + 1


def test_forty_seven_levels_in_one_request_are_one_commit_and_one_entry(
    entry: Client, mandiri: Stage
) -> None:
    before = Entry.objects.count()
    with CaptureQueriesContext(connection) as queries:
        judged(entry, mandiri, *(level(f"I{number}") for number in range(1, 48)))
    ends = [query["sql"] for query in queries if query["sql"].startswith(("RELEASE SAVEPOINT", "COMMIT"))]
    assert len(ends) == 1
    assert Entry.objects.count() == before + 1
    assert Judgement.objects.count() == 47


def test_transcribed_value_names_the_publication_it_was_read_from(people: Team) -> None:
    held = opened(people, year=2024)
    fill(people.entry, held, levels(47, 2))
    seal(people.responsible, held)
    documents = stage(str(held.evaluation_id), "dokumen")
    open_stage(people.coordinator, documents)
    writer = by_token(people.coordinator)
    listed = writer.get("/api/v1/publications").json()["items"]
    (printed,) = [one["id"] for one in listed if (one["year"], one["coverage"]) == (2024, "national")]
    entered = level("I1", "1", publication=printed)
    assert judged(writer, documents, entered) == {"revisions": {"I1": 1}}
    (answer,) = [one for one in told(writer.get(place(documents)))["answers"] if one["value"] == "1"]
    assert answer["source"] == {"agency": "", "date": None, "document": "", "publication": printed}
    unknown = level("I2", "1", publication=str(documents.id))
    said = judged(writer, documents, unknown, status=422)["detail"]
    assert "terbitan itu tidak memuat hasil SPBE 2024 instansi ini" in said


def test_writer_on_an_older_revision_gets_both_texts(people: Team, entry: Client, mandiri: Stage) -> None:
    fill(people.assessor, mandiri, {"I1": 2}, fact="tulisan mereka")
    refused = judged(entry, mandiri, level("I1", fact="tulisan saya"), level("I2"), status=409)
    (stale,) = refused["conflicts"]
    assert (stale["indicator"], stale["expected"], stale["revision"]) == ("I1", 0, 1)
    assert (stale["theirs"]["value"], stale["theirs"]["fact"], stale["theirs"]["by"]) == (
        "2", "tulisan mereka", people.assessor.name,
    )  # fmt: skip
    assert stale["yours"] == {"value": "3", "fact": "tulisan saya", "analysis": None}
    assert Judgement.objects.count() == 1


def test_same_key_twice_judges_once_and_another_request_under_it_is_refused(
    entry: Client, mandiri: Stage
) -> None:
    first, second = (judged(entry, mandiri, level("I1"), key="satu") for _ in range(2))
    assert first == second == {"revisions": {"I1": 1}}
    judged(entry, mandiri, level("I2"), key="satu", status=409)
    assert Judgement.objects.count() == 1


@pytest.mark.parametrize(
    ("entered", "why"),
    [
        (level("I1", "6"), "di luar skala"),
        (level("I1", "7/6"), "nilai 7/6 tidak bulat; isi bilangan bulat 1 sampai 5"),
        (level("I1", "0.5"), "nilai 0.5 tidak bulat"),
        (level("I1", "tiga"), "bukan angka"),
        (level("I99"), "tidak dinilai"),
        ({"indicator": "I1", "revision": 0}, "belum berisi nilai"),
        ({"indicator": "I1", "value": "3"}, "Isian judgements.1.revision wajib diisi"),
        (level("I1", item="KTP-el"), "Indikator 1: nama layanan hanya untuk baris layanan"),
        (level("I1", item="a" * 201), "Isian judgements.1.item tidak dapat dipakai"),
    ],
)
def test_what_cannot_be_taken_says_why_and_saves_nothing(
    entry: Client, mandiri: Stage, entered: dict[str, Any], why: str
) -> None:
    assert why in judged(entry, mandiri, entered, status=422)["detail"]
    assert not Judgement.objects.exists()


def test_body_that_is_no_json_is_refused(entry: Client, mandiri: Stage) -> None:
    response = entry.post(place(mandiri, "judgements"), "bukan json", content_type="application/json")
    assert "tidak terbaca" in told(response, 400)["detail"]


def test_json_that_calls_itself_a_form_is_refused_to_a_session_too(people: Team, mandiri: Stage) -> None:
    at_the_pages = sign_in(Client(enforce_csrf_checks=True), people.entry)
    at_the_pages.cookies["csrftoken"] = token = "a" * 32
    form = "multipart/form-data; boundary=x"
    response = at_the_pages.post(
        place(mandiri, "judgements"), b"{}", content_type=form, headers={"X-CSRFToken": token}
    )
    assert "kirim JSON" in told(response, 400)["detail"]


def test_fault_is_said_in_words(entry: Client, mandiri: Stage) -> None:
    answer = judged(entry, mandiri, level("I3", "9"), level("I99"), status=422)
    assert [line.partition(":")[0] for line in answer["detail"].splitlines()] == ["Indikator 3", "Isian I99"]


def test_draft_is_kept_and_a_draft_on_an_older_revision_gets_both_texts(
    people: Team, entry: Client, mandiri: Stage
) -> None:
    draft = {"revision": 0, "fact": "sedang ditulis", "analysis": ""}
    assert told(send(entry, "PUT", place(mandiri, "drafts/I1"), draft)) == {"revisions": {"I1": 1}}
    other = send(by_token(people.assessor), "PUT", place(mandiri, "drafts/I1"), draft | {"fact": "lain"})
    (stale,) = told(other, 409)["conflicts"]
    assert (stale["theirs"]["fact"], stale["yours"]["fact"]) == ("sedang ditulis", "lain")
    assert Answer.objects.get(stage=mandiri, node__code="I1").work_state == "draft"


def test_verification_accepts_at_the_revision_read_and_nobody_their_own(
    people: Team, entry: Client, mandiri: Stage
) -> None:
    judged(entry, mandiri, level("I1"))
    verdict = {"verdict": "accepted", "revisions": {"I1": 1}}
    address = place(mandiri, "verifications")
    assessor = by_token(people.assessor)
    assert told(send(assessor, "POST", address, verdict)) == {"verified": 1}
    judged(assessor, mandiri, level("I2"))
    own = told(send(assessor, "POST", address, {"verdict": "accepted", "revisions": {"I2": 1}}), 403)
    assert "Anda isi sendiri" in own["detail"]
    stale = send(assessor, "POST", address, {"verdict": "accepted", "revisions": {"I1": 9}})
    assert told(stale, 409)["conflicts"][0]["yours"] is None
    returned = send(assessor, "POST", address, {"verdict": "returned", "revisions": {"I1": 1}})
    assert "tulis catatan" in told(returned, 422)["detail"].lower()


def test_stage_with_gaps_is_not_sealed_and_the_gaps_are_listed(people: Team, mandiri: Stage) -> None:
    refused = told(send(by_token(people.responsible), "POST", place(mandiri, "seal")), 409)
    assert len(refused["gaps"]["belum bernilai"]) == 47


def test_official_decimals_are_not_sent_without_their_sources(people: Team) -> None:
    pemdi = opened(people, "pemdi-2026", 2026, kind="resmi")
    fill(people.entry, pemdi, levels(20, 2))
    refused = told(send(by_token(people.responsible), "POST", place(pemdi, "seal")), 409)
    outside = "dari indeks luar, sumber belum lengkap: instansi, tanggal, dokumen"
    assert refused["gaps"][outside] == ["5", "6", "7", "10", "11", "12", "18"]
    assert len(refused["gaps"]["tanpa dokumen sumber"]) == 13


def test_stage_is_sealed_disclosed_withdrawn_and_reopened(people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, levels(47, 2))
    sealed = told(send(by_token(people.responsible), "POST", place(mandiri, "seal")))
    assert (sealed["number"], sealed["index"], sealed["predicate"]) == (
        1,
        {"exact": "2", "shown": "2.00"},
        "Cukup",
    )
    closed = judged(by_token(people.entry), mandiri, level("I1", revision=1), status=409)
    assert "sudah disegel" in closed["detail"]
    coordinator = by_token(people.coordinator)
    wanted = {"seal": 1, "depth": "parts", "consent": "Surat 045/12", "hidden": ["D3", "D4"]}
    public = told(send(coordinator, "POST", place(mandiri, "disclosure"), wanted))
    assert (public["disclosed"], public["depth"], public["hidden"]) == (True, "parts", ["D3", "D4"])
    assert not told(send(coordinator, "DELETE", place(mandiri, "disclosure")))["disclosed"]
    assert Disclosure.objects.filter(withdrawn_at=None).count() == 0
    told(send(coordinator, "DELETE", place(mandiri, "disclosure")), 404)
    (seal,) = told(send(coordinator, "POST", place(mandiri, "reopen"), {"reason": "salah unggah"}))["seals"]
    assert seal["reopened"] == "salah unggah"
    assert told(coordinator.get(place(mandiri, "seals")))["seals"] == [seal]


def test_next_stage_opens_after_the_one_before_is_sealed(people: Team, mandiri: Stage) -> None:
    dokumen = stage(str(mandiri.evaluation_id), "dokumen")
    coordinator = by_token(people.coordinator)
    early = told(send(coordinator, "POST", place(dokumen, "open")), 409)
    assert "lebih dahulu" in early["detail"]
    fill(people.entry, mandiri, levels(47, 2))
    told(send(by_token(people.responsible), "POST", place(mandiri, "seal")))
    assert told(send(coordinator, "POST", place(dokumen, "open"))) == {"seals": []}


def test_seal_that_is_not_there_is_not_disclosed(people: Team, mandiri: Stage) -> None:
    wanted = {"seal": 1, "depth": "index", "consent": "Surat 045/12"}
    told(send(by_token(people.coordinator), "POST", place(mandiri, "disclosure"), wanted), 404)
