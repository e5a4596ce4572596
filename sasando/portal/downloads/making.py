"""From what is asked to the file: kept, made now, or made by the worker."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from sasando.kernel.actor import SYSTEM
from sasando.kernel.job_progress import JobRun
from sasando.kernel.jobs import JobKind, create_job
from sasando.kernel.models import Job
from sasando.organizations.queries import AgencyRow, agency_by_slug
from sasando.portal.downloads.brief import Brief
from sasando.portal.downloads.files import FILES
from sasando.portal.downloads.gather import Asked, gather
from sasando.portal.downloads.kinds import KINDS, Kind
from sasando.portal.downloads.queries import job_by_id, job_under_way
from sasando.scoring.numbers import fraction_text

JOB_KIND = "portal.make_download"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that somebody asks for. `name`: how it is kept, by the digest of what it says."""

    agency: AgencyRow
    kind: Kind
    asked: Asked
    brief: Brief
    name: str

    @property
    def file_name(self) -> str:
        """`kab-kupang-spbe-2024-salindia.pptx`."""
        return f"{self.brief.stem}-{self.kind.file}"


def wanted(agency: AgencyRow, kind: Kind, asked: Asked) -> Wanted:
    """What the file would say, and under which name it is kept.

    Raises:
        NothingToTakeError, NoStatementError: as `gather`.
    """
    brief = gather(agency, asked)
    return Wanted(agency, kind, asked, brief, f"{kind.digest(brief)}.{kind.suffix}")


def content_of(file: Wanted) -> bytes:
    """The bytes, made now if they are not kept."""
    return FILES.once(file.name, file.kind.file, lambda: file.kind.make(file.brief))


def queued(file: Wanted) -> UUID:
    """A job that makes the file: the one that is under way, else a new one."""
    request = {
        "agency": file.agency.slug,
        "file": file.kind.file,
        "name": file.name,
        "target": None if file.asked.target is None else fraction_text(file.asked.target),
        "start": file.asked.start,
        "by": file.asked.by,
    }
    under_way = job_under_way(JOB_KIND, _scope(file.agency), file.name)
    if under_way is not None:
        return under_way
    return create_job(SYSTEM, JOB_KIND, scope=_scope(file.agency), request=request)


def job_of(file: Wanted, text: str) -> Job | None:
    """The job of that id, where it makes this file."""
    found = job_by_id(JOB_KIND, _scope(file.agency), text)
    return found if found is not None and found.request.get("name") == file.name else None


def _scope(agency: AgencyRow) -> str:
    return f"agency:{agency.slug}"


def run(job: JobRun) -> dict[str, Any]:
    """Make one file in the worker."""
    request = job.request
    agency = agency_by_slug(request["agency"])
    if agency is None:
        raise LookupError(f"no agency {request['agency']}")
    job.progress(0, 2)
    target = None if request["target"] is None else Fraction(request["target"])
    file = wanted(agency, KINDS[request["file"]], Asked(target, request["start"], request["by"]))
    job.progress(1)
    content = content_of(file)
    job.progress(2)
    return {"name": file.name, "bytes": len(content)}


JOBS = [JobKind(JOB_KIND, run, starts=2)]
