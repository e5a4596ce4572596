"""The directory as it is shipped, loaded and searched (data/directory/; numbers from data/published/NOTES.md)."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from pytest_django import DjangoAssertNumQueries

from sasando.kernel.actor import SYSTEM
from sasando.kernel.models import Entry
from sasando.organizations.actions.directory import load_directory
from sasando.organizations.directory import (
    AmbiguousNameError,
    DirectoryNames,
    UnknownNameError,
    find_agency,
    search_agencies,
)
from sasando.organizations.models import Agency
from sasando.organizations.queries import agency_by_slug, all_agencies

FOLDER = Path(settings.BASE_DIR) / "data" / "directory"


@pytest.mark.django_db
class TestDirectory:
    def test_holds_every_agency_of_the_country(self) -> None:
        kinds = Counter(agency.kind for agency in all_agencies())
        assert kinds == {"kabupaten": 416, "kota": 98, "lembaga": 60, "provinsi": 38, "kementerian": 34}

    def test_six_districts_of_jakarta_are_no_governments(self) -> None:
        without = [agency for agency in all_agencies() if not agency.has_government]
        assert len(without) == 6
        assert {agency.province_name for agency in without} == {"Provinsi DKI Jakarta"}

    def test_agency_knows_its_province_and_zone(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(1):
            kupang = agency_by_slug("kab-kupang")
        assert kupang is not None
        assert (kupang.province_name, kupang.timezone) == ("Provinsi Nusa Tenggara Timur", "Asia/Makassar")
        assert agency_by_slug("kab-tidak-ada") is None

    def test_province_belongs_to_itself(self) -> None:
        found = agency_by_slug("prov-nusa-tenggara-timur")
        assert found is not None
        assert found.province_code == found.region_code == "53"

    def test_loading_again_opens_no_act(self) -> None:
        entries = Entry.objects.count()
        assert load_directory(SYSTEM, FOLDER) is None
        assert Entry.objects.count() == entries

    def test_changed_file_changes_only_what_differs_and_removes_nobody(self, tmp_path: Path) -> None:
        for name in ("agencies.csv", "everyday-names.csv"):
            (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
        lines = (FOLDER / "agencies.csv").read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [
            line.replace("Kab. Kupang,53", "Kab. Kupang Baru,53") for line in lines if "kab-alor," not in line
        ]
        (tmp_path / "agencies.csv").write_text("".join(kept), encoding="utf-8")
        outcome = load_directory(SYSTEM, tmp_path)
        assert outcome is not None
        assert (outcome["new"], outcome["changed"]) == (0, 1)
        assert Agency.objects.get(slug="kab-kupang").short_name == "Kab. Kupang Baru"
        assert Agency.objects.filter(slug="kab-alor").exists()

    @pytest.mark.parametrize(
        ("text", "slug"),
        [
            ("kab-kupang", "kab-kupang"),
            ("Kabupaten Kupang", "kab-kupang"),
            ("Pemerintah Kab. Kupang", "kab-kupang"),
            ("53.01", "kab-kupang"),
            ("KemenPANRB", "kementerian-panrb"),
            ("Palangkaraya", "kota-palangka-raya"),
            ("Tanjung Pinang", "kota-tanjungpinang"),
            ("Bau-Bau", "kota-baubau"),
            ("Sitaro", "kab-kepulauan-siau-tagulandang-biaro"),
            ("Sekretariat Jenderal Komisi Pemilihan Umum", "komisi-pemilihan-umum"),
            ("NTT", "prov-nusa-tenggara-timur"),
            ("Nagekeo", "kab-nagekeo"),
        ],
    )
    def test_exact_name_alias_code_or_everyday_name_finds_the_one(self, text: str, slug: str) -> None:
        assert find_agency(text).slug == slug

    def test_every_slug_and_name_finds_its_agency(self) -> None:
        names = DirectoryNames()
        for agency in all_agencies():
            assert names.find(agency.slug).slug == agency.slug
            assert names.find(agency.name).slug == agency.slug

    def test_ambiguous_name_lists_its_candidates(self) -> None:
        with pytest.raises(AmbiguousNameError) as refused:
            find_agency("Kupang")
        assert [row.slug for row in refused.value.candidates] == ["kab-kupang", "kota-kupang"]
        assert "kab-kupang" in str(refused.value)
        assert "kota-kupang" in str(refused.value)

    def test_unknown_name_suggests_the_nearest(self) -> None:
        with pytest.raises(UnknownNameError) as refused:
            find_agency("Kabupaten Kupnag")
        assert "kab-kupang" in [row.slug for row in refused.value.suggestions]

    @pytest.mark.parametrize(
        ("typed", "slug"),
        [
            ("kupang", "kab-kupang"),
            ("Kab Kupnag", "kab-kupang"),
            ("nagekeo", "kab-nagekeo"),
            ("nagakeo", "kab-nagekeo"),
            ("sumba daya", "kab-sumba-barat-daya"),
            ("kemenpanrb", "kementerian-panrb"),
            ("palangkaraya", "kota-palangka-raya"),
            ("53.01", "kab-kupang"),
            ("pemkab malaka", "kab-malaka"),
            ("reformasi birokrasi", "kementerian-panrb"),
        ],
    )
    def test_search_forgives_typos_and_short_forms(self, typed: str, slug: str) -> None:
        assert slug in [row.slug for row in search_agencies(typed, 3)]

    @pytest.mark.parametrize("typed", ["", "   ", "?!", "zzzzqqq"])
    def test_search_for_nothing_finds_nothing(self, typed: str) -> None:
        assert search_agencies(typed) == []

    def test_search_takes_two_queries(self, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
        with django_assert_max_num_queries(2):
            search_agencies("kupang")
