"""Papers of a stage by API: copy mode, workbooks and CSV, texts of an earlier year, reports made by the worker."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sasando.api.tests.people import by_token, place, send, told
from sasando.evaluations.actions.assigning import assign
from sasando.evaluations.actions.judging import judge
from sasando.evaluations.entered import Entered
from sasando.evaluations.models import Answer, Judgement, Stage
from sasando.evaluations.reports.kinds import DOCUMENTS
from sasando.evaluations.testing import Team, fill, levels, opened
from sasando.kernel.jobs import run_job
from sasando.kernel.models import Entry, Job
from sasando.organizations.testing import person, unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_data")]
CSV = "indikator;nilai;fakta\r\n1;3;Perbup 12/2023\r\n2;4;\r\n".encode("utf-8-sig")


def handed_in(client: Client, of: Stage, below: str, raw: bytes, key: str = "", **said: Any) -> Any:
    """The answer to a file sent as a form."""
    form = {"file": SimpleUploadedFile("isian.csv", raw), **said}
    return client.post(place(of, below), form, headers={"Idempotency-Key": key} if key else {})


def test_copy_mode_tells_the_texts_in_order_and_keeps_ticks(people: Team, mandiri: Stage) -> None:
    fact = Entered("I2", 0, 3, fact="Ada Perbup", analysis="Cukup")  # type: ignore[arg-type]  # 3 is a fraction too
    judge(people.entry, mandiri, [fact])
    writer = by_token(people.entry)
    sheet = told(writer.get(place(mandiri, "copy")))
    assert [one["number"] for one in sheet["items"][:3]] == ["1", "2", "3"]
    second = sheet["items"][1]
    assert second["text"] == "FAKTA:\nAda Perbup\n\nANALISIS:\nCukup"
    assert (second["characters"], second["tick"], second["done"]) == (len(second["text"]), None, False)
    assert sheet["progress"] == {"done": 0, "total": 47, "next": "I2"}
    assert len(sheet["questions"]) == 4
    ticked = told(send(writer, "PUT", place(mandiri, "copy/I2")))
    assert ticked == {"indicator": "I2", "copied": True, "progress": {"done": 1, "total": 47, "next": None}}
    judge(people.entry, mandiri, [Entered("I2", 1, 4, fact="Ada Perbup")])  # type: ignore[arg-type]
    tick = told(writer.get(place(mandiri, "copy")))["items"][1]["tick"]
    assert (tick["by"], tick["stale"]) == (people.entry.name, True)
    assert not told(send(writer, "DELETE", place(mandiri, "copy/I2")))["copied"]
    assert told(writer.get(place(mandiri, "copy")))["items"][1]["tick"] is None


def test_tick_of_the_text_that_was_copied_is_stale_where_it_was_decided_anew_meanwhile(
    people: Team, mandiri: Stage
) -> None:
    fill(people.entry, mandiri, {"I2": 3}, fact="Ada Perbup")
    writer = by_token(people.entry)
    copied = told(writer.get(place(mandiri, "copy")))["items"][1]["judgement"]
    fill(people.assessor, mandiri, {"I2": 4}, fact="Ada Perbup")
    ticked = told(send(writer, "PUT", place(mandiri, f"copy/I2?judgement={copied}")))
    assert ticked["progress"]["done"] == 0
    item = told(writer.get(place(mandiri, "copy")))["items"][1]
    assert (item["tick"]["stale"], item["judgement"] == copied) == (True, False)
    told(send(writer, "PUT", place(mandiri, "copy/I2?judgement=x")), 422)


def test_nothing_is_ticked_without_a_value_or_by_a_reader(people: Team, mandiri: Stage) -> None:
    early = told(send(by_token(people.entry), "PUT", place(mandiri, "copy/I1")), 422)
    assert "belum bernilai" in early["detail"]
    told(send(by_token(people.leader), "PUT", place(mandiri, "copy/I1")), 403)
    told(send(by_token(people.entry), "PUT", place(mandiri, "copy/I99")), 404)


def test_csv_is_looked_at_then_saved_in_one_act(people: Team, mandiri: Stage) -> None:
    writer = by_token(people.entry)
    seen = told(handed_in(writer, mandiri, "workbook/preview", CSV))
    assert [(one["cell"], one["stored"], one["file"]) for one in seen["changes"]] == [
        ("CSV!B2", "", "3"),
        ("CSV!C2", "", "Perbup 12/2023"),
        ("CSV!B3", "", "4"),
    ]
    assert (seen["seen"], seen["conflicts"], seen["faults"]) == ("I1=0,I2=0", [], [])
    assert not Judgement.objects.exists()
    before = Entry.objects.count()
    first = told(handed_in(writer, mandiri, "workbook", CSV, "k", seen=seen["seen"]))
    assert first == {"cells": 3, "revisions": {"I1": 1, "I2": 1}}
    assert Entry.objects.count() == before + 1
    assert told(handed_in(writer, mandiri, "workbook", CSV, "k", seen=seen["seen"])) == first
    other = handed_in(writer, mandiri, "workbook", CSV + b"3;1;\r\n", "k", seen=seen["seen"])
    assert "permintaan lain" in told(other, 409)["detail"]
    assert Judgement.objects.count() == 2


def test_file_with_a_fault_saves_nothing_and_names_the_cell(people: Team, mandiri: Stage) -> None:
    writer, raw = by_token(people.entry), CSV + b"3;9;\r\n"
    seen = told(handed_in(writer, mandiri, "workbook/preview", raw))
    assert [one["cell"] for one in seen["faults"]] == ["CSV!B4"]
    refused = told(handed_in(writer, mandiri, "workbook", raw, seen=seen["seen"]), 422)
    assert "CSV!B4: nilai 9 di luar skala" in refused["detail"]
    assert "berkas" in told(handed_in(writer, mandiri, "workbook/preview", b"\x00"), 422)["detail"].lower()
    assert "file" in told(writer.post(place(mandiri, "workbook"), {"seen": ""}), 422)["detail"]
    assert not Judgement.objects.exists()


@pytest.mark.parametrize("key", ["", "k"])
@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=x"])
@pytest.mark.parametrize("body", [b"", b"--x\r\n" + b"a" * 5_000, b"--y\r\n\r\n", b"["])
def test_form_that_is_none_is_no_fault_of_ours(
    people: Team, mandiri: Stage, key: str, kind: str, body: bytes
) -> None:
    headers = {"Idempotency-Key": key} if key else {}
    for below in ("workbook", "workbook/preview"):
        answer = by_token(people.entry).generic(
            "POST", place(mandiri, below), body, content_type=kind, headers=headers
        )
        assert answer.status_code in (400, 422)
        assert list(answer.json()) == ["detail"]


@pytest.mark.parametrize("key", ["", "k"])
def test_upload_whose_line_is_cut_is_no_fault_of_ours(
    people: Team, mandiri: Stage, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(_payload: object, _size: object = None) -> bytes:
        raise OSError("connection reset")

    monkeypatch.setattr("django.test.client.FakePayload.read", cut)
    answer = handed_in(by_token(people.entry), mandiri, "workbook/preview", CSV, key)
    assert "tidak terbaca" in told(answer, 400)["detail"]


def test_what_changed_since_the_preview_is_not_overwritten(people: Team, mandiri: Stage) -> None:
    writer = by_token(people.entry)
    seen = told(handed_in(writer, mandiri, "workbook/preview", CSV))["seen"]
    fill(people.assessor, mandiri, {"I1": 2})
    refused = told(handed_in(writer, mandiri, "workbook", CSV, seen=seen), 409)
    assert "berubah sejak Anda memeriksanya" in refused["detail"]
    assert Judgement.objects.count() == 1


def test_workbook_goes_out_and_comes_back_with_a_conflict_decided(people: Team, mandiri: Stage) -> None:
    writer = by_token(people.entry)
    taken = writer.get(place(mandiri, "workbook"))
    assert taken["Content-Disposition"] == 'attachment; filename="kab-kupang-spbe-2025-simulasi-mandiri.xlsx"'
    book = openpyxl.load_workbook(BytesIO(taken.content))
    book["Isian"]["D5"].value = 3
    written = BytesIO()
    book.save(written)
    fill(people.assessor, mandiri, {"I1": 2})
    seen = told(handed_in(writer, mandiri, "workbook/preview", written.getvalue()))
    (conflict,) = seen["conflicts"]
    assert (conflict["name"], conflict["stored"], conflict["file"], conflict["by"]) == (
        "I1.value",
        "2",
        "3",
        people.assessor.name,
    )
    asked = {"seen": seen["seen"], "take": ["I1.value"]}
    assert told(handed_in(writer, mandiri, "workbook", written.getvalue(), **asked))["revisions"] == {"I1": 2}


def test_workbook_of_a_unit_and_empty_table_are_given(people: Team, mandiri: Stage) -> None:
    office = unit(people.agency, "DISKOMINFO")
    reader = by_token(people.leader)
    assert reader.get(place(mandiri, f"workbook?unit={office.id}")).status_code == 404
    assign(people.coordinator, mandiri, ["I3"], unit=office)
    assert (
        "diskominfo.xlsx" in reader.get(place(mandiri, f"workbook?unit={office.id}"))["Content-Disposition"]
    )
    table = reader.get(place(mandiri, "workbook/table"))
    assert table.content.decode("utf-8-sig").startswith("indikator;nama;nilai;")
    told(handed_in(reader, mandiri, "workbook/preview", CSV), 403)


def test_texts_of_an_earlier_year_become_drafts(people: Team, mandiri: Stage) -> None:
    earlier = opened(people, year=2024)
    fill(people.entry, earlier, levels(2, 4), fact="Perbup 12/2023")
    writer = by_token(people.entry)
    (known,) = told(writer.get(place(mandiri, "earlier")))["evaluations"]
    assert (known["id"], known["year"], known["texts"]) == (str(earlier.evaluation_id), 2024, 2)
    address = place(mandiri, f"earlier/{known['id']}")
    found = told(writer.get(address))
    assert [(one["indicator"], one["source"], one["fact"]) for one in found["ready"]] == [
        ("I1", "I1", "Perbup 12/2023"),
        ("I2", "I2", "Perbup 12/2023"),
    ]
    taken = told(send(writer, "POST", address, {"pairs": {"I1": "I1", "I3": "I3"}}))
    assert (taken["taken"], taken["left"]) == (["I1"], ["I3"])
    held = Answer.objects.get(stage=mandiri, node__code="I1")
    assert (held.draft_fact, held.current) == ("Perbup 12/2023", None)
    told(writer.get(place(mandiri, f"earlier/{mandiri.evaluation_id}")), 404)


def test_what_was_taken_is_taken_back_by_its_name_or_as_the_latest(people: Team, mandiri: Stage) -> None:
    earlier = opened(people, year=2024)
    fill(people.entry, earlier, levels(3, 4), fact="Perbup 12/2023")
    writer = by_token(people.entry)
    address = place(mandiri, f"earlier/{earlier.evaluation_id}")
    first = told(send(writer, "POST", address, {"pairs": {"I1": "I1"}}))["taking"]
    told(send(writer, "POST", address, {"pairs": {"I2": "I2", "I3": "I3"}}))
    assert told(writer.delete(f"{address}?taking={first}")) == {"back": ["I1"]}
    assert told(writer.delete(address)) == {"back": ["I2", "I3"]}
    assert told(writer.delete(address)) == {"back": []}
    told(by_token(people.leader).get(address), 403)


def test_report_is_ordered_watched_and_taken(people: Team, mandiri: Stage) -> None:
    reader = by_token(people.leader)
    listed = told(reader.get(place(mandiri, "reports")))["reports"]
    assert {one["file"] for one in listed} == set(DOCUMENTS)
    address = place(mandiri, "reports/berita-acara.docx")
    asked = told(send(reader, "POST", address), 202)
    assert (asked["state"], asked["done"], asked["file"]) == ("waiting", 0, "berita-acara.docx")
    assert told(send(reader, "POST", address), 202)["job"] == asked["job"]
    one = f"{address}/{asked['job']}"
    assert "belum selesai" in told(reader.get(f"{one}/content"), 409)["detail"]
    run_job.call(asked["job"])
    assert told(reader.get(one)) == {**asked, "state": "done", "done": 2, "total": 2}
    file = reader.get(f"{one}/content")
    assert (file.status_code, file["Content-Type"]) == (200, DOCUMENTS["berita-acara.docx"].mime)
    assert file.content.startswith(b"PK")
    assert 'filename="kab-kupang-spbe-2025-mandiri-berita-acara.docx"' in file["Content-Disposition"]
    told(reader.get(f"{place(mandiri, 'reports/laporan.pdf')}/{asked['job']}"), 404)


def test_report_is_cancelled_by_who_asked_for_it_alone(people: Team, mandiri: Stage) -> None:
    reader, address = by_token(people.leader), place(mandiri, "reports/ringkasan.pdf")
    one = f"{address}/{told(send(reader, 'POST', address), 202)['job']}"
    told(send(by_token(people.entry), "DELETE", one), 404)
    assert told(send(reader, "DELETE", one))["state"] == "cancelled"
    assert "mintalah lagi" in told(reader.get(f"{one}/content"), 404)["detail"]
    assert Job.objects.get().state == "cancelled"


def test_contact_reads_no_reports_and_unknown_documents_are_not_there(people: Team, mandiri: Stage) -> None:
    contact = person("PIC", people.agency, "unit_contact", unit(people.agency, "DISKOMINFO"))
    told(by_token(contact).get(place(mandiri, "reports")), 403)
    told(send(by_token(people.leader), "POST", place(mandiri, "reports/rahasia.pdf")), 404)
