"""What goes into the log, and at what length."""

from __future__ import annotations

import logging
import re


class OneLineForBadRequests(logging.Filter):
    """A request refused as suspicious is one line: anyone can send it, and its traceback says nothing."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("django.security."):
            record.exc_info = None
            record.exc_text = None
        return True


class HiddenSecrets(logging.Filter):
    """Addresses whose last part opens a door are written without it: a log is read by others than its person."""

    def __init__(self, prefixes: tuple[str, ...]) -> None:
        super().__init__()
        self._pattern = re.compile(f"({'|'.join(map(re.escape, prefixes))})[^/\\s'\"?]+")

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        hidden = self._pattern.sub(r"\1…", said)
        if hidden != said:
            record.msg, record.args = hidden, ()
        return True
