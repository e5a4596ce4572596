"""The work screens through the door people take: read, enter, conflict, verify, send, and what nobody else may see."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sasando.evaluations.actions.disclosing import disclose
from sasando.evaluations.actions.drafting import save_draft
from sasando.evaluations.actions.judging import judge
from sasando.evaluations.actions.sealing import reopen, seal
from sasando.evaluations.entered import Entered
from sasando.evaluations.models import Answer, Disclosure, Evaluation, Seal, Stage
from sasando.evaluations.testing import Team, address_of, documents_open, fill, levels, opened, read, stage
from sasando.organizations.testing import sign_in

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


def test_coordinator_opens_an_evaluation_from_the_list(client: Client, people: Team) -> None:
    sign_in(client, people.coordinator)
    assert "Belum ada evaluasi" in read(client, "/k/kab-kupang/evaluasi/")
    response = client.post(
        "/k/kab-kupang/evaluasi/",
        {"instrumen": "pemdi-2026:evaluasi", "tahun": "2026", "jenis": "resmi", "bacaan": "exact"},
    )
    assert response.status_code == 302
    assert "Pemdi 2026" in read(client, response["Location"])
    asked = {"instrumen": "spbe-2020:pemantauan", "tahun": "26", "jenis": "pantauan", "bacaan": "rounded"}
    again = client.post("/k/kab-kupang/evaluasi/", asked)
    assert again.status_code == 422
    assert "empat angka" in again.content.decode()
    for kept in ("spbe-2020:pemantauan", "pantauan", "rounded"):
        assert f'<option value="{kept}" selected>' in again.content.decode()


def test_level_and_texts_are_saved_and_lead_to_the_next_indicator(
    client: Client, people: Team, mandiri: Stage
) -> None:
    sign_in(client, people.entry)
    page = read(client, f"{address_of(mandiri)}isian/16/")
    assert "Layanan Pusat Data" in page
    assert "1,00–5,00" in page
    sent = {
        "expected": "0",
        "nilai": "3",
        "fakta": "SOP 12",
        "analisis": "dipakai semua",
        "tindakan": "lanjut",
    }
    response = client.post(f"{address_of(mandiri)}isian/16/", sent)
    assert response["Location"] == f"{address_of(mandiri)}isian/17/"
    held = Answer.objects.select_related("current").get(stage=mandiri, node__number="16")
    assert held.current is not None
    assert (held.current.value, held.current.fact) == (3, "SOP 12")
    assert "Nilai 3" in read(client, f"{address_of(mandiri)}isian/16/")


def test_text_without_a_level_is_asked_for_one_and_nothing_typed_is_lost(
    client: Client, people: Team, mandiri: Stage
) -> None:
    sign_in(client, people.entry)
    response = client.post(
        f"{address_of(mandiri)}isian/16/",
        {"expected": "0", "fakta": "teks panjang saya", "tindakan": "simpan"},
    )
    assert response.status_code == 422
    assert "Belum ada nilai" in response.content.decode()
    assert "teks panjang saya" in response.content.decode()


def test_two_people_on_one_indicator_see_both_texts_and_overwrite_nothing(
    client: Client, people: Team, mandiri: Stage
) -> None:
    fill(people.assessor, mandiri, {"I16": 2}, fact="tulisan asesor")
    sign_in(client, people.entry)
    response = client.post(
        f"{address_of(mandiri)}isian/16/",
        {"expected": "0", "nilai": "4", "fakta": "tulisan pelaksana", "tindakan": "simpan"},
    )
    assert response.status_code == 409
    page = response.content.decode()
    assert "tulisan asesor" in page
    assert "tulisan pelaksana" in page
    assert 'name="expected" value="1"' in page


def test_draft_saves_itself_in_json_and_tells_of_a_conflict_with_their_text(
    client: Client, people: Team, mandiri: Stage
) -> None:
    sign_in(client, people.entry)
    address = f"{address_of(mandiri)}isian/16/draf/"
    first = client.post(address, {"expected": "0", "fakta": "mulai"}, headers=JSON)
    assert first.json()["revision"] == 1
    stale = client.post(address, {"expected": "0", "fakta": "tab lain"}, headers=JSON)
    assert stale.status_code == 409
    assert stale.json()["theirs"]["fact"] == "mulai"


def test_justification_of_the_other_assessor_stands_beside_ones_own(
    client: Client, people: Team, mandiri: Stage
) -> None:
    dokumen = documents_open(people, mandiri)
    stored = Entered("I1", 0, Fraction(2), justification="reviu terlalu tua", source_document="laporan")
    judge(people.coordinator, dokumen, [stored])
    sign_in(client, people.coordinator)
    address = f"{address_of(dokumen)}isian/1/"
    sent = {"expected": "0", "nilai": "3", "justifikasi": "reviu cukup baru", "sumber_dokumen": "laporan"}
    page = client.post(address, sent).content.decode()
    for text in ("reviu terlalu tua", "reviu cukup baru"):
        assert f'<p class="pre">{text}</p>' in page
    told = client.post(address, sent, headers=JSON).json()
    assert told["theirs"]["justification"] == "reviu terlalu tua"


def test_sealed_meanwhile_is_said_and_the_text_comes_back(
    client: Client, people: Team, mandiri: Stage
) -> None:
    fill(people.entry, mandiri, levels(47, 2))
    seal(people.responsible, mandiri)
    sign_in(client, people.entry)
    response = client.post(
        f"{address_of(mandiri)}isian/16/",
        {"expected": "1", "nilai": "3", "fakta": "terlambat", "tindakan": "simpan"},
    )
    assert response.status_code == 409
    assert "sudah disegel" in response.content.decode()
    assert "terlambat" in response.content.decode()


def test_session_that_ended_gives_the_words_back_and_saves_nothing(client: Client, mandiri: Stage) -> None:
    sent = {"expected": "0", "nilai": "3", "fakta": "satu jam mengetik", "tindakan": "simpan"}
    response = client.post(f"{address_of(mandiri)}isian/16/", sent)
    assert response.status_code == 401
    page = response.content.decode()
    assert "satu jam mengetik" in page
    assert "/akun/masuk/" in page
    assert not Answer.objects.filter(stage=mandiri).exclude(current=None).exists()


def test_form_of_an_older_session_is_refused_with_the_words_given_back(people: Team, mandiri: Stage) -> None:
    strict = sign_in(Client(enforce_csrf_checks=True), people.entry)
    sent = {"expected": "0", "nilai": "3", "fakta": "token lama", "csrfmiddlewaretoken": "x" * 64}
    response = strict.post(f"{address_of(mandiri)}isian/16/", sent)
    assert response.status_code == 403
    assert "token lama" in response.content.decode()


def test_pemdi_takes_a_fraction_with_its_source_and_shows_what_is_assumed(
    client: Client, people: Team
) -> None:
    pemdi = opened(people, "pemdi-2026", 2026)
    sign_in(client, people.entry)
    assert "asumsi" in read(client, f"{address_of(pemdi)}isian/5/")
    response = client.post(
        f"{address_of(pemdi)}isian/20/",
        {
            "expected": "0",
            "nilai": "7/6",
            "sumber_instansi": "BSSN",
            "sumber_dokumen": "lembar hasil hlm. 4",
            "sumber_tanggal": "2026-08-01",
            "tindakan": "simpan",
        },
    )
    assert response.status_code == 302
    held = Answer.objects.select_related("current").get(stage=pemdi, node__number="20")
    assert held.current is not None
    assert held.current.value == Fraction(7, 6)
    assert held.current.source_date == date(2026, 8, 1)
    bad = client.post(
        f"{address_of(pemdi)}isian/20/", {"expected": "1", "nilai": "1,2,3", "tindakan": "simpan"}
    )
    assert "bukan angka" in bad.content.decode()
    sign_in(client, people.leader)
    page = read(client, f"{address_of(pemdi)}isian/20/")
    assert "<dd>lembar hasil hlm. 4, BSSN, 1 Agustus 2026</dd>" in page
    past = page.partition("Riwayat</h2>")[2]
    assert "Nilai 1,17 (7/6)" in past
    assert "Sumber: lembar hasil hlm. 4, BSSN, 1 Agustus 2026" in past


def test_table_tells_of_assumptions_alone_where_no_value_is_missing(client: Client, people: Team) -> None:
    pemdi = opened(people, "pemdi-2026", 2026)
    fill(people.entry, pemdi, levels(19, 2))
    sign_in(client, people.entry)
    assert "Belum bernilai: 20." in read(client, address_of(pemdi))
    judge(people.entry, pemdi, [Entered("I18", 1, outcome="withdrawn")])
    fill(people.entry, pemdi, {"I20": 2})
    said = read(client, address_of(pemdi))
    assert "Dihitung dengan asumsi: 18." in said
    assert "Belum bernilai:" not in said


def test_responsible_person_sees_the_gaps_and_then_sends(
    client: Client, people: Team, mandiri: Stage
) -> None:
    fill(people.entry, mandiri, levels(46, 2))
    sign_in(client, people.responsible)
    assert "Belum dapat dikirim" in read(client, f"{address_of(mandiri)}kirim/")
    assert client.post(f"{address_of(mandiri)}kirim/").status_code == 409
    fill(people.entry, mandiri, {"I47": 2})
    assert "Kirim penilaian mandiri?" in read(client, f"{address_of(mandiri)}kirim/")
    response = client.post(f"{address_of(mandiri)}kirim/")
    assert response.status_code == 302
    assert Seal.objects.get().digest in read(client, response["Location"])


def test_way_to_the_empty_ones_is_offered_only_while_there_are_some(client: Client, people: Team) -> None:
    official = opened(people, kind="resmi")
    fill(people.entry, official, levels(46, 2), fact="ada")
    sign_in(client, people.responsible)
    assert "Buka yang kosong" in read(client, f"{address_of(official)}kirim/")
    fill(people.entry, official, {"I47": 2}, fact="ada")
    said = read(client, f"{address_of(official)}kirim/")
    assert "belum diverifikasi" in said
    assert "Buka yang kosong" not in said


def test_seal_names_a_predicate_of_pemdi_by_both_its_names(client: Client, people: Team) -> None:
    pemdi = opened(people, "pemdi-2026", 2026)
    fill(people.entry, pemdi, levels(20, 2))
    seal(people.responsible, pemdi)
    sign_in(client, people.coordinator)
    assert "</b>, Cukup (Membangun) ·" in read(client, f"/k/kab-kupang/evaluasi/{pemdi.evaluation_id}/")
    assert "Cukup (Membangun)" in read(client, "/k/kab-kupang/posisi/")


def test_number_that_is_no_indicator_is_refused_as_it_was_written(
    client: Client, people: Team, mandiri: Stage
) -> None:
    fill(people.entry, mandiri, levels(47, 2))
    seal(people.responsible, mandiri)
    sign_in(client, people.coordinator)
    sent = {"sampai": "indicators", "persetujuan": "Surat 5", "sembunyikan": "13, 99"}
    answer = client.post(f"{address_of(mandiri)}umumkan/", sent, follow=True)
    assert "Tidak ada indikator 99 pada instrumen ini." in answer.content.decode()
    assert not Disclosure.objects.exists()


def test_stage_acts_from_the_page_of_the_evaluation(client: Client, people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, levels(47, 2))
    seal(people.responsible, mandiri)
    sign_in(client, people.coordinator)
    evaluation = f"/k/kab-kupang/evaluasi/{mandiri.evaluation_id}/"
    client.post(f"{address_of(mandiri)}jadwal/", {"tenggat": "2025-08-01", "surat": "Surat B/66"})
    client.post(f"{address_of(mandiri)}umumkan/", {"sampai": "parts", "persetujuan": "Surat 045"})
    assert Disclosure.objects.get().depth == "parts"
    client.post(f"{evaluation}cabut-umum/")
    assert not Disclosure.objects.filter(withdrawn_at=None).exists()
    client.post(f"{address_of(mandiri)}buka-kembali/", {"alasan": "bukti menyusul"})
    assert stage(str(mandiri.evaluation_id), "mandiri").state == "open"
    page = read(client, evaluation)
    assert "bukti menyusul" in page
    assert "Surat B/66" in page


def test_newer_seal_takes_the_place_of_the_public_one_by_one_button(
    client: Client, people: Team, mandiri: Stage
) -> None:
    fill(people.entry, mandiri, levels(47, 2, I1=3, I2=3))
    first = seal(people.responsible, mandiri)
    disclose(people.coordinator, first, "parts", "Surat 045", ["I1", "I2"])
    sign_in(client, people.coordinator)
    evaluation = f"/k/kab-kupang/evaluasi/{mandiri.evaluation_id}/"
    assert "Umumkan segel terbaru" not in read(client, evaluation)
    reopen(people.coordinator, mandiri, "bukti menyusul")
    page = read(client, evaluation)
    assert "Tahap ini sudah dibuka kembali; yang diumumkan tetap segel itu" in page
    assert "Umumkan segel terbaru" not in page
    fill(people.entry, mandiri, {"I1": 4})
    newer = seal(people.responsible, mandiri)
    assert "Umumkan segel terbaru" in read(client, evaluation)
    assert read(client, "/k/kab-kupang/posisi/").count("dibuka untuk umum") == 1
    client.post(f"{evaluation}umumkan-terbaru/", {"persetujuan": "Surat 046"})
    standing = Disclosure.objects.get(withdrawn_at=None)
    assert (standing.seal, standing.depth, standing.consent) == (newer, "parts", "Surat 046")
    assert standing.hidden_nodes == ["I1", "I2"]
    assert "Umumkan segel terbaru" not in read(client, evaluation)


def test_general_questions_keep_both_texts_when_two_people_write(
    client: Client, people: Team, mandiri: Stage
) -> None:
    sign_in(client, people.entry)
    address = f"/k/kab-kupang/evaluasi/{mandiri.evaluation_id}/pertanyaan/"
    client.post(
        address,
        {"expected-1": "0", "jawaban-1": "RB Tematik stunting", "expected-2": "0", "jawaban-2": "portal"},
    )
    response = client.post(address, {"expected-1": "0", "jawaban-1": "tulisan kedua"}, follow=True)
    page = response.content.decode()
    assert "RB Tematik stunting" in page
    assert "portal</textarea>" in page  # saved by the same button
    assert "tulisan kedua" in page


def test_comment_on_an_indicator_is_read_by_others_and_resolved(
    client: Client, people: Team, mandiri: Stage
) -> None:
    sign_in(client, people.assessor)
    address = f"{address_of(mandiri)}isian/16/komentar/"
    assert client.post(address, {"komentar": " "}).status_code == 422
    client.post(address, {"komentar": "Mohon sebut halaman SOP."})
    sign_in(client, people.entry)
    page = read(client, f"{address_of(mandiri)}isian/16/")
    assert "Mohon sebut halaman SOP." in page
    said = page.partition('name="selesai" value="')[2].partition('"')[0]
    client.post(address, {"selesai": said})
    assert "Buka lagi" in read(client, f"{address_of(mandiri)}isian/16/")


def test_entry_screen_asks_as_many_queries_for_twenty_as_for_forty_seven_indicators(
    client: Client, people: Team, mandiri: Stage
) -> None:
    pemdi = opened(people, "pemdi-2026", 2026)
    sign_in(client, people.entry)
    counts = []
    for held in (mandiri, pemdi):
        fill(people.entry, held, levels(held.answers.count(), 1))
        read(client, f"{address_of(held)}isian/1/")
        with CaptureQueriesContext(connection) as queries:
            read(client, f"{address_of(held)}isian/1/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 9  # session, person, roles, stages, answers, history (2), comments


def test_pages_of_every_state_show_their_draft_to_whoever_comes_back(
    client: Client, people: Team, mandiri: Stage
) -> None:
    save_draft(people.assessor, mandiri, "I16", 0, "setengah jadi", "")
    sign_in(client, people.entry)
    page = read(client, f"{address_of(mandiri)}isian/16/")
    assert "setengah jadi" in page
    assert people.assessor.name in page
    assert Evaluation.objects.count() == 1
