"""An evaluation that was opened by mistake goes again, as long as nothing stands in it."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction

import pytest
from django.test import Client

from sasando.discussions.actions import comment
from sasando.evaluations.actions.assigning import assign
from sasando.evaluations.actions.discarding import discard
from sasando.evaluations.actions.drafting import save_draft
from sasando.evaluations.actions.judging import judge
from sasando.evaluations.actions.opening import record_absence, schedule
from sasando.evaluations.entered import Entered
from sasando.evaluations.faults import StageClosedError
from sasando.evaluations.models import Answer, Evaluation, Stage
from sasando.evaluations.subjects import ANSWER
from sasando.evaluations.testing import Team, fill, from_outside, levels, opened, read
from sasando.kernel.models import Entry
from sasando.organizations.testing import sign_in

pytestmark = pytest.mark.django_db
BUTTON = "Hapus evaluasi ini"


def page_of(made: Stage) -> str:
    return f"/k/{made.evaluation.agency.slug}/evaluasi/{made.evaluation_id}/"


def test_empty_evaluation_goes_with_its_days_and_the_journal_keeps_what_it_was(
    client: Client, people: Team, mandiri: Stage
) -> None:
    schedule(people.coordinator, mandiri, date(2026, 1, 1), "Surat B/7")
    assign(people.coordinator, mandiri, ["I1"], person=people.entry)
    from_outside(people, mandiri)
    sign_in(client, people.coordinator)
    assert BUTTON in read(client, page_of(mandiri))
    said = client.post(f"{page_of(mandiri)}hapus/", follow=True).content.decode()
    assert "Evaluasi dihapus; jurnal mencatatnya." in said
    assert "Belum ada evaluasi." in said
    assert not Evaluation.objects.exists()
    entry = Entry.objects.get(act="evaluations.discard")
    assert json.loads(entry.body)["year"] == mandiri.evaluation.year


@pytest.mark.parametrize("what", ["draft", "value", "withdrawn", "comment", "absence"])
def test_evaluation_in_which_something_stands_stays(
    client: Client, people: Team, mandiri: Stage, what: str
) -> None:
    if what == "draft":
        save_draft(people.entry, mandiri, "I1", 0, "ada", "")
    elif what == "comment":
        subject = Answer.objects.get(stage=mandiri, node__code="I1").id
        comment(people.entry, people.agency, ANSWER, subject, "Lihat lampiran.")
    elif what == "absence":
        record_absence(people.coordinator, mandiri.evaluation, "bencana alam")
    else:
        fill(people.entry, mandiri, levels(1, 2))
        if what == "withdrawn":
            judge(people.entry, mandiri, [Entered("I1", 1, outcome="withdrawn")])
    sign_in(client, people.coordinator)
    assert BUTTON not in read(client, page_of(mandiri))
    said = client.post(f"{page_of(mandiri)}hapus/", follow=True).content.decode()
    assert "batalkan catatan itu" in said if what == "absence" else "Sudah ada isian" in said
    assert Evaluation.objects.filter(id=mandiri.evaluation_id).exists()


def test_only_those_who_open_evaluations_remove_one(client: Client, people: Team, mandiri: Stage) -> None:
    sign_in(client, people.entry)
    assert BUTTON not in read(client, page_of(mandiri))
    client.post(f"{page_of(mandiri)}hapus/")
    assert Evaluation.objects.exists()


def test_who_works_on_it_meanwhile_is_told_that_it_is_gone(people: Team, mandiri: Stage) -> None:
    discard(people.coordinator, mandiri.evaluation)
    discard(people.coordinator, mandiri.evaluation)  # the second tap finds nothing to do
    with pytest.raises(StageClosedError, match="sudah dihapus"):
        judge(people.entry, mandiri, [Entered("I1", 0, Fraction(2))])
    assert opened(people).evaluation.year == mandiri.evaluation.year
