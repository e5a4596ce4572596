"""How long what people write may be, and what is said of more than that."""

from __future__ import annotations

from sasando.evaluations.faults import EvaluationError
from sasando.ui.numbers import grouped
from sasando.ui.words import text as _

LONGEST_TEXT = 20_000  # facts, analyses, justifications, notes
LONGEST_REASON = 500  # of opening a stage again
LONGEST_SHORT = 300  # other reasons, documents, letters of consent
LONGEST_NAME = 200  # services, agencies, letters of a schedule


def length_problem(text: str, most: int) -> str:
    """How many letters a text has and how many it may have, in the reader's language; "" where it is short enough.

    The end of a line is one letter, whichever way a browser sends it.
    """
    length = len(text.replace("\r\n", "\n").strip())
    if length <= most:
        return ""
    return _("terlalu panjang (%(length)s huruf); paling banyak %(most)s") % {
        "length": grouped(length),
        "most": grouped(most),
    }


def check_length(what: str, text: str, most: int) -> None:
    """Refuse a text that is too long.

    Raises:
        EvaluationError: it is; `what` names it, in the reader's language.
    """
    if problem := length_problem(text, most):
        raise EvaluationError(f"{what} {problem}")
