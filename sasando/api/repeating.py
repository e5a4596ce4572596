"""A request sent again: with an `Idempotency-Key` it is carried out once, and answered the same each time.

For every changing route, in this one place (`contract.working`). Refusals are not kept: nothing was done, so the
request may be put right and sent under the same key.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError

from sasando.api.answers import JSON, Refused
from sasando.api.parameters import Key
from sasando.api.people import staff_here
from sasando.kernel.act import keyed_by
from sasando.kernel.actor import Actor
from sasando.kernel.kept_answers import KeptAnswer, keep_answer, kept_answer

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
        earlier = kept_answer(actor, key, digest)
        if earlier is not None:
            staff_here(request, given["slug"])  # whose role has ended is told nothing more
            return _again(earlier)
        with keyed_by(key):
            made = view(request, **given)
        if not 200 <= made.status_code < 300:
            return made
        return _again(keep_answer(actor, key, digest, KeptAnswer(made.status_code, made.content.decode())))

    declared = signature(view, eval_str=True)
    answered.__signature__ = Signature([*declared.parameters.values(), _KEY])  # type: ignore[attr-defined]
    return answered


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
    try:
        request.POST  # noqa: B018  # reads the form
    except MultiPartParserError:
        raise Refused(400, "Formulir tidak terbaca; kirim multipart/form-data yang utuh.") from None
    for name, values in sorted(request.POST.lists()):
        yield json.dumps([name, values]).encode()
    for name, file in sorted(request.FILES.items()):
        yield name.encode()
        yield _content(file)


def _content(file: Any) -> bytes:
    """The bytes of a file, which can be read again afterwards."""
    if not isinstance(file, UploadedFile):
        return b""
    read = bytes(file.read())
    file.seek(0)
    return read


def _same_json(body: bytes) -> bytes:
    try:
        return json.dumps(json.loads(body), sort_keys=True).encode()
    except (ValueError, RecursionError):
        return body
