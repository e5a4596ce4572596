"""What was answered to a request with a key: whoever sends it again gets the same answer, word for word.

A receipt of its own beside that of the act: an act knows its outcome, not what was said of it. It is written after
the act. Where the process dies in between, the request sent again finds the act's receipt and is answered anew; so
it is after the answer was forgotten, which happens after `KEPT`, and where it names somebody who is to be forgotten.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from sasando.kernel.actor import Actor
from sasando.kernel.canonical import canonical_json
from sasando.kernel.guard import KEPT_ANSWERS, exempted
from sasando.kernel.models import Receipt
from sasando.kernel.receipts import OtherRequestError

KEPT = timedelta(days=30)  # who sends a request again does so within minutes
_ACT = "kernel.answer"  # no act has this name


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """Status and body of an answer."""

    status: int
    body: str


def kept_answer(actor: Actor, key: str, digest: str) -> KeptAnswer | None:
    """What was answered to the request of this digest under this key; None where it is new. One query.

    Raises:
        OtherRequestError: the key was used for another request.
    """
    found = Receipt.objects.filter(actor=actor.text, act=_ACT, key=key).first()
    if found is None:
        return None
    if found.request_digest != digest:
        raise OtherRequestError(f"kunci {key} sudah dipakai untuk permintaan lain; pakai kunci baru")
    said = json.loads(found.outcome)
    return KeptAnswer(said["status"], said["body"])


def keep_answer(actor: Actor, key: str, digest: str, answer: KeptAnswer) -> KeptAnswer:
    """Keep an answer, and return the one that is kept: that of whoever was first with this key.

    Raises:
        OtherRequestError: the key was used meanwhile for another request.
    """
    outcome = canonical_json({"status": answer.status, "body": answer.body})
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with exempted(KEPT_ANSWERS), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_receipt (actor, act, key, request_digest, outcome, at) VALUES (%s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (actor, act, key) DO NOTHING",
            [actor.text, _ACT, key, digest, outcome, now],
        )
        if cursor.rowcount == 1:
            return answer
    return kept_answer(actor, key, digest) or answer


def old_answers(now: datetime) -> QuerySet[Receipt]:
    """The answers that are kept no longer."""
    return Receipt.objects.filter(act=_ACT, at__lt=now - KEPT)


def forget_old_answers(now: datetime) -> None:
    """Let go of the answers that are kept no longer."""
    with exempted(KEPT_ANSWERS):
        old_answers(now).delete()


def forget_answers_naming(name: str) -> int:
    """Let go of every answer that holds this name, and say how many; called inside an act."""
    in_body = json.dumps(name, ensure_ascii=False)[1:-1]
    in_outcome = json.dumps(in_body, ensure_ascii=False)[1:-1]
    forgotten, _by_model = Receipt.objects.filter(act=_ACT, outcome__contains=in_outcome).delete()
    return forgotten
