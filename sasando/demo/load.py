"""Loading Kabupaten Contoh, once. It is marked as a sample, and no comparison ever holds it (DESIGN.md rule 8)."""

from __future__ import annotations

from django.utils import timezone

from sasando.demo.evaluations import make_evaluations
from sasando.demo.people import Account, make_people
from sasando.evaluations.models import Evaluation
from sasando.kernel.act import Context, Outcome, act
from sasando.kernel.actor import OPERATOR_CLI
from sasando.organizations.models import Agency

SLUG = "kab-contoh"
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
    agency = _make_agency()
    people = make_people(agency, password)
    make_evaluations(agency, people, timezone.now().date())
    return people.accounts


def _make_agency() -> Agency:
    agency = Agency(
        slug=SLUG,
        kind=Agency.Kind.REGENCY,
        name="Kabupaten Contoh",
        short_name="Kab. Contoh",
        timezone="Asia/Makassar",
        hosted=True,
        sample=True,
    )

    def change(context: Context) -> Outcome:
        agency.save(force_insert=True)
        context.record(f"agency:{agency.slug}", {"sample": True})
        return {}

    act(OPERATOR_CLI, "demo.make_agency", scope="national", request={}, change=change)
    return agency
