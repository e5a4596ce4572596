"""`/k/<agency>/unit/`: the units as a tree; added one by one, from a list, or from what is proposed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from sasando.organizations.actions.units import UnitValues, add_unit, change_unit, close_unit, import_units
from sasando.organizations.desk import desk_page
from sasando.organizations.faults import RejectedError
from sasando.organizations.finding import Search, first_lines
from sasando.organizations.forms import EndForm, ImportForm, UnitForm, reject
from sasando.organizations.models import Agency, Unit
from sasando.organizations.people import actor_of, person_of
from sasando.organizations.permits import may, staff_who_may
from sasando.organizations.queries import Staff, staff_of, units_of
from sasando.organizations.roles import today_in
from sasando.organizations.unit_plan import UnitPlan, plan_units
from sasando.organizations.unit_proposals import known_list, proposals_for
from sasando.organizations.unit_rows import (
    MOST_BYTES,
    CellFault,
    UnitRow,
    UnreadableListError,
    code_of,
    rows_of_sheet,
    rows_of_text,
)
from sasando.ui.sent_forms import takes_forms
from sasando.ui.words import in_one_language
from sasando.ui.words import text as _

_RANK = {kind.value: rank for rank, kind in enumerate(Unit.Kind)}


@dataclass(frozen=True, slots=True)
class _Branch:
    """A unit in the tree. `deep`: how many stand above it."""

    unit: Unit
    kind: str
    deep: int
    parent: str


@require_safe
@in_one_language
def units(request: HttpRequest, slug: str) -> HttpResponse:
    """The units that stand, each below its parent."""
    staff = staff_of(person_of(request), slug)
    made, today = units_of(staff.agency, closed=True), today_in(staff.agency.timezone)
    manages = may(staff, "organizations.import_units")
    search = Search.of(request)
    branches = list(_tree([unit for unit in made if unit.stands(today)]))
    found = [one for one in branches if search.finds(one.unit.name, one.unit.code, one.kind)]
    context = {
        **search.said_of((found,), len(branches)),
        "branches": first_lines(found),
        "manages": manages,
        "incomplete": bool(known_list(staff.agency)),
        "proposals": proposals_for(staff.agency, made) if manages else [],
        "known_left": len(_known_left(staff.agency, made)) if manages else 0,
    }
    return desk_page(request, "organizations/units.html", staff, context)


def _tree(standing: Sequence[Unit]) -> Iterator[_Branch]:
    below: dict[UUID | None, list[Unit]] = {}
    ids = {unit.id for unit in standing}
    for unit in sorted(standing, key=lambda one: (_RANK[one.kind], one.code)):
        below.setdefault(unit.parent_id if unit.parent_id in ids else None, []).append(unit)

    def walk(above: UUID | None, deep: int) -> Iterator[_Branch]:
        for unit in below.get(above, []):
            parent = unit.parent.name if unit.parent and deep else ""
            yield _Branch(unit, str(unit.get_kind_display()), min(deep, 3), parent)
            yield from walk(unit.id, deep + 1)

    return walk(None, 0)


def _known_left(agency: Agency, made: Sequence[Unit]) -> list[UnitRow]:
    """The units of the known list that the agency does not have; closed ones keep their codes."""
    codes = {unit.code for unit in made}
    return [row for row in known_list(agency) if row.code not in codes]


@require_http_methods(["GET", "HEAD", "POST"])
@in_one_language
def new_unit(request: HttpRequest, slug: str) -> HttpResponse:
    """Add one unit."""
    staff = staff_who_may(request, slug, "organizations.add_unit")
    form = UnitForm(staff.agency, None, request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        taken = {unit.code for unit in units_of(staff.agency, closed=True)}
        code = asked["code"] or code_of(asked["name"], taken)
        values = UnitValues(asked["name"], asked["kind"], asked["parent"])
        try:
            add_unit(actor_of(request), staff.agency, code, values)
        except RejectedError as error:
            reject(form, error)
        else:
            messages.success(request, _("Perangkat daerah ditambahkan."))
            return redirect("units", slug=slug)
    status = 422 if form.errors else 200
    return desk_page(request, "organizations/unit.html", staff, {"form": form, "unit": None}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@in_one_language
def one_unit(request: HttpRequest, slug: str, unit: UUID) -> HttpResponse:
    """Change a unit's name, kind or parent."""
    staff = staff_who_may(request, slug, "organizations.change_unit")
    found = _unit(staff, unit)
    form = UnitForm(staff.agency, found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        values = UnitValues(asked["name"], asked["kind"], asked["parent"])
        try:
            change_unit(actor_of(request), staff.agency, found, values)
        except RejectedError as error:
            reject(form, error)
        else:
            messages.success(request, _("Perangkat daerah diubah."))
            return redirect("units", slug=slug)
    status = 422 if form.errors else 200
    return _unit_page(request, staff, found, form, EndForm(initial=_today(staff)), status)


@takes_forms()
@in_one_language
def close(request: HttpRequest, slug: str, unit: UUID) -> HttpResponse:
    """Close a unit on a day."""
    staff = staff_who_may(request, slug, "organizations.close_unit")
    found = _unit(staff, unit)
    form = EndForm(request.POST)
    if form.is_valid():
        try:
            close_unit(actor_of(request), staff.agency, found, form.cleaned_data["last_day"])
        except RejectedError as error:
            reject(form, error)
        else:
            messages.success(request, _("Perangkat daerah ditutup; riwayatnya tetap ada."))
            return redirect("units", slug=slug)
    return _unit_page(request, staff, found, UnitForm(staff.agency, found), form, status=422)


def _unit_page(
    request: HttpRequest, staff: Staff, unit: Unit, form: UnitForm, end: EndForm, status: int = 200
) -> HttpResponse:
    context = {"form": form, "unit": unit, "end_form": end}
    return desk_page(request, "organizations/unit.html", staff, context, status=status)


def _today(staff: Staff) -> dict[str, object]:
    return {"last_day": today_in(staff.agency.timezone)}


def _unit(staff: Staff, unit: UUID) -> Unit:
    """A unit of the agency that stands.

    Raises:
        Http404: none of that id does.
    """
    found = next((one for one in units_of(staff.agency) if one.id == unit), None)
    if found is None:
        raise Http404(unit)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@in_one_language
def import_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Look at a list (first POST), then take it in whole (a POST with `apply`). Nothing is kept in between."""
    staff = staff_who_may(request, slug, "organizations.import_units")
    if request.method != "POST":
        return desk_page(request, "organizations/import_units.html", staff, {"form": ImportForm()})
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return desk_page(request, "organizations/import_units.html", staff, {"form": form}, status=422)
    try:
        rows, faults = _sent(form)
    except UnreadableListError as error:
        form.add_error("sheet", str(error))
        return desk_page(request, "organizations/import_units.html", staff, {"form": form}, status=422)
    today = today_in(staff.agency.timezone)
    plan = plan_units(units_of(staff.agency, closed=True), today, rows, faults)
    if "apply" in request.POST and not plan.faults:
        return _take_in(request, staff, plan)
    at = form["sheet" if form.cleaned_data["sheet"] else "lines"]
    context = {"form": form, "plan": plan, "lines": _as_lines(rows), "at": at}
    status = 422 if plan.faults else 200
    return desk_page(request, "organizations/import_units.html", staff, context, status=status)


def _sent(form: ImportForm) -> tuple[list[UnitRow], list[CellFault]]:
    sheet = form.cleaned_data["sheet"]
    return rows_of_sheet(sheet.read(MOST_BYTES + 1)) if sheet else rows_of_text(form.cleaned_data["lines"])


def _as_lines(rows: Sequence[UnitRow]) -> str:
    """The list as it is sent again to be taken in: one line a unit, its columns after tabs."""
    return "\n".join("\t".join((row.name, row.kind, row.parent, row.code)) for row in rows)


@takes_forms()
@in_one_language
def add_proposed(request: HttpRequest, slug: str) -> HttpResponse:
    """Add the chosen offices that every regency has (`code`), or the whole list known of this agency (`known`)."""
    staff = staff_who_may(request, slug, "organizations.import_units")
    made = units_of(staff.agency, closed=True)
    if "known" in request.POST:
        rows = _known_left(staff.agency, made)
    else:
        chosen = set(request.POST.getlist("code"))
        rows = [one.row for one in proposals_for(staff.agency, made) if one.row.code in chosen]
    return _take_in(request, staff, plan_units(made, today_in(staff.agency.timezone), rows, []))


def _take_in(request: HttpRequest, staff: Staff, plan: UnitPlan) -> HttpResponse:
    try:
        added = import_units(actor_of(request), staff.agency, plan.new)
    except RejectedError as error:
        messages.error(request, str(error))
    else:
        for fault in plan.faults:
            messages.error(request, f"{fault.place}: {fault.said}")
        if not plan.faults:
            messages.success(request, _("%(count)s perangkat daerah ditambahkan.") % {"count": added})
    return redirect("units", slug=staff.agency.slug)
