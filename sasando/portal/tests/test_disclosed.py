"""What the public sees of an agency's own evaluations: what was disclosed at its depth, and nothing else."""

from __future__ import annotations

import re
from collections import deque
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone

from sasando.discussions.actions import comment
from sasando.evaluations.actions.disclosing import disclose, withdraw
from sasando.evaluations.actions.opening import open_stage
from sasando.evaluations.actions.sealing import reopen, seal
from sasando.evaluations.models import Disclosure, Stage
from sasando.evaluations.subjects import ANSWER
from sasando.evaluations.testing import Team, fill, levels, opened, stage, team
from sasando.organizations.roles import today_in
from sasando.organizations.testing import sign_in
from sasando.ui.numbers import day

pytestmark = pytest.mark.django_db
PAGE = "/d/kab-kupang/evaluasi/"
SECRET = "kalimat-yang-tidak-pernah-dibuka"


@pytest.fixture
def people() -> Team:
    return team()


@pytest.fixture
def mandiri(people: Team) -> Stage:
    held = opened(people, kind="simulasi")
    fill(people.entry, held, levels(47, 2, I16=4), fact=SECRET)
    return held


def read(client: Client) -> str:
    return client.get(PAGE).content.decode()


def test_nothing_is_public_until_it_is_disclosed_and_after_it_is_withdrawn(
    client: Client, people: Team, mandiri: Stage
) -> None:
    kept = seal(people.responsible, mandiri)
    assert "belum membuka" in read(client)
    disclose(people.coordinator, kept, "index", "Surat 045")
    assert "2,05" in read(client)
    withdraw(people.coordinator, Disclosure.objects.get(withdrawn_at=None))
    assert "2,05" not in read(client)


def test_staff_are_led_from_here_to_their_own_page_in_words_that_are_the_same_for_everybody(
    client: Client, people: Team
) -> None:
    stranger = read(Client())
    assert "/k/kab-kupang/posisi/" in stranger
    sign_in(client, people.leader)
    assert read(client) == stranger
    assert "Posisi, untuk staf" not in Client().get("/d/kab-alor/evaluasi/").content.decode()


def test_agency_without_results_leads_to_what_it_disclosed_only_while_there_is_some(client: Client) -> None:
    nabire, link = team("kab-nabire"), 'href="/d/kab-nabire/evaluasi/">Lihat hasil yang dibuka'
    held = opened(nabire, kind="simulasi")
    fill(nabire.entry, held, levels(47, 2))
    kept = seal(nabire.responsible, held)

    def offered() -> list[bool]:
        pages = (client.get(f"/d/kab-nabire/{part}").content.decode() for part in ("", "bawa/"))
        return [link in page for page in pages]

    assert offered() == [False, False]
    disclose(nabire.coordinator, kept, "index", "Surat 045")
    assert offered() == [True, True]
    withdraw(nabire.coordinator, Disclosure.objects.get(withdrawn_at=None))
    assert offered() == [False, False]


def test_depth_decides_how_far_the_public_sees(client: Client, people: Team, mandiri: Stage) -> None:
    kept = seal(people.responsible, mandiri)
    disclose(people.coordinator, kept, "index", "Surat 045")
    assert "Manajemen SPBE" not in read(client)
    disclose(people.coordinator, kept, "parts", "Surat 045")
    page = read(client)
    assert "Manajemen SPBE" in page
    assert "Layanan Pusat Data" not in page
    disclose(people.coordinator, kept, "indicators", "Surat 045")
    assert "Layanan Pusat Data" in read(client)
    assert SECRET not in read(client)


def test_hidden_indicators_hide_the_means_from_which_they_would_follow(
    client: Client, people: Team, mandiri: Stage
) -> None:
    kept = seal(people.responsible, mandiri)
    disclose(people.coordinator, kept, "indicators", "Surat 045", ["I16", "I17"])
    page = read(client)
    table, _, note = page.partition("</table>")
    assert "Layanan Pusat Data" in table  # indicator 5 rules it, indicator 16 runs it
    assert "Tingkat Kematangan Layanan Pusat Data" not in table
    assert "Teknologi Informasi dan Komunikasi" not in table
    assert "4 bagian tetap disembunyikan: 16 Tingkat Kematangan Layanan Pusat Data, 17 " in note
    assert "; juga 2 Tata Kelola SPBE, 3 Teknologi Informasi dan Komunikasi, karena dari nilainya" in note


def test_parts_left_out_for_hidden_indicators_are_counted_and_named_where_no_indicator_is_shown(
    client: Client, people: Team, mandiri: Stage
) -> None:
    kept = seal(people.responsible, mandiri)
    disclose(people.coordinator, kept, "parts", "Surat 045", ["I16", "I17"])
    page = read(client)
    assert "2 bagian tetap disembunyikan: 2 Tata Kelola SPBE, 3 Teknologi Informasi dan" in page
    assert "karena sebagian isinya tidak dibuka instansi." in page
    assert "Layanan Pusat Data" not in page
    disclose(people.coordinator, kept, "index", "Surat 045", ["I16", "I17"])
    assert "tetap disembunyikan" not in read(client)


