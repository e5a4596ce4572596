"""The source of a decimal: a value may be kept without it, an official stage is not sealed without it."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from html import unescape

import pytest
from django.test import Client

from sasando.evaluations.actions.judging import judge
from sasando.evaluations.actions.opening import open_stage
from sasando.evaluations.actions.sealing import seal
from sasando.evaluations.actions.verifying import verify
from sasando.evaluations.entered import Entered
from sasando.evaluations.faults import GapsError
from sasando.evaluations.models import Seal, Stage
from sasando.evaluations.reports.testing import facts_of
from sasando.evaluations.testing import (
    Team,
    address_of,
    desk_of,
    fill,
    from_outside,
    levels,
    opened,
    read,
    revisions,
    stage,
)
from sasando.organizations.testing import sign_in

pytestmark = pytest.mark.django_db
OWN = "tanpa dokumen sumber"
OUTSIDE = "dari indeks luar, sumber belum lengkap: instansi, tanggal, dokumen"


@pytest.fixture
def pemdi(people: Team) -> Stage:
    """An official self-assessment with a value, an explanation and a verification for each, and no source."""
    made = opened(people, "pemdi-2026", 2026, kind="resmi")
    fill(people.entry, made, levels(20, 2), fact="ada")
    verify(people.assessor, made, revisions(made))
    return made


def entered(of: Stage, code: str, **told: object) -> Entered:
    return Entered(code, revisions(of)[code], Fraction(2), **told)  # type: ignore[arg-type]


def told_fully(people: Team, of: Stage) -> None:
    """Each value with agency, day and document, verified again."""
    source = {
        "source_agency": "BSSN",
        "source_date": date(2026, 8, 1),
        "source_document": "lembar hasil, hlm. 4",
    }
    judge(people.entry, of, [entered(of, code, **source) for code in revisions(of)])
    verify(people.assessor, of, revisions(of))


def named(page: str, what: str) -> str:
    """The numbers that the page lists under what they lack."""
    after = unescape(page).partition(f"<dt>{what}</dt>")[2].partition("</dd>")[0]
    return " ".join(piece.partition("</a>")[0] for piece in after.split('/">')[1:])


def test_official_decimals_without_a_source_are_listed_and_not_sent(
    client: Client, people: Team, pemdi: Stage
) -> None:
    sign_in(client, people.responsible)
    page = read(client, f"{address_of(pemdi)}kirim/")
    assert "Belum dapat dikirim" in page
    assert named(page, OWN) == "1 2 3 4 8 9 13 14 15 16 17 19 20"
    assert named(page, OUTSIDE) == "5 6 7 10 11 12 18"
    waiting = {one.what: one.numbers for one in facts_of(pemdi).waiting}
    assert waiting["dari indeks luar, sumbernya belum lengkap"] == ("5", "6", "7", "10", "11", "12", "18")
    assert len(waiting["bernilai tanpa dokumen sumber"]) == 13
    refused = client.post(f"{address_of(pemdi)}kirim/")
    assert refused.status_code == 409
    assert not Seal.objects.exists()
    assert "siap Anda kirim" not in desk_of(people.responsible)


def test_own_value_needs_a_document_and_an_outside_one_agency_date_and_document(
    client: Client, people: Team, pemdi: Stage
) -> None:
    told_fully(people, pemdi)
    half = {"source_document": "lembar hasil, hlm. 4"}
    judge(people.entry, pemdi, [entered(pemdi, "I1", **half), entered(pemdi, "I6", **half)])
    verify(people.assessor, pemdi, {code: revisions(pemdi)[code] for code in ("I1", "I6")})
    sign_in(client, people.responsible)
    page = read(client, f"{address_of(pemdi)}kirim/")
    assert named(page, OUTSIDE) == "6"
    assert named(page, OWN) == ""
    told_fully(people, pemdi)
    assert "siap Anda kirim" in desk_of(people.responsible)
    assert client.post(f"{address_of(pemdi)}kirim/").status_code == 302


def test_outside_value_that_is_left_empty_is_assumed_and_needs_no_source(people: Team, pemdi: Stage) -> None:
    told_fully(people, pemdi)
    judge(people.entry, pemdi, [Entered("I6", revisions(pemdi)["I6"], outcome="withdrawn")])
    assert json.loads(seal(people.responsible, pemdi).content)["assumed"] == ["6"]


def test_external_assessor_gives_a_justification_or_a_document_for_an_own_value(
    people: Team, pemdi: Stage
) -> None:
    told_fully(people, pemdi)
    seal(people.responsible, pemdi)
    documents = stage(str(pemdi.evaluation_id), "dokumen")
    open_stage(people.coordinator, documents)
    guest = from_outside(people, documents)
    judge(guest, documents, [Entered("I1", 0, Fraction(3, 2)), Entered("I6", 0, Fraction(1))])
    with pytest.raises(GapsError, match=f"{OWN}: 1; {OUTSIDE}: 6"):
        seal(guest, documents)
    judge(
        guest,
        documents,
        [
            Entered("I1", 1, Fraction(3, 2), justification="rencana aksi belum direviu"),
            Entered(
                "I6",
                1,
                Fraction(1),
                source_agency="BIG",
                source_date=date(2026, 9, 1),
                source_document="SJIG",
            ),
        ],
    )
    assert seal(guest, documents).stage_id == documents.id


def test_value_is_kept_without_its_source_and_marked_until_it_has_one(
    client: Client, people: Team, pemdi: Stage
) -> None:
    sign_in(client, people.entry)
    assert read(client, address_of(pemdi)).count("sumber belum lengkap") == 20
    form = f"{address_of(pemdi)}isian/6/"
    assert "sumber belum lengkap" in read(client, form)
    sent = {
        "expected": str(revisions(pemdi)["I6"]),
        "nilai": "1,5",
        "fakta": "ada",
        "tindakan": "simpan",
        "sumber_instansi": "BIG",
        "sumber_tanggal": "2026-08-01",
        "sumber_dokumen": "Hasil SJIG",
    }
    assert client.post(form, sent).status_code == 302
    assert "sumber belum lengkap" not in read(client, form)
    assert read(client, address_of(pemdi)).count("sumber belum lengkap") == 19


def test_simulation_says_what_lacks_a_source_and_may_still_be_sealed(client: Client, people: Team) -> None:
    simulated = opened(people, "pemdi-2026", 2026)
    fill(people.entry, simulated, levels(20, 2))
    sign_in(client, people.responsible)
    page = read(client, f"{address_of(simulated)}kirim/")
    assert "Kirim penilaian mandiri?" in page
    assert named(page, OWN) == "1 2 3 4 8 9 13 14 15 16 17 19 20"
    assert client.post(f"{address_of(simulated)}kirim/").status_code == 302


def test_levels_need_no_source(client: Client, people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, levels(47, 2))
    sign_in(client, people.entry)
    assert "sumber belum lengkap" not in read(client, address_of(mandiri))
