"""The commands as an operator types them: answers, exit codes, and one line for each fault."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, OperationalError, connection

from sasando.cli.main import run
from sasando.results.models import Publication, Target

pytestmark = pytest.mark.django_db
ROOT = Path(settings.BASE_DIR)


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Sasando = Callable[..., Answer]


@pytest.fixture
def sasando(capsys: pytest.CaptureFixture[str]) -> Sasando:
    def call(*args: str | Path) -> Answer:
        code = run([str(arg) for arg in args])
        printed = capsys.readouterr()
        return Answer(code, printed.out, printed.err)

    return call


def levels(folder: Path, *rows: str) -> Path:
    path = folder / "levels.csv"
    path.write_text("\n".join(["indicator,level", *rows]) + "\n", encoding="utf-8")
    return path


class TestScore:
    def test_complete_row_has_an_exact_index_and_a_predicate(self, sasando: Sasando, tmp_path: Path) -> None:
        path = levels(tmp_path, *(f"{number},{3 if number > 41 else 1}" for number in range(1, 48)))
        answer = sasando("score", "--instrument", "spbe-2020", path, "--json").json
        assert answer["index"] == {"exact": "34/25", "shown": "1.36"}
        assert answer["predicate"] == {
            "name": "Kurang", "also": "", "from_exact": "Kurang", "from_shown": "Kurang", "differs": False,
        }  # fmt: skip
        assert (answer["bounds"], answer["missing"], answer["assumed"]) == (None, [], [])
        kinds = [node["kind"] for node in answer["nodes"]]
        assert [kinds.count(kind) for kind in ("domain", "aspect", "indicator")] == [4, 8, 47]

    def test_gaps_give_bounds_instead_of_an_index(self, sasando: Sasando, tmp_path: Path) -> None:
        path = levels(tmp_path, *(f"{number},2" for number in range(1, 48) if number != 4), "4,")
        answer = sasando("score", "--instrument", "spbe-2020", path, "--json").json
        assert (answer["index"], answer["predicate"], answer["missing"]) == (None, None, ["4"])
        assert answer["bounds"] == {
            "lower": {"exact": "1987/1000", "shown": "1.99"}, "upper": {"exact": "2039/1000", "shown": "2.04"},
        }  # fmt: skip
        broken = [node for node in answer["nodes"] if node["exact"] is None]
        assert [(node["kind"], node["number"]) for node in broken] == [
            ("domain", "1"), ("aspect", "1"), ("indicator", "4"),
        ]  # fmt: skip

    def test_aceh_tengah_gives_the_granted_1_24(self, sasando: Sasando, tmp_path: Path) -> None:
        # data/vectors: granted 2026; 7/6 occurs; outside values left blank count as 1.00
        written = "2|1.5|1.26|1.3||||1|1||1.5|1.25|7/6|1|1|1|2.5|1|1|1.3"
        rows = [f"{number},{value}" for number, value in enumerate(written.split("|"), start=1) if value]
        answer = sasando("score", "--instrument", "pemdi-2026", levels(tmp_path, *rows), "--json").json
        assert answer["index"]["shown"] == "1.24"
        assert answer["assumed"] == ["5", "6", "7", "10"]

    def test_plain_answer_reads_without_json(self, sasando: Sasando, tmp_path: Path) -> None:
        path = levels(tmp_path, *(f"{number},5" for number in range(1, 48)))
        answer = sasando("score", "--instrument", "spbe-2020", path)
        assert answer.out.startswith("Indeks 5.00 (eksak 5)\nPredikat Memuaskan\n")

    def test_every_bad_level_has_its_line(self, sasando: Sasando, tmp_path: Path) -> None:
        path = levels(tmp_path, "1,6", "2,baik", "99,1", "1,1")
        answer = sasando("score", "--instrument", "spbe-2020", path)
        assert answer.code == 2
        assert [line.removeprefix(f"{path}:")[0] for line in answer.err.splitlines()] == ["2", "3", "4", "5"]

    def test_unknown_instrument_names_the_known(self, sasando: Sasando, tmp_path: Path) -> None:
        answer = sasando("score", "--instrument", "spbe-2019", levels(tmp_path, "1,1"))
        assert answer.code == 2
        assert "spbe-2020" in answer.err

    def test_instrument_that_is_not_scored_says_so(self, sasando: Sasando, tmp_path: Path) -> None:
        answer = sasando("score", "--instrument", "rb-2023", levels(tmp_path, "1,1"))
        assert answer.code == 2
        assert "Traceback" not in answer.err


class TestProofs:
    def test_infer_answers_by_contract(self, sasando: Sasando) -> None:
        answer = sasando("infer", "Kab. Kupang", "2024", "--json").json
        assert (answer["agency"], answer["year"], answer["possible"]) == ("kab-kupang", 2024, "yes")
        assert answer["publication"]["title"] == "Laporan Pelaksanaan Evaluasi SPBE 2024"
        assert answer["groups"][2]["at_most"]["1"] == [9, 10]

    def test_infer_works_from_the_index_alone(self, sasando: Sasando) -> None:
        answer = sasando("infer", "kab-kupang", "2021", "--json").json
        assert answer["possible"] == "yes"
        assert len(answer["index"]) == 20

    def test_infer_outside_the_scale_counts_level_0(self, sasando: Sasando) -> None:
        answer = sasando("infer", "Banyuasin", "2023", "--json").json
        assert answer["possible"] == "outside scale"
        assert "0" in answer["groups"][0]["at_most"]

    def test_explain_adds_up(self, sasando: Sasando) -> None:
        answer = sasando("explain", "kab-kupang", "2023", "2024", "--json").json
        assert answer["change"]["values"] == ["1149/2000", "577/1000"]
        assert [one["contribution"]["values"] for one in answer["domains"]] == [
            ["13/250"], ["1/8"], ["3/100"], ["147/400", "37/100"],
        ]  # fmt: skip

    def test_reach_of_1_60_to_3_86(self, sasando: Sasando) -> None:
        answer = sasando("reach", "kab-kupang", "3,86", "--from", "2021", "--json").json
        assert (answer["start"]["shown"], answer["by"], answer["gain"]) == ("1.60", 2022, "2.26")
        assert (answer["steps_at_least"], answer["verdict"]) == (82, "unseen")
        assert answer["comparable"]["left_out"] == ["Kab. Banyuasin"]
        assert "1,41 (Kab. Pasuruan)" in answer["sentence"]

    def test_reach_of_the_latest_result(self, sasando: Sasando) -> None:
        answer = sasando("reach", "kab-kupang", "3.86", "--json").json
        comparable = answer["comparable"]
        assert (comparable["agencies"], comparable["reached"], comparable["best"]) == (115, 1, "1.41")
        assert (answer["steps_at_least"], answer["verdict"]) == (51, "rare")

    def test_target_that_is_met_is_already(self, sasando: Sasando) -> None:
        answer = sasando("reach", "kab-kupang", "2.48", "--json").json
        assert (answer["verdict"], answer["steps_at_least"]) == ("already", 0)

    def test_target_year_under_another_instrument_computes_nothing(self, sasando: Sasando) -> None:
        answer = sasando("reach", "kab-kupang", "3.00", "--by", "2026", "--json").json
        assert (answer["verdict"], answer["gain"], answer["steps_at_least"], answer["comparable"]) == (
            "other_instrument", None, None, None,
        )  # fmt: skip
        assert "Pasal 11" in answer["sentence"]

    @pytest.mark.parametrize(
        ("args", "words"),
        [
            (["infer", "Kupang", "2024"], "kota-kupang"),
            (["infer", "Kab. Kupnag", "2024"], "kab-kupang"),
            (["infer", "kab-kupang", "2020"], "yang ada: 2021, 2022, 2023, 2024"),
            (["infer", "kab-nabire", "2024"], "belum ada satu tahun pun"),
            (["infer", "kab-kupang", "2024", "--publication", "x"], 'terbitan "x" tidak ada'),
            (["infer", "kab-kupang", "dua"], "dua"),
            (["explain", "kab-kupang", "2018", "2024"], "2018"),
            (["explain", "kab-banyuasin", "2023", "2024"], "Angka 2023 di luar skala instrumen"),
            (["reach", "kab-kupang", "5.01"], "di luar skala"),
            (["reach", "kab-kupang", "tiga"], "bukan angka"),
            (["reach", "kab-kupang", "3.861"], "lebih rinci"),
            (["reach", "kab-kupang", "3.5", "--by", "2024"], "sesudah"),
            (["reach", "kab-nabire", "3.5"], "belum mempunyai hasil"),
            (["reach", "kota-jakarta-pusat", "3.5"], "yang dinilai Provinsi DKI Jakarta"),
            (["infer", "kab-kepulauan-seribu", "2024"], "yang dinilai Provinsi DKI Jakarta"),
        ],
    )
    def test_question_without_an_answer_exits_2_with_the_reason(
        self, sasando: Sasando, args: list[str], words: str
    ) -> None:
        answer = sasando(*args)
        assert (answer.code, answer.out) == (2, "")
        assert words in answer.err
        assert "Traceback" not in answer.err


class TestImports:
    TABLE = ("--instrument", "spbe-2020", "--title", "Uji", "--authority", "Kementerian PANRB")

    def test_preview_then_apply_then_nothing(self, sasando: Sasando, tmp_path: Path) -> None:
        path = tmp_path / "t.csv"
        heading = "year,group,agency,d1,d2,d3,d4,index,predicate"
        path.write_text(f"{heading}\n2025,,Kab. Kupang,,,,,2.60,\n", encoding="utf-8")
        preview = sasando("import-results", path, *self.TABLE)
        assert "Pratinjau" in preview.out
        assert not Publication.objects.filter(title="Uji").exists()
        applied = sasando("import-results", path, *self.TABLE, "--apply", "--json").json
        assert (applied["rows"], applied["new"], applied["unchanged"], applied["changed"]) == (1, 1, 0, 0)
        assert applied["publication"]
        again = sasando("import-results", path, *self.TABLE, "--apply")
        assert "tidak ada yang ditulis" in again.out

    def test_titles_and_sources_are_one_line_of_what_can_be_seen(
        self, sasando: Sasando, tmp_path: Path
    ) -> None:
        table, targets = tmp_path / "t.csv", tmp_path / "targets.csv"
        table.write_text(
            "year,group,agency,d1,d2,d3,d4,index,predicate\n2025,,Pemerintah Kab. Kupang,,,,,2.60,\n"
        )
        described = (
            "--instrument",
            "spbe-2020",
            "--title",
            "Uji\r\n\x1b[2J\u202eSatu",
            "--authority",
            "Uji\nDua",
        )
        assert sasando("import-results", table, *described, "--apply", "--json").json["new"] == 1
        assert Publication.objects.filter(title="Uji [2JSatu", authority="Uji Dua").count() == 1
        assert "tidak ada yang ditulis" in sasando("import-results", table, *described, "--apply").out
        heading = "agency,measure,year,value,source,reason"
        targets.write_text(f'{heading}\nkab-kupang,spbe,2026,3.00,"RPJMD\n\u202eBab 3",\n', encoding="utf-8")
        assert sasando("targets", "import", targets, "--apply", "--json").json["new"] == 1
        assert Target.objects.get(agency__slug="kab-kupang", year=2026).source == "RPJMD Bab 3"

    def test_title_that_nobody_sees_is_no_title(self, sasando: Sasando, tmp_path: Path) -> None:
        table = tmp_path / "t.csv"
        table.write_text("year,group,agency,d1,d2,d3,d4,index,predicate\n2025,,Kab. Kupang,,,,,2.60,\n")
        answer = sasando(
            "import-results", table, "--instrument", "spbe-2020", "--title", "\u200b\n", "--authority", "Uji"
        )
        assert answer.code == 2
        assert "tidak ada huruf yang terlihat" in answer.err

    def test_shipped_table_again_is_all_unchanged(self, sasando: Sasando) -> None:
        title = ("--title", "Laporan Pelaksanaan Evaluasi SPBE 2024", "--authority", "Kementerian PANRB")
        path = ROOT / "data" / "published" / "spbe-results-2024.csv"
        answer = sasando(
            "import-results", path, "--instrument", "spbe-2020", *title, "--apply", "--json"
        ).json
        assert (answer["rows"], answer["unchanged"], answer["warnings"]) == (615, 615, [])

    def test_table_of_2023_warns_of_banyuasin_alone(self, sasando: Sasando) -> None:
        path = ROOT / "data" / "published" / "spbe-results-2023.csv"
        answer = sasando("import-results", path, *self.TABLE, "--reading", "rounded", "--json").json
        assert [(one["row"], one["agency"]) for one in answer["warnings"]] == [(212, "kab-banyuasin")]

    def test_unknown_agencies_come_as_json_and_as_lines(self, sasando: Sasando, tmp_path: Path) -> None:
        path = tmp_path / "t.csv"
        heading = "year,group,agency,d1,d2,d3,d4,index,predicate"
        path.write_text(f"{heading}\n2025,,Kab. Kupnag,,,,,2.60,\n", encoding="utf-8")
        answer = sasando("import-results", path, *self.TABLE, "--apply", "--json")
        assert answer.code == 2
        assert answer.json["unknown_agencies"][0]["name"] == "Kab. Kupnag"
        assert answer.json["unknown_agencies"][0]["row"] == 2
        assert answer.err.startswith(f"{path}:2: ")

    def test_targets_are_previewed_recorded_and_revised_with_a_reason(
        self, sasando: Sasando, tmp_path: Path
    ) -> None:
        path = tmp_path / "targets.csv"
        heading = "agency,measure,year,value,source,reason"
        path.write_text(f"{heading}\nkab-kupang,spbe,2025,3.00,RPJMD,\n", encoding="utf-8")
        assert sasando("targets", "import", path, "--json").json["new"] == 1
        assert sasando("targets", "import", path, "--apply").code == 0
        assert sasando("targets", "import", path, "--apply", "--json").json["unchanged"] == 1
        path.write_text(f"{heading}\nkab-kupang,spbe,2025,2.90,RPJMD,\n", encoding="utf-8")
        refused = sasando("targets", "import", path, "--apply")
        assert (refused.code, "alasannya" in refused.err) == (2, True)
        path.write_text(f"{heading}\nkab-kupang,spbe,2025,2.90,RPJMD,salah salin\n", encoding="utf-8")
        assert sasando("targets", "import", path, "--apply", "--json").json["changed"] == 1
        assert list(
            Target.objects.filter(year=2025).order_by("revision").values_list("revision", flat=True)
        ) == [1, 2]

    @pytest.mark.parametrize(
        ("row", "words"),
        [
            ("Kupang,spbe,2025,3.00,RPJMD,", "kota-kupang"),
            ("kab-kupang,ipm,2025,3.00,RPJMD,", '"ipm" tidak dikenal'),
            ("kab-kupang,spbe,25,3.00,RPJMD,", "bukan tahun"),
            ('kab-kupang,spbe,2025,"3,00",RPJMD,', "koma desimal"),
            ("kab-kupang,spbe,2025,3.00,,", "kolom source kosong"),
            ("kab-kupang,spbe,2025,-1,RPJMD,", "di bawah nol"),
            ("kab-kepulauan-seribu,spbe,2025,3.00,RPJMD,", "yang dinilai Provinsi DKI Jakarta; hapus"),
        ],
    )
    def test_bad_target_is_named_with_its_line(
        self, sasando: Sasando, tmp_path: Path, row: str, words: str
    ) -> None:
        path = tmp_path / "targets.csv"
        path.write_text(f"agency,measure,year,value,source,reason\n{row}\n", encoding="utf-8")
        answer = sasando("targets", "import", path, "--apply")
        assert answer.code == 2
        assert answer.err.startswith(f"{path}:2: ")
        assert words in answer.err


@pytest.mark.parametrize(
    "command", ["setup", "score", "import-results", "targets", "infer", "explain", "reach"]
)
def test_every_command_has_help(sasando: Sasando, command: str) -> None:
    answer = sasando(command, "--help")
    assert answer.code == 0
    assert "Usage" in answer.out


def test_unknown_command_exits_2(sasando: Sasando) -> None:
    assert sasando("ramal").code == 2


class TestDatabaseThatCannotBeUsed:
    @pytest.mark.parametrize(
        ("error", "words"),
        [
            (DatabaseError("file is not a database"), "pulihkan cadangan"),
            (DatabaseError("database disk image is malformed"), "pulihkan cadangan"),
            (OperationalError("database or disk is full"), "beri ruang"),
            (OperationalError("attempt to write a readonly database"), "hak tulis"),
            (OperationalError("connection refused"), "periksa DATABASE_URL"),
        ],
    )
    def test_it_is_told_with_what_to_do(
        self, sasando: Sasando, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
    ) -> None:
        def fails() -> None:
            raise error

        monkeypatch.setattr("sasando.kernel.journal.heads", fails)
        answer = sasando("verify-journal")
        assert (answer.code, words in answer.err, "Traceback" in answer.err) == (2, True, False)

    def test_year_of_a_target_with_more_digits_than_a_number_may_have(
        self, sasando: Sasando, tmp_path: Path
    ) -> None:
        path = tmp_path / "targets.csv"
        path.write_text(f"agency,measure,year,value,source,reason\nkab-kupang,spbe,{'9' * 5000},3.86,S,\n")
        answer = sasando("targets", "import", path)
        assert (answer.code, "bukan tahun" in answer.err) == (2, True)

    @pytest.mark.skipif(connection.vendor != "sqlite", reason="the lock is a file on SQLite only")
    def test_worker_that_cannot_write_its_lock_says_so(
        self, sasando: Sasando, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(settings, "DATA_DIR", tmp_path / "nowhere")
        answer = sasando("worker", "--until-idle")
        assert (answer.code, "worker.lock: tidak dapat ditulis" in answer.err) == (2, True)

    def test_worker_that_has_ended_leaves_the_signals_to_whoever_called_it(self, sasando: Sasando) -> None:
        before = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)]
        assert sasando("worker", "--until-idle").code == 0
        assert [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)] == before
