"""A cache of files that all processes of a machine share, in which two never add the same key."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache


class FileCache(FileBasedCache):
    """Django's, whose `add` looks first and writes then: two at once would both have added.

    Locks and codes that work once rest on `add`.
    """

    def add(
        self, key: Any, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Store a value under a key that has none; whether it did. One of several at once does."""
        if self.has_key(key, version):  # removes what has expired
            return False
        files: Any = self  # Django's own parts, of which its stubs say nothing
        files._createdir()
        handle, unfinished = tempfile.mkstemp(dir=files._dir)
        try:
            with open(handle, "wb") as file:
                files._write_content(file, timeout, value)
            os.link(unfinished, files._key_to_file(key, version))
        except FileExistsError:
            return False
        finally:
            with suppress(FileNotFoundError):
                os.unlink(unfinished)
        return True
