"""What the work screens say on a phone: every value with its word, as a person would type it."""

from __future__ import annotations

import re
from fractions import Fraction

from django.test import Client

from sasando.discussions.models import Comment
from sasando.evaluations.actions.drafting import save_draft
from sasando.evaluations.actions.sealing import seal
from sasando.evaluations.models import Stage
from sasando.evaluations.testing import Team, documents_open, fill, from_outside, levels, opened
from sasando.organizations.testing import sign_in


def address(of: Stage) -> str:
    return f"/k/kab-kupang/evaluasi/{of.evaluation_id}/{of.code}/"


def test_every_value_of_a_row_carries_the_word_above_its_column(
    client: Client, people: Team, mandiri: Stage
) -> None:
    fill(people.entry, mandiri, levels(47, 2))
    sign_in(client, people.entry)
    row = client.get(address(mandiri)).content.decode().partition("<tbody>")[2].partition("</tr>")[0]
    assert re.findall(r'data-as="([^"]*)"', row) == ["Mandiri", "Andil", "Satu tingkat"]  # nobody is assigned


def test_stage_given_to_an_assessor_waits_for_them_until_it_is_sealed(
    client: Client, people: Team, mandiri: Stage
) -> None:
    given = documents_open(people, mandiri)
    outsider = from_outside(people, given)
    sign_in(client, outsider)
    desk = client.get("/k/").content.decode()
    assert "menunggu penilaian Anda" in desk
    assert "sisa" not in desk  # centuries
    seal(outsider, given)
    assert "menunggu penilaian Anda" not in client.get("/k/").content.decode()


def test_second_tap_on_a_comment_is_no_second_comment(client: Client, people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, {"I1": 3})
    sign_in(client, people.entry)
    page = f"{address(mandiri)}isian/1/"
    for _again in range(2):
        key = re.search(r'name="kunci" value="([^"]+)"', client.get(page).content.decode())
        assert key is not None
        for _tap in range(2):
            client.post(f"{page}komentar/", {"komentar": "tolong dicek", "kunci": key[1]})
    assert Comment.objects.count() == 2  # once for each time the page was opened


def test_indicator_whose_earlier_value_counts_is_not_called_empty(
    client: Client, people: Team, mandiri: Stage
) -> None:
    later = documents_open(people, mandiri)
    sign_in(client, people.coordinator)
    body = client.get(address(later)).content.decode().partition("<tbody>")[2]
    assert body.count("dari tahap sebelumnya") == 47
    assert "</svg>kosong" not in body


def test_decimal_stands_in_its_field_as_it_is_typed_and_a_fraction_only_where_it_must(
    client: Client, people: Team
) -> None:
    pemdi = opened(people, "pemdi-2026", 2026)
    fill(people.entry, pemdi, {"I1": Fraction(3, 2), "I2": Fraction(7, 6), "I3": 4})
    sign_in(client, people.entry)
    for number, typed in (("1", "1,50"), ("2", "7/6"), ("3", "4")):
        field = re.search(
            r'<input[^>]*id="nilai"[^>]*>', client.get(f"{address(pemdi)}isian/{number}/").content.decode()
        )
        assert field is not None
        assert f'value="{typed}"' in field[0]
        assert "inputmode" not in field[0]  # a keypad for numbers may have no "/"


def test_review_team_finds_the_form_of_its_verdict_open_until_it_has_spoken(
    client: Client, people: Team, mandiri: Stage
) -> None:
    fill(people.entry, mandiri, levels(47, 2))
    seal(people.responsible, mandiri)
    reviewer = from_outside(people, mandiri, "review_team")
    sign_in(client, reviewer)
    evaluation = address(mandiri).removesuffix("mandiri/")
    asked = '<details class="more" open><summary>Putusan reviu'
    assert asked in client.get(evaluation).content.decode()
    unsaid = client.post(f"{address(mandiri)}reviu/", {"putusan": "tidak"}, follow=True).content.decode()
    assert "Tulis mengapa tidak valid." in unsaid
    assert asked in unsaid
    spoken = client.post(f"{address(mandiri)}reviu/", {"putusan": "valid"}, follow=True).content.decode()
    assert "Putusan reviu tersimpan." in spoken
    assert asked not in spoken


def test_outside_stage_with_gaps_cannot_be_sealed_and_is_not_said_to_be_sent(
    client: Client, people: Team, mandiri: Stage
) -> None:
    given = documents_open(people, mandiri)
    save_draft(people.coordinator, given, "I1", 0, "belum selesai", "")
    sign_in(client, people.coordinator)
    said = client.get(f"{address(given)}kirim/").content.decode()
    assert "Belum dapat disegel" in said
    assert "Belum tersegel" in client.post(f"{address(given)}kirim/").content.decode()
