"""Letters that belong to an act: written in its transaction, sent by the worker, so that none is without the other.

What is kept is the letter in its reader's language, for an account by its id. Another person's name is not kept: a
mark stands for it until the letter leaves.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sasando.kernel.act import Context
from sasando.kernel.actor import Actor
from sasando.kernel.job_progress import JobRun
from sasando.kernel.jobs import JobKind, add_job
from sasando.organizations.letters import Addressed, Letter, addressed, post
from sasando.organizations.models import User

LETTER = "organizations.letter"
_NAME = "\ue000"  # `one_line` leaves it in no name


def tell(context: Context, person: User, compose: Callable[[], Letter], named: User | None = None) -> None:
    """Write to a person as part of the act that runs here, unless they do it themselves or the account is closed.

    `named`: somebody else whom the letter names.
    """
    if context.actor == Actor.user(person.id) or not person.is_active:
        return
    letter = addressed(person, compose).letter
    body = letter.body.replace(named.name, _NAME) if named else letter.body
    add_job(
        context,
        LETTER,
        {
            "to": str(person.id),
            "subject": letter.subject,
            "body": body,
            "named": str(named.id) if named else "",
        },
    )


def _send(job: JobRun) -> dict[str, Any]:
    asked = job.request
    people = {
        str(one.id): one for one in User.objects.filter(id__in=filter(None, (asked["to"], asked["named"])))
    }
    reader = people[asked["to"]]
    if not reader.is_active:
        return {"left": False}
    body = asked["body"].replace(_NAME, people[asked["named"]].name) if asked["named"] else asked["body"]
    return {"left": post(Addressed(reader.email, Letter(asked["subject"], body)))}


# A worker that died may have sent it: twice is better than never.
JOBS = [JobKind(LETTER, _send, starts=3)]
