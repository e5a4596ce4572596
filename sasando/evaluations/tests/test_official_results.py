"""Official results of others, entered as an agency would enter them: they come out as their reports print them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from ruamel.yaml import YAML

from sasando.evaluations.actions.opening import open_stage
from sasando.evaluations.actions.sealing import seal
from sasando.evaluations.actions.verifying import verify
from sasando.evaluations.models import Answer, Judgement, Stage
from sasando.evaluations.snapshot import sealed_score
from sasando.evaluations.testing import Team, address_of, fill, levels, opened, revisions, stage, team
from sasando.evaluations.testing import read as read_page
from sasando.instruments.queries import instrument
from sasando.kernel.actor import OPERATOR_CLI
from sasando.organizations.testing import sign_in
from sasando.results.actions.publications import Described, import_publication
from sasando.results.import_file import read_import_file
from sasando.results.models import Publication
from sasando.scoring.numbers import half_up, parse_exact

pytestmark = pytest.mark.django_db
DATA = Path(settings.BASE_DIR) / "data"


def read(path: Path) -> Any:
    """A case file with every number as text."""
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    return yaml.load(path.read_text(encoding="utf-8"))


def test_bandar_lampung_2021_is_created_again_to_the_last_figure() -> None:
    case = read(DATA / "cases" / "bandar_lampung_2021.yaml")
    people = team("kota-bandar-lampung")
    held = opened(people, "spbe-2020", 2021, kind="resmi", track="pemantauan")
    values = {f"I{number}": int(level) for number, level in case["levels"].items()}
    fill(people.entry, held, values, fact="menurut laporan")
    verify(people.assessor, held, revisions(held))
    seal(people.responsible, held)
    documents = stage(str(held.evaluation_id), "dokumen")
    open_stage(people.coordinator, documents)
    kept = seal(people.coordinator, documents)
    score = sealed_score(kept)
    assert (half_up(kept.index), kept.predicate) == ("1.20", "Kurang")
    printed = {f"A{one['aspect']}": one["published"] for one in case["aspects"]}
    printed |= {f"D{one['domain']}": one["published"] for one in case["domains"]}
    for code, value in printed.items():
        assert half_up(score.nodes[code] or 0) == half_up(parse_exact(f"{value:.2f}")), code


def test_aceh_tengah_2026_gives_1_24() -> None:
    vector = read(DATA / "vectors" / "pemdi-2026.yaml")["vektor_uji"][0]
    people = team("kab-aceh-tengah")
    held = opened(people, "pemdi-2026", 2026)
    fill(
        people.entry, held, {f"I{number}": Fraction(str(value)) for number, value in vector["nilai"].items()}
    )
    kept = seal(people.responsible, held)
    assert (half_up(kept.index), kept.predicate) == ("1.24", "Kurang")


def report_of_2025(tmp_path: Path, index: str) -> Publication:
    """The ministry's report on Kabupaten Kupang for 2025, the corrected one where its index is another."""
    file = tmp_path / "laporan.csv"
    row = f"2025,Nusa Tenggara Timur,Kab. Kupang,,,,,{index},"
    file.write_text(f"year,group,agency,d1,d2,d3,d4,index,predicate\n{row}\n")
    spbe = instrument("spbe-2020")
    report = import_publication(
        OPERATOR_CLI, spbe, Described("Laporan hasil", "Kementerian PANRB"), read_import_file(file, spbe)
    )
    return Publication.objects.get(id=report.publication)


def test_report_that_was_corrected_is_the_source_of_what_stands_on_it_and_of_nothing_new(
    client: Client, tmp_path: Path
) -> None:
    people = team()
    documents = documents_of(people, 2025)
    first = report_of_2025(tmp_path, "2.48")
    sign_in(client, people.coordinator)

    def transcribed(number: int, revision: int, source: Publication, fact: str = "") -> tuple[int, str]:
        sent = {"expected": revision, "nilai": "1", "fakta": fact, "terbitan": source.id}
        answer = client.post(f"{address_of(documents)}isian/{number}/", sent)
        return answer.status_code, answer.content.decode()

    assert transcribed(1, 0, first)[0] == 302
    corrected = report_of_2025(tmp_path, "2.50")
    assert corrected.supersedes == first
    status, said = transcribed(2, 0, first)
    assert (status, "Terbitan itu sudah diganti revisi yang lebih baru" in said) == (422, True)
    assert transcribed(2, 0, corrected)[0] == 302
    assert transcribed(1, 1, first, fact="ejaan dibetulkan")[0] == 302
    page = read_page(client, f"{address_of(documents)}isian/1/")
    assert f'value="{first.id}" selected>Laporan hasil, Kementerian PANRB (sudah diganti)<' in page
    assert f'value="{corrected.id}">Laporan hasil, Kementerian PANRB<' in page
    standing = Answer.objects.filter(stage=documents, current__isnull=False)
    assert {one.node.code: one.current and one.current.publication for one in standing} == {
        "I1": first,
        "I2": corrected,
    }


def documents_of(people: Team, year: int) -> Stage:
    """The stage of the ministry's assessors, opened upon a self-assessment of level 2."""
    held = opened(people, year=year)
    fill(people.entry, held, levels(47, 2))
    seal(people.responsible, held)
    documents = stage(str(held.evaluation_id), "dokumen")
    open_stage(people.coordinator, documents)
    return documents


def test_value_is_transcribed_from_a_publication_that_prints_it_and_from_no_other(client: Client) -> None:
    people = team()
    documents = documents_of(people, 2022)
    printed = Publication.objects.get(results__agency=people.agency, year=2022, current=True)
    sign_in(client, people.coordinator)
    address = f"{address_of(documents)}isian/1/"
    assert f'<option value="{printed.id}">{printed.title}, {printed.authority}' in read_page(client, address)
    assert 'name="terbitan"' not in read_page(client, f"{address_of(opened(people, year=2023))}isian/1/")
    sent = {"expected": "0", "nilai": "1", "tindakan": "simpan"}
    other = Publication.objects.filter(year=2024).first()
    assert other is not None
    refused = client.post(address, {**sent, "terbitan": str(other.id)})
    assert "Terbitan itu tidak memuat hasil SPBE 2022" in refused.content.decode()
    assert "Pilih terbitan dari daftar" in client.post(address, {**sent, "terbitan": "x"}).content.decode()
    assert client.post(address, {**sent, "terbitan": str(printed.id)}).status_code == 302
    assert Judgement.objects.get(answer__stage=documents).publication == printed
    assert f'value="{printed.id}" selected' in read_page(client, address)
    seal(people.coordinator, documents)
    assert printed.title in read_page(client, address)
