"""Drafts save themselves, overwrite nobody, and fill the journal with no more than it needs."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from django.utils import timezone

from sasando.evaluations.actions.drafting import save_draft
from sasando.evaluations.actions.judging import judge
from sasando.evaluations.entered import Entered
from sasando.evaluations.faults import ConflictError
from sasando.evaluations.models import Answer, DraftNote, Stage
from sasando.evaluations.testing import Team
from sasando.kernel.faults import BadInputError
from sasando.kernel.models import Entry

pytestmark = pytest.mark.django_db


def entries() -> list[dict[str, object]]:
    return [json.loads(one.body) for one in Entry.objects.filter(act="evaluations.draft").order_by("seq")]


def test_journal_tells_of_a_draft_by_digest_and_length_once_in_ten_minutes(
    people: Team, mandiri: Stage
) -> None:
    revision = 0
    for text in ("P", "Perb", "Perbup 12"):
        revision = save_draft(people.entry, mandiri, "I1", revision, text, "")
    assert revision == 3
    (entry,) = entries()
    assert entry["draft"]["fact"]["length"] == 1  # type: ignore[index]
    assert "Perbup" not in json.dumps(entry)
    assert Answer.objects.get(stage=mandiri, node__code="I1").draft_fact == "Perbup 12"


@pytest.mark.usefixtures("free_writes")
def test_journal_tells_again_after_ten_minutes_and_of_another_person(people: Team, mandiri: Stage) -> None:
    save_draft(people.entry, mandiri, "I1", 0, "satu", "")
    save_draft(people.assessor, mandiri, "I1", 1, "dua", "")
    assert len(entries()) == 2
    DraftNote.objects.update(noted_at=timezone.now() - timedelta(minutes=11))
    save_draft(people.entry, mandiri, "I1", 2, "tiga", "")
    assert len(entries()) == 3


def test_second_tab_overwrites_nothing_and_is_shown_both_texts(people: Team, mandiri: Stage) -> None:
    save_draft(people.entry, mandiri, "I1", 0, "tab pertama", "")
    with pytest.raises(ConflictError) as caught:
        save_draft(people.entry, mandiri, "I1", 0, "tab kedua", "")
    assert caught.value.stale[0].fact == "tab pertama"


def test_draft_whose_answer_was_lost_on_the_way_is_saved_once(people: Team, mandiri: Stage) -> None:
    assert save_draft(people.entry, mandiri, "I1", 0, "terkirim", "") == 1
    assert save_draft(people.entry, mandiri, "I1", 0, "terkirim", "") == 1


def test_judgement_takes_the_draft_with_it(people: Team, mandiri: Stage) -> None:
    save_draft(people.entry, mandiri, "I1", 0, "dari draf", "analisis draf")
    judge(people.entry, mandiri, [Entered("I1", 1, Fraction(2))])
    held = Answer.objects.select_related("current").get(stage=mandiri, node__code="I1")
    assert held.current is not None
    assert (held.current.fact, held.current.analysis, held.draft_fact) == ("dari draf", "analisis draf", "")


def test_value_follows_its_own_draft_whose_answer_was_lost_on_the_way(people: Team, mandiri: Stage) -> None:
    save_draft(people.entry, mandiri, "I1", 0, "RPJMD halaman 12\n", "")
    written = Entered("I1", 0, Fraction(2), fact="RPJMD halaman 12", analysis="")
    with pytest.raises(ConflictError):
        judge(people.assessor, mandiri, [written])
    with pytest.raises(ConflictError):
        judge(people.entry, mandiri, [replace(written, fact="tab kedua")])
    assert judge(people.entry, mandiri, [written]) == {"I1": 2}


def test_draft_that_is_too_long_is_refused_with_its_length(people: Team, mandiri: Stage) -> None:
    with pytest.raises(BadInputError, match=r"fakta terlalu panjang \(20\.001 huruf\)"):
        save_draft(people.entry, mandiri, "I1", 0, "a" * 20_001, "")


def test_emptied_draft_leaves_the_answer_empty(people: Team, mandiri: Stage) -> None:
    save_draft(people.entry, mandiri, "I1", 0, "salah", "")
    save_draft(people.entry, mandiri, "I1", 1, "", "")
    assert Answer.objects.get(stage=mandiri, node__code="I1").work_state == "empty"
