"""A row in every table whose rows never change: the shipped ones were loaded, the rest comes from an evaluation."""

from __future__ import annotations

from datetime import date

from sasando.evaluations.actions.assigning import give_access
from sasando.evaluations.actions.sealing import reopen, review, seal
from sasando.evaluations.actions.verifying import verify
from sasando.evaluations.reports.docx_files import ours
from sasando.evaluations.reports.own_templates import use_template
from sasando.evaluations.testing import fill, levels, opened, team
from sasando.organizations.testing import person


def one_row_in_every_table() -> None:
    """A stage that was verified, sealed, reviewed and opened again, and a template of the agency's own."""
    people = team()
    stage = opened(people)
    fill(people.entry, stage, levels(47, 1))
    verify(people.assessor, stage, {"I1": 1})
    kept = seal(people.responsible, stage)
    reviewer = person("tim reviu", people.agency, "review_team")
    give_access(people.coordinator, stage, reviewer, date(2999, 1, 1))
    review(reviewer, kept, valid=True)
    reopen(people.coordinator, stage, "contoh")
    use_template(people.coordinator, people.agency, "laporan", ours("laporan"), "kop.docx")
