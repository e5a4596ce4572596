"""Last year's own texts begin this year's work, as drafts; nothing else of last year comes along."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from fractions import Fraction

import pytest
from django.test import Client

from sasando.evaluations.actions.drafting import save_draft
from sasando.evaluations.actions.judging import judge
from sasando.evaluations.actions.opening import open_stage
from sasando.evaluations.actions.sealing import seal
from sasando.evaluations.actions.starting import start_from
from sasando.evaluations.copying.earlier import changed_criteria, matches
from sasando.evaluations.entered import Entered
from sasando.evaluations.faults import EvaluationError, StageClosedError
from sasando.evaluations.models import Answer, Stage
from sasando.evaluations.testing import Team, address_of, fill, levels, opened, revisions, stage, team
from sasando.instruments.queries import instrument
from sasando.kernel.faults import BadInputError
from sasando.kernel.grant_table import RefusedError
from sasando.kernel.models import Entry
from sasando.organizations.models import User
from sasando.organizations.testing import person
from sasando.scoring.model import Criterion, Node, Status

pytestmark = pytest.mark.django_db
Desk = Callable[[User], Client]


@pytest.fixture
def last_year(people: Team) -> Stage:
    """*Mandiri* of 2024: 1 and 2 with texts, 3 withdrawn, 4 without a text; lowered afterwards by the ministry."""
    before = opened(people, year=2024)
    fill(people.entry, before, levels(47, 2))
    now = revisions(before)
    judge(
        people.entry,
        before,
        [Entered("I1", now["I1"], Fraction(4), fact="fakta lama", analysis="analisis lama")],
    )
    judge(people.entry, before, [Entered("I2", now["I2"], Fraction(3), fact="fakta dua")])
    seal(people.responsible, before)
    dokumen = stage(str(before.evaluation_id), "dokumen")
    open_stage(people.coordinator, dokumen)
    lowered = Entered(
        "I1",
        0,
        Fraction(1),
        fact="catatan luar asesor",
        justification="justifikasi asesor",
        source_document="laporan",
    )
    judge(people.coordinator, dokumen, [lowered])
    return before


def answer(of: Stage, code: str) -> Answer:
    return Answer.objects.select_related("current").get(stage=of, node__code=code)


def test_own_texts_become_drafts_and_neither_level_nor_assessor_comes_along(
    people: Team, mandiri: Stage, last_year: Stage
) -> None:
    done = start_from(people.entry, mandiri, last_year.evaluation, {"I1": "I1", "I2": "I2", "I4": "I4"})
    assert (done.taken, done.left) == (("I1", "I2"), ("I4",))
    held = answer(mandiri, "I1")
    assert (held.draft_fact, held.draft_analysis) == ("fakta lama", "analisis lama")
    assert (held.current, held.work_state, held.revision) == (None, "draft", 1)
    assert not Answer.objects.filter(stage=mandiri, draft_fact__contains="asesor").exists()
    (entry,) = Entry.objects.filter(act="evaluations.start_from")
    body = json.loads(entry.body)
    assert body["source"] == str(last_year.evaluation_id)
    assert body["taking"] == str(done.taking)
    assert [one["from"] for one in body["drafts"]] == ["I1", "I2"]
    assert "fakta lama" not in entry.body


def test_text_that_exists_is_never_overwritten(people: Team, mandiri: Stage, last_year: Stage) -> None:
    save_draft(people.assessor, mandiri, "I1", 0, "draf tahun ini", "")
    judge(people.entry, mandiri, [Entered("I2", 0, Fraction(2), analysis="sudah diputuskan")])
    done = start_from(people.entry, mandiri, last_year.evaluation, {"I1": "I1", "I2": "I2"})
    assert done.taken == ()
    assert answer(mandiri, "I1").draft_fact == "draf tahun ini"
    assert answer(mandiri, "I2").draft_fact == ""
    assert not Entry.objects.filter(act="evaluations.start_from").exists()


def test_starting_twice_changes_nothing_the_second_time(
    people: Team, mandiri: Stage, last_year: Stage
) -> None:
    start_from(people.entry, mandiri, last_year.evaluation, {"I1": "I1"})
    assert start_from(people.entry, mandiri, last_year.evaluation, {"I1": "I1"}).left == ("I1",)
    assert answer(mandiri, "I1").revision == 1


def test_what_may_not_begin_is_refused(people: Team, mandiri: Stage, last_year: Stage) -> None:
    foreign = opened(team("kab-belu"))
    with pytest.raises(EvaluationError, match="instansi yang sama"):
        start_from(people.entry, mandiri, foreign.evaluation, {"I1": "I1"})
    with pytest.raises(EvaluationError, match="instansi yang sama"):
        start_from(people.entry, mandiri, mandiri.evaluation, {"I1": "I1"})
    dokumen = stage(str(last_year.evaluation_id), "dokumen")
    with pytest.raises(EvaluationError, match="hanya penilaian mandiri"):
        start_from(people.entry, dokumen, mandiri.evaluation, {"I1": "I1"})
    with pytest.raises(BadInputError, match="I99"):
        start_from(people.entry, mandiri, last_year.evaluation, {"I1": "I99"})
    with pytest.raises(RefusedError):
        start_from(people.leader, mandiri, last_year.evaluation, {"I1": "I1"})
    with pytest.raises(EvaluationError, match="tahun yang sama atau sebelumnya"):
        start_from(people.entry, last_year, mandiri.evaluation, {"I1": "I1"})
    before_that = opened(people, year=2023)
    with pytest.raises(StageClosedError):
        start_from(people.entry, last_year, before_that.evaluation, {"I1": "I1"})


def test_page_shows_what_could_be_taken_and_takes_what_is_ticked(
    people: Team, mandiri: Stage, last_year: Stage, desk: Desk
) -> None:
    client = desk(people.entry)
    address = f"{address_of(mandiri)}mulai-dari/"
    first = client.get(address).content.decode()
    assert "SPBE 2024 · Simulasi" in first
    assert "2 indikator berisi tulisan" in first
    text = client.get(address, {"dari": str(last_year.evaluation_id)}).content.decode()
    assert 'value="I1:I1"' in text
    assert "fakta lama" in text
    assert "catatan luar" not in text
    assert "Kriteria berubah" not in text
    taken = client.post(address, {"dari": str(last_year.evaluation_id), "ambil": ["I2:I2"]})
    assert taken["Location"] == address_of(mandiri)
    assert answer(mandiri, "I2").draft_fact == "fakta dua"
    assert answer(mandiri, "I1").draft_fact == ""
    again = client.get(address, {"dari": str(last_year.evaluation_id)}).content.decode()
    assert "Sudah berisi teks, jadi tidak disentuh: indikator 2." in again


def test_another_instrument_is_matched_by_name_or_by_a_person(
    people: Team, last_year: Stage, desk: Desk
) -> None:
    pemdi = opened(people, "pemdi-2026", 2026)
    client = desk(people.entry)
    address = f"{address_of(pemdi)}mulai-dari/"
    asked = {"dari": str(last_year.evaluation_id)}
    text = client.get(address, asked).content.decode()
    assert "Instrumennya lain." in text
    assert "Belum ada indikator yang berpasangan." in text
    assert 'name="map-I3"' in text
    text = client.get(address, {**asked, "map-I3": "I1", "map-I2": "I2"}).content.decode()
    assert 'value="I3:I1"' in text
    assert "dari indikator 1." in text
    assert "dari indikator 2." in text
    assert "Kriteria berubah" in text
    client.post(address, {**asked, "ambil": "I3:I1"})
    assert answer(pemdi, "I3").draft_fact == "fakta lama"


def test_criteria_of_a_draft_are_badged_beside_the_official_ones(
    people: Team, last_year: Stage, desk: Desk
) -> None:
    address = f"{address_of(opened(people, 'pemdi-2026', 2026))}mulai-dari/"
    text = (
        desk(people.entry)
        .get(address, {"dari": str(last_year.evaluation_id), "map-I3": "I1"})
        .content.decode()
    )
    old, new = re.findall(r'<th scope="col">(Lama.*?|Baru.*?)</th>', text)
    assert "kriteria dari rancangan" in new
    assert "kriteria dari rancangan" not in old


def test_match_that_a_person_chose_can_be_chosen_again(people: Team, last_year: Stage, desk: Desk) -> None:
    address = f"{address_of(opened(people, 'pemdi-2026', 2026))}mulai-dari/"
    client = desk(people.entry)
    text = client.get(address, {"dari": str(last_year.evaluation_id), "map-I3": "I1"}).content.decode()
    field = re.search(r'<select class="in" id="map-I3".*?</select>', text)
    assert field
    assert '<option value="I1" selected>' in field[0]
    other = client.get(address, {"dari": str(last_year.evaluation_id), "map-I3": "I2"}).content.decode()
    assert 'value="I3:I2"' in other
    assert 'value="I3:I1"' not in other


def test_page_names_what_was_taken_and_what_somebody_wrote_meanwhile(
    people: Team, mandiri: Stage, last_year: Stage, desk: Desk
) -> None:
    client = desk(people.entry)
    address = f"{address_of(mandiri)}mulai-dari/"
    asked = {"dari": str(last_year.evaluation_id)}
    save_draft(people.assessor, mandiri, "I1", 0, "draf tahun ini", "")
    told = client.post(address, {**asked, "ambil": ["I1:I1", "I2:I2"]}, follow=True).content.decode()
    assert "Draf dibuat dari tulisan lama: indikator 2." in told
    assert "Dibiarkan karena sementara itu sudah berisi tulisan: indikator 1." in told
    nothing = client.post(address, asked, follow=True).content.decode()
    assert "Belum ada indikator yang dicentang; tidak ada yang diubah." in nothing


def test_names_match_only_where_they_are_the_same_and_meant_once() -> None:
    new, old = instrument("spbe-2020"), instrument("spbe-2018")
    found = matches(new, old)
    names = {leaf.code: " ".join(leaf.name.casefold().split()) for leaf in old.leaves}
    for here, there in found.items():
        assert " ".join(new.by_code[here].name.casefold().split()) == names[there]
    assert matches(new, new) == {leaf.code: leaf.code for leaf in new.leaves}


def test_changed_criteria_stand_old_beside_new() -> None:
    def node(*texts: str) -> Node:
        criteria = tuple(
            Criterion(level, text, Status.OFFICIAL, f"digest {text}") for level, text in enumerate(texts, 1)
        )
        return Node("I1", "indicator", "1", "Contoh", "", Fraction(1), Status.OFFICIAL, criteria=criteria)

    changed = changed_criteria(node("sama", "lama"), node("sama", "baru", "tambahan"))
    assert [(one.level, one.old, one.new) for one in changed] == [(2, "lama", "baru"), (3, "", "tambahan")]


def test_texts_of_a_later_year_are_not_offered_to_an_earlier_one(
    people: Team, mandiri: Stage, desk: Desk
) -> None:
    fill(people.entry, mandiri, {"I1": 2}, fact="fakta 2025")
    client = desk(people.entry)
    asked = {"dari": str(mandiri.evaluation_id)}
    earlier = f"{address_of(opened(people, year=2024))}mulai-dari/"
    assert "belum punya evaluasi lain" in client.get(earlier).content.decode()
    assert client.get(earlier, asked).status_code == 404
    beside = f"{address_of(opened(people, kind='resmi'))}mulai-dari/"
    assert 'value="I1:I1"' in client.get(beside, asked).content.decode()


def test_agency_without_an_earlier_evaluation_is_told_so(people: Team, mandiri: Stage, desk: Desk) -> None:
    page = desk(people.entry).get(f"{address_of(mandiri)}mulai-dari/").content.decode()
    assert "Instansi ini belum punya evaluasi lain yang berisi tulisan sendiri." in page


def test_others_find_nothing_to_begin_with(
    people: Team, mandiri: Stage, last_year: Stage, desk: Desk
) -> None:
    address = f"{address_of(mandiri)}mulai-dari/"
    refused = desk(people.leader).get(address)
    assert refused.status_code == 403
    assert "Pelaksana entri data, asesor internal, atau koordinator" in refused.content.decode()
    assert "belum punya evaluasi lain" not in refused.content.decode()
    other = team("kab-belu")
    assert desk(other.entry).get(address).status_code == 404
    theirs = opened(other)
    fill(other.entry, theirs, {"I1": 2}, fact="rahasia Belu")
    client = desk(people.entry)
    assert client.get(address, {"dari": str(theirs.evaluation_id)}).status_code == 404
    assert client.post(address, {"dari": str(theirs.evaluation_id), "ambil": "I1:I1"}).status_code == 404
    outside = person("asesor luar", people.agency, "external_assessor")
    assert desk(outside).get(address).status_code == 404
