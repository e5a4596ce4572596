"""What was taken from last year says so, and is taken back in one act as long as nobody changed it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from fractions import Fraction

import pytest
from django.test import Client

from sasando.evaluations.actions.discarding import discard
from sasando.evaluations.actions.drafting import save_draft
from sasando.evaluations.actions.judging import judge
from sasando.evaluations.actions.starting import start_from, take_back
from sasando.evaluations.entered import Entered
from sasando.evaluations.faults import StageClosedError
from sasando.evaluations.models import Answer, Evaluation, Stage
from sasando.evaluations.testing import Team, address_of, documents_open, fill, from_outside, levels, opened
from sasando.kernel.grant_table import RefusedError
from sasando.kernel.models import Entry
from sasando.organizations.models import User

pytestmark = pytest.mark.django_db
Desk = Callable[[User], Client]


@pytest.fixture
def last_year(people: Team) -> Evaluation:
    """2024 with texts of 1, 2 and 3."""
    before = opened(people, year=2024)
    fill(people.entry, before, levels(3, 2), fact="fakta lama")
    return before.evaluation


def drafts(of: Stage) -> set[str]:
    return set(Answer.objects.filter(stage=of).exclude(draft_fact="").values_list("node__code", flat=True))


def test_one_act_empties_what_one_taking_made_and_nobody_changed(
    people: Team, mandiri: Stage, last_year: Evaluation
) -> None:
    fill(people.entry, mandiri, {"I3": 4})
    first = start_from(people.entry, mandiri, last_year, {"I1": "I1", "I2": "I2"}).taking
    assert first
    second = start_from(people.entry, mandiri, last_year, {"I3": "I3"}).taking
    assert second
    save_draft(people.assessor, mandiri, "I2", 1, "disunting", "")
    assert take_back(people.coordinator, mandiri, first) == ("I1",)
    assert drafts(mandiri) == {"I2", "I3"}
    one = Answer.objects.get(stage=mandiri, node__code="I1")
    assert (one.work_state, one.revision) == ("empty", 2)
    (entry,) = Entry.objects.filter(act="evaluations.take_back")
    assert json.loads(entry.body) == {"taking": str(first), "drafts": ["I1"]}
    assert take_back(people.entry, mandiri, first) == ()
    assert take_back(people.entry, mandiri, second) == ("I3",)
    assert Answer.objects.get(stage=mandiri, node__code="I3").work_state == "filled"
    assert Entry.objects.filter(act="evaluations.take_back").count() == 2


def test_text_that_became_an_answer_is_not_taken_back(
    people: Team, mandiri: Stage, last_year: Evaluation
) -> None:
    taking = start_from(people.entry, mandiri, last_year, {"I1": "I1"}).taking
    assert taking
    judge(people.entry, mandiri, [Entered("I1", 1, Fraction(1), fact="fakta lama")])
    assert take_back(people.entry, mandiri, taking) == ()
    held = Answer.objects.select_related("current").get(stage=mandiri, node__code="I1").current
    assert held
    assert held.fact == "fakta lama"


def test_who_may_not_take_may_not_take_back_either_and_nobody_in_a_sealed_stage(
    people: Team, mandiri: Stage, last_year: Evaluation
) -> None:
    taking = start_from(people.entry, mandiri, last_year, {"I1": "I1"}).taking
    assert taking
    with pytest.raises(RefusedError):
        take_back(people.leader, mandiri, taking)
    documents_open(people, mandiri)
    with pytest.raises(StageClosedError):
        take_back(people.entry, mandiri, taking)


def test_page_offers_to_take_back_at_once_and_says_what_it_did(
    people: Team, mandiri: Stage, last_year: Evaluation, desk: Desk
) -> None:
    client = desk(people.entry)
    address = f"{address_of(mandiri)}mulai-dari/"
    told = client.post(address, {"dari": str(last_year.id), "ambil": ["I1:I1", "I2:I2"]}, follow=True)
    assert f'<a href="{address}#h-diambil">Batalkan selama belum diubah</a>' in told.content.decode()
    page = client.get(address).content.decode()
    assert "Dari SPBE 2024 · Simulasi" in page
    assert "Belum diubah: indikator 1, 2." in page
    taking = re.search(r'name="batalkan" value="([^"]+)"', page)
    assert taking
    after = client.post(address, {"batalkan": taking[1]}, follow=True).content.decode()
    assert "Pengambilan dibatalkan; drafnya kosong lagi: indikator 1, 2." in after
    assert 'name="batalkan"' not in after
    assert drafts(mandiri) == set()
    again = client.post(address, {"batalkan": taking[1]}, follow=True).content.decode()
    assert "Tidak ada draf yang belum diubah dari pengambilan itu." in again
    assert "Pelaksana entri data, asesor internal" in (
        desk(people.leader).post(address, {"batalkan": taking[1]}).content.decode()
    )


def test_indicator_says_where_its_draft_was_taken_from_beside_it_and_in_its_history(
    people: Team, mandiri: Stage, last_year: Evaluation, desk: Desk
) -> None:
    start_from(people.entry, mandiri, last_year, {"I2": "I1"})
    said = "Dari tulisan SPBE 2024 · Simulasi, indikator 1"
    for who in (people.entry, people.leader):
        page = desk(who).get(f"{address_of(mandiri)}isian/2/").content.decode()
        assert f"belum menjadi isian. {said}." in page
        assert f"<li>{said} " in page
    other = desk(people.entry).get(f"{address_of(mandiri)}isian/1/").content.decode()
    assert "Dari tulisan" not in other
    judge(people.entry, mandiri, [Entered("I2", 1, Fraction(1), fact="fakta lama")])
    page = desk(people.entry).get(f"{address_of(mandiri)}isian/2/").content.decode()
    assert page.index("Nilai 1") < page.index(f"<li>{said} ")
    assert "belum menjadi isian" not in page


def test_assessor_from_outside_does_not_read_how_the_agency_came_to_its_text(
    people: Team, mandiri: Stage, last_year: Evaluation, desk: Desk
) -> None:
    start_from(people.entry, mandiri, last_year, {"I1": "I1"})
    following = documents_open(people, mandiri)
    outside = from_outside(people, following)
    address = f"{address_of(following)}isian/1/"
    assert "Dari tulisan" in desk(people.entry).get(address).content.decode()
    assert "Dari tulisan" not in desk(outside).get(address).content.decode()


def test_evaluation_whose_taken_texts_are_gone_can_be_removed(
    people: Team, mandiri: Stage, last_year: Evaluation
) -> None:
    start_from(people.entry, mandiri, last_year, {"I1": "I1"})
    save_draft(people.entry, mandiri, "I1", 1, "", "")
    discard(people.coordinator, mandiri.evaluation)
    assert not Evaluation.objects.filter(id=mandiri.evaluation_id).exists()
