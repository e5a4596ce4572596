"""What is refused from the page of an evaluation comes back beside the reason, to the last letter, without a script."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from sasando.evaluations.actions.disclosing import disclose
from sasando.evaluations.actions.noting import answer_general
from sasando.evaluations.actions.sealing import reopen, seal
from sasando.evaluations.models import Disclosure, GeneralAnswer, Reopening, SealReview, Stage, StageAccess
from sasando.evaluations.testing import (
    Team,
    address_of,
    documents_open,
    fill,
    from_outside,
    levels,
    read,
    stage,
)
from sasando.kernel.models import Entry
from sasando.organizations.testing import over, sign_in

pytestmark = pytest.mark.django_db


def refused(client: Client, address: str, status: int = 409, **sent: str) -> str:
    """The page that answers a form, as its reader has it: nothing was done, and the reason stands above."""
    before = Entry.objects.count()
    answer: Any = client.post(address, sent)
    assert answer.status_code == status
    page = unescape(answer.content.decode())
    assert '<div class="errors" role="alert"' in page
    assert Entry.objects.count() == before
    return page


def form_of(page: str, act: str) -> str:
    """The form of an act, with the fold it lies in."""
    found = re.search(rf'action="[^"]*/{act}/"', page)
    assert found, f"the page has no form for {act}"
    before, after = page[: found.start()], page[found.end() :]
    return before[before.rfind("<details") :] + after.partition("</form>")[0]


@pytest.fixture
def sealed(people: Team, mandiri: Stage) -> Stage:
    fill(people.entry, mandiri, levels(47, 2, I1=3, I2=3))
    seal(people.responsible, mandiri)
    return stage(str(mandiri.evaluation_id), "mandiri")


@pytest.fixture
def coordinator(client: Client, people: Team) -> Client:
    return sign_in(client, people.coordinator)


def whole_of(of: Stage) -> str:
    return f"/k/kab-kupang/evaluasi/{of.evaluation_id}/"


def test_schedule_keeps_its_day_and_its_letter(coordinator: Client, mandiri: Stage) -> None:
    form = form_of(
        refused(coordinator, f"{address_of(mandiri)}jadwal/", tenggat="2026-08-01", surat=over(200)),
        "jadwal",
    )
    assert " open" in form.partition(">")[0]
    assert 'value="2026-08-01"' in form
    assert f'value="{over(200)}"' in form
    assert "Nama surat terlalu panjang (201 huruf); paling banyak 200." in form


def test_day_that_is_none_leaves_the_letter(coordinator: Client, mandiri: Stage) -> None:
    page = refused(coordinator, f"{address_of(mandiri)}jadwal/", tenggat="besok", surat="Surat B/66")
    assert '"besok" bukan tanggal; tulis tahun-bulan-hari, seperti 2025-08-17.' in page
    assert 'value="Surat B/66"' in form_of(page, "jadwal")
    assert '<a href="#tenggat-mandiri">' in page


def test_access_keeps_the_person_and_the_day(coordinator: Client, people: Team, mandiri: Stage) -> None:
    documents = documents_open(people, mandiri)
    chosen = from_outside(people, documents)
    from_outside(people, documents, "review_team")
    given = StageAccess.objects.count()
    address = f"{address_of(documents)}akses/"
    form = form_of(refused(coordinator, address, orang=str(chosen.id), sampai="2020-01-01"), "dokumen/akses")
    assert f'value="{chosen.id}" selected' in form
    assert 'value="2020-01-01"' in form
    assert StageAccess.objects.count() == given


def test_reason_of_opening_again_comes_back_whole(coordinator: Client, sealed: Stage) -> None:
    form = form_of(
        refused(coordinator, f"{address_of(sealed)}buka-kembali/", alasan=over(500)), "buka-kembali"
    )
    assert f'value="{over(500)}"' in form
    assert "Alasan terlalu panjang (501 huruf); paling banyak 500." in form
    assert not Reopening.objects.exists()


def test_reason_whose_form_is_gone_meanwhile_stands_above(
    coordinator: Client, people: Team, sealed: Stage
) -> None:
    reopen(people.coordinator, sealed, "orang lain lebih dahulu")
    page = refused(coordinator, f"{address_of(sealed)}buka-kembali/", alasan="alasan panjang saya")
    assert "Yang Anda tulis:" in page
    assert '<p class="pre">alasan panjang saya</p>' in page


def test_note_of_a_review_comes_back_whole(client: Client, people: Team, sealed: Stage) -> None:
    sign_in(client, from_outside(people, sealed, "review_team"))
    page = refused(client, f"{address_of(sealed)}reviu/", putusan="tidak", catatan=over(20_000))
    assert f">{over(20_000)}</textarea>" in form_of(page, "reviu")
    assert not SealReview.objects.exists()


def test_disclosure_keeps_depth_consent_and_what_stays_hidden(coordinator: Client, sealed: Stage) -> None:
    page = refused(
        coordinator,
        f"{address_of(sealed)}umumkan/",
        sampai="indicators",
        persetujuan="Surat 045",
        sembunyikan="1, 99",
    )
    form = form_of(page, "umumkan")
    assert '<option value="indicators" selected>' in form
    assert 'value="Surat 045"' in form
    assert 'value="1, 99"' in form
    assert "Tidak ada indikator 99 pada instrumen ini." in form
    assert not Disclosure.objects.exists()


def test_consent_to_the_newest_seal_comes_back_whole(
    coordinator: Client, people: Team, sealed: Stage
) -> None:
    disclose(people.coordinator, sealed.seals.get(), "parts", "Surat 045", ["I1", "I2"])
    reopen(people.coordinator, sealed, "bukti menyusul")
    seal(people.responsible, sealed)
    page = refused(coordinator, f"{whole_of(sealed)}umumkan-terbaru/", persetujuan=over(300))
    assert f'value="{over(300)}"' in form_of(page, "umumkan-terbaru")
    assert "Surat persetujuan terlalu panjang (301 huruf)" in page


def test_reason_of_taking_no_part_comes_back_whole(coordinator: Client, mandiri: Stage) -> None:
    page = refused(coordinator, f"{whole_of(mandiri)}tidak-mengikuti/", alasan=over(300))
    assert f'value="{over(300)}"' in form_of(page, "tidak-mengikuti")


def test_answers_that_were_not_saved_come_back_and_the_others_are_saved(
    client: Client, people: Team, mandiri: Stage
) -> None:
    answer_general(people.assessor, mandiri, 2, 0, "tulisan asesor")
    sign_in(client, people.entry)
    sent = {"jawaban-1": "tersimpan", "jawaban-2": "tulisan saya", "jawaban-3": over(20_000)}
    answer = client.post(f"{whole_of(mandiri)}pertanyaan/", sent | {f"expected-{one}": "0" for one in "123"})
    assert answer.status_code == 409
    page = unescape(answer.content.decode())
    assert ">tersimpan</textarea>" in page
    assert ">tulisan saya</textarea>" in page
    assert '<p class="pre">tulisan asesor</p>' in page
    assert f">{over(20_000)}</textarea>" in page
    assert "Jawaban terlalu panjang (20.001 huruf)" in page
    assert '<a href="#umum-2">2. Jawaban itu berubah' in page
    texts = GeneralAnswer.objects.order_by("ordinal").values_list("ordinal", "text")
    assert [one for one in texts if one[1]] == [(1, "tersimpan"), (2, "tulisan asesor")]


def test_answer_that_was_shown_beside_another_is_saved_by_pressing_again(
    client: Client, people: Team, mandiri: Stage
) -> None:
    answer_general(people.assessor, mandiri, 2, 0, "tulisan asesor")
    sign_in(client, people.entry)
    address = f"{whole_of(mandiri)}pertanyaan/"
    page = client.post(address, {"expected-2": "0", "jawaban-2": "gabungan keduanya"}).content.decode()
    shown = {
        f"{name}-2": page.partition(f'name="{name}-2" value="')[2].partition('"')[0]
        for name in ("expected", "asal")
    }
    assert client.post(address, {**shown, "jawaban-2": "gabungan keduanya"}).status_code == 302
    assert GeneralAnswer.objects.get(ordinal=2).text == "gabungan keduanya"


def test_answer_of_somebody_who_may_not_answer_stands_above(
    client: Client, people: Team, mandiri: Stage
) -> None:
    sign_in(client, people.leader)
    sent: dict[str, Any] = {"expected-1": "0", "jawaban-1": "tulisan pimpinan"}
    page = refused(client, f"{whole_of(mandiri)}pertanyaan/", 403, **sent)
    assert "Peran Anda tidak melakukan ini." in page
    assert '<p class="pre">tulisan pimpinan</p>' in page


def test_what_was_chosen_from_a_list_does_not_stand_above_as_written(
    client: Client, people: Team, mandiri: Stage
) -> None:
    sign_in(client, people.leader)
    chosen = {"orang": str(people.entry.id), "sampai": "2031-05-06"}
    page = refused(client, f"{address_of(mandiri)}akses/", 403, **chosen)
    assert '<p class="pre">2031-05-06</p>' in page
    assert str(people.entry.id) not in page


def test_evaluation_that_may_not_be_removed_says_why_on_its_page(coordinator: Client, sealed: Stage) -> None:
    refused(coordinator, f"{whole_of(sealed)}hapus/")


def test_page_read_again_holds_what_stands_and_nothing_of_the_refused(
    coordinator: Client, mandiri: Stage
) -> None:
    coordinator.post(f"{address_of(mandiri)}jadwal/", {"tenggat": "2026-08-01", "surat": over(200)})
    page = read(coordinator, whole_of(mandiri))
    assert over(200) not in page
    assert '<div class="errors"' not in page
    stage_now = stage(str(mandiri.evaluation_id), "mandiri")
    assert (stage_now.due, stage_now.letter) == (None, "")


def test_no_box_of_the_page_cuts_what_is_pasted(coordinator: Client, sealed: Stage) -> None:
    assert "maxlength" not in read(coordinator, whole_of(sealed))


def test_refused_act_in_another_language_is_the_page_of_its_form(coordinator: Client, mandiri: Stage) -> None:
    for address in (f"{address_of(mandiri)}umumkan/", f"{whole_of(mandiri)}umumkan-terbaru/"):
        assert f'href="/bahasa/en/?next={whole_of(mandiri)}"' in refused(coordinator, address)


def test_address_of_a_refused_act_opened_by_a_colleague_leads_to_the_page_of_its_form(
    coordinator: Client, mandiri: Stage
) -> None:
    answer = coordinator.get(f"{address_of(mandiri)}jadwal/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert f'href="{whole_of(mandiri)}"' in answer.content.decode()


@pytest.mark.parametrize("sent", [{}, {"surat": "Surat B/66"}])
def test_act_sent_after_the_session_ended_leads_by_the_sign_in_to_the_page_of_its_form(
    client: Client, mandiri: Stage, sent: dict[str, str]
) -> None:
    act = f"{address_of(mandiri)}jadwal/"
    answer: Any = client.post(act, sent, headers={"referer": f"http://testserver{act}"})
    asked = answer.headers.get("Location", answer.content.decode())
    assert f"/akun/masuk/?next={quote(whole_of(mandiri), safe='' if sent else '/')}" in asked
