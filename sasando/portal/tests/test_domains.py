"""The parts of an agency beside a printed mean (figures: the ministry's reports of 2023 and 2024)."""

from __future__ import annotations

import csv
import re
from fractions import Fraction
from html import unescape
from itertools import combinations
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from sasando.instruments.queries import parsed
from sasando.organizations.queries import all_agencies
from sasando.portal.domains_block import compared_parts, domains_chart, mean_name_of
from sasando.results.queries import standing
from sasando.ui.charts.bars import labels_of

pytestmark = pytest.mark.django_db
MEANS = Path(settings.BASE_DIR) / "data" / "published" / "national-means.csv"


def _section(client: Client, slug: str) -> str:
    body = client.get(f"/d/{slug}/").content.decode()
    return unescape(re.sub(r"</?b>", "", body.split('id="domain"', 1)[1].split("</section>", 1)[0]))


def _printed(year: str, scope: str) -> dict[str, str]:
    with MEANS.open(encoding="utf-8", newline="") as file:
        return {
            row["item"]: row["mean"].replace(".", ",")
            for row in csv.DictReader(file)
            if (row["year"], row["scope"]) == (year, scope)
        }


def test_kupang_stands_beside_the_regencies_and_the_widest_gap_is_said(client: Client) -> None:
    """Policy has one aspect, so the mean printed of that aspect is that of the domain."""
    means, section = _printed("2024", "kabupaten"), _section(client, "kab-kupang")
    assert "4 dari 4 domain di bawah rata-rata kabupaten; terjauh kebijakan internal" in section
    for own, code in (("1,70", "A1"), ("1,90", "D2"), ("1,18", "D3"), ("3,50", "D4")):
        assert f'<td class="n">{own}</td><td class="n">{means[code]}</td>' in section
    gap = Fraction(means["A1"].replace(",", ".")) - Fraction("1.70")
    assert f"kurang {float(gap):.2f}".replace(".", ",") in section
    assert "rata-rata tercetak: Laporan Evaluasi SPBE 2024" in section


def test_a_ministry_has_no_mean_of_its_kind_and_stands_beside_the_country(client: Client) -> None:
    means, section = _printed("2024", "nasional"), _section(client, "kementerian-ppn-bappenas")
    assert "rata-rata nasional" in section
    assert f'<td class="n">{means["D3"]}</td>' in section


def test_one_above_every_mean_is_told_so(client: Client) -> None:
    assert "Semua domain sama dengan atau di atas rata-rata nasional." in _section(
        client, "kementerian-panrb"
    )


def test_no_bar_chart_of_the_country_has_a_text_over_another() -> None:
    drawn = 0
    for agency in all_agencies():
        published = standing(agency.slug)
        latest = published.latest
        if latest is None or not latest.parts:
            continue
        instrument = parsed(latest.instrument_digest)
        scope, compared = compared_parts(agency, published, latest, instrument)
        labels = labels_of(domains_chart(compared, mean_name_of(agency, scope), latest.year, instrument))
        drawn += 1
        for one, other in combinations(labels, 2):
            assert not one.box.meets(other.box), (agency.slug, one.text, other.text)
        assert all(label.box.inside(1000) for label in labels), agency.slug
    assert drawn == 629
