"""Odd numbers and texts, typed or forged: refused in words or kept without harm, on both databases."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client

from sasando.evaluations.actions.judging import judge
from sasando.evaluations.actions.sealing import seal
from sasando.evaluations.entered import Entered, read_value
from sasando.evaluations.faults import EvaluationError
from sasando.evaluations.models import Answer, AspectNote, Evaluation, Stage
from sasando.evaluations.testing import Team, address_of, fill, opened, revisions
from sasando.instruments.queries import parsed
from sasando.kernel.faults import BadInputError
from sasando.organizations.testing import sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("written", ["٣", "1e3", "3/0", "1,0000001", f"1,{'0' * 30}1", "1.000,5", "", "²"])
def test_what_is_no_plain_number_is_refused_with_how_to_write_it(written: str) -> None:
    with pytest.raises(ValueError, match="tulis"):
        read_value(written)


@pytest.mark.parametrize(
    "written", ["-0", "9" * 39, "1,0000001", "10000000000000000001/10000000000000000000"]
)
def test_odd_value_in_the_form_is_a_fault_and_not_an_error_of_ours(
    client: Client, people: Team, written: str
) -> None:
    pemdi = opened(people, "pemdi-2026", 2026)
    sign_in(client, people.entry)
    sent = {"expected": "0", "nilai": written, "fakta": "tetap di halaman"}
    answer = client.post(f"{address_of(pemdi)}isian/1/", sent)
    assert answer.status_code == 422
    assert "tetap di halaman" in answer.content.decode()


def test_index_that_no_database_keeps_exactly_is_refused_before_sealing(people: Team) -> None:
    pemdi = opened(people, "pemdi-2026", 2026)
    fill(
        people.entry,
        pemdi,
        {code: Fraction(10**6 - 2 * n, 999_961 - 2 * n) for n, code in enumerate(revisions(pemdi))},
    )
    with pytest.raises(EvaluationError, match="terlalu panjang untuk disimpan"):
        seal(people.responsible, pemdi)


@pytest.mark.parametrize("field", ["source_agency", "item", "on_behalf_of"])
def test_name_longer_than_its_place_is_a_fault(people: Team, mandiri: Stage, field: str) -> None:
    over: Any = {field: "x" * 201}
    with pytest.raises(BadInputError, match="paling banyak 200"):
        judge(people.entry, mandiri, [replace(Entered("I1", 0, Fraction(3)), **over)])


def test_names_of_agencies_and_services_are_one_line_and_the_same_again_changes_nothing(people: Team) -> None:
    old = opened(people, "spbe-2018", 2018)
    item = next(leaf.code for leaf in parsed(old.instrument.digest).leaves if leaf.kind == "item")
    untidy = "Dinas\r\n\u202eKesehatan\u200b"
    entered = Entered(item, 0, Fraction(3), item=untidy, on_behalf_of=untidy, source_agency=untidy)
    assert judge(people.entry, old, [entered]) == {item: 1}
    held = Answer.objects.select_related("current").get(stage=old, node__code=item)
    assert held.current is not None
    told = held.item, held.current.on_behalf_of, held.current.source_agency
    assert told == ("Dinas Kesehatan",) * 3
    assert judge(people.entry, old, [replace(entered, expected_revision=1)]) == {item: 1}


def test_nul_in_any_field_of_a_form_is_left_out(client: Client, people: Team, mandiri: Stage) -> None:
    sign_in(client, people.coordinator)
    whole = f"/k/kab-kupang/evaluasi/{mandiri.evaluation_id}/"
    below = f"{whole}mandiri/"
    opening = {"tahun": "2024", "instrumen": "spbe-2020:evaluasi", "jenis": "simulasi", "nama": "a\0b"}
    for address, sent in (
        ("/k/kab-kupang/evaluasi/", opening),
        (f"{below}jadwal/", {"surat": "a\0b"}),
        (f"{below}buka-kembali/", {"alasan": "\0"}),
        (f"{below}akses/", {"orang": "\0", "sampai": "2999-01-01"}),
        (f"{below}tugas/", {"pilih": "I1\0:0"}),
        (f"{below}aspek/", {"expected-A1": "0", "kekuatan-A1": "a\0b"}),
        (f"{below}isian/1/verifikasi/", {"expected": "0", "catatan": "\0", "pengecualian": "\0"}),
        (f"{below}isian/1/komentar/", {"selesai": "\0"}),
        (f"{whole}pertanyaan/", {"expected-1": "0", "jawaban-1": "a\0b"}),
    ):  # fmt: skip
        assert client.post(address, sent).status_code < 500, address
    assert Evaluation.objects.get(year=2024).label == "ab"
    assert Stage.objects.get(id=mandiri.id).letter == "ab"
    assert AspectNote.objects.get(stage=mandiri).strengths == "ab"
    sign_in(client, people.entry)
    sent = {"expected": "0", "nilai": "3", "fakta": "f\0", "alasan": "a\0b", "sumber_dokumen": "d\0"}
    assert client.post(f"{below}isian/1/", sent).status_code == 302
    current = Answer.objects.get(stage=mandiri, node__code="I1").current
    assert current is not None
    assert (current.fact, current.reason, current.source_document) == ("f", "ab", "d")
