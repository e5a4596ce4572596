"""Importing a table of results: preview, publication, revision, and files that cannot be taken."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from django.conf import settings
from pytest_django import DjangoAssertNumQueries

from sasando.instruments.queries import instrument
from sasando.kernel.actor import OPERATOR_CLI, SYSTEM
from sasando.kernel.faults import BadInputError
from sasando.kernel.models import Entry
from sasando.organizations.models import AgencyAlias
from sasando.results import import_file
from sasando.results.actions.publications import Described, Report, import_publication, preview_publication
from sasando.results.actions.shipped import load_shipped
from sasando.results.import_file import RefusedFileError, read_import_file
from sasando.results.models import Publication, PublishedResult, PublishedValue
from sasando.results.queries import YearResult, results_of, standing
from sasando.scoring.model import Instrument

pytestmark = pytest.mark.django_db
Write = Callable[..., Path]
ROOT = Path(settings.BASE_DIR)

KUPANG = "2025,Nusa Tenggara Timur,Pemerintah Kab. Kupang,1.70,1.90,1.18,3.50,2.48,Cukup"
ALOR = "2025,Nusa Tenggara Timur,Pemerintah Kab. Alor,2.40,1.20,1.00,3.11,2.19,Cukup"
TABLE = Described(title="Tabel uji", authority="Kementerian PANRB")
PUBLISHING_QUERIES = 15


@pytest.fixture
def spbe(db: None) -> Instrument:
    return instrument("spbe-2020")


@pytest.fixture
def table(tmp_path: Path) -> Write:
    """Writes a results file of `spbe-2020` from its rows. 2025: the one year of it with nothing shipped."""

    def write(*rows: str) -> Path:
        path = tmp_path / "results.csv"
        path.write_text(
            "\n".join(["year,group,agency,d1,d2,d3,d4,index,predicate", *rows]) + "\n", encoding="utf-8"
        )
        return path

    return write


def publish(spbe: Instrument, path: Path, described: Described = TABLE) -> Report:
    return import_publication(OPERATOR_CLI, spbe, described, read_import_file(path, spbe))


def written() -> tuple[int, int, int]:
    return (Publication.objects.count(), PublishedResult.objects.count(), Entry.objects.count())


def result_2025(slug: str, publication: str | None = None) -> YearResult:
    (found,) = [result for result in results_of(slug, publication) if result.year == 2025]
    return found


def refused(spbe: Instrument, path: Path, alias_file: Path | None = None) -> list[str]:
    with pytest.raises(BadInputError) as caught:
        read_import_file(path, spbe, alias_file)
    return [str(fault).removeprefix(f"{path}:") for fault in caught.value.faults]


class TestPublishing:
    def test_preview_counts_and_writes_nothing(self, spbe: Instrument, table: Write) -> None:
        before = written()
        report = preview_publication(spbe, TABLE, read_import_file(table(KUPANG, ALOR), spbe))
        assert report.to_json()["new"] == 2
        assert written() == before

    def test_figures_are_kept_exactly_as_printed(self, spbe: Instrument, table: Write) -> None:
        publish(spbe, table(KUPANG))
        result = result_2025("kab-kupang")
        assert result.value == Fraction("2.48")
        assert result.parts == {
            "D1": Fraction("1.7"), "D2": Fraction("1.9"), "D3": Fraction("1.18"), "D4": Fraction("3.5"),
        }  # fmt: skip
        assert (result.predicate, result.publication.title) == ("Cukup", "Tabel uji")

    def test_parts_group_and_predicate_may_be_empty(self, spbe: Instrument, table: Write) -> None:
        publish(spbe, table("2025,,Kab. Kupang,,,,,2.48,"))
        result = result_2025("kab-kupang")
        assert (result.parts, result.predicate) == ({}, "")

    def test_same_file_again_opens_no_act(self, spbe: Instrument, table: Write) -> None:
        publish(spbe, table(KUPANG, ALOR))
        before = Entry.objects.count()
        report = publish(spbe, table(KUPANG, ALOR))
        assert (report.publication, len(report.comparison.unchanged)) == ("", 2)
        assert Entry.objects.count() == before

    def test_new_rows_join_the_current_revision(self, spbe: Instrument, table: Write) -> None:
        first = publish(spbe, table(KUPANG))
        second = publish(spbe, table(KUPANG, ALOR))
        assert first.publication == second.publication
        assert PublishedResult.objects.filter(publication__year=2025).count() == 2

    def test_changed_row_makes_a_new_revision_of_the_whole(self, spbe: Instrument, table: Write) -> None:
        publish(spbe, table(KUPANG, ALOR))
        report = publish(spbe, table(KUPANG, ALOR.replace("2.19,Cukup", "2.20,Cukup")))
        new = Publication.objects.get(id=report.publication)
        assert (new.revision, new.results.count(), new.current) == (2, 2, True)
        assert new.supersedes is not None
        assert (new.supersedes.current, new.supersedes.results.count()) == (False, 2)
        assert result_2025("kab-alor").value == Fraction("2.20")

    def test_correction_of_one_row_carries_the_others_over(self, spbe: Instrument, table: Write) -> None:
        publish(spbe, table(KUPANG, ALOR))
        report = publish(spbe, table(ALOR.replace("2.19,Cukup", "2.20,Cukup")))
        assert report.comparison.absent == ("kab-kupang",)
        assert result_2025("kab-kupang").parts["D3"] == Fraction("1.18")
        assert PublishedValue.objects.filter(result__publication_id=report.publication).count() == 8

    def test_superseded_revision_can_still_be_asked_for(self, spbe: Instrument, table: Write) -> None:
        first = publish(spbe, table(ALOR))
        publish(spbe, table(ALOR.replace("2.19,Cukup", "2.20,Cukup")))
        assert result_2025("kab-alor", first.publication).value == Fraction("2.19")

    def test_import_is_one_entry_by_the_operator(self, spbe: Instrument, table: Write) -> None:
        before = Entry.objects.count()
        publish(spbe, table(KUPANG, ALOR))
        (entry,) = Entry.objects.order_by("-seq")[: Entry.objects.count() - before]
        assert (entry.actor, entry.act) == ("operator:cli", "results.import_publication")

    def test_ministry_table_counts_before_its_report_and_news(self, spbe: Instrument, table: Write) -> None:
        row = "2025,,Kab. Kupang,,,,,{},"
        for value, rank in (("2.40", 3), ("2.41", 2), ("2.48", 1)):
            publish(
                spbe, table(row.format(value)), Described(title=f"Terbitan {rank}", authority="X", rank=rank)
            )
            assert result_2025("kab-kupang").value == Fraction(value)

    def test_queries_do_not_grow_with_rows(
        self, spbe: Instrument, table: Write, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        source = (ROOT / "data" / "published" / "spbe-results-2024.csv").read_text(encoding="utf-8")
        rows = source.replace("2024,", "2025,").splitlines()
        with django_assert_num_queries(PUBLISHING_QUERIES):
            publish(spbe, table(*rows[1:3]))
        with django_assert_num_queries(PUBLISHING_QUERIES):
            publish(spbe, table(*rows[1:102]), Described(title="Lain", authority="Kementerian PANRB"))

    def test_alias_file_teaches_a_spelling_for_good(
        self, spbe: Instrument, table: Write, tmp_path: Path
    ) -> None:
        path = table(KUPANG.replace("Pemerintah Kab. Kupang", "Kupang di Daratan Timor"))
        aliases = tmp_path / "alias.csv"
        aliases.write_text("name,agency\nKupang di Daratan Timor,kab-kupang\n", encoding="utf-8")
        assert refused(spbe, path)
        import_publication(OPERATOR_CLI, spbe, TABLE, read_import_file(path, spbe, aliases))
        assert AgencyAlias.objects.filter(name="Kupang di Daratan Timor").count() == 1
        assert read_import_file(path, spbe).rows[0].agency.slug == "kab-kupang"


class TestWarnings:
    def warned(self, spbe: Instrument, path: Path, reading: str = "exact") -> list[tuple[int, str, str]]:
        described = Described(title="T", authority="A", reading=reading)
        report = preview_publication(spbe, described, read_import_file(path, spbe))
        return [(one.row, one.agency, one.why) for one in report.warnings]

    def test_row_below_the_scale_is_taken_with_a_warning(self, spbe: Instrument, table: Write) -> None:
        path = table("2025,,Kab. Banyuasin,2.40,1.70,1.09,0.30,1.05,Kurang")
        ((row, agency, why),) = self.warned(spbe, path)
        assert (row, agency) == (2, "kab-banyuasin")
        assert "di luar skala" in why

    def test_figures_that_do_not_fit_together_are_taken_with_a_warning(
        self, spbe: Instrument, table: Write
    ) -> None:
        ((_, _, why),) = self.warned(spbe, table(KUPANG.replace("2.48", "2.58")))
        assert "tidak ada susunan tingkat" in why

    def test_predicate_that_does_not_follow_is_taken_with_a_warning(
        self, spbe: Instrument, table: Write
    ) -> None:
        ((_, _, why),) = self.warned(spbe, table(KUPANG.replace("Cukup", "Baik")))
        assert 'tercetak "Baik"' in why

    def test_predicate_at_a_limit_is_judged_by_its_reading(self, spbe: Instrument, table: Write) -> None:
        pacitan = table("2025,,Kab. Pacitan,4.70,3.00,2.09,3.94,3.50,Baik")
        assert self.warned(spbe, pacitan, "exact") == []
        assert len(self.warned(spbe, pacitan, "rounded")) == 1


class TestFilesThatCannotBeTaken:
    def test_names_are_suggested_for_the_first_unknown_ones_alone(
        self, spbe: Instrument, table: Write, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(import_file, "MOST_SUGGESTED", 2)
        path = table(*(KUPANG.replace("Kab. Kupang", f"Kab. Kupnag{'x' * count}") for count in range(4)))
        with pytest.raises(RefusedFileError) as caught:
            read_import_file(path, spbe)
        assert [bool(one.suggestions) for one in caught.value.unknown] == [True, True, False, False]
        assert len(caught.value.faults) == 4

    @pytest.mark.parametrize(
        ("row", "words"),
        [
            (KUPANG.replace("2.48", '"2,48"'), "koma desimal; tulis dengan titik: 2.48"),
            (KUPANG.replace("1.18", "1.182"), "kolom d3"),
            (KUPANG.replace("2.48", "dua"), "bukan angka"),
            (KUPANG.replace("2.48", ""), "kolom index kosong"),
            (KUPANG.replace("2025", "MMXXIV"), "bukan tahun"),
            (KUPANG.replace("2025", "9" * 5000), "bukan tahun"),  # more digits than int() reads
            (KUPANG.replace("Cukup", "Lumayan"), 'predikat "Lumayan" tidak dikenal'),
            (KUPANG.replace("Kab. Kupang", "Kab. Kupnag"), "yang paling dekat: kab-kupang"),
            (KUPANG.replace("Pemerintah Kab. Kupang", "Kupang"), "tidak ada di direktori"),
            (
                KUPANG.replace("Pemerintah Kab. Kupang", "Kota Administrasi Jakarta Pusat"),
                "tidak berpemerintahan",
            ),
            (KUPANG.replace("Pemerintah Kab. Kupang", ""), "nama instansi kosong"),
        ],
    )
    def test_faulty_cell_is_named_with_line_and_remedy(
        self, spbe: Instrument, table: Write, row: str, words: str
    ) -> None:
        (fault,) = refused(spbe, table(ALOR, row))
        assert fault.startswith("3: ")
        assert words in fault

    def test_year_of_another_instrument_is_named(self, spbe: Instrument, table: Write) -> None:
        (fault,) = refused(spbe, table(KUPANG.replace("2025", "2019")))
        assert "berlaku 2021–2025, bukan 2019; periksa --instrument" in fault

    def test_two_years_and_a_duplicate_under_two_names_are_named(
        self, spbe: Instrument, table: Write
    ) -> None:
        path = table(KUPANG, ALOR.replace("2025", "2023"), KUPANG.replace("Pemerintah Kab.", "Kabupaten"))
        two_years, duplicate = refused(spbe, path)
        assert two_years.startswith("3: tahun 2023 berbeda dari 2025")
        assert duplicate.startswith("4: ")
        assert "sudah ada di baris 2" in duplicate

    def test_every_faulty_cell_of_a_row_is_named(self, spbe: Instrument, table: Write) -> None:
        assert len(refused(spbe, table("2025,,Kab. Nihil,a,b,c,d,e,F"))) == 7

    def test_nothing_of_a_refused_file_is_saved(self, spbe: Instrument, table: Write) -> None:
        before = written()
        refused(spbe, table(KUPANG, ALOR.replace("2.19", "dua")))
        assert written() == before

    def test_unknown_names_come_with_suggestions(self, spbe: Instrument, table: Write) -> None:
        with pytest.raises(RefusedFileError) as caught:
            read_import_file(table(KUPANG.replace("Kab. Kupang", "Kab. Kupnag")), spbe)
        (unknown,) = caught.value.unknown
        assert (unknown.row, unknown.name) == (2, "Pemerintah Kab. Kupnag")
        assert unknown.suggestions[0] == "kab-kupang"

    def test_alias_file_that_points_nowhere_is_refused(
        self, spbe: Instrument, table: Write, tmp_path: Path
    ) -> None:
        aliases = tmp_path / "alias.csv"
        aliases.write_text("name,agency\nX,kab-nihil\n", encoding="utf-8")
        with pytest.raises(BadInputError) as caught:
            read_import_file(table(KUPANG), spbe, aliases)
        assert "alias.csv:2" in str(caught.value)


class TestShippedTables:
    def test_both_national_tables_are_there_in_full(self) -> None:
        counted = {row.year: row.results.count() for row in Publication.objects.filter(coverage="national")}
        assert counted == {2023: 621, 2024: 615}

    def test_reconstructed_figures_are_marked_with_the_reason(self) -> None:
        marked = PublishedValue.objects.filter(status="reconstructed")
        assert {(value.result.agency.slug, value.node_code) for value in marked} == {
            ("prov-jawa-timur", "D1"),
            ("kementerian-pertanian", "D1"),
            ("kementerian-esdm", "D1"),
        }
        assert all(value.note for value in marked)

    def test_kupang_stands_with_four_years_two_targets_and_the_means(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        standing("kab-ende")  # what is the same for every agency is read once
        with django_assert_num_queries(3):
            kupang = standing("kab-kupang")
        assert [(result.year, result.value) for result in kupang.results] == [
            (2021, Fraction("1.60")), (2022, Fraction("1.85")), (2023, Fraction("1.91")), (2024, Fraction("2.48")),
        ]  # fmt: skip
        assert [(target.year, target.value) for target in kupang.targets] == [
            (2021, Fraction("2.13")), (2022, Fraction("3.86")),
        ]  # fmt: skip
        assert all("tidak diketahui" in target.reason for target in kupang.targets)
        means = {mean.year: mean.value for mean in kupang.means}
        assert (means[2021], means[2024]) == (Fraction("2.24"), Fraction("3.12"))
        assert set(kupang.tables) == {2023, 2024}
        assert kupang.results[0].publication.authority == "ANTARA"

    def test_loading_again_writes_nothing(self) -> None:
        before = Entry.objects.count()
        assert load_shipped(SYSTEM, ROOT / "data") is False
        assert Entry.objects.count() == before
