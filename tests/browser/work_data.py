"""People, a running evaluation of each shape and their sessions, in the data folder of a served site.

Run in the site's environment; prints JSON: where the stages are, and each person's session cookie.
"""

from __future__ import annotations

import json
import sys

import django

django.setup()

from django.test import Client  # noqa: E402

from sasando.evaluations.testing import fill, levels, opened, team  # noqa: E402
from sasando.organizations.models import User  # noqa: E402
from sasando.organizations.testing import sign_in  # noqa: E402


def session_of(user: User) -> str:
    """The cookie of a person who has signed in."""
    return str(sign_in(Client(), user).cookies["sessionid"].value)


def main() -> None:
    people = team("kab-kupang")
    spbe = opened(people, kind="resmi")
    fill(people.entry, spbe, levels(41, 2, I16=3), fact="Data contoh: ada dokumennya.")
    pemdi = opened(people, "pemdi-2026", 2026)
    fill(people.entry, pemdi, levels(4, 1))
    closing = opened(people, year=2024)
    fill(people.entry, closing, levels(47, 2))
    said = {
        "closing": f"/k/kab-kupang/evaluasi/{closing.evaluation_id}/mandiri/",
        "spbe": f"/k/kab-kupang/evaluasi/{spbe.evaluation_id}/mandiri/",
        "pemdi": f"/k/kab-kupang/evaluasi/{pemdi.evaluation_id}/mandiri/",
        "sessions": {
            name: session_of(getattr(people, name))
            for name in ("coordinator", "responsible", "entry", "assessor", "leader")
        }
        | {f"leaving {time}": session_of(people.entry) for time in (1, 2)},
    }
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    main()
