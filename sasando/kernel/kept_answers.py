"""What was answered to a request with a key: whoever sends it again gets the same answer, word for word.

A receipt of its own beside that of the act: an act knows its outcome, not what was said of it. It is reserved, empty,
before the act, so that a key used for two requests at once is refused before the second saves anything; what was said
is written after the act, with the acts that it told of, whose grants are asked for again. Where the process dies in
between, the request sent again finds the act's receipt and is answered anew; so it is after the answer was forgotten,
which happens after `KEPT`, and where it names somebody who is to be forgotten.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from sasando.kernel.act import AskedFor
from sasando.kernel.actor import Actor
from sasando.kernel.canonical import canonical_json
from sasando.kernel.guard import KEPT_ANSWERS, exempted
from sasando.kernel.models import Receipt
from sasando.kernel.receipts import OtherRequestError

KEPT = timedelta(days=30)  # who sends a request again does so within minutes
_ACT = "kernel.answer"  # no act has this name


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """Status and body of an answer, and what was asked for to make it: the name and the scope of each act."""

    status: int
    body: str
    acts: tuple[AskedFor, ...] = ()


def reserve_answer(actor: Actor, key: str, digest: str) -> KeptAnswer | None:
    """Take a key for the request of this digest; what was answered to it, where it was before.

    None too where the same request is being answered, or its answer was lost with its process: the acts have receipts
    of their own. One statement; one query more where the key was taken.

    Raises:
        OtherRequestError: the key is used for another request.
    """
    if _insert(actor, key, digest, ""):
        return None
    found = Receipt.objects.filter(actor=actor.text, act=_ACT, key=key).first()
    if found is None:  # given back in this moment by a request that was refused
        return None
    if found.request_digest != digest:
        raise OtherRequestError(f"kunci {key} sudah dipakai untuk permintaan lain; pakai kunci baru")
    if not found.outcome:
        return None
    said = json.loads(found.outcome)
    acts = tuple((name, scope) for name, scope in said.get("acts", []))
    return KeptAnswer(said["status"], said["body"], acts)


def give_back(actor: Actor, key: str, digest: str) -> None:
    """Let go of a key whose request was refused: it may be put right and sent under the same key."""
    with exempted(KEPT_ANSWERS):
        Receipt.objects.filter(
            actor=actor.text, act=_ACT, key=key, request_digest=digest, outcome=""
        ).delete()


def keep_answer(actor: Actor, key: str, digest: str, answer: KeptAnswer) -> KeptAnswer:
    """Keep an answer, and return the one that is kept: that of whoever was first with this key.

    Raises:
        OtherRequestError: the key was used meanwhile for another request.
    """
    acts = [list(one) for one in answer.acts]
    outcome = canonical_json({"status": answer.status, "body": answer.body, "acts": acts})
    if _insert(actor, key, digest, outcome):
        return answer
    return reserve_answer(actor, key, digest) or answer


def _insert(actor: Actor, key: str, digest: str, outcome: str) -> bool:
    """Write a receipt, or what was said into the reserved one of the same request; whether that was done."""
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with exempted(KEPT_ANSWERS), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_receipt (actor, act, key, request_digest, outcome, at) VALUES (%s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (actor, act, key) DO UPDATE SET outcome = excluded.outcome"
            " WHERE kernel_receipt.outcome = '' AND excluded.outcome <> ''"
            " AND kernel_receipt.request_digest = excluded.request_digest",
            [actor.text, _ACT, key, digest, outcome, now],
        )
        return bool(cursor.rowcount == 1)


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