def test_self_assessed_number_is_called_a_simulation_and_a_judged_one_is_not(
    client: Client, people: Team, mandiri: Stage
) -> None:
    kept = seal(people.responsible, mandiri)
    disclose(people.coordinator, kept, "index", "Surat 045")
    assert "Simulasi" in read(client)


def test_nothing_undisclosed_is_reached_by_following_every_link_without_signing_in(
    client: Client, people: Team, mandiri: Stage
) -> None:
    cell = mandiri.answers.get(node__code="I16")
    comment(people.entry, people.agency, ANSWER, cell.id, f"{SECRET} komentar")
    kept = seal(people.responsible, mandiri)
    disclose(people.coordinator, kept, "index", "Surat 045")
    reopen(people.coordinator, mandiri, f"{SECRET} alasan")
    fill(people.entry, mandiri, {"I16": 5})
    newer = seal(people.responsible, mandiri)
    dokumen = stage(str(mandiri.evaluation_id), "dokumen")
    open_stage(people.coordinator, dokumen)
    told = (
        SECRET,
        newer.digest,
        str(mandiri.evaluation_id),
        str(mandiri.id),
        str(cell.id),
        people.entry.name,
        people.entry.email,
    )
    seen: set[str] = set()
    queue = deque(
        [
            "/d/kab-kupang/",
            PAGE,
            "/api/v1/agencies/kab-kupang",
            "/api/v1/agencies/kab-kupang/results",
            "/robots.txt",
        ]
    )
    while queue and len(seen) < 60:
        path = queue.popleft()
        if path in seen:
            continue
        seen.add(path)
        response = client.get(path)
        body = b"".join(response) if response.streaming else response.content
        for secret in told:
            assert secret.encode() not in body, (path, secret)
        found = re.findall(r'href="(/[^"#]*)', body.decode(errors="replace"))
        queue += [link for link in found if "kab-kupang" in link or link.startswith("/api/")]
    assert len(seen) > 10


def test_exact_index_is_not_told_where_it_would_give_away_two_hidden_levels(
    client: Client, people: Team, mandiri: Stage
) -> None:
    fill(people.entry, mandiri, levels(47, 2, I1=3, I11=4))
    kept = seal(people.responsible, mandiri)
    disclose(people.coordinator, kept, "indicators", "Surat 045/12")
    assert "Tepatnya 2,063" in read(client)
    disclose(people.coordinator, kept, "indicators", "Surat 045/12", ["I1", "I11"])
    said = read(client)
    assert "2,06" in said
    assert "2,063" not in said


def test_seal_stays_public_while_its_stage_is_open_again_and_the_page_says_so(
    client: Client, people: Team, mandiri: Stage
) -> None:
    kept = seal(people.responsible, mandiri)
    disclose(people.coordinator, kept, "index", "Surat 045")
    assert "dibuka kembali" not in read(client)
    reopen(people.coordinator, mandiri, SECRET)
    fill(people.entry, mandiri, {"I16": 5})
    page = read(client)
    assert "2,05" in page
    assert f"dibuka kembali sejak {today()}; yang diumumkan adalah segel tanggal {today()}" in page
    assert SECRET not in page


def test_newer_seal_is_told_of_and_not_shown_until_somebody_makes_it_public(
    client: Client, people: Team, mandiri: Stage
) -> None:
    kept = seal(people.responsible, mandiri)
    disclose(people.coordinator, kept, "index", "Surat 045")
    reopen(people.coordinator, mandiri, SECRET)
    fill(people.entry, mandiri, {"I16": 5})
    newer = seal(people.responsible, mandiri)
    page = read(client)
    assert "2,05" in page
    assert f"Ada segel yang lebih baru, tanggal {today()}" in page
    for secret in ("2,08", newer.digest, SECRET, "dibuka kembali"):
        assert secret not in page
    disclose(people.coordinator, newer, "index", "Surat 045")
    page = read(client)
    assert "2,08" in page
    assert "lebih baru" not in page


def test_seal_is_dated_by_the_clock_of_its_agency(
    client: Client, people: Team, mandiri: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 3, 1, 20, tzinfo=UTC))  # the 2nd at Kupang
    disclose(people.coordinator, seal(people.responsible, mandiri), "index", "Surat 045")
    assert "Disegel 2 Maret 2026" in read(client)


def today() -> str:
    return day(today_in("Asia/Makassar"))


def test_hidden_outside_value_is_not_named_as_assumed(client: Client, people: Team) -> None:
    pemdi = opened(people, "pemdi-2026", 2026)
    inside = {leaf.node.code: 2 for leaf in pemdi.answers.select_related("node")}
    for code in ("I5", "I6"):
        del inside[code]
    fill(people.entry, pemdi, inside)
    kept = seal(people.responsible, pemdi)
    disclose(people.coordinator, kept, "indicators", "Surat 045/12", ["I5", "I1"])
    assert "Dihitung dengan asumsi: 6." in read(client)
