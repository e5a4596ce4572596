"""The parts of an agency's mirror through their addresses: what moved it, its target, its peers.

Figures: Laporan Pelaksanaan Evaluasi SPBE 2023 and 2024, Kementerian PANRB (`data/published/`).
"""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from fractions import Fraction
from html import unescape
from itertools import accumulate, combinations
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from sasando.instruments.queries import parsed
from sasando.organizations.queries import all_agencies
from sasando.portal.moved_block import moved_block, moved_chart
from sasando.portal.peers_block import peers_chart
from sasando.results.peers import peer_table
from sasando.results.proofs import moved
from sasando.results.queries import standing
from sasando.ui.charts.distribution import mark_labels, tick_labels
from sasando.ui.charts.waterfall import tick_labels as waterfall_ticks

pytestmark = pytest.mark.django_db
PUBLISHED = Path(settings.BASE_DIR) / "data" / "published"
REGENCY = re.compile("(Pemerintah )?Kab")
MINISTRY = "kementerian-ppn-bappenas"


def _body(client: Client, path: str) -> str:
    answer = client.get(f"/d/{path}")
    assert answer.status_code == 200, path
    return answer.content.decode()


def _text(client: Client, path: str) -> str:
    """What is read of a page outside its drawings, as one line of words."""
    body = re.sub(r"<svg.*?</svg>", "", _body(client, path).split("<main", 1)[1], flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"</?b>", "", body).replace("<", " <")).strip()).replace(
        "> <", "><"
    )


def _says(client: Client, path: str, sentence: str) -> bool:
    return sentence in re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", _text(client, path)))


def _table(year: int) -> dict[str, dict[str, str]]:
    with (PUBLISHED / f"spbe-results-{year}.csv").open(encoding="utf-8", newline="") as file:
        return {row["agency"]: row for row in csv.DictReader(file)}


class TestMoved:
    def test_kupangs_gain_is_told_by_its_largest_and_smallest_part(self, client: Client) -> None:
        assert _says(
            client,
            "kab-kupang/penggerak/",
            "Indeks naik 0,57: terbanyak dari layanan (0,37), paling sedikit dari manajemen (0,03).",
        )

    def test_a_part_that_moved_against_the_index_is_said_so(self, client: Client) -> None:
        """Aceh Utara: 1.70 to 1.44, internal policy 1.00 to 2.20."""
        path = "kab-aceh-utara/penggerak/"
        assert _says(client, path, "Indeks turun 0,26: terbanyak dari layanan (0,44);")
        assert _says(client, path, "; kebijakan internal menaikkannya 0,16.")

    def test_a_part_of_almost_nothing_has_no_figure_of_zero(self, client: Client) -> None:
        assert _says(client, "prov-jawa-timur/penggerak/", "; andil layanan hampir nol.")

    def test_a_year_outside_the_scale_is_not_explained_here_either(self, client: Client) -> None:
        path = "kab-banyuasin/penggerak/"
        assert _says(client, path, "Angka 2023 di luar skala instrumen")
        assert "1,48" not in _text(client, path)

    def test_a_year_without_parts_is_named(self, client: Client) -> None:
        path = "kab-kupang/penggerak/?dari=2022&ke=2024"
        assert _says(client, path, "Indeks naik 0,63; nilai domain 2022 tidak tercetak")

    @pytest.mark.parametrize(
        ("query", "said"),
        [
            ("dari=2024&ke=2023", "Tahun awal harus sebelum tahun akhir"),
            ("dari=2024&ke=2024", "Tahun awal harus sebelum tahun akhir"),
            ("dari=1999&ke=2024", "Belum ada hasil 1999"),
        ],
    )
    def test_years_that_make_no_change_are_refused_in_words(
        self, client: Client, query: str, said: str
    ) -> None:
        assert _says(client, f"kab-kupang/penggerak/?{query}", said)

    def test_what_has_no_single_value_is_footnoted_with_its_sign(self, client: Client) -> None:
        assert _says(client, "kab-kupang/penggerak/", "Layanan +0,3675 atau +0,3700.")

    def test_every_waterfall_of_the_country_stays_on_its_axis_with_its_texts_apart(self) -> None:
        drawn = 0
        for agency in all_agencies():
            if [one.year for one in standing(agency.slug).results][-2:] != [2023, 2024]:
                continue
            found = moved(agency, 2023, 2024)
            block = moved_block(found)
            if not block.chart:
                assert agency.slug == "kab-banyuasin"
                continue
            drawn += 1
            chart = moved_chart(found)
            way = list(accumulate((step.value for step in chart.steps), initial=chart.before.value))
            assert chart.low <= min(way), agency.slug
            assert max(way) <= chart.high, agency.slug
            assert abs(way[-1] - chart.after.value) <= Fraction(1, 50), agency.slug
            for one, other in combinations(waterfall_ticks(chart), 2):
                assert not one.box.meets(other.box), agency.slug
            assert ("*" in block.chart) == bool(block.footnote), agency.slug
        assert drawn == 606


