"""A stage in a file: the workbook or an empty table to take along, a filled one looked at, then saved as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import File, Router, UploadedFile

from sasando.api import paper_schemas as schemas
from sasando.api.answers import Refused
from sasando.api.parameters import CellNames, Seen
from sasando.api.trouble import refusal
from sasando.api.work import Answered, Here, attachment, on_stage
from sasando.evaluations.actions.importing import take_workbook
from sasando.evaluations.actions.judging import act_of
from sasando.evaluations.actions.scope import actor_of, scope_of
from sasando.evaluations.workbook.archive import LARGEST_FILE
from sasando.evaluations.workbook.decisions import decisions
from sasando.evaluations.workbook.incoming import read_upload, seen_revisions
from sasando.evaluations.workbook.merge import Difference, Merge
from sasando.evaluations.workbook.outgoing import CSV_TYPE, XLSX_TYPE, Taken, table_of, workbook_of
from sasando.kernel.faults import Fault
from sasando.kernel.grant_table import granted

router = Router(tags=["menyalin"])
_NONE: list[str] = []


@on_stage(
    router, "GET", "/workbook", None,
    "Buku kerja Excel satu tahap, seluruhnya atau satu perangkat daerah.", files=(XLSX_TYPE,),
)  # fmt: skip
def workbook(here: Here, unit: UUID | None = None) -> HttpResponse:
    """As its page gives it."""
    return _attached(workbook_of(here.staff, here.sheet(), str(unit) if unit else ""))


@on_stage(
    router, "GET", "/workbook/table", None,
    "Tabel kosong satu tahap, untuk diisi dan dikirim sebagai CSV.", files=(CSV_TYPE.partition(";")[0],),
)  # fmt: skip
def workbook_table(here: Here) -> HttpResponse:
    """As its page gives it."""
    return _attached(table_of(here.staff, here.sheet()))


def _attached(taken: Taken) -> HttpResponse:
    return attachment(taken.content, taken.kind, taken.name)


@on_stage(
    router, "POST", "/workbook/preview", schemas.Preview,
    "Apa yang akan diubah sebuah buku kerja atau CSV, sel demi sel; tidak ada yang disimpan.",
)  # fmt: skip
def preview_workbook(here: Here, file: File[UploadedFile]) -> Answered:
    """For those who may save it too."""
    found = _read(here, _content(file))
    return {
        "seen": seen_revisions(found),
        "changes": _changes(found.changes, found.place),
        "conflicts": _changes(found.conflicts, found.place),
        "faults": [{"cell": _cell(one), "problem": one.problem} for one in found.faults],
    }


@on_stage(
    router, "POST", "/workbook", schemas.Imported,
    "Menyimpan buku kerja atau CSV yang sudah dilihat, semuanya atau tidak sama sekali.",
)  # fmt: skip
def import_workbook(here: Here, file: File[UploadedFile], seen: Seen, take: CellNames = _NONE) -> Answered:
    """One act. `seen` of the preview; `take`: the conflicts in which the file is to win, the others stay."""
    content = _content(file)
    found = _read(here, content)
    if found.faults:
        wrong = "; ".join(f"{_cell(one)}: {one.problem}" for one in found.faults[:20])
        raise Refused(422, f"Perbaiki dahulu, lalu kirim lagi: {wrong}.")
    if seen != seen_revisions(found):
        return refusal("Isian berubah sejak Anda memeriksanya; minta pratinjau lagi, lalu simpan")
    chosen = found.chosen(dict.fromkeys(take, "file"))
    entered, drafts = decisions(here.sheet(), chosen, found.place)
    revisions = take_workbook(here.by, here.stage, entered, drafts, sha256(content).hexdigest())
    return {"cells": len(chosen), "revisions": revisions}


def _content(file: UploadedFile) -> bytes:
    if not file.size:
        raise Refused(422, "Berkas kosong; kirim buku kerja .xlsx atau CSV yang sudah diisi.")
    if file.size > LARGEST_FILE:
        raise Refused(422, "Berkas lebih besar dari 5 MB; ekspor buku kerja baru dan isi lagi.")
    return bytes(file.read())


def _read(here: Here, content: bytes) -> Merge:
    granted(actor_of(here.by), f"evaluations.{act_of(here.by, here.stage)}", scope_of(here.staff.agency))
    return read_upload(here.staff, here.sheet(), "berkas", content)


def _changes(found: Iterable[Difference], place: str) -> list[dict[str, Any]]:
    return [
        {
            "name": one.name,
            "indicator": one.node,
            "number": one.number,
            "field": one.field.name,
            "cell": f"{place}!{one.at}",
            "stored": one.stored,
            "file": one.file,
            "by": one.written.name if one.written else "",
            "drafter": one.drafter.name if one.drafter else "",
        }
        for one in found
    ]


def _cell(fault: Fault) -> str:
    return f"{fault.file}!{fault.row}" if fault.row else fault.file
