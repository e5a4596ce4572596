"""Operators and hosted agencies at the shell, and what they open at the site."""

from __future__ import annotations

import json
import re

import click
import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from sasando.cli.main import run
from sasando.kernel.models import Entry
from sasando.organizations.models import Agency, Invitation, Membership, User
from sasando.organizations.testing import PASSWORD, mail_sent, person

pytestmark = pytest.mark.django_db


def link_in(said: str) -> str:
    found = re.search(r"http://127\.0\.0\.1:8000(/akun/undangan/[\w-]+/)", said)
    assert found is not None, said
    return found[1]


def test_link_of_a_new_operator_makes_the_account(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["operator", "create", "Nia@contoh.example", "Nia"]) == 0
    link = link_in(capsys.readouterr().out)
    client = Client()
    client.post(link, {"name": "Nia", "password1": PASSWORD, "password2": PASSWORD})
    assert User.objects.get(email="nia@contoh.example").is_operator
    assert client.get("/k/")["Location"].startswith("/akun/dua-langkah/")


def test_password_is_asked_for_at_the_terminal_and_never_an_argument(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(click, "prompt", lambda *_, **__: PASSWORD)
    assert run(["operator", "create", "nia@contoh.example", "Nia", "--password"]) == 0
    assert PASSWORD not in capsys.readouterr().out
    assert User.objects.get().check_password(PASSWORD)
    entry = Entry.objects.get(act="organizations.create_operator")
    assert (entry.actor, entry.body) == ("operator:cli", "{}")
    assert run(["operator", "create", "nia@contoh.example", "Nia", PASSWORD]) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["operator", "create", "nia", "Nia"], "bukan alamat email"),
        (["operator", "create", "nia@contoh.example", "Nia\nKetik kata sandi:"], "satu baris"),
        (["operator", "create", "nia@contoh.example", "Nia\u202e", "--password"], "satu baris"),
        (["operator", "create", "nia@contoh.example", " "], "satu baris"),
        (["operator", "create", "nia@contoh.example", "N" * 201], "paling panjang 200 huruf"),
        (["agency", "host", "kab-kupang", "--admin", "nia@contoh.example", "Nia\u200b"], "satu baris"),
        (["operator", "reset-second-step", "x@y.example", "--reason", "ponsel hilang"], "tidak ada akun"),
        (["agency", "host", "Kupang"], "kab-kupang"),
        (["agency", "host", "kota-jakarta-pusat"], "tidak punya pemerintahan sendiri"),
    ],
)
def test_bad_input_is_told_in_one_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert run(arguments) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "Traceback" not in told
    assert not Invitation.objects.exists()


def test_easy_password_and_second_account_are_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(click, "prompt", lambda *_, **__: "nia")
    assert run(["operator", "create", "nia@contoh.example", "Nia", "--password"]) == 2
    person("Nia", None, "operator")
    assert run(["operator", "create", "Nia@contoh.example", "Nia"]) == 2
    assert "sudah punya akun" in capsys.readouterr().err


def test_agency_is_hosted_with_its_first_admin(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["agency", "host", "kab-kupang", "--admin", "budi@contoh.example", "Budi", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["agency"], answer["new"]) == ("kab-kupang", True)
    assert Agency.objects.get(slug="kab-kupang").hosted
    data = {"name": "Budi", "password1": PASSWORD, "password2": PASSWORD}
    Client().post(link_in(answer["link"]), data)
    assert Membership.objects.get().role == "agency_admin"
    assert run(["agency", "host", "kab-kupang"]) == 0
    assert "sudah dibuka sebelumnya" in capsys.readouterr().out


@pytest.mark.usefixtures("free_writes")
def test_lost_phone_of_an_operator_is_helped_at_the_shell() -> None:
    nia = person("Nia", None, "operator")
    Authenticator.objects.create(user=nia, type="totp", data={"secret": "x"})
    assert run(["operator", "reset-second-step", nia.email, "--reason", "ponsel hilang, bertemu"]) == 0
    assert not Authenticator.objects.exists()
    assert "ponsel hilang" in Entry.objects.get(act="organizations.reset_any_second_step").body
    (letter,) = mail_sent()
    assert (letter.to, "oleh operator" in letter.subject) == ([nia.email], True)


def test_matrix_is_printed_for_everybody_or_for_one_role(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["grants", "--routes", "--json"]) == 0
    rows = {(row["method"], row["address"]): row for row in json.loads(capsys.readouterr().out)}
    invite = rows["POST", "/k/<slug:slug>/orang/undang/"]
    assert invite["acts"] == ["organizations.invite"]
    said = {name: invite[name] for name in ("anonymous", "foreign", "agency_admin", "leader")}
    assert said == {"anonymous": "login", "foreign": "404", "agency_admin": "allow", "leader": "403"}
    assert run(["grants", "--routes", "--role", "leader"]) == 0
    assert "/orang/undang/" not in capsys.readouterr().out
    assert run(["grants", "--routes", "--role", "bupati"]) == 2
    assert run(["grants", "--role", "agency_admin"]) == 0
    assert "coordinator" not in capsys.readouterr().out
