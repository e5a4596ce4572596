"""What the pages of a workbook show, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sasando.evaluations.workbook.merge import Difference, Merge
from sasando.ui.numbers import grouped
from sasando.ui.words import text as _


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """A difference as a page shows it."""

    name: str
    heading: str
    cell: str
    at: str
    file: str
    stored: str
    summary: str
    by: str
    long: bool
    warning: str


def counts(found: Merge) -> str:
    """How much a workbook would change, in a sentence."""
    if not found.changes and not found.conflicts:
        if found.faults:
            return _("Selain sel itu, isi berkas sama dengan yang tersimpan.")
        return _("Tidak ada yang berubah: isi berkas sama dengan yang tersimpan.")
    answers = len({one.node for one in (*found.changes, *found.conflicts)})
    return _("%(cells)s sel berubah pada %(answers)s indikator.") % {
        "cells": len(found.changes) + len(found.conflicts),
        "answers": answers,
    }


def conflict_heading(found: Merge) -> str:
    """How many cells somebody else changed meanwhile."""
    return _("%(count)s sel berubah di kedua tempat") % {"count": len(found.conflicts)}


def shown(differences: Iterable[Difference], place: str) -> list[ShownDifference]:
    """Differences for a page, in the order of the file; `place`: what its cells are named after."""
    return [
        ShownDifference(
            name=one.name,
            heading=f"{one.number} · {_(one.field.label)}",
            cell=f"{place}!{one.at}",
            at=one.at,
            file=one.file,
            stored=one.stored,
            summary=f"{_length(one.stored)} → {_length(one.file)}",
            by=one.by,
            long=one.field.long,
            warning=_drafted(one.drafter),
        )
        for one in differences
    ]


def _drafted(drafter: str) -> str:
    if not drafter:
        return ""
    return _("Draf yang lebih baru dari %(name)s akan ikut menjadi penilaian.") % {"name": drafter}


def _length(text: str) -> str:
    return _("%(count)s huruf") % {"count": grouped(len(text))} if text else _("kosong")


def saved(merge_size: int) -> str:
    """What was done, in a sentence."""
    return _("Tersimpan: %(count)s sel dari berkas, dalam satu tindakan.") % {"count": merge_size}
