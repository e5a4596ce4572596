"""Whom the indicators of a stage can be given to: offices and people, in a list, or by name where they are many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from sasando.evaluations.access import filling_roles, today
from sasando.evaluations.faults import EvaluationError
from sasando.evaluations.screens.entry_form import posted
from sasando.evaluations.screens.place import Opened
from sasando.organizations.finding import LONGEST_SEARCH
from sasando.organizations.models import Membership, Unit, User
from sasando.organizations.queries import standing_units
from sasando.ui.words import text as _

T = TypeVar("T", Unit, User)
MOST_LISTED = 100  # names in one list; where there are more, one is found by typing a part of it
FIELDS = ("kantor", "cari-kantor", "orang", "cari-orang", "tenggat")


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """What a page offers in a list. `by_name`: they are too many for one, and `typed` was looked for among them."""

    rows: list[T]
    chosen: str
    by_name: bool
    typed: str


def offices(here: Opened) -> QuerySet[Unit]:
    return standing_units(here.staff.agency).order_by("name", "id")


def people(here: Opened) -> QuerySet[User]:
    """Who can fill the stage in."""
    serving = Q(valid_to=None) | Q(valid_to__gte=today(here.stage))
    filling = Membership.objects.filter(serving, agency=here.staff.agency, role__in=filling_roles(here.stage))
    return User.objects.filter(is_active=True, id__in=filling.values("user")).order_by("name", "id")


def listed(found: QuerySet[T], sent: Mapping[str, str], field: str) -> Listed[T]:
    """What the page shows of them, as the form was filled in last. At most two queries."""
    chosen, typed = posted(sent, field), _typed(sent, field)
    rows = list(found[: MOST_LISTED + 1])
    if len(rows) <= MOST_LISTED:
        return Listed(rows, chosen, by_name=False, typed="")
    return Listed(
        list(_named(found, typed)[:MOST_LISTED]) if typed else [], chosen, by_name=True, typed=typed
    )


def taken(found: QuerySet[T], sent: Mapping[str, str], field: str) -> T | None:
    """The one that was chosen, or the only one whose name was typed; None where neither was done. What was typed
    counts more than a choice from the list of an earlier search.

    Raises:
        EvaluationError: of that name there is nobody, or there are several; what was chosen is not among them (any
            more).
    """
    chosen, typed = posted(sent, field), _typed(sent, field)
    row = _chosen(found, chosen) if chosen else None
    if not typed or (row and _named(found, typed).filter(id=row.id).exists()):
        return row
    exactly = list(found.filter(name__iexact=typed)[:2])
    alike = list(_named(found, typed)[: MOST_LISTED + 1])
    if len(alike) == 1 or len(exactly) == 1:
        return (exactly or alike)[0]
    if not alike:
        raise EvaluationError(_("Tidak ada yang cocok dengan “%(typed)s”.") % {"typed": typed})
    if len(alike) > MOST_LISTED:
        raise EvaluationError(
            _("Lebih dari %(count)s cocok dengan “%(typed)s”. Ketik lebih lengkap.")
            % {"count": MOST_LISTED, "typed": typed}
        )
    raise EvaluationError(
        _("%(count)s cocok dengan “%(typed)s”. Pilih satu di bawah ini, lalu tugaskan lagi.")
        % {"count": len(alike), "typed": typed}
    )


def _typed(sent: Mapping[str, str], field: str) -> str:
    return posted(sent, f"cari-{field}").strip()[:LONGEST_SEARCH]


def _named(found: QuerySet[T], typed: str) -> QuerySet[T]:
    """Those in whose name every word stands."""
    for word in typed.split():
        found = found.filter(name__icontains=word)
    return found


def _chosen(found: QuerySet[T], chosen: str) -> T:
    try:
        row = found.filter(id=UUID(chosen)).first()
    except ValueError:
        row = None
    if row is None:
        raise EvaluationError(
            _("Yang dipilih tidak ada dalam daftar, mungkin baru saja berakhir. Pilih lagi.")
        )
    return row
