"""What the pages of a workbook show, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sasando.evaluations.workbook.merge import Difference, Merge, Writing
from sasando.organizations.queries import Staff
from sasando.ui.clock import moment
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
    """How many cells were changed here too since the file was made."""
    return _("%(count)s sel berubah di kedua tempat") % {"count": len(found.conflicts)}


def shown(differences: Iterable[Difference], place: str, staff: Staff) -> list[ShownDifference]:
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
            by=_written(one.written, staff),
            long=one.field.long,
            warning=_drafted(one.drafter, staff),
        )
        for one in differences
    ]


def _written(one: Writing | None, staff: Staff) -> str:
    """By whom and when, as one's own where it is: two tabs or two files of one person."""
    if one is None:
        return ""
    name = _("Anda") if one.by == staff.user.id else one.name
    return f"{name}, {moment(one.at, staff.agency.timezone)}"


def _drafted(one: Writing | None, staff: Staff) -> str:
    if one is None:
        return ""
    if one.by == staff.user.id:
        return _("Draf Anda yang lebih baru akan ikut menjadi penilaian.")
    return _("Draf yang lebih baru dari %(name)s akan ikut menjadi penilaian.") % {"name": one.name}


def _length(text: str) -> str:
    return _("%(count)s huruf") % {"count": grouped(len(text))} if text else _("kosong")


def saved(merge_size: int) -> str:
    """What was done, in a sentence."""
    return _("Tersimpan: %(count)s sel dari berkas, dalam satu tindakan.") % {"count": merge_size}
