"""Where the files that are taken along are kept: by the digest of what they say, made again when they are lost."""

from __future__ import annotations

from math import inf

from sasando.kernel.made_files import MadeFiles

FILES = MadeFiles(
    "downloads", most_bytes=200 * 1024 * 1024, most_seconds=inf
)  # published: given up for room alone
