"""Coming in by a link: made by an admin or an operator, accepted once, by the one it is for."""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from smtplib import SMTPDataError, SMTPRecipientsRefused

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from sasando.kernel.guard import unwatched
from sasando.kernel.models import Entry
from sasando.organizations.models import Agency, Invitation, Membership, User
from sasando.organizations.testing import PASSWORD, hosted, person, sign_in, unit

pytestmark = pytest.mark.django_db
NEW = {"name": "Budi Lay", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture
def admin(client: Client) -> Client:
    return sign_in(client, person("Sari", hosted(), "agency_admin"))


def invited(admin: Client, role: str = "entry", email: str = "Budi@Contoh.example", **more: str) -> str:
    """Invite by the page; the link it shows."""
    data = {"name": "Budi", "email": email, "role": role, **more}
    page = admin.post("/k/kab-kupang/orang/undang/", data).content.decode()
    found = re.search(r"http://testserver(/akun/undangan/[\w-]+/)", page)
    assert found is not None, page
    return found[1]


def test_person_is_invited_makes_the_account_and_is_at_work(admin: Client) -> None:
    link = invited(admin)
    guest = Client()
    page = guest.get(link).content.decode()
    assert "Pelaksana entri data, Kabupaten Kupang" in page
    assert "budi@contoh.example" in page
    assert guest.post(link, NEW)["Location"] == "/k/"
    assert "Budi Lay" in guest.get("/k/kab-kupang/").content.decode()
    assert "Budi Lay" in admin.get("/k/kab-kupang/orang/").content.decode()


def test_looking_at_a_link_spends_nothing_and_using_it_spends_it(admin: Client) -> None:
    link = invited(admin)
    for _ in range(3):
        assert Client().get(link).status_code == 200
    Client().post(link, NEW)
    assert Client().get(link).status_code == 410
    assert Client().post(link, NEW).status_code == 410
    assert User.objects.filter(email="budi@contoh.example").count() == 1


def test_link_is_over_after_seven_days(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    link = invited(admin)
    later = timezone.now() + timedelta(days=7, seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert Client().post(link, NEW).status_code == 410
    assert not User.objects.filter(email="budi@contoh.example").exists()


def test_link_that_is_withdrawn_or_made_anew_works_no_longer(admin: Client) -> None:
    first, second = invited(admin), invited(admin)
    assert Client().get(first).status_code == 410
    page = admin.get("/k/kab-kupang/orang/").content.decode()
    address = re.search(r'action="(\S+/cabut/)"', page)
    assert address is not None
    admin.post(address[1])
    assert Client().get(second).status_code == 410
    assert "sudah dicabut" in admin.post(address[1], follow=True).content.decode()


def test_secret_is_kept_nowhere_and_no_address_or_name_stands_in_the_journal(admin: Client) -> None:
    link = invited(admin)
    Client().post(link, NEW)
    secret = link.split("/")[-2]
    made = Invitation.objects.get()
    assert secret not in str(made.__dict__)
    written = " ".join(
        f"{one.object} {one.body}" for one in Entry.objects.filter(act__startswith="organizations.")
    )
    for word in (secret, "budi", "Budi", PASSWORD, "argon2"):
        assert word not in written
    entry = Entry.objects.get(act="organizations.accept_invitation")
    assert (entry.chain_id, entry.actor) == ("agency:kab-kupang", "anonymous")
    body = json.loads(entry.body)
    assert body["user"] == str(User.objects.get(email="budi@contoh.example").id)


def test_account_is_not_made_with_an_easy_password_or_two_different_ones(admin: Client) -> None:
    link = invited(admin)
    guest = Client()
    for first, second, said in (("budi", "budi", "terlalu"), (PASSWORD, "lain", "tidak sama")):
        page = guest.post(link, {**NEW, "password1": first, "password2": second})
        assert said in page.content.decode()
    assert guest.get(link).status_code == 200


def test_whoever_has_an_account_takes_the_role_with_it(admin: Client) -> None:
    budi = person("Budi", hosted("kab-alor"), "assessor", password=PASSWORD)
    link = invited(admin, "external_assessor")
    guest = Client()
    assert "sudah punya akun" in guest.get(link).content.decode()
    assert guest.post(link, NEW).status_code == 200
    assert not Membership.objects.filter(role="external_assessor").exists()
    guest.post(f"/akun/masuk/?next={link}", {"login": budi.email, "password": PASSWORD})
    assert guest.post(link)["Location"] == "/k/"
    page = guest.get("/k/").content.decode()
    assert "Kabupaten Kupang" in page
    assert "Kabupaten Alor" in page


def test_link_for_somebody_else_is_not_taken(admin: Client) -> None:
    person("Budi", hosted("kab-alor"), "assessor")
    link = invited(admin)
    thief = sign_in(Client(), person("Toni", hosted("kab-alor"), "entry"))
    assert "akun lain" in thief.get(link).content.decode()
    thief.post(link)
    assert not Membership.objects.filter(user__name="Toni", agency__slug="kab-kupang").exists()
    assert "untuk email lain" in thief.get(link).content.decode()


def test_letter_brings_the_link_too(admin: Client) -> None:
    link = invited(admin)
    (letter,) = mail.outbox
    assert [one.lower() for one in letter.to] == ["budi@contoh.example"]
    assert f"http://testserver{link}" in str(letter.body)


@pytest.mark.parametrize(
    ("trouble", "logged"),
    [
        (ConnectionRefusedError(111, "Connection refused"), "ConnectionRefusedError, 111"),
        (
            SMTPRecipientsRefused({"budi@contoh.example": (550, b"no budi@contoh.example here")}),
            "SMTPRecipientsRefused",
        ),
        (SMTPDataError(554, b"budi@contoh.example is blocked"), "SMTPDataError, 554"),
    ],
)
def test_mail_server_that_is_down_or_refuses_stops_nobody_and_the_log_names_nobody(
    admin: Client,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    trouble: OSError,
    logged: str,
) -> None:
    def down(*_: object, **__: object) -> None:
        raise trouble

    monkeypatch.setattr("django.core.mail.EmailMessage.send", down)
    with caplog.at_level(logging.DEBUG):
        data = {"name": "Budi", "email": "budi@contoh.example", "role": "entry"}
        page = admin.post("/k/kab-kupang/orang/undang/", data).content.decode()
    assert "Surat tidak terkirim" in page
    assert "/akun/undangan/" in page
    assert f"a letter could not be sent: {logged}" in caplog.text
    assert "budi" not in caplog.text.lower()


def test_letter_that_only_went_into_a_file_is_not_said_to_have_been_sent(
    admin: Client, settings: Settings, tmp_path: Path
) -> None:
    data = {"name": "Budi", "email": "budi@contoh.example", "role": "entry"}
    assert "juga dikirim ke emailnya" in admin.post("/k/kab-kupang/orang/undang/", data).content.decode()
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    data["email"] = "tini@contoh.example"
    page = admin.post("/k/kab-kupang/orang/undang/", data).content.decode()
    assert "Surat tidak terkirim; kirim tautan ini sendiri." in page
    assert "/akun/undangan/" in next(tmp_path.iterdir()).read_text()


def test_contact_of_a_unit_is_invited_for_that_unit(admin: Client) -> None:
    dinkes = unit(hosted(), "DINKES", "Dinas Kesehatan")
    data = {"name": "Budi", "email": "budi@contoh.example", "role": "unit_contact"}
    assert (
        "PIC OPD selalu untuk satu perangkat daerah"
        in admin.post("/k/kab-kupang/orang/undang/", data).content.decode()
    )
    link = invited(admin, "unit_contact", unit=str(dinkes.id))
    with unwatched():
        Invitation.objects.update(expires_at=datetime(2999, 1, 1, 20, tzinfo=UTC))
    waiting = admin.get("/k/kab-kupang/orang/").content.decode().partition("Undangan yang belum dipakai")[2]
    assert "PIC OPD, Dinas Kesehatan<br>" in waiting
    assert "sampai 2 Januari 2999, 04.00 WITA" in waiting
    assert "PIC OPD, Dinas Kesehatan, Kabupaten Kupang" in Client().get(link).content.decode()
    Client().post(link, NEW)
    assert Membership.objects.get(role="unit_contact").unit == dinkes


def test_unit_of_another_agency_cannot_be_chosen(admin: Client) -> None:
    other = unit(hosted("kab-alor"), "DINKES")
    data = {"name": "Budi", "email": "budi@contoh.example", "role": "unit_contact", "unit": str(other.id)}
    assert "/akun/undangan/" not in admin.post("/k/kab-kupang/orang/undang/", data).content.decode()
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", ["coordinator", "entry", "leader", "external_assessor"])
def test_nobody_but_the_admin_invites(client: Client, role: str) -> None:
    sign_in(client, person("Toni", hosted(), role))
    response = client.post(
        "/k/kab-kupang/orang/undang/", {"name": "B", "email": "b@contoh.example", "role": "entry"}
    )
    assert response.status_code == 403
    assert "Bukan wewenang Anda" in response.content.decode()
    assert not Invitation.objects.exists()


def test_a_script_that_sends_what_a_role_may_not_do_is_told_so_in_a_sentence(client: Client) -> None:
    sign_in(client, person("Toni", hosted(), "leader"))
    sent = {"name": "B", "email": "b@contoh.example", "role": "entry"}
    response = client.post("/k/kab-kupang/orang/undang/", sent, headers={"Accept": "application/json"})
    assert response.status_code == 403
    assert response.json() == {
        "kind": "refused",
        "error": "Peran Anda tidak mencakup tindakan ini, jadi tidak ada yang berubah.",
    }


class TestOperator:
    def test_chooses_an_agency_hosts_it_and_invites_its_first_admin(self, client: Client) -> None:
        sign_in(client, person("Nia", None, "operator"))
        first = client.get("/k/").content.decode()
        assert '<a href="/k/operator/"><b>Pilih instansi yang dibuka di situs ini' in first
        assert "Minta admin instansi Anda mengundang Anda" not in first
        assert "Mulai: pilih instansi Anda" in client.get("/k/operator/").content.decode()
        page = client.get("/k/operator/?q=kupang").content.decode()
        assert "/k/operator/kab-kupang/buka/" in page
        assert client.post("/k/operator/kab-kupang/buka/")["Location"] == "/k/operator/kab-kupang/undang/"
        assert Agency.objects.get(slug="kab-kupang").hosted
        entry = Entry.objects.get(act="organizations.host_agency")
        assert (entry.chain_id, entry.object) == ("national", "agency:kab-kupang")
        data = {"name": "Budi", "email": "budi@contoh.example"}
        link = re.search(
            r"testserver(/akun/undangan/[\w-]+/)",
            client.post("/k/operator/kab-kupang/undang/", data).content.decode(),
        )
        assert link is not None
        assert "1 diundang, belum menerima" in client.get("/k/operator/").content.decode()
        guest = Client()
        guest.post(link[1], NEW)
        assert guest.get("/k/")["Location"].startswith("/akun/dua-langkah/aktifkan/")
        assert Membership.objects.get().role == "agency_admin"
        assert "1 admin; sebaiknya dua" in client.get("/k/operator/").content.decode()
        waits = '<a href="/k/operator/kab-kupang/undang/"><b>Undang admin; baru 1 orang'
        assert waits in client.get("/k/").content.decode()
        client.post("/k/operator/kab-kupang/undang/", {"name": "Rina", "email": "rina@contoh.example"})
        assert "Undang admin" not in client.get("/k/").content.decode()

    def test_hosting_twice_is_one_act(self, client: Client) -> None:
        sign_in(client, person("Nia", None, "operator"))
        for _ in range(2):
            client.post("/k/operator/kab-kupang/buka/")
        assert Entry.objects.filter(act="organizations.host_agency").count() == 1

    def test_district_without_a_government_cannot_be_hosted(self, client: Client) -> None:
        sign_in(client, person("Nia", None, "operator"))
        assert client.post("/k/operator/kota-jakarta-pusat/buka/").status_code == 404
        assert "jakarta-pusat" not in client.get("/k/operator/?q=jakarta+pusat").content.decode()

    def test_has_no_business_inside_an_agency(self, client: Client) -> None:
        hosted()
        sign_in(client, person("Nia", None, "operator"))
        assert client.get("/k/kab-kupang/").status_code == 404
        assert client.get("/k/kab-kupang/orang/undang/").status_code == 404

    def test_invites_a_further_operator(self, client: Client) -> None:
        sign_in(client, person("Nia", None, "operator"))
        data = {"name": "Budi", "email": "budi@contoh.example"}
        link = re.search(
            r"testserver(/akun/undangan/[\w-]+/)", client.post("/k/operator/undang/", data).content.decode()
        )
        assert link is not None
        assert "Operator situs ini" in Client().get(link[1]).content.decode()
        Client().post(link[1], NEW)
        assert User.objects.get(email="budi@contoh.example").is_operator

    def test_pages_are_refused_to_everybody_else(self, admin: Client) -> None:
        for address in ("/k/operator/", "/k/operator/undang/", "/k/operator/kab-kupang/undang/"):
            assert admin.get(address).status_code == 403
        assert admin.post("/k/operator/kab-alor/buka/").status_code == 403
        assert not Agency.objects.get(slug="kab-alor").hosted
