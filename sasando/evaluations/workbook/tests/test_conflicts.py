"""Two people, one answer: what somebody changed after the export is never overwritten unasked."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sasando.evaluations.actions.drafting import save_draft
from sasando.evaluations.actions.judging import judge
from sasando.evaluations.actions.sealing import seal
from sasando.evaluations.entered import Entered
from sasando.evaluations.models import Answer, Judgement, Stage
from sasando.evaluations.testing import Team, fill, levels
from sasando.evaluations.workbook.tests.conftest import exported, filled, saved, uploaded
from sasando.organizations.models import User
from sasando.ui.clock import moment

pytestmark = pytest.mark.django_db
Desk = Callable[[User], Client]


def current(of: Stage, code: str) -> Judgement:
    found = Answer.objects.select_related("current").get(stage=of, node__code=code).current
    assert found is not None
    return found


@pytest.fixture
def both(people: Team, mandiri: Stage, desk: Desk) -> bytes:
    """A workbook in which fact and value of indicator 1 were filled, while somebody else changed its fact."""
    judge(people.entry, mandiri, [Entered("I1", 0, Fraction(2), fact="semula", analysis="semula")])
    raw = exported(desk(people.entry), mandiri)
    judge(people.assessor, mandiri, [Entered("I1", 1, Fraction(2), fact="oleh asesor")])
    return filled(raw, {"D5": 3, "E5": "dari berkas"})


def test_both_texts_are_shown_and_only_the_cell_that_moved_is_a_conflict(
    people: Team, mandiri: Stage, desk: Desk, both: bytes
) -> None:
    client = desk(people.entry)
    text = client.get(uploaded(client, mandiri, both)["Location"]).content.decode()
    assert "1 sel berubah di kedua tempat" in text
    assert "oleh asesor" in text
    assert "dari berkas" in text
    when = moment(current(mandiri, "I1").at, people.agency.timezone)
    assert f'<p class="hint">{people.assessor.name}, {when}</p>' in text
    assert 'name="I1.fact"' in text
    assert 'name="I1.value"' not in text


def test_what_oneself_changed_since_the_export_is_called_one_s_own(
    people: Team, mandiri: Stage, desk: Desk
) -> None:
    client = desk(people.entry)
    raw = filled(exported(client, mandiri), {"D5": 3, "E6": "dari berkas", "D7": 3})
    judge(people.entry, mandiri, [Entered("I1", 0, Fraction(2))])
    save_draft(people.entry, mandiri, "I2", 0, "ditulis di layar", "")
    save_draft(people.entry, mandiri, "I3", 0, "masih ditulis", "")
    text = client.get(uploaded(client, mandiri, raw)["Location"]).content.decode()
    assert "3 sel berubah di kedua tempat" in text
    assert "Orang lain" not in text
    assert text.count('<p class="hint">Anda, ') == 2
    assert "Draf Anda yang lebih baru akan ikut menjadi penilaian." in text


def test_without_a_choice_the_stored_text_stays_and_the_rest_is_saved(
    people: Team, mandiri: Stage, desk: Desk, both: bytes
) -> None:
    saved(desk(people.entry), mandiri, both)
    held = current(mandiri, "I1")
    assert (held.value, held.fact, held.analysis) == (3, "oleh asesor", "semula")


def test_text_of_the_file_is_saved_where_it_was_chosen(
    people: Team, mandiri: Stage, desk: Desk, both: bytes
) -> None:
    saved(desk(people.entry), mandiri, both, **{"I1.fact": "file"})
    held = current(mandiri, "I1")
    assert (held.value, held.fact) == (3, "dari berkas")


def test_draft_that_the_file_does_not_know_becomes_part_of_a_decision_only_when_that_is_chosen(
    people: Team, mandiri: Stage, desk: Desk
) -> None:
    client = desk(people.entry)
    raw = filled(exported(client, mandiri), {"D5": 3})
    save_draft(people.assessor, mandiri, "I1", 0, "masih ditulis", "")
    preview = client.get(uploaded(client, mandiri, raw)["Location"]).content.decode()
    assert f"Draf yang lebih baru dari {people.assessor.name} akan ikut menjadi penilaian." in preview
    saved(client, mandiri, raw)
    assert not Judgement.objects.exists()
    saved(client, mandiri, raw, **{"I1.value": "file"})
    assert (current(mandiri, "I1").value, current(mandiri, "I1").fact) == (3, "masih ditulis")


def test_change_between_preview_and_saving_saves_nothing_and_shows_the_newest(
    people: Team, mandiri: Stage, desk: Desk
) -> None:
    client = desk(people.entry)
    raw = filled(exported(client, mandiri), {"D5": 3, "D6": 3})
    place = uploaded(client, mandiri, raw)["Location"]
    client.get(place)
    fill(people.assessor, mandiri, {"I1": 4})
    answered = client.post(place, {"seen": "I1=0,I2=0"})
    assert answered.status_code == 409
    assert "Isian berubah sejak Anda memeriksanya" in answered.content.decode()
    assert Judgement.objects.count() == 1
    again = client.post(place, {"seen": "I1=1,I2=0", "I1.value": "file"})
    assert again.status_code == 302
    assert current(mandiri, "I1").value == 3


def test_button_pressed_twice_saves_once_and_shows_no_error(people: Team, mandiri: Stage, desk: Desk) -> None:
    client = desk(people.entry)
    place = uploaded(client, mandiri, filled(exported(client, mandiri), {"D5": 3}))["Location"]
    answers = [client.post(place, {"seen": "I1=0"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Judgement.objects.count() == 1


def test_stage_sealed_meanwhile_takes_nothing(people: Team, mandiri: Stage, desk: Desk) -> None:
    client = desk(people.entry)
    fill(people.entry, mandiri, levels(47, 2))
    place = uploaded(client, mandiri, filled(exported(client, mandiri), {"D5": 3}))["Location"]
    seal(people.responsible, mandiri)
    refused = client.post(place, {"seen": "I1=1"})
    assert refused.status_code == 403
    assert "Tahap ini tidak terbuka; tidak ada yang disimpan." in refused.content.decode()
    assert current(mandiri, "I1").value == 2


def test_saving_takes_the_same_number_of_queries_for_two_rows_and_for_forty_seven(
    people: Team, mandiri: Stage, desk: Desk
) -> None:
    client = desk(people.entry)
    client.get("/k/")
    counts = []
    for rows in (range(5, 7), range(7, 52)):
        raw = filled(exported(client, mandiri), {f"D{row}": 2 for row in rows})
        with CaptureQueriesContext(connection) as queries:
            saved(client, mandiri, raw)
        counts.append(len(queries))
    assert counts[0] == counts[1]
