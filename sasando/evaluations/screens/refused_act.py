"""An act that was refused from the page of an evaluation: shown there again, with all that was typed for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from django.http import QueryDict

from sasando.evaluations.faults import ConflictError, EvaluationError
from sasando.kernel.grant_table import RefusedError
from sasando.ui.words import as_sentence
from sasando.ui.words import text as _

_NOT_TYPED = ("csrfmiddlewaretoken", "putusan", "expected-", "asal-")
_CHOSEN = {
    "akses": "orang",
    "akses-cabut": "orang",
    "umumkan": "sampai",
}  # from a list: nobody wrote what is sent
_FIRST_BOX = {  # of the form of an act, by what its id begins with
    "jadwal": "tenggat-",
    "akses": "orang-",
    "reviu": "catatan-",
    "buka-kembali": "alasan-",
    "umumkan": "sampai-mana-",
    "umumkan-terbaru": "persetujuan-terbaru",
    "tidak-mengikuti": "absen",
}


@dataclass(frozen=True, slots=True)
class RefusedAnswer:
    """A general answer that was not saved: what was typed, why, and what somebody else wrote meanwhile, if so."""

    typed: str
    said: str
    theirs: str | None = None


class AnswersRefusedError(EvaluationError):
    """Some general answers were not saved, by the number of their question; the others were."""

    def __init__(self, answers: Mapping[int, RefusedAnswer]) -> None:
        self.answers = answers
        super().__init__(" ".join(_with_both(one) for one in answers.values()))

    @property
    def conflicting(self) -> bool:
        return any(one.theirs is not None for one in self.answers.values())


def _with_both(one: RefusedAnswer) -> str:
    if one.theirs is None:
        return one.said
    both = _("%(said)s Yang tersimpan: “%(theirs)s”. Tulisan Anda: “%(mine)s”.")
    return both % {"said": one.said, "theirs": one.theirs, "mine": one.typed}


@dataclass(frozen=True, slots=True)
class RefusedAct:
    """`act`: the last part of its address; `code`: of the stage, "" for the whole; `typed`: by the names of boxes."""

    act: str
    code: str
    said: str
    status: HTTPStatus
    typed: Mapping[str, str]
    answers: Mapping[int, RefusedAnswer] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The act, as a template can ask for it."""
        return self.act.replace("-", "_")

    @property
    def written(self) -> list[str]:
        """What somebody wrote themselves, for a page that has the form no more."""
        return [text for name, text in self.typed.items() if name != _CHOSEN.get(self.act)]

    @property
    def lines(self) -> list[tuple[str, str]]:
        """What is wrong, each with the id of the box it is about."""
        if self.answers:
            return [(f"umum-{ordinal}", f"{ordinal}. {one.said}") for ordinal, one in self.answers.items()]
        box = _FIRST_BOX.get(self.act, "")
        return [(f"{box}{self.code}", self.said)]


def refused_act(act: str, code: str, sent: QueryDict, error: EvaluationError | RefusedError) -> RefusedAct:
    """Why an act was refused, with what was sent for it."""
    typed = {
        name: str(value).replace("\x00", "")
        for name, value in sent.items()
        if value and not name.startswith(_NOT_TYPED)
    }
    answers = error.answers if isinstance(error, AnswersRefusedError) else {}
    status = HTTPStatus.FORBIDDEN if isinstance(error, RefusedError) else HTTPStatus.CONFLICT
    return RefusedAct(act, code, reason_of(error), status, typed, answers)


def reason_of(error: EvaluationError | RefusedError) -> str:
    """Why an act was refused, as a sentence."""
    if isinstance(error, RefusedError):
        return _("Peran Anda tidak melakukan ini.")
    return as_sentence(str(error))


def is_conflict(error: Exception) -> bool:
    """Whether somebody else wrote meanwhile, and both texts are to be told."""
    return isinstance(error, ConflictError) or (isinstance(error, AnswersRefusedError) and error.conflicting)
