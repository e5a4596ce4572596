"""How the running evaluations of an agency stand, for the first page its people come to."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString

from sasando.evaluations.access import today
from sasando.evaluations.lateness import late_since
from sasando.evaluations.models import Stage
from sasando.evaluations.queries import Row, Worksheet, worksheet
from sasando.evaluations.screens import rail
from sasando.evaluations.screens.index_bar import index_bar
from sasando.evaluations.screens.stage_words import days_left, name_of, origin_label
from sasando.evaluations.visible import is_contact_only, is_from_outside, rows_seen
from sasando.organizations.desk import Overview, OverviewLink
from sasando.organizations.queries import Staff
from sasando.ui.words import text as _


def overview(staff: Staff) -> list[Overview]:
    """The open stages, latest year first: figure, what is filled, what is late, and the ways into what is left.

    A PIC OPD reads of their own part alone; whoever comes from outside has what waits for them instead. One query,
    and one for each open stage.
    """
    if is_from_outside(staff):
        return []
    stages = (
        Stage.objects.filter(evaluation__agency=staff.agency, evaluation__absence="", state=Stage.State.OPEN)
        .select_related("evaluation__agency", "instrument")
        .defer("instrument__content")
        .order_by("-evaluation__year", "evaluation__opened_at", "ordinal")
    )
    return [_stage(staff, worksheet(one, (one,)), f"ix{place}") for place, one in enumerate(stages)]


def _stage(staff: Staff, sheet: Worksheet, name: str) -> Overview:
    stage, seen = sheet.stage, rows_seen(staff, sheet)
    bar = None if is_contact_only(staff) else index_bar(sheet.score, name=name)
    now = today(stage)
    place = {"slug": staff.agency.slug, "evaluation": stage.evaluation_id, "code": stage.code}
    address = reverse("stage", kwargs=place)
    return Overview(
        name=name_of(stage),
        address=address,
        where=stage.name,
        due=days_left(stage.due, now),
        late=stage.due is not None and stage.due < now,
        figure=bar.figure if bar else "",
        about=" · ".join(filter(None, (origin_label(stage), bar.predicate))) if bar else "",
        drawing=bar.svg if bar else SafeString(""),
        sentence=_filled(seen, stage, now),
        links=[
            OverviewLink(chip.label, chip.count, f"{address}?saring={chip.value}")
            for chip in rail.chips(seen, sheet, staff, rail.ALL)
            if chip.count and chip.value != rail.ALL
        ],
        papers=reverse("reports", kwargs=place) if bar else "",
    )


def _filled(seen: tuple[Row, ...], stage: Stage, now: date) -> str:
    done = sum(row.counting is not None for row in seen)
    said = _("%(done)s dari %(all)s indikator bernilai") % {"done": done, "all": len(seen)}
    cells = [cell for row in seen if (cell := row.cells.get(stage.ordinal))]
    late = sum(late_since(cell, stage, now) is not None for cell in cells)
    if late:
        said += _(", %(count)s lewat tenggat") % {"count": late}
    return f"{said}."
