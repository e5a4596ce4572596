"""People, a running evaluation of each shape and their sessions, in the data folder of a served site.

Run in the site's environment; prints JSON: where the stages are, and each person's session cookie.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import django
from ruamel.yaml import YAML

from tests.browser.site import ROOT

django.setup()

from django.test import Client  # noqa: E402

from sasando.evaluations.testing import (  # noqa: E402
    address_of,
    documents_open,
    fill,
    from_outside,
    levels,
    opened,
    team,
)
from sasando.organizations.models import User  # noqa: E402
from sasando.organizations.testing import person, sign_in  # noqa: E402


def session_of(user: User) -> str:
    """The cookie of a person who has signed in."""
    return str(sign_in(Client(), user).cookies["sessionid"].value)


def cases() -> dict[str, Any]:
    """What is entered anew from printed results: where, and by whom; `denpasar` lacks the services of indicator 35."""
    lampung, aceh, denpasar = (
        team(one) for one in ("kota-bandar-lampung", "kab-aceh-tengah", "kota-denpasar")
    )
    report = opened(lampung, "spbe-2020", 2021, kind="resmi", track="pemantauan")
    pemdi = opened(aceh, "pemdi-2026", 2026, kind="resmi")
    old = opened(denpasar, "spbe-2018", 2018)
    printed = YAML(typ="safe").load(
        (ROOT / "data" / "vectors" / "spbe-2018.yaml").read_text(encoding="utf-8")
    )
    fill(
        denpasar.entry,
        old,
        {f"I{number}": level for number, level in printed["vektor_uji"][0]["tingkat"].items()},
    )
    return {
        name: {
            "stage": f"/k/{stage.evaluation.agency.slug}/evaluasi/{stage.evaluation_id}/mandiri/",
            **{
                who: session_of(getattr(people, who))
                for who in ("entry", "assessor", "responsible", "coordinator")
            },
        }
        for name, people, stage in (
            ("lampung", lampung, report),
            ("aceh", aceh, pemdi),
            ("denpasar", denpasar, old),
        )
    }


def main() -> None:
    people = team("kab-kupang")
    spbe = opened(people, kind="resmi")
    fill(people.entry, spbe, levels(41, 2, I16=3), fact="Data contoh: ada dokumennya.")
    pemdi = opened(people, "pemdi-2026", 2026)
    fill(people.entry, pemdi, levels(4, 1))
    closing = opened(people, year=2024)
    fill(people.entry, closing, levels(47, 2))
    given = documents_open(people, opened(people, year=2023))
    said: dict[str, Any] = {
        "given": address_of(given),
        "closing": f"/k/kab-kupang/evaluasi/{closing.evaluation_id}/mandiri/",
        "spbe": f"/k/kab-kupang/evaluasi/{spbe.evaluation_id}/mandiri/",
        "pemdi": f"/k/kab-kupang/evaluasi/{pemdi.evaluation_id}/mandiri/",
        "sessions": {
            name: session_of(getattr(people, name))
            for name in ("coordinator", "responsible", "entry", "assessor", "leader")
        }
        | {f"leaving {time}": session_of(people.entry) for time in (1, 2)}
        | {"leaving 3": session_of(people.assessor), "outside": session_of(from_outside(people, given))}
        | {"admin": session_of(person("admin kab-kupang", people.agency, "agency_admin"))},
        "cases": cases(),
    }
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    main()
