"""A name as it was typed, on one line."""

from __future__ import annotations


def one_line(typed: str) -> str:
    """The text without line breaks, needless blanks and marks that nobody sees, which would let a name write further
    lines of a letter or turn round what stands beside it.

    >>> one_line(" Dinas\\r\\n\\tKesehatan\\u202e\\u200b ")
    'Dinas Kesehatan'
    """
    return " ".join("".join(one for one in typed if one.isspace() or one.isprintable()).split())
