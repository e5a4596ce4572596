"""Roles given, ended and handed over; the second step of somebody whose phone is lost."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from sasando.kernel.act import Context
from sasando.kernel.guard import unwatched
from sasando.kernel.models import Entry
from sasando.organizations import handover
from sasando.organizations.handover import Handover
from sasando.organizations.models import Membership, User
from sasando.organizations.queries import memberships_of
from sasando.organizations.roles import today_in
from sasando.organizations.testing import PASSWORD, hosted, mail_sent, person, sign_in, unit

pytestmark = pytest.mark.django_db
REASON = "ponsel hilang, bertemu di kantor"


@pytest.fixture
def admin(client: Client) -> Client:
    person("Rosa", hosted(), "agency_admin")
    return sign_in(client, person("Sari", hosted(), "agency_admin"))


def address(user: User, rest: str = "") -> str:
    return f"/k/kab-kupang/orang/{user.id}/{rest}"


def today() -> date:
    return today_in("Asia/Makassar")


def test_admin_gives_a_further_role_for_some_days(admin: Client) -> None:
    budi = person("Budi", hosted(), "entry")
    until = today() + timedelta(days=30)
    data = {"role": "assessor", "unit": "", "valid_from": today().isoformat(), "valid_to": until.isoformat()}
    assert admin.post(address(budi, "peran/"), data).status_code == 302
    assert {one.role for one in memberships_of(budi)} == {"entry", "assessor"}
    body = json.loads(Entry.objects.get(act="organizations.add_membership").body)
    assert (body["role"], body["valid_to"]) == ("assessor", until.isoformat())


def test_role_that_has_not_begun_says_when_it_does(admin: Client) -> None:
    budi = person("Budi", hosted(), "entry")
    begins, ends = (today().replace(year=today().year + years, month=3, day=1) for years in (1, 2))
    data = {"role": "assessor", "valid_from": begins.isoformat(), "valid_to": ends.isoformat()}
    admin.post(address(budi, "peran/"), data)
    line = f"Asesor internal (mulai 1 Maret {begins.year}, sampai 1 Maret {ends.year})"
    for page in ("/k/kab-kupang/orang/", address(budi)):
        assert line in admin.get(page).content.decode()


def test_two_people_of_one_name_have_a_line_each_whatever_their_roles(admin: Client) -> None:
    for role in ("entry", "assessor"):
        namesakes = [person(name, hosted(), role) for name in ("Budi Satu", "Budi Dua")]
    with unwatched():
        User.objects.filter(id__in=[one.id for one in namesakes]).update(name="Budi Seran")
    assert admin.get("/k/kab-kupang/orang/").content.decode().count("<b>Budi Seran</b>") == 2


def test_role_that_is_held_in_these_days_is_not_given_again(admin: Client) -> None:
    budi = person("Budi", hosted(), "entry")
    data = {"role": "entry", "valid_from": today().isoformat()}
    page = admin.post(address(budi, "peran/"), data)
    assert page.status_code == 422
    assert "sudah punya peran itu pada hari-hari tersebut" in page.content.decode()
    backwards = {"role": "leader", "valid_from": "2026-02-02", "valid_to": "2026-02-01"}
    page = admin.post(address(budi, "peran/"), backwards)
    assert "mendahului hari pertama" in page.content.decode()


def test_role_ends_on_its_last_day_and_stays_in_the_records(admin: Client) -> None:
    budi = person("Budi", hosted(), "entry")
    held = Membership.objects.get(user=budi)
    yesterday = today() - timedelta(days=1)
    admin.post(address(budi, f"peran/{held.id}/akhiri/"), {"last_day": yesterday.isoformat()})
    assert memberships_of(budi) == []
    held.refresh_from_db()
    assert held.valid_to == yesterday
    assert Client().get("/k/kab-kupang/").status_code == 302


def test_role_that_is_over_is_not_prolonged_by_a_page_left_open(admin: Client) -> None:
    budi = person("Budi", hosted(), "entry")
    held, yesterday = Membership.objects.get(user=budi), today() - timedelta(days=1)
    ending = address(budi, f"peran/{held.id}/akhiri/")
    for _twice in range(2):
        assert admin.post(ending, {"last_day": yesterday.isoformat()}).status_code == 302
    assert Entry.objects.filter(act="organizations.end_membership").count() == 1
    late = admin.post(ending, {"last_day": (today() + timedelta(days=30)).isoformat()})
    assert late.status_code == 422
    assert "Peran ini sudah berakhir" in late.content.decode()
    assert Membership.objects.get(user=budi).valid_to == yesterday


@pytest.mark.usefixtures("free_writes")
def test_closed_account_gets_no_role(admin: Client) -> None:
    budi = person("Budi", hosted(), "entry")
    User.objects.filter(id=budi.id).update(is_active=False)
    data = {"role": "coordinator", "valid_from": today().isoformat()}
    page = admin.post(address(budi, "peran/"), data)
    assert page.status_code == 422
    assert "Akun orang ini sudah ditutup" in page.content.decode()


def test_last_admin_stays(client: Client) -> None:
    sari = person("Sari", hosted(), "agency_admin")
    sign_in(client, sari)
    held = Membership.objects.get(user=sari)
    page = client.post(address(sari, f"peran/{held.id}/akhiri/"), {"last_day": today().isoformat()})
    assert "Ini admin terakhir" in page.content.decode()
    held.refresh_from_db()
    assert held.valid_to is None
    for shown in ("/k/kab-kupang/", "/k/kab-kupang/orang/"):
        warned = client.get(shown).content.decode().partition("Admin instansi kurang dari dua orang")[2]
        assert 'href="/k/kab-kupang/orang/undang/?peran=agency_admin"' in warned
    invite = client.get("/k/kab-kupang/orang/undang/?peran=agency_admin").content.decode()
    assert '<option value="agency_admin" selected>' in invite


def test_two_admins_need_no_warning(admin: Client) -> None:
    assert "kurang dari dua" not in admin.get("/k/kab-kupang/").content.decode()


def test_admin_whose_last_day_stands_is_not_counted_by_either_page(admin: Client) -> None:
    with unwatched():
        Membership.objects.filter(user__name="Rosa").update(valid_to=today() + timedelta(days=9))
    for shown in ("/k/kab-kupang/", "/k/kab-kupang/orang/"):
        assert "Admin instansi kurang dari dua orang" in admin.get(shown).content.decode(), shown


def test_handing_over_moves_every_role_and_all_open_work_in_one_act(
    admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    kupang = hosted()
    dinkes = unit(kupang, "DINKES")
    budi, rina = person("Budi", kupang, "coordinator"), person("Rina", kupang, "entry")
    person("Budi", kupang, "unit_contact", dinkes)
    person("Budi", kupang, "entry")
    asked: list[Handover] = []

    def requests(_context: Context, given: Handover) -> int:
        asked.append(given)
        return 3

    monkeypatch.setattr(handover, "declared", lambda _module, of: [requests] if of == "HANDOVERS" else [])
    data = {"taker": str(rina.id), "note": "Mutasi, SK 800/12/2026"}
    assert admin.post(address(budi, "serah-terima/"), data).status_code == 302
    entry = Entry.objects.get(act="organizations.hand_over")
    assert json.loads(entry.body) == {
        "to": str(rina.id),
        "note": "Mutasi, SK 800/12/2026",
        "moved": {"requests": 3, "roles": 2},
    }
    assert [(one.giver, one.taker) for one in asked] == [(budi, rina)]
    assert {(one.role, one.unit) for one in memberships_of(rina)} == {
        ("coordinator", None),
        ("unit_contact", dinkes),
        ("entry", None),
    }
    assert set(Membership.objects.filter(user=budi).values_list("valid_to", flat=True)) == {today()}


@pytest.mark.usefixtures("free_writes")
def test_role_whose_taker_has_it_for_some_days_already_is_handed_over_for_the_others(admin: Client) -> None:
    kupang, later, soon = hosted(), today() + timedelta(days=30), today() + timedelta(days=7)
    budi, rina = person("Budi", kupang, "agency_admin"), person("Rina", kupang, "agency_admin")
    person("Budi", kupang, "entry")
    person("Rina", kupang, "entry")
    Membership.objects.filter(user=budi, role="entry").update(valid_from=later)
    Membership.objects.filter(user=rina, role="agency_admin").update(valid_to=soon)
    data = {"taker": str(rina.id), "note": "Mutasi, SK 800/12/2026"}
    assert admin.post(address(budi, "serah-terima/"), data).status_code == 302
    held = Membership.objects.filter(user=rina, role="agency_admin").order_by("valid_from")
    assert [(one.valid_from, one.valid_to) for one in held][1:] == [(soon + timedelta(days=1), None)]
    assert not Membership.objects.filter(user=budi).exclude(valid_to=today()).exists()
    assert Membership.objects.get(user=rina, role="entry", valid_to=None).valid_from < today()


def test_handing_over_is_all_or_nothing(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    kupang = hosted()
    budi, rina = person("Budi", kupang, "coordinator"), person("Rina", kupang, "entry")

    def broken(_context: Context, _given: Handover) -> int:
        raise OSError("no")

    monkeypatch.setattr(handover, "declared", lambda *_: [broken])
    with pytest.raises(OSError, match="no"):
        admin.post(address(budi, "serah-terima/"), {"taker": str(rina.id), "note": "Mutasi, SK 800/12/2026"})
    assert Membership.objects.get(user=budi).valid_to is None
    assert not Entry.objects.filter(act="organizations.hand_over").exists()


def test_handing_over_needs_a_note_and_somebody_of_the_agency(admin: Client) -> None:
    budi, stranger = person("Budi", hosted(), "coordinator"), person("Toni", hosted("kab-alor"), "entry")
    rina = person("Rina", hosted(), "entry")
    page = admin.post(address(budi, "serah-terima/"), {"taker": str(rina.id), "note": "ok"})
    assert "catatan serah terima" in page.content.decode()
    data = {"taker": str(stranger.id), "note": "Mutasi, SK 800/12/2026"}
    assert admin.post(address(budi, "serah-terima/"), data).status_code == 422
    assert memberships_of(budi)


@pytest.mark.usefixtures("free_writes")
def test_somebody_without_a_role_takes_roles_but_not_the_work_that_was_left_behind(admin: Client) -> None:
    kupang, yesterday = hosted(), today() - timedelta(days=1)
    budi, joni = person("Budi", kupang, "coordinator"), person("Joni", kupang, "entry")
    Membership.objects.filter(user=joni).update(valid_to=yesterday)
    offered = f'<option value="{joni.id}">'
    assert offered in admin.get(address(budi)).content.decode()
    Membership.objects.filter(user=budi).update(valid_to=yesterday)
    page = admin.get(address(budi)).content.decode()
    assert offered not in page
    assert '<option value="' in page


@pytest.mark.usefixtures("free_writes")
class TestLostPhone:
    def with_second_step(self, user: User) -> User:
        Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
        return user

    def test_admin_resets_it_with_a_reason_and_every_session_ends(self, admin: Client) -> None:
        budi = self.with_second_step(person("Budi", hosted(), "coordinator", password=PASSWORD))
        phone = Client()
        person("Lena", hosted(), "entry", password=PASSWORD)
        phone.post("/akun/masuk/", {"login": "lena@contoh.example", "password": PASSWORD})
        lena = User.objects.get(name="Lena")
        assert admin.post(address(budi, "langkah-kedua/"), {"reason": REASON}).status_code == 302
        assert not Authenticator.objects.filter(user=budi).exists()
        entry = Entry.objects.get(act="organizations.reset_second_step")
        assert (entry.object, json.loads(entry.body)) == (f"user:{budi.id}", {"reason": REASON})
        letter = mail_sent()[-1]
        assert letter.to == [budi.email]
        assert "diatur ulang oleh admin" in letter.subject
        assert "Bila Anda tidak memintanya" in str(letter.body)
        assert phone.get("/k/").status_code == 200
        admin.post(address(lena, "langkah-kedua/"), {"reason": REASON})
        assert phone.get("/k/").status_code == 302

    def test_never_for_oneself(self, admin: Client) -> None:
        sari = self.with_second_step(User.objects.get(name="Sari"))
        page = admin.post(address(sari, "langkah-kedua/"), {"reason": REASON})
        assert "Tidak untuk diri sendiri" in page.content.decode()
        assert Authenticator.objects.filter(user=sari).exists()

    def test_not_without_a_reason(self, admin: Client) -> None:
        budi = self.with_second_step(person("Budi", hosted(), "coordinator"))
        assert (
            "Tulis alasannya" in admin.post(address(budi, "langkah-kedua/"), {"reason": "x"}).content.decode()
        )
        assert Authenticator.objects.filter(user=budi).exists()

    @pytest.mark.parametrize("role", ["operator", "assessor"])
    def test_not_of_somebody_who_also_answers_elsewhere(self, admin: Client, role: str) -> None:
        budi = self.with_second_step(person("Budi", hosted(), "entry"))
        person("Budi", None if role == "operator" else hosted("kab-alor"), role)
        page = admin.post(address(budi, "langkah-kedua/"), {"reason": REASON})
        assert "Minta operator" in page.content.decode()
        assert Authenticator.objects.filter(user=budi).exists()

    def test_not_of_somebody_from_another_agency(self, admin: Client) -> None:
        toni = self.with_second_step(person("Toni", hosted("kab-alor"), "entry"))
        assert admin.post(address(toni, "langkah-kedua/"), {"reason": REASON}).status_code == 404
        assert Authenticator.objects.filter(user=toni).exists()


def test_addresses_of_people_are_for_the_admin_alone(client: Client, admin: Client) -> None:
    budi = person("Budi", hosted(), "entry")
    assert budi.email in admin.get("/k/kab-kupang/orang/").content.decode()
    guest = sign_in(Client(), budi)
    page = guest.get("/k/kab-kupang/orang/").content.decode()
    assert "Sari" in page
    assert "@contoh" not in page
    assert guest.get(address(budi)).status_code == 403


@pytest.mark.parametrize("role", ["unit_contact", "external_assessor", "review_team"])
def test_who_reads_a_part_reads_no_list_of_people_and_finds_no_way_to_it(admin: Client, role: str) -> None:
    office = unit(hosted(), "DISKOMINFO") if role == "unit_contact" else None
    guest = sign_in(Client(), person("Tamu", hosted(), role, office))
    assert guest.get("/k/kab-kupang/orang/").status_code == 403
    assert "/orang/" not in guest.get("/k/kab-kupang/").content.decode()
    assert guest.get("/api/v1/agencies/kab-kupang/people").status_code == 403
    assert "/orang/" in admin.get("/k/kab-kupang/").content.decode()
