"""Asking for a report that takes long, and choosing the template of a document."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from sasando.evaluations.actions.scope import actor_of, scope_of, stage_act
from sasando.evaluations.models import Stage
from sasando.evaluations.reports.models import ReportTemplate
from sasando.kernel.act import Context, NothingToDo, Outcome, act
from sasando.kernel.jobs import add_job
from sasando.organizations.models import Agency, User


def order_report(by: User, stage: Stage, kind: str, file: str, name: str) -> UUID:
    """Let the worker make a file of a stage; the id of the job. `kind`: of the job; `name`: how the file is kept.

    Raises:
        RefusedError: the person may not read reports here.
    """

    def change(context: Context) -> Outcome:
        request = {"stage": str(stage.id), "file": file, "name": name}
        job = add_job(context, kind, request)
        context.record(f"stage:{stage.id}", {"file": file, "name": name, "job": str(job)})
        return {"job": str(job)}

    return UUID(stage_act(by, stage, "report", {"file": file, "name": name}, change)["job"])


def choose_template(by: User, agency: Agency, document: str, sha256: str, file_name: str) -> None:
    """Use the agency's own template for a document, by the digest of its file; "" goes back to ours.

    Raises:
        RefusedError: the person may not.
    """

    def change(context: Context) -> Outcome:
        held = ReportTemplate.objects.filter(agency=agency, document=document)
        last = held.aggregate(last=Max("revision"))["last"] or 0
        current = held.filter(revision=last).values_list("sha256", flat=True).first() or ""
        if current == sha256:
            raise NothingToDo({})
        made = ReportTemplate.objects.create(
            agency=agency,
            document=document,
            revision=last + 1,
            sha256=sha256,
            file_name=file_name,
            by=by,
            at=timezone.now(),
        )
        told: dict[str, Any] = {"document": document, "sha256": sha256, "file_name": file_name}
        context.record(f"report_template:{made.id}", told)
        return {}

    request = {"document": document, "sha256": sha256}
    act(
        actor_of(by),
        "evaluations.set_report_template",
        scope=scope_of(agency),
        request=request,
        change=change,
    )
