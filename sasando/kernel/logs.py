"""What goes into the log, and at what length."""

from __future__ import annotations

import logging


class OneLineForBadRequests(logging.Filter):
    """A request refused as suspicious is one line: anyone can send it, and its traceback says nothing."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("django.security."):
            record.exc_info = None
            record.exc_text = None
        return True