class TestReach:
    def test_kupangs_base_rate_is_that_of_the_tables(self, client: Client) -> None:
        """Regencies of both tables that were within ± 0.25 of 2.48 in 2023; Banyuasin is outside the scale."""
        before, after = _table(2023), _table(2024)
        gains = [
            Fraction(after[name]["index"]) - Fraction(before[name]["index"])
            for name in before.keys() & after.keys()
            if REGENCY.match(name)
            and abs(Fraction(before[name]["index"]) - Fraction("2.48")) <= Fraction("0.25")
        ]
        reached = sum(gain >= Fraction("1.38") for gain in gains)
        assert _says(
            client,
            "kab-kupang/target/",
            f"Dari {len(gains)} yang sebanding, {reached} pernah naik sebanyak itu.",
        )

    def test_kupangs_steps_so_far_are_told_with_what_they_rest_on(self, client: Client) -> None:
        """DOMAIN.md, section 1: 23 to 26 net steps from 2023 to 2024."""
        path = "kab-kupang/target/"
        assert _says(client, path, "Dari 2023 ke 2024 sudah ditempuh 23–26 langkah tingkat bersih.")
        assert _says(client, path, "setiap susunan tingkat yang mencetak angka kedua tahun")
        wide = "kab-kupang/target/?dari=2022"
        assert _says(
            client, wide, "Dari 2021 ke 2022 jumlah tingkat berubah antara −16 dan +42 langkah bersih."
        )
        assert _says(client, wide, "Nilai domain 2021 dan 2022 tidak tercetak, jadi rentangnya lebar.")

    @pytest.mark.parametrize("slug", ["kab-banyuasin", "kab-nagekeo"])
    def test_no_steps_are_told_from_outside_the_scale_or_from_one_year(
        self, client: Client, slug: str
    ) -> None:
        assert "Langkah yang sudah ditempuh" not in _body(client, f"{slug}/target/")

    def test_steps_that_were_lost_are_told_as_lost(self, client: Client) -> None:
        assert _says(client, "kab-aceh-utara/target/", "Dari 2023 ke 2024 jumlah tingkat")

    def test_a_target_of_the_readers_own_is_not_called_an_example(self, client: Client) -> None:
        assert _says(client, "kota-kupang/target/", "sekadar contoh, setengah poin di atas hasil terakhir")
        assert not _says(client, "kota-kupang/target/?target=3,5", "sekadar contoh")
        assert _says(client, "kota-kupang/target/?target=3,5", "isi target Anda sendiri")

    def test_a_target_that_was_asked_for_goes_along_to_the_slides(self, client: Client) -> None:
        address = "/d/kota-kupang/bawa/?target=3%2C5&amp;pada=2025"
        body = client.get("/d/kota-kupang/target/", {"target": "3,5", "pada": "2025"}).content.decode()
        assert address in body
        there = client.get(address.replace("&amp;", "&")).content.decode()
        assert "salindia.pptx?target=3%2C5&amp;pada=2025" in there

    @pytest.mark.parametrize("asked", [{}, {"target": "abc"}, {"target": "3,5", "pada": "20"}])
    def test_no_target_goes_along_where_none_was_asked_for_rightly(
        self, client: Client, asked: dict[str, str]
    ) -> None:
        assert "bawa/?" not in client.get("/d/kota-kupang/target/", asked).content.decode()

    def test_without_anybody_to_compare_with_there_is_no_light(self, client: Client) -> None:
        path = "kab-kupang/target/?dari=2023&pada=2025&target=3"
        assert _says(client, path, "Belum ada pembanding untuk kenaikan sepanjang itu.")
        assert not _says(client, path, "Merah")

    def test_examples_are_those_who_began_near_and_reached_about_the_target(self, client: Client) -> None:
        """Figures of Bangka and Pasuruan: the ministry's tables of 2023 and 2024."""
        path = "kab-kupang/target/?target=2,78&dari=2024&pada=2025"
        assert _says(client, path, "Contoh yang berhasil: Kab. Bangka, 2,44 ke 2,80; ")
        assert _says(
            client, path,
            "Dipilih: kabupaten lain yang indeks awalnya paling jauh 0,25 dari 2,48, naik sebanyak itu, dan mencapai"
            " 2,78;",
        )  # fmt: skip
        assert not _says(client, path, "Pasuruan")
        assert _says(
            client, "kab-kupang/target/", "Contoh yang berhasil: Kab. Pasuruan, 2,47 ke 3,88. Dipilih:"
        )

    def test_an_agency_that_gained_as_much_before_is_no_example_to_itself(self, client: Client) -> None:
        path = "kab-kupang/target/?target=2,48&dari=2023&pada=2024"
        assert _says(client, path, "Contoh yang berhasil: Kab. Seruyan, 1,91 ke 2,50; ")
        assert not _says(client, path, "Kab. Kupang, 1,91")

    def test_where_nobody_like_it_reached_the_target_that_is_said_with_the_nearest(
        self, client: Client
    ) -> None:
        path = "kab-pacitan/target/?target=4,2"  # from 3,50
        assert _says(
            client, path, "Belum ada contoh: tidak ada kabupaten lain yang indeks awalnya paling jauh 0,25"
        )
        assert _says(
            client, path, "Yang terdekat di antara yang naik sebanyak itu: Kab. Banyumas, 3,39 ke 4,09."
        )

    def test_a_target_that_is_met_needs_no_gains_of_others(self, client: Client) -> None:
        path = "kab-kupang/target/?target=2"
        assert _says(client, path, "Hijau: sudah tercapai")
        assert not _says(client, path, "Contoh yang berhasil")
        assert 'class="chart"' not in _text(client, path)

    @pytest.mark.parametrize(
        ("query", "field", "said"),
        [
            ("target=abc", "t", "paling banyak dua desimal, misalnya 3,86."),
            ("target=3,867", "t", "paling banyak dua desimal, misalnya 3,86."),
            ("target=9", "t", "Target harus dari 1,00 sampai 5,00."),
            ("dari=%C2%B2", "th", "Belum ada hasil tahun itu; pilih tahun dari daftar."),
            ("dari=1999", "th", "Belum ada hasil tahun itu; pilih tahun dari daftar."),
            ("pada=20x", "k", "Tulis tahun dengan empat angka, misalnya 2025."),
            ("pada=%C2%B2", "k", "Tulis tahun dengan empat angka, misalnya 2025."),
            ("pada=99999999", "k", "Tulis tahun dengan empat angka, misalnya 2025."),
            ("pada=2020", "k", "Tahun target harus sesudah 2024."),
        ],
    )
    def test_a_fault_stands_at_its_field_in_words(
        self, client: Client, query: str, field: str, said: str
    ) -> None:
        path = f"kab-kupang/target/?{query}"
        assert _says(client, path, said)
        body = _body(client, path)
        wrong = re.findall(r'id="(\w+)" name="\w+"[^>]*aria-invalid="true"', body)
        assert wrong == [field]
        assert f'id="{field}-err"' in body

    def test_a_year_of_another_instrument_is_told_without_keys(self, client: Client) -> None:
        path = "kab-kupang/target/?pada=2026"
        assert _says(client, path, "Tahun 2026 tidak diukur dengan SPBE")
        assert "spbe-2020" not in _text(client, path)

    def test_what_one_gained_from_outside_the_scale_is_not_ones_own_gain(self, client: Client) -> None:
        body = _body(client, "kab-banyuasin/target/?target=5")
        assert "perlu +2,29" in body
        assert not re.search(r"sendiri [+−0-9]", body)


