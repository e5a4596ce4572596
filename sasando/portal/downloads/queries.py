"""Everything that downloads read of jobs and of the journal."""

from __future__ import annotations

from uuid import UUID

from sasando.kernel.models import Job
from sasando.kernel.reading import rows

_HEADS = "SELECT key, seq, hash FROM kernel_chain WHERE key IN (%s, %s) ORDER BY key"


def job_under_way(kind: str, scope: str, name: str) -> UUID | None:
    """The job that makes the file of this name and has not ended, if there is one."""
    found: UUID | None = (
        Job.objects.filter(kind=kind, scope=scope, request__name=name)
        .exclude(state__in=Job.ENDED)
        .values_list("id", flat=True)
        .first()
    )
    return found


def job_by_id(kind: str, scope: str, text: str) -> Job | None:
    """The job that an address names, within its kind and scope; None where the text is no id."""
    try:
        identifier = UUID(text)
    except ValueError:
        return None
    return Job.objects.filter(id=identifier, kind=kind, scope=scope).first()


def state_of(scope: str) -> tuple[tuple[str, int, str], ...]:
    """The heads of the national journal and of a scope's: while they stand, nothing has changed. One query.

    Every change of state is an act, and every act moves the head of one of them (DESIGN.md rules 5 and 6).
    """
    return tuple((key, seq, digest) for key, seq, digest in rows(_HEADS, ["national", scope]))
