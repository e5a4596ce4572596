"""Who may do what with an evaluation (DOMAIN.md §4). What depends on the stage or on an assignment is in `access`."""

from __future__ import annotations

from sasando.kernel.grant_table import AGENCY, Grant

ADMIN, COORDINATOR, RESPONSIBLE = "agency_admin", "coordinator", "responsible"
ASSESSOR, ENTRY, CONTACT = "assessor", "entry", "unit_contact"
EXTERNAL, REVIEWER = "external_assessor", "review_team"
LEADER = "leader"
READERS = (COORDINATOR, ADMIN, RESPONSIBLE, ASSESSOR, ENTRY, LEADER, EXTERNAL, REVIEWER)

ROLES = {
    "open": (COORDINATOR, ADMIN),
    "discard": (COORDINATOR, ADMIN),
    "schedule": (COORDINATOR, ADMIN),
    "open_stage": (COORDINATOR, ADMIN),
    "record_absence": (COORDINATOR, ADMIN),
    "assign": (COORDINATOR, ADMIN),
    "draft": (ENTRY, ASSESSOR, CONTACT, EXTERNAL, COORDINATOR),
    "judge_self": (ENTRY, ASSESSOR, CONTACT),
    "judge_from_outside": (EXTERNAL,),
    "transcribe": (COORDINATOR, ENTRY),
    "verify": (ASSESSOR,),
    "send": (RESPONSIBLE,),
    "seal": (EXTERNAL, COORDINATOR),
    "reopen": (COORDINATOR, ADMIN),
    "review": (REVIEWER,),
    "give_access": (COORDINATOR, ADMIN),
    "end_access": (COORDINATOR, ADMIN),
    "disclose": (COORDINATOR, ADMIN),
    "withdraw_disclosure": (COORDINATOR, ADMIN),
    "move": (COORDINATOR, ADMIN),
    "answer_general": (ENTRY, ASSESSOR, COORDINATOR),
    "note_aspect": (EXTERNAL, ASSESSOR, ENTRY, COORDINATOR),
    "tick_copied": (ENTRY, RESPONSIBLE, COORDINATOR),
    "start_from": (ENTRY, ASSESSOR, COORDINATOR),
    "take_back": (ENTRY, ASSESSOR, COORDINATOR),
    "report": READERS,
    "set_report_template": (COORDINATOR, ADMIN),
}

GRANTS = [
    Grant(f"evaluations.{name}", role=role, scope=AGENCY) for name, roles in ROLES.items() for role in roles
] + [Grant("kernel.cancel_job", role=role, scope=AGENCY) for role in READERS]
