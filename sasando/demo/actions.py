"""Making the sample agency; everything else of the sample goes through the actions people use."""

from __future__ import annotations

from sasando.kernel.act import Context, Outcome, act
from sasando.kernel.actor import OPERATOR_CLI
from sasando.organizations.models import Agency

SLUG = "kab-contoh"


def make_agency() -> Agency:
    """Kabupaten Contoh: hosted, and marked as a sample."""
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
