"""Commenting on a subject, and resolving what was said."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from sasando.discussions.models import Comment
from sasando.discussions.subjects import subject_of
from sasando.kernel.act import Context, NothingToDo, Outcome, act
from sasando.kernel.actor import Actor
from sasando.organizations.models import Agency, User
from sasando.organizations.queries import staff_of
from sasando.ui.numbers import grouped
from sasando.ui.words import text as _

LONGEST_COMMENT = 4_000


class DiscussionError(ValueError):
    """It cannot be said; the message tells why and what to do. Nothing was saved."""


class NotReadableError(DiscussionError):
    """The subject does not exist in this agency, or the person may not read it."""


def comment(by: User, agency: Agency, kind: str, subject: UUID, text: str, *, key: str | None = None) -> UUID:
    """Comment on a subject of an agency; the id of the comment.

    Raises:
        DiscussionError: no words, or too many.
        NotReadableError: the person may not read the subject.
        RefusedError: the person has no role in the agency.
        UnknownSubjectError: no app registers the kind.
    """
    said = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not said:
        raise DiscussionError(_("tulis dahulu komentarnya"))
    if len(said) > LONGEST_COMMENT:
        raise DiscussionError(
            _("komentar terlalu panjang (%(length)s huruf); paling banyak %(most)s")
            % {"length": grouped(len(said)), "most": grouped(LONGEST_COMMENT)}
        )

    def change(context: Context) -> Outcome:
        _check_readable(by, agency, kind, subject)
        made = Comment.objects.create(
            scope=context.scope,
            subject_kind=kind,
            subject_id=subject,
            author=by,
            text=said,
            at=timezone.now(),
        )
        context.record(f"comment:{made.id}", {"kind": kind, "subject": str(subject), "text": said})
        return {"comment": str(made.id)}

    request = {"kind": kind, "subject": str(subject), "text": said}
    outcome = act(
        Actor.user(by.id),
        "discussions.comment",
        scope=f"agency:{agency.slug}",
        request=request,
        change=change,
        key=key,
    )
    return UUID(outcome["comment"])


def resolve(by: User, agency: Agency, comment_id: UUID, *, resolved: bool = True) -> None:
    """Mark a comment as resolved, or as open again; nothing where it is so already.

    Raises:
        NotReadableError: there is no such comment in the agency, or its subject may not be read.
        RefusedError: the person has no role in the agency.
    """

    def change(context: Context) -> Outcome:
        held = Comment.objects.select_for_update().filter(id=comment_id, scope=context.scope).first()
        if held is None:
            raise NotReadableError(_("komentar ini tidak ada di instansi Anda"))
        _check_readable(by, agency, held.subject_kind, held.subject_id)
        if (held.resolved_at is not None) == resolved:
            raise NothingToDo({})
        held.resolved_at, held.resolved_by = (timezone.now(), by) if resolved else (None, None)
        held.save(update_fields=["resolved_at", "resolved_by"])
        context.record(f"comment:{held.id}", {"resolved": resolved})
        return {}

    request = {"comment": str(comment_id), "resolved": resolved}
    act(
        Actor.user(by.id),
        "discussions.resolve",
        scope=f"agency:{agency.slug}",
        request=request,
        change=change,
    )


def _check_readable(by: User, agency: Agency, kind: str, subject: UUID) -> None:
    if subject not in subject_of(kind).readable(staff_of(by, agency.slug), [subject]):
        raise NotReadableError(_("yang dikomentari tidak ada, atau tidak dapat Anda baca"))
