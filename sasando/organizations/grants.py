"""Who may change the directory, hosted agencies, units and people (DOMAIN.md §4)."""

from __future__ import annotations

from sasando.kernel.grant_table import AGENCY, NATIONAL, Grant
from sasando.organizations.models import Membership
from sasando.organizations.roles import ANYBODY, OPERATOR, PERSON

_ADMIN = Membership.Role.AGENCY_ADMIN.value
_BY_OPERATOR = (
    "load_directory",
    "host_agency",
    "invite_operator",
    "create_operator",
    "reset_any_second_step",
)
_BY_ADMIN = (
    "invite",
    "withdraw_invitation",
    "add_membership",
    "end_membership",
    "hand_over",
    "reset_second_step",
    "add_unit",
    "change_unit",
    "close_unit",
    "import_units",
)
# A unit's contact reads what is their unit's, and who comes from outside what is of one stage: the names which that
# work asks for stand on it, so neither needs the list of everybody (DOMAIN.md §4).
_READ_A_PART = (Membership.Role.UNIT_CONTACT, Membership.Role.EXTERNAL_ASSESSOR, Membership.Role.REVIEW_TEAM)
READ_PEOPLE = tuple(role.value for role in Membership.Role if role not in _READ_A_PART)

GRANTS = [
    *(Grant(f"organizations.{act}", role=OPERATOR, scope=NATIONAL) for act in _BY_OPERATOR),
    Grant("organizations.load_directory", role="system", scope=NATIONAL),
    *(Grant("organizations.tidy_names", role="system", scope=scope) for scope in (NATIONAL, AGENCY)),
    Grant("organizations.invite_admin", role=OPERATOR, scope=AGENCY),
    *(Grant(f"organizations.{act}", role=_ADMIN, scope=AGENCY) for act in _BY_ADMIN),
    *(Grant("organizations.read_people", role=role, scope=AGENCY) for role in READ_PEOPLE),
    # The link is the proof; a person who has an account brings that too.
    *(
        Grant("organizations.accept_invitation", role=role, scope=scope)
        for role in (ANYBODY, PERSON)
        for scope in (NATIONAL, AGENCY)
    ),
    Grant("organizations.choose_language", role=PERSON, scope=NATIONAL),
    Grant("organizations.set_password", role=PERSON, scope=NATIONAL),
    Grant("organizations.change_second_step", role=PERSON, scope=NATIONAL),
    Grant("organizations.close_account", role=PERSON, scope=NATIONAL),
]
