"""Comments on an indicator: by whoever sees it, on record, resolved and opened again."""

from __future__ import annotations

import json
import re
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sasando.discussions.actions import DiscussionError, NotReadableError, comment, resolve
from sasando.discussions.models import Comment
from sasando.discussions.queries import threads
from sasando.evaluations.actions.assigning import assign, give_access
from sasando.evaluations.models import Answer, Stage
from sasando.evaluations.subjects import ANSWER
from sasando.evaluations.testing import Team, address_of, opened, read, team
from sasando.kernel.grant_table import RefusedError
from sasando.kernel.models import Entry
from sasando.organizations.testing import person, sign_in, unit

pytestmark = pytest.mark.django_db


def answer_id(of: Stage, code: str = "I1") -> UUID:
    return Answer.objects.get(stage=of, node__code=code).id


def test_comment_stands_under_its_indicator_with_author_and_journal_entry(
    people: Team, mandiri: Stage
) -> None:
    asked = answer_id(mandiri)
    comment(people.assessor, people.agency, ANSWER, asked, "Perbup yang mana?\r\nSebut nomornya.")
    (said,) = threads(people.agency, ANSWER, [asked])[asked].comments
    assert (said.text, said.author_name) == ("Perbup yang mana?\nSebut nomornya.", people.assessor.name)
    entry = json.loads(Entry.objects.get(act="discussions.comment").body)
    assert (entry["kind"], entry["subject"]) == (ANSWER, str(asked))


def test_threads_of_all_indicators_are_one_query(people: Team, mandiri: Stage) -> None:
    ids = list(Answer.objects.filter(stage=mandiri).values_list("id", flat=True))
    comment(people.entry, people.agency, ANSWER, ids[0], "pertama")
    comment(people.assessor, people.agency, ANSWER, ids[0], "kedua")
    with CaptureQueriesContext(connection) as queries:
        found = threads(people.agency, ANSWER, ids)
    assert len(queries) == 1
    assert len(found) == 47
    assert [one.text for one in found[ids[0]].comments] == ["pertama", "kedua"]
    assert found[ids[1]].comments == ()


def test_comment_is_resolved_by_somebody_and_can_be_opened_again(people: Team, mandiri: Stage) -> None:
    asked = answer_id(mandiri)
    made = comment(people.assessor, people.agency, ANSWER, asked, "Buktinya kurang")
    resolve(people.entry, people.agency, made)
    thread = threads(people.agency, ANSWER, [asked])[asked]
    assert (thread.open, thread.comments[0].resolved_by_name) == (0, people.entry.name)
    resolve(people.entry, people.agency, made)
    assert Entry.objects.filter(act="discussions.resolve").count() == 1
    resolve(people.assessor, people.agency, made, resolved=False)
    assert threads(people.agency, ANSWER, [asked])[asked].open == 1


def test_contact_of_a_unit_comments_only_on_what_was_assigned(people: Team, mandiri: Stage) -> None:
    office = unit(people.agency, "DISKOMINFO")
    contact = person("pic kominfo", people.agency, "unit_contact", office)
    with pytest.raises(NotReadableError):
        comment(contact, people.agency, ANSWER, answer_id(mandiri), "saya tidak tahu")
    assign(people.coordinator, mandiri, ["I1"], unit=office)
    comment(contact, people.agency, ANSWER, answer_id(mandiri), "surat sudah dikirim")
    assert Comment.objects.count() == 1


def test_assessor_from_outside_comments_only_on_a_stage_given_to_them(people: Team, mandiri: Stage) -> None:
    outside = person("asesor luar", people.agency, "external_assessor")
    with pytest.raises(NotReadableError):
        comment(outside, people.agency, ANSWER, answer_id(mandiri), "mohon dijelaskan")
    give_access(people.coordinator, mandiri, outside, date(2999, 1, 1))
    comment(outside, people.agency, ANSWER, answer_id(mandiri), "mohon dijelaskan")


def test_nobody_comments_in_a_foreign_agency_or_on_what_is_not_there(people: Team, mandiri: Stage) -> None:
    others = team("kota-kupang")
    with pytest.raises(RefusedError):
        comment(others.entry, people.agency, ANSWER, answer_id(mandiri), "halo")
    with pytest.raises(NotReadableError):
        comment(others.entry, others.agency, ANSWER, answer_id(mandiri), "halo")
    with pytest.raises(NotReadableError):
        comment(people.entry, people.agency, ANSWER, uuid4(), "halo")
    foreign = comment(others.entry, others.agency, ANSWER, answer_id(opened(others)), "halo")
    with pytest.raises(NotReadableError):
        resolve(people.entry, people.agency, foreign)


@pytest.mark.parametrize(("text", "why"), [(" \n ", "tulis dahulu"), ("a" * 4_001, "terlalu panjang")])
def test_comment_without_words_or_with_too_many_is_refused(
    people: Team, mandiri: Stage, text: str, why: str
) -> None:
    with pytest.raises(DiscussionError, match=why):
        comment(people.entry, people.agency, ANSWER, answer_id(mandiri), text)


def test_same_key_says_it_once(people: Team, mandiri: Stage) -> None:
    asked = answer_id(mandiri)
    first, second = (
        comment(people.entry, people.agency, ANSWER, asked, "sekali saja", key="k-1") for _ in range(2)
    )
    assert first == second
    assert Comment.objects.count() == 1


def test_of_many_comments_the_latest_ten_stand_open_and_the_others_folded(
    people: Team, mandiri: Stage
) -> None:
    for number in range(12):
        comment(people.entry, people.agency, ANSWER, answer_id(mandiri), f"catatan {number:02}")
    page = read(sign_in(Client(), people.assessor), f"{address_of(mandiri)}isian/1/")
    folded, after = page.split("Komentar sebelumnya (2)", 1)[1].split("</details>", 1)
    assert re.findall(r"catatan \d\d", folded) == ["catatan 00", "catatan 01"]
    assert re.findall(r"catatan \d\d", after) == [f"catatan {number:02}" for number in range(2, 12)]


def test_few_comments_are_not_folded(people: Team, mandiri: Stage) -> None:
    for number in range(10):
        comment(people.entry, people.agency, ANSWER, answer_id(mandiri), f"catatan {number:02}")
    page = read(sign_in(Client(), people.assessor), f"{address_of(mandiri)}isian/1/")
    assert "Komentar sebelumnya" not in page
    assert len(re.findall(r"catatan \d\d", page)) == 10
