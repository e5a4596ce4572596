"""A letter about a role stands with the act or not at all, and leaves though the process that acted has died."""

from __future__ import annotations

import json
from threading import Event

import pytest
from django.core import mail
from django.test import Client

from sasando.kernel import act as kernel_act
from sasando.kernel import worker
from sasando.kernel.guard import unwatched
from sasando.kernel.models import Entry, Job
from sasando.kernel.worker import run_worker
from sasando.organizations.models import Membership, User
from sasando.organizations.roles import today_in
from sasando.organizations.testing import hosted, mail_sent, person, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> Client:
    person("Rosa", hosted(), "agency_admin")
    return sign_in(Client(), person("Sari", hosted(), "agency_admin"))


def give(admin: Client, user: User) -> None:
    data = {"role": "assessor", "valid_from": today_in("Asia/Makassar").isoformat()}
    assert admin.post(f"/k/kab-kupang/orang/{user.id}/peran/", data).status_code == 302


def hand_over(admin: Client, giver: User, taker: User) -> None:
    data = {"taker": str(taker.id), "note": "Mutasi, SK 800/12/2026"}
    assert admin.post(f"/k/kab-kupang/orang/{giver.id}/serah-terima/", data).status_code == 302


@pytest.mark.parametrize("worker_died", [False, True])
def test_letter_of_an_act_is_sent_by_the_worker_also_where_one_died_over_it(
    admin: Client, monkeypatch: pytest.MonkeyPatch, worker_died: bool
) -> None:
    give(admin, person("Budi", hosted(), "entry"))
    assert mail.outbox == []
    monkeypatch.setattr(
        worker, "close_old_connections", lambda: None
    )  # the worker uses the connection of the test
    if worker_died:
        with unwatched():
            Job.objects.update(state=Job.State.RUNNING, tries=1)
    run_worker(Event(), until_idle=True)
    assert [one.to for one in mail.outbox] == [["budi@contoh.example"]]
    assert Job.objects.get().state == Job.State.DONE
    assert "kernel.finish_job" in Entry.objects.values_list("act", flat=True)


def test_act_that_does_not_come_to_its_end_leaves_no_letter(
    admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    budi = person("Budi", hosted(), "entry")

    def died(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(kernel_act, "append", died)
    with pytest.raises(KeyboardInterrupt):
        give(admin, budi)
    assert Membership.objects.filter(user=budi).count() == 1
    assert not Job.objects.exists()


def test_queue_keeps_no_name_and_no_address_and_the_letter_has_the_name_of_the_day(admin: Client) -> None:
    budi, rina = person("Budi", hosted(), "coordinator"), person("Rina", hosted(), "entry")
    hand_over(admin, budi, rina)
    kept = json.dumps([one.request for one in Job.objects.all()])
    assert Job.objects.count() == 2
    assert not any(word in kept for word in ("Budi", "Rina", "@"))
    with unwatched():
        User.objects.filter(id=rina.id).update(name="Rina Tefa")
    left, taken = (str(one.body) for one in mail_sent())
    assert "kepada Rina Tefa." in left
    assert "pekerjaan terbuka Budi di" in taken


def test_account_that_closed_meanwhile_is_written_to_no_more(admin: Client) -> None:
    budi = person("Budi", hosted(), "entry")
    give(admin, budi)
    with unwatched():
        User.objects.filter(id=budi.id).update(is_active=False)
    assert mail_sent() == []
    assert Job.objects.get().result == {"left": False}
