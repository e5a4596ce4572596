"""Bring the English catalogue to the texts of the source: new ones come in without English, old ones leave.

Run by `make english`; the test of the catalogue names what still lacks its English.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from sasando.ui.catalogue import source_texts

PACKAGE = Path(__file__).resolve().parents[1] / "sasando"
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
HEAD = """\
# The interface in English. Names, predicates, aspects and titles of publications stay Indonesian: they are data.
msgid ""
msgstr ""
"Project-Id-Version: Sasando\\n"
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def main() -> None:
    """Rewrite the catalogue in the order of its texts; say how many lack their English."""
    with CATALOGUE.open("rb") as file:
        held = read_po(file, locale="en", abort_invalid=True)
    fresh = Catalog(locale="en")
    for text in source_texts(PACKAGE):
        known = held.get(text)
        fresh.add(text, known.string if known else "")
    with CATALOGUE.open("wb") as file:
        file.write(HEAD.encode())
        write_po(file, fresh, width=0, omit_header=True, sort_output=True)
    lacking = [message.id for message in fresh if message.id and not message.string]
    sys.stdout.write(f"{len(lacking)} texts lack their English in {CATALOGUE.name}\n")


if __name__ == "__main__":
    main()
