"""A small act for the tests: it writes one import batch, and can be told to do something first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sasando.kernel.act import Context, Outcome, act
from sasando.kernel.actor import SYSTEM, Actor
from sasando.kernel.models import ImportBatch

SCOPE = "agency:uji"
NAME = "kernel.create_job"  # any act that the system may do in an agency


def note(
    text: str,
    *,
    key: str | None = None,
    scope: str = SCOPE,
    actor: Actor = SYSTEM,
    first: Callable[[Context], Any] = lambda context: None,
) -> Outcome:
    """Write `text` down as an act; the outcome names the row that was made."""

    def change(context: Context) -> Outcome:
        first(context)
        made = ImportBatch.objects.create(
            kind="uji", scope=scope, file_sha256="0" * 64, rows=0, verdicts={"text": text}, state="applied"
        )
        context.record(f"batch:{made.id}", {"text": text})
        return {"batch": str(made.id)}

    return act(actor, NAME, scope=scope, key=key, request={"text": text}, change=change)


def noted() -> list[str]:
    """What has been written down, in no order to rely on."""
    return [
        verdicts["text"]
        for verdicts in ImportBatch.objects.filter(kind="uji").values_list("verdicts", flat=True)
    ]
