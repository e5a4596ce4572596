"""Twenty people, one indicator each, in the data folder of a served site; prints JSON for `benchmarks.writers`.

Run in the site's environment.
"""

from __future__ import annotations

import json
import sys

import django

PEOPLE = 20


def main() -> None:
    django.setup()
    from django.test import Client

    from sasando.evaluations.testing import address_of, fill, levels, opened, revisions, team
    from sasando.organizations.testing import person, sign_in

    people = team("kab-kupang")
    stage = opened(people)
    fill(people.entry, stage, levels(47, 2), fact="Data contoh.")
    writers = [person(f"penulis {number}", people.agency, "entry") for number in range(1, PEOPLE + 1)]
    json.dump(
        {
            "address": address_of(stage),
            "api": f"/api/v1/agencies/kab-kupang/evaluations/{stage.evaluation_id}/stages/{stage.code}",
            "revisions": revisions(stage),
            "sessions": [sign_in(Client(), one).cookies["sessionid"].value for one in writers],
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
