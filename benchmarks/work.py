"""The entry of an evaluation: saving one level and all of them, and the entry screen.

Called by `benchmarks.database` with Django set up over a fresh data folder, once for each engine.
"""

from __future__ import annotations

from itertools import count, cycle
from typing import Any
from unittest.mock import patch

from benchmarks.measure import Measured, compare

LEVEL_BOUND = {"sqlite": 5, "postgresql": 10}
IN_A_ROW = 10


def measure(vendor: str) -> list[Measured]:
    """All measurements of one engine; those that do not depend on it on SQLite alone."""
    work = _Work()
    found = [_one_level(work, vendor), _all_levels(work, vendor)]
    if vendor == "sqlite":
        found.append(_screen(work))
    return found


class _Work:
    """An open evaluation of Kabupaten Kupang, and its people signed in."""

    def __init__(self) -> None:
        from sasando.evaluations.testing import address_of, fill, levels, opened, revisions, team

        self.people = team("kab-kupang")
        self.stage = opened(self.people)
        fill(self.people.entry, self.stage, levels(47, 2), fact="Data contoh.")
        self.address = address_of(self.stage)
        self.api = (
            f"/api/v1/agencies/kab-kupang/evaluations/{self.stage.evaluation_id}/stages/{self.stage.code}"
        )
        self.client = signed_in(self.people.entry)
        self.revisions = revisions(self.stage)
        self._levels = cycle((3, 4))

    def save_level(self) -> None:
        """One level by the form of the entry screen, as its script sends it."""
        sent = {
            "expected": self.revisions["I1"], "nilai": next(self._levels), "fakta": "Data contoh.",
            "tindakan": "simpan",
        }  # fmt: skip
        answer = self.client.post(f"{self.address}isian/1/", sent, headers={"Accept": "application/json"})
        self.revisions["I1"] = answer.json()["revision"]

    def judge(self, codes: list[str]) -> None:
        """Some levels by one request of the API."""
        level = str(next(self._levels))
        asked = [{"indicator": code, "revision": self.revisions[code], "value": level} for code in codes]
        answer = self.client.post(
            f"{self.api}/judgements", {"judgements": asked}, content_type="application/json"
        )
        if answer.status_code != 200:
            raise RuntimeError(answer.content.decode())
        self.revisions |= answer.json()["revisions"]


def signed_in(user: Any) -> Any:
    """A client of a person with both steps done."""
    from django.test import Client

    from sasando.organizations.testing import sign_in

    return sign_in(Client(headers={"host": "127.0.0.1"}), user)


def _one_level(work: _Work, vendor: str) -> Measured:
    keys = count()

    def ours() -> object:
        for _ in range(IN_A_ROW):
            work.save_level()
        return None

    def base() -> object:
        return [work.client.post(f"/bare/w{next(keys)}/") for _ in range(IN_A_ROW)]

    what = f"one level saved on the entry screen, {vendor}"
    return compare(what, ours, "bare insert-and-commit view", base, LEVEL_BOUND[vendor])


def _all_levels(work: _Work, vendor: str) -> Measured:
    codes = list(work.revisions)
    return compare(
        f"47 levels in one request of the API, {vendor}",
        lambda: work.judge(codes),
        "one level in one request",
        lambda: work.judge(codes[:1]),
        4,
    )


def _screen(work: _Work) -> Measured:
    """The whole view against Django's own rendering of the same template with everything worked out."""
    from django.template.loader import get_template
    from django.test import RequestFactory

    from sasando.organizations import desk
    from sasando.ui import pages

    address = f"{work.address}isian/16/"
    kept: dict[str, Any] = {}

    def keep(request: Any, name: str, context: Any, status: int = 200) -> Any:
        kept.update(context)
        return real(request, name, context, status=status)

    real = pages.page
    with patch.object(desk, "page", keep):
        page = work.client.get(address).content
    if not kept:
        raise RuntimeError("the page was not made as the benchmark expects")
    request = RequestFactory().get(address)
    template = get_template("evaluations/indicator.html")
    said = {**kept, "language": "id"}
    if len(template.render(said, request)) < len(page) * 0.9:
        raise RuntimeError("the bare page does not render the same cells")

    def base() -> object:
        return [template.render(said, request) for _ in range(IN_A_ROW)]

    def ours() -> object:
        return [work.client.get(address) for _ in range(IN_A_ROW)]

    return compare("the entry screen of one indicator", ours, "the same template, all worked out", base, 2.5)
