"""What is said beside the values, by API: notes of aspects, the review of a seal, comments."""

from __future__ import annotations

import pytest

from sasando.api.tests.people import by_token, place, send, told
from sasando.evaluations.access import today
from sasando.evaluations.actions.assigning import assign, give_access
from sasando.evaluations.models import AspectNote, SealReview, Stage
from sasando.evaluations.testing import Team, fill, levels
from sasando.organizations.testing import person, unit

pytestmark = pytest.mark.django_db
NOTE = {"revision": 0, "strengths": "Perbup lengkap", "weaknesses": "Belum ditinjau"}


def test_aspects_are_noted_at_the_revision_read(people: Team, mandiri: Stage) -> None:
    writer = by_token(people.assessor)
    listed = told(writer.get(place(mandiri, "aspects")))["aspects"]
    assert [one["aspect"] for one in listed] == [f"A{number}" for number in range(1, 9)]
    assert told(send(writer, "PUT", place(mandiri, "aspects/A2"), NOTE)) == {"revision": 1}
    held = told(by_token(people.leader).get(place(mandiri, "aspects")))["aspects"][1]
    assert (held["strengths"], held["weaknesses"], held["revision"]) == (
        "Perbup lengkap",
        "Belum ditinjau",
        1,
    )
    other = NOTE | {"strengths": "Lain"}
    (stale,) = told(send(by_token(people.entry), "PUT", place(mandiri, "aspects/A2"), other), 409)[
        "conflicts"
    ]
    assert (stale["theirs"]["fact"], stale["yours"]["fact"]) == ("Perbup lengkap", "Lain")


def test_what_is_no_aspect_is_not_there_and_who_only_reads_writes_nothing(
    people: Team, mandiri: Stage
) -> None:
    told(send(by_token(people.entry), "PUT", place(mandiri, "aspects/D1"), NOTE), 404)
    told(send(by_token(people.leader), "PUT", place(mandiri, "aspects/A1"), NOTE), 403)
    assert not AspectNote.objects.exists()


def test_review_team_says_whether_a_seal_is_valid(people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, levels(47, 2))
    told(send(by_token(people.responsible), "POST", place(mandiri, "seal")))
    reviewer = person("reviu", people.agency, "review_team")
    give_access(people.coordinator, mandiri, reviewer, today(mandiri))
    client = by_token(reviewer)
    bare = told(send(client, "POST", place(mandiri, "review"), {"seal": 1, "valid": False}), 422)
    assert "tulis mengapa tidak valid" in bare["detail"].lower()
    said = {"seal": 1, "valid": False, "note": "lampiran kosong"}
    assert told(send(client, "POST", place(mandiri, "review"), said)) == said
    assert SealReview.objects.get().note == "lampiran kosong"
    told(send(client, "POST", place(mandiri, "review"), {"seal": 2, "valid": True}), 404)
    told(
        send(by_token(people.coordinator), "POST", place(mandiri, "review"), {"seal": 1, "valid": True}), 403
    )


def test_comments_are_written_resolved_and_opened_again(people: Team, mandiri: Stage) -> None:
    address = place(mandiri, "comments/I1")
    writer, reader = by_token(people.entry), by_token(people.leader)
    thread = told(send(writer, "POST", address, {"text": "Lampiran mana?"}, "k"), 201)
    assert told(send(writer, "POST", address, {"text": "Lampiran mana?"}, "k"), 201) == thread
    (comment,) = told(reader.get(address))["comments"]
    assert (comment["author"], comment["text"], comment["resolved_at"]) == (
        people.entry.name,
        "Lampiran mana?",
        None,
    )
    one = f"{address}/{comment['id']}"
    done = told(send(reader, "PUT", one, {"resolved": True}))
    assert (done["open"], done["comments"][0]["resolved_by"]) == (0, people.leader.name)
    assert told(send(writer, "PUT", one, {"resolved": False}))["open"] == 1


def test_comment_of_another_indicator_is_not_there(people: Team, mandiri: Stage) -> None:
    writer = by_token(people.entry)
    told(send(writer, "POST", place(mandiri, "comments/I1"), {"text": "Lampiran mana?"}), 201)
    (comment,) = told(writer.get(place(mandiri, "comments/I1")))["comments"]
    told(send(writer, "PUT", place(mandiri, f"comments/I2/{comment['id']}"), {"resolved": True}), 404)
    told(writer.get(place(mandiri, "comments/I99")), 404)
    told(writer.get(place(mandiri, "comments/I1").replace("mandiri", "dokumen")), 404)
    blank = told(send(writer, "POST", place(mandiri, "comments/I1"), {"text": "  "}), 422)
    assert "komentarnya" in blank["detail"]


def test_contact_comments_on_what_is_theirs_and_sees_nothing_of_the_whole(
    people: Team, mandiri: Stage
) -> None:
    office = unit(people.agency, "DISKOMINFO")
    client = by_token(person("PIC", people.agency, "unit_contact", office))
    assign(people.coordinator, mandiri, ["I3"], unit=office)
    assert told(send(client, "POST", place(mandiri, "comments/I3"), {"text": "Siap"}), 201)["open"] == 1
    told(send(client, "POST", place(mandiri, "comments/I4"), {"text": "Siap"}), 404)
    for below in ("aspects", "seals", "access"):
        told(client.get(place(mandiri, below)), 404)
