"""Loading Kabupaten Contoh, once. It is marked as a sample, and no comparison ever holds it (DESIGN.md rule 8)."""

from __future__ import annotations

from sasando.demo.actions import SLUG, make_agency
from sasando.demo.evaluations import make_evaluations
from sasando.demo.people import Account, make_people
from sasando.evaluations.models import Evaluation
from sasando.organizations.models import Agency
from sasando.organizations.roles import today_in

__all__ = ["SLUG", "HalfLoadedError", "load"]
_WHOLE = 3  # evaluations


class HalfLoadedError(RuntimeError):
    """An earlier run was interrupted: the sample is there in part."""


def load(password: str) -> tuple[Account, ...] | None:
    """Load the sample with one password for all its accounts; the accounts, or None where it is there already.

    Raises:
        HalfLoadedError: an earlier run did not end.
    """
    if Agency.objects.filter(slug=SLUG).exists():
        if Evaluation.objects.filter(agency__slug=SLUG).count() < _WHOLE:
            raise HalfLoadedError
        return None
    agency = make_agency()
    people = make_people(agency, password)
    make_evaluations(agency, people, today_in(agency.timezone))
    return people.accounts
