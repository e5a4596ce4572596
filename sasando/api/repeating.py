"""A request sent again: with an `Idempotency-Key` it is carried out once, and answered the same each time.

For every changing route, in this one place (`contract.working`). Refusals are not kept: nothing was done, so the
request may be put right and sent under the same key.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Iterator
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError, OperationalError
from django.http import HttpRequest, HttpResponse

from sasando.api.answers import JSON
from sasando.api.parameters import Key
from sasando.api.people import staff_here
from sasando.evaluations.visible import stage_seen
from sasando.kernel.act import keyed_by
from sasando.kernel.actor import Actor
from sasando.kernel.grant_table import granted
from sasando.kernel.kept_answers import KeptAnswer, give_back, keep_answer, reserve_answer

logger = logging.getLogger(__name__)
Route = Callable[..., HttpResponse]
_KEY = Parameter("key", Parameter.KEYWORD_ONLY, default=None, annotation=Key)


def repeatable(view: Route) -> Route:
    """`view` of an agency's work, taking an `Idempotency-Key` too."""

    @wraps(view)
    def answered(request: HttpRequest, key: str | None = None, **given: Any) -> HttpResponse:
        if key is None:
            return view(request, **given)
        actor = Actor.user(request.auth.id)  # type: ignore[attr-defined]  # set by ninja
        digest = _digest(request)
        earlier = reserve_answer(actor, key, digest)
        if earlier is not None:
            _check_still_granted(request, actor, earlier, given)
            return _again(earlier)
        try:
            with keyed_by(key) as asked:
                made = view(request, **given)
        except BaseException:
            _release(request, actor, key, digest)
            raise
        if not 200 <= made.status_code < 300:
            _release(request, actor, key, digest)
            return made
        try:
            answer = KeptAnswer(made.status_code, made.content.decode(), tuple(dict.fromkeys(asked)))
            kept = keep_answer(actor, key, digest, answer)
        except OperationalError:  # what was asked is done; sent again, the act's own receipt answers
            logger.warning("An answer could not be kept: %s", request.path, exc_info=True)
            return made
        return _again(kept)

    declared = signature(view, eval_str=True)
    answered.__signature__ = Signature([*declared.parameters.values(), _KEY])  # type: ignore[attr-defined]
    return answered


def _check_still_granted(
    request: HttpRequest, actor: Actor, earlier: KeptAnswer, given: dict[str, Any]
) -> None:
    """Whose right has ended since is told nothing more: the role, the stage that was given, the act.

    Raises:
        Refused: no role there, or not this stage.
        RefusedError: no role that may do the act.
    """
    staff = staff_here(request, given["slug"])
    if "evaluation" in given and "stage" in given:
        stage_seen(staff, given["evaluation"], given["stage"])
    for name, scope in earlier.acts:
        granted(actor, name, scope)


def _release(request: HttpRequest, actor: Actor, key: str, digest: str) -> None:
    try:
        give_back(actor, key, digest)
    except DatabaseError:  # the key stays with this request, which may be sent again under it
        logger.warning("A key could not be given back: %s", request.path, exc_info=True)


def _again(answer: KeptAnswer) -> HttpResponse:
    return HttpResponse(answer.body, status=answer.status, content_type=JSON)


def _digest(request: HttpRequest) -> str:
    """The digest of what was asked: method, address and body; how JSON or a form is laid out does not count."""
    found = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    for part in _parts(request):
        found.update(hashlib.sha256(part).digest())
    return found.hexdigest()


def _parts(request: HttpRequest) -> Iterator[bytes]:
    if request.content_type != "multipart/form-data":
        yield _same_json(request.body)
        return
    for name, values in sorted(request.POST.lists()):
        yield json.dumps([name, values]).encode()
    for name, file in sorted(request.FILES.items()):
        yield name.encode()
        yield _content(file)


def _content(file: Any) -> bytes:
    """What stands for the bytes of a file: their digest, so that a large one is never held whole."""
    if not isinstance(file, UploadedFile):
        return b""
    found = hashlib.sha256()
    for piece in file.chunks():
        found.update(piece)
    file.seek(0)
    return found.digest()


def _same_json(body: bytes) -> bytes:
    try:
        return json.dumps(json.loads(body), sort_keys=True).encode()
    except (ValueError, RecursionError):
        return body
