"""Letters about roles, to those whose roles they are: what an admin gave, prolonged, ended or handed over.

They name the role, the agency and the days, and of people only whom a handover is with.
"""

from __future__ import annotations

from datetime import date

from sasando.organizations.letters import Letter, now_line
from sasando.organizations.models import Agency, Membership, User
from sasando.organizations.role_lines import role_line
from sasando.ui.words import text as _


def given_letter(one: Membership) -> Letter:
    """A further role."""
    said = _("Admin instansi memberi Anda peran di %(agency)s:") % {"agency": one.agency.name}
    return about_agency(_("Peran baru untuk Anda"), one.agency, said, role_line(one))


def last_day_letter(one: Membership, before: date | None) -> Letter:
    """The last day of a role, which was `before`, None where it had none."""
    prolonged = before is not None and one.valid_to is not None and one.valid_to > before
    subject = _("Peran Anda diperpanjang") if prolonged else _("Peran Anda diakhiri")
    said = _("Admin instansi menetapkan hari terakhir peran Anda di %(agency)s:") % {
        "agency": one.agency.name
    }
    return about_agency(subject, one.agency, said, role_line(one))


def given_away_letter(agency: Agency, taker: User, held: list[Membership]) -> Letter:
    """For whoever hands over; `held`: the roles that stand after it, with their last days."""
    said = _(
        "Admin instansi menyerahkan semua peran dan pekerjaan terbuka Anda di %(agency)s kepada %(person)s."
    ) % {"agency": agency.name, "person": taker.name}
    return about_agency(_("Serah terima pekerjaan Anda"), agency, said, *_now_held(held))


def taken_over_letter(agency: Agency, giver: User, held: list[Membership]) -> Letter:
    """For whoever takes over; `held`: the roles that stand after it."""
    said = _(
        "Admin instansi menyerahkan semua peran dan pekerjaan terbuka %(person)s di %(agency)s kepada Anda."
    ) % {"agency": agency.name, "person": giver.name}
    return about_agency(_("Serah terima kepada Anda"), agency, said, *_now_held(held))


def about_agency(subject: str, agency: Agency, *said: str) -> Letter:
    """What somebody was given or lost in an agency, when by its clock, and whom to tell where that is wrong."""
    wrong = _("Bila ini keliru, beri tahu admin instansi.")
    return Letter(subject, "\n\n".join([*said, now_line(agency.timezone), wrong]))


def _now_held(held: list[Membership]) -> list[str]:
    if not held:
        return []
    return ["\n".join([_("Peran Anda di sana sekarang:"), *(role_line(one) for one in held)])]
