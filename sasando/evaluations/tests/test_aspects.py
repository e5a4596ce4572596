"""Strengths and weaknesses of all aspects on one page: one button, and nothing of anybody is lost."""

from __future__ import annotations

import re

from django.test import Client

from sasando.evaluations.actions.noting import note_aspect
from sasando.evaluations.models import Stage
from sasando.evaluations.testing import Team
from sasando.organizations.testing import sign_in


def address(of: Stage) -> str:
    return f"/k/kab-kupang/evaluasi/{of.evaluation_id}/{of.code}/aspek/"


def test_strengths_and_weaknesses_are_kept_by_aspect(client: Client, people: Team, mandiri: Stage) -> None:
    sign_in(client, people.assessor)
    client.post(
        address(mandiri),
        {"expected-A1": "0", "kekuatan-A1": "Perbup ada", "kelemahan-A1": "reviu"}
        | {"expected-A2": "0", "kekuatan-A2": "tulisan di aspek lain", "kelemahan-A2": ""},
    )
    page = client.get(address(mandiri)).content.decode()
    assert "Perbup ada" in page
    assert "tulisan di aspek lain" in page  # one button saves all: none drops what stands beside it
    stale = client.post(address(mandiri), {"expected-A1": "0", "kekuatan-A1": "lain", "kelemahan-A1": ""})
    assert stale.status_code == 409
    page = stale.content.decode()
    assert "Perbup ada" in page
    assert '<a href="#kuat-A1">' in page.partition('role="alert"')[2]  # said at the top, wherever it stands


def test_aspect_nobody_wrote_at_is_left_as_another_person_wrote_it(
    client: Client, people: Team, mandiri: Stage
) -> None:
    sign_in(client, people.assessor)
    form = dict(
        re.findall(
            r'name="((?:expected|asal)-\w+)" value="([^"]*)"', client.get(address(mandiri)).content.decode()
        )
    )
    note_aspect(people.coordinator, mandiri, "A2", 0, "ditulis orang lain", "")
    texts = {"kekuatan-A1": "Perbup ada", "kelemahan-A1": "", "kekuatan-A2": "", "kelemahan-A2": ""}
    assert client.post(address(mandiri), form | texts).status_code == 302
    page = client.get(address(mandiri)).content.decode()
    assert "Perbup ada" in page
    assert "ditulis orang lain" in page


def test_both_texts_of_another_person_are_named_beside_ones_own(
    client: Client, people: Team, mandiri: Stage
) -> None:
    note_aspect(people.assessor, mandiri, "A1", 0, "", "belum ada\nreviu")
    sign_in(client, people.entry)
    sent = {"expected-A1": "0", "kekuatan-A1": "lengkap", "kelemahan-A1": ""}
    answer = client.post(address(mandiri), sent)
    assert answer.status_code == 409
    (theirs,) = re.findall(r'<dl class="facts">(.*?)</dl>', answer.content.decode(), re.DOTALL)
    assert re.findall(r'<dd class="pre">(.*?)</dd>', theirs, re.DOTALL) == ["–", "belum ada\nreviu"]
