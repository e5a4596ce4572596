"""What can be discussed: each app registers its subjects as `SUBJECTS` in its own `subjects.py`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from sasando.kernel.registry import declared
from sasando.organizations.queries import Staff

Readable = Callable[[Staff, Sequence[UUID]], set[UUID]]


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of subject, named `<app>.<thing>`.

    `readable` says which of some ids exist in a person's agency and may be read by that person.
    """

    kind: str
    readable: Readable


class UnknownSubjectError(LookupError):
    """No app registers this kind; that is a mistake in the program."""


@cache
def _subjects() -> dict[str, Subject]:
    return {subject.kind: subject for subject in declared("subjects", "SUBJECTS")}


def subject_of(kind: str) -> Subject:
    """The subject of a kind.

    Raises:
        UnknownSubjectError: no app registers it.
    """
    found = _subjects().get(kind)
    if found is None:
        raise UnknownSubjectError(f"no app registers the subject {kind}")
    return found
