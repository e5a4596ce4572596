"""What is sent is taken in whole before the program sees it, and half-sent forms keep nobody from reading.

A web process answers with a few threads, and the server lets each wait for the rest of what is sent without end: here
some of them never do. Where a connection breaks off the server says no more than that nothing follows: what is
shorter than it should be is not taken for the whole.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from tempfile import SpooledTemporaryFile
from threading import BoundedSemaphore
from typing import IO, Any

logger = logging.getLogger("sasando.bodies")

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]

LARGEST = 16 * 1024 * 1024  # bytes; the largest file of a form is 5 MB, and told so by its page up to this
ROOM = 6  # bodies under way at once, of the eight threads that `./run` gives a process (docs/decisions/0029)
PATIENCE = 0.25  # seconds that the next one waits for room: twenty people who save at once are here sooner
TROUBLE = "sasando.trouble"
NO_ROOM, BROKEN_OFF = "no room", "broken off"
_IN_MEMORY = 1024 * 1024
_PIECE = 64 * 1024


def whole_bodies(application: Application) -> Application:
    """The application, called with bodies that are here; `TROUBLE` in its environment says why one is not.

    A body that is too large is left where it is: `size_limit` refuses it.
    """
    room = BoundedSemaphore(ROOM)

    def called(environ: Environ, start_response: Any) -> Iterable[bytes]:
        length = length_said(environ)
        if not 0 < length <= LARGEST:
            return application(environ, start_response)
        if not room.acquire(timeout=PATIENCE):
            return application(environ | _without(NO_ROOM), start_response)
        try:
            body = _read(environ["wsgi.input"], length)
        except OSError as error:  # a large body is kept in a file
            logger.error("what was sent could not be taken in: %s", error.strerror)
            return application(environ | _without(NO_ROOM), start_response)
        finally:
            room.release()
        if body is None:
            return application(environ | _without(BROKEN_OFF), start_response)
        return application(environ | {"wsgi.input": body}, start_response)

    return called


def length_said(environ: Mapping[str, Any]) -> int:
    """How many bytes a request says it sends; 0 where it says no number.

    Of a number longer than any body no more than its beginning is read, which is too large as well.
    """
    said = str(environ.get("CONTENT_LENGTH") or "")
    return int(said.lstrip("0")[:20] or "0") if said.isdecimal() else 0


def _without(trouble: str) -> Environ:
    return {"wsgi.input": BytesIO(), "CONTENT_LENGTH": "0", TROUBLE: trouble}


def _read(stream: Any, length: int) -> IO[bytes] | None:
    """All of it; None where less came."""
    body = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  # gone with the request
    while missing := length - body.tell():
        piece = stream.read(min(_PIECE, missing))
        if not piece:
            return None
        body.write(piece)
    body.seek(0)
    return body