class TestPeers:
    def test_rank_and_count_are_those_of_the_table(self, client: Client) -> None:
        regencies = [Fraction(row["index"]) for name, row in _table(2024).items() if REGENCY.match(name)]
        below = sum(value < Fraction("2.48") for value in regencies)
        assert _says(
            client,
            "kab-kupang/pembanding/",
            f"Pada 2024, {below} dari {len(regencies)} kabupaten berindeks lebih rendah."
            " Di Nusa Tenggara Timur urutan 11 dari 22 pemerintah daerah.",
        )

    def test_a_ministry_sees_the_other_ministries(self, client: Client) -> None:
        path = f"{MINISTRY}/pembanding/"
        assert _says(client, path, "Kementerian, seluruh Indonesia: 34 instansi")
        assert _body(client, path).count('<th scope="row"><label>') == 33

    def test_one_that_stands_alone_in_its_province_sees_its_kind(self, client: Client) -> None:
        path = "prov-dki-jakarta/pembanding/"
        assert _says(client, path, "Provinsi, seluruh Indonesia: 38 instansi")
        assert "benang" not in _body(client, path)

    def test_a_province_stands_under_its_full_name(self, client: Client) -> None:
        assert _says(client, "kab-kupang/pembanding/", "Provinsi Nusa Tenggara Timur")

    def test_a_year_without_a_table_before_it_has_no_columns_of_dashes(self, client: Client) -> None:
        text = _text(client, "kab-nagekeo/pembanding/?banding=kab-ende")
        assert "2022" not in text
        assert "Perubahan" not in text

    def test_a_choice_that_the_page_does_not_show_is_kept(self, client: Client) -> None:
        body = _body(client, "kab-kupang/pembanding/?kelompok=semua&hal=2&banding=kab-belu")
        assert '<input type="hidden" name="banding" value="kab-belu">' in body
        assert 'name="hal" value="2"' in body
        assert 'href="?kelompok=semua&amp;urut=-indeks&amp;hal=2#pembanding">Kosongkan pilihan' in body

    def test_more_than_four_beside_ones_own_are_said_to_be_left_out(self, client: Client) -> None:
        slugs = ["kab-belu", "kab-ende", "kab-alor", "kab-sikka", "kab-ngada"]
        query = "&".join(f"banding={slug}" for slug in slugs)
        body = _body(client, f"kab-kupang/pembanding/?{query}")
        assert "Hanya 4 yang pertama yang disandingkan." in body
        assert body.count(" checked>") == 4
        assert 'value="kab-kupang"' not in body  # stands in every comparison, so has no box

    def test_a_search_without_a_hit_says_so(self, client: Client) -> None:
        assert _says(client, "kab-kupang/pembanding/?cari=zzz", "Tidak ada nama yang cocok.")

    def test_what_was_typed_is_text(self, client: Client) -> None:
        assert "<script>" not in _body(client, 'kab-kupang/pembanding/?cari=<script>"')

    def test_one_outside_the_scale_never_tops_the_gains_and_bears_a_mark(self, client: Client) -> None:
        """Banyuasin 2023 fits no levels from 1 to 5; it would lead with +1.66."""
        body = _body(client, "prov-sumatera-selatan/pembanding/?kelompok=provinsi&urut=-ubah")
        names = re.findall(r'<th scope="row">.*?<a href="/d/([\w-]+)/">', body.split('id="cap"', 1)[1])
        assert names.index("kab-banyuasin") >= names.index("kota-palembang")
        assert names[0] != "kab-banyuasin"
        assert '<td class="n">+1,66*</td>' in body
        assert _says(
            client,
            "kab-kupang/pembanding/?banding=kab-banyuasin",
            "* Angka Kab. Banyuasin di luar skala instrumen",
        )
        assert "luar skala" not in _text(client, "kab-kupang/pembanding/")

    def test_those_the_table_does_not_name_are_listed_with_their_years(self, client: Client) -> None:
        assert _says(client, "kab-kupang/pembanding/", "Tidak ada dalam tabel 2024: 1 instansi")
        assert _says(client, "kab-kupang/pembanding/", "Kab. Nagekeo 2023:")
        assert not _says(client, "kab-kupang/pembanding/?kelompok=sebanding", "Tidak ada dalam tabel")
        assert _says(
            client, "prov-papua-tengah/pembanding/?kelompok=provinsi", "belum ada hasil yang diterbitkan"
        )

    def test_queries_are_the_same_for_twenty_and_for_all(
        self, client: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        _body(client, "kab-kupang/pembanding/")  # what is printed is read once
        for query in ("", "?kelompok=semua&hal=2", "?banding=kab-belu&urut=-ubah"):
            with django_assert_num_queries(2):
                _body(client, f"kab-kupang/pembanding/{query}")

    def test_no_distribution_of_the_country_has_a_text_over_another(self) -> None:
        table = peer_table("kab-kupang")
        assert table is not None
        instrument = parsed(table.table.instrument_digest)
        by_slug = {peer.slug: peer for peer in table.peers}
        for agency in all_agencies():
            if agency.slug not in by_slug:
                continue
            chart = peers_chart(agency, replace(table, ours=by_slug[agency.slug]), instrument)
            height = 246 if chart.threads else 192
            texts = [*tick_labels(chart, height), *(label for label, _line in mark_labels(chart))]
            for one, other in combinations(texts, 2):
                assert not one.box.meets(other.box), (agency.slug, one.text, other.text)
            assert all(text.box.inside(height) for text in texts), agency.slug


@pytest.mark.parametrize("part", ["penggerak", "target", "pembanding"])
def test_every_agency_has_the_part_without_leftovers(client: Client, part: str) -> None:
    for agency in all_agencies()[::9]:
        body = _body(client, f"{agency.slug}/{part}/")
        assert "None" not in body, agency.slug
        assert "%(" not in body, agency.slug
        assert ": 0 instansi" not in body, agency.slug


@pytest.mark.parametrize("part", ["", "penggerak/", "target/", "pembanding/", "evaluasi/", "bawa/"])
def test_a_district_without_government_says_so_in_every_part_and_leads_to_its_province(
    client: Client, part: str
) -> None:
    path = f"kab-kepulauan-seribu/{part}"
    assert _says(client, path, "tidak berpemerintahan sendiri, jadi tidak dinilai sendiri.")
    assert _says(client, path, "yang dinilai provinsi itu.")
    assert 'href="/d/prov-dki-jakarta/"' in _body(client, path)
