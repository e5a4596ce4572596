"""What an act promises: granted, written once, recorded, or nothing at all."""

from __future__ import annotations

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from sasando.kernel.act import (
    Context,
    NestedActError,
    NothingToDo,
    Outcome,
    UnrecordedActError,
    act,
    running_act,
)
from sasando.kernel.actor import ANONYMOUS, OPERATOR_CLI, SYSTEM, Actor
from sasando.kernel.grant_table import RefusedError, UnknownActError
from sasando.kernel.ids import new_id
from sasando.kernel.journal import verify
from sasando.kernel.models import Chain, Entry, ImportBatch, Receipt
from sasando.kernel.receipts import OtherRequestError
from sasando.kernel.tests.acts import NAME, SCOPE, note, noted

pytestmark = pytest.mark.django_db


def entries() -> list[Entry]:
    return list(Entry.objects.filter(chain=SCOPE).order_by("seq"))


def test_act_leaves_one_entry_that_says_who_did_what_on_which_grant() -> None:
    outcome = note("satu", actor=OPERATOR_CLI)
    (entry,) = entries()
    assert (entry.seq, entry.actor, entry.grants, entry.act) == (1, "operator:cli", "operator", NAME)
    assert (entry.object, entry.body) == (f"batch:{outcome['batch']}", '{"text":"satu"}')
    assert Chain.objects.get(key=SCOPE).hash == entry.hash
    assert not list(verify(SCOPE))


def test_entries_of_one_chain_point_to_the_one_before() -> None:
    note("satu")
    note("dua")
    first, second = entries()
    assert (first.prev, second.prev) == ("", first.hash)
    assert first.at <= second.at


def test_same_key_and_request_get_the_first_outcome_and_run_once() -> None:
    first = note("satu", key="k1")
    assert note("satu", key="k1") == first
    assert noted() == ["satu"]
    assert len(entries()) == 1


@pytest.mark.parametrize(("text", "scope"), [("dua", SCOPE), ("satu", "agency:lain")])
def test_same_key_for_another_request_is_refused(text: str, scope: str) -> None:
    note("satu", key="k1")
    with pytest.raises(OtherRequestError, match="k1"):
        note(text, key="k1", scope=scope)
    assert noted() == ["satu"]


def test_key_belongs_to_its_actor() -> None:
    note("satu", key="k1", actor=SYSTEM)
    note("dua", key="k1", actor=OPERATOR_CLI)
    assert sorted(noted()) == ["dua", "satu"]


@pytest.mark.parametrize("actor", [ANONYMOUS, Actor.user(new_id())])
def test_actor_without_a_grant_is_refused_before_anything_is_written(actor: Actor) -> None:
    with pytest.raises(RefusedError, match=NAME):
        note("satu", actor=actor, key="k1")
    assert not noted()
    assert not Receipt.objects.filter(key="k1").exists()


def test_grant_for_the_country_is_none_for_an_agency() -> None:
    with pytest.raises(RefusedError):
        act(SYSTEM, "organizations.load_directory", scope=SCOPE, request={}, change=lambda context: {})


def test_act_that_nobody_declares_is_unknown() -> None:
    with pytest.raises(UnknownActError, match="fly"):
        act(SYSTEM, "kernel.fly", scope=SCOPE, request={}, change=lambda context: {})


def test_failing_change_leaves_neither_row_nor_entry_nor_receipt() -> None:
    def fail(context: Context) -> Outcome:
        note_batch(context)
        raise ValueError("gagal")

    with pytest.raises(ValueError, match="gagal"):
        act(SYSTEM, NAME, scope=SCOPE, key="k1", request={}, change=fail)
    assert not noted()
    assert not entries()
    assert not Receipt.objects.filter(key="k1").exists()


def note_batch(context: Context) -> None:
    ImportBatch.objects.create(kind="uji", scope=context.scope, file_sha256="", rows=0, state="applied")


def test_change_that_finds_nothing_to_do_leaves_no_trace() -> None:
    def nothing(context: Context) -> Outcome:
        raise NothingToDo({"changed": 0})

    assert act(SYSTEM, NAME, scope=SCOPE, key="k1", request={}, change=nothing) == {"changed": 0}
    assert not entries()
    assert not Receipt.objects.filter(key="k1").exists()
    assert not Chain.objects.filter(key=SCOPE).exists()


def test_act_inside_an_act_is_refused() -> None:
    with pytest.raises(NestedActError, match=NAME):
        note("luar", first=lambda context: note("dalam"))
    assert not noted()
    assert running_act() == ""


def test_change_that_records_nothing_is_refused() -> None:
    with pytest.raises(UnrecordedActError, match=NAME):
        act(SYSTEM, NAME, scope=SCOPE, request={}, change=lambda context: {})


def test_float_in_a_journal_body_is_refused() -> None:
    def change(context: Context) -> Outcome:
        context.record("x", {"value": 2.48})
        return {}

    with pytest.raises(TypeError, match="exact text"):
        act(SYSTEM, NAME, scope=SCOPE, request={}, change=change)


def test_outcome_is_the_same_whether_it_was_just_made_or_read_again() -> None:
    def change(context: Context) -> Outcome:
        context.record("x", {})
        return {"pair": (1, 2)}

    outcomes = [act(SYSTEM, NAME, scope=SCOPE, key="k1", request={}, change=change) for _ in range(2)]
    assert outcomes == [{"pair": [1, 2]}] * 2


@pytest.mark.parametrize("scope", ["", "nasional", "agency:", "agency:Kab. Kupang", "agency"])
def test_scope_that_is_neither_the_country_nor_an_agency_is_refused(scope: str) -> None:
    with pytest.raises(ValueError, match="a scope is national or agency"):
        note("satu", scope=scope)


@pytest.mark.parametrize("key", ["", "k" * 101])
def test_key_that_does_not_fit_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="a key has 1 to 100"):
        note("satu", key=key)


@pytest.mark.parametrize("text", ["", "root", "user:1", "user:" + "Z" * 36, "operator:web"])
def test_text_that_is_no_actor_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an actor"):
        Actor(text)


class TestCost:
    """Statements of one act, the change's own insert among them; opening and closing are savepoints here."""

    def test_act_with_a_key_takes_five_statements_beside_its_change(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        note("dahulu")
        with django_assert_num_queries(2 + 1 + 5):
            note("satu", key="k1")

    def test_act_without_a_key_takes_three(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        note("dahulu")
        with django_assert_num_queries(2 + 1 + 3):
            note("satu")

    def test_repeated_request_takes_two(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        note("satu", key="k1")
        with django_assert_num_queries(2 + 2):
            note("satu", key="k1")

    def test_refusal_takes_none(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        with django_assert_num_queries(0), pytest.raises(RefusedError):
            note("satu", actor=ANONYMOUS)
        assert connection.in_atomic_block
