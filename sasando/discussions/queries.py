"""Everything that reads comments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import CharField, UUIDField

from sasando.discussions.models import Comment
from sasando.kernel.compiled import Compiled
from sasando.organizations.models import Agency


@dataclass(frozen=True, slots=True)
class Said:
    """One comment as a page shows it; `resolved_at` None: it is open."""

    id: UUID
    subject: UUID
    author: UUID
    author_name: str
    text: str
    at: datetime
    resolved_at: datetime | None
    resolved_by_name: str


@dataclass(frozen=True, slots=True)
class Thread:
    """The comments of one subject, the oldest first."""

    comments: tuple[Said, ...]

    @property
    def open(self) -> int:
        """How many are not resolved."""
        return sum(one.resolved_at is None for one in self.comments)


_comments = Compiled(
    lambda scope, kind, subjects: (
        Comment.objects.filter(scope=scope, subject_kind=kind, subject_id__in=subjects)
        .select_related("author", "resolved_by")
        .order_by("at", "id")
    ),
    scope=CharField(),
    kind=CharField(),
    subjects=UUIDField(),
)


def comments_on(agency: Agency, kind: str, subjects: Iterable[UUID]) -> list[Said]:
    """The comments on some subjects of an agency, the oldest first. One query, however many subjects.

    Whether the reader may see the subjects has been settled by whoever asks.
    """
    found = _comments(scope=f"agency:{agency.slug}", kind=kind, subjects=tuple(subjects))
    return [
        Said(
            id=one.id,
            subject=one.subject_id,
            author=one.author_id,
            author_name=one.author.name,
            text=one.text,
            at=one.at,
            resolved_at=one.resolved_at,
            resolved_by_name=one.resolved_by.name if one.resolved_by else "",
        )
        for one in found
    ]


def threads(agency: Agency, kind: str, subjects: Iterable[UUID]) -> dict[UUID, Thread]:
    """The thread of each subject, an empty one where nothing was said. One query."""
    asked = list(subjects)
    said: dict[UUID, list[Said]] = {subject: [] for subject in asked}
    for one in comments_on(agency, kind, asked):
        said[one.subject].append(one)
    return {subject: Thread(tuple(comments)) for subject, comments in said.items()}
