"""Backup and restore, rehearsed: what comes back is what was there, and verifies."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.faults.site import Site
from tests.faults.work import try_to_change_what_is_immutable, write_a_row
from tests.immutable_rows import one_row_in_every_table

pytestmark = pytest.mark.django_db
NewSite = Callable[[], Site]


@pytest.fixture(scope="module")
def saved(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the site, with a file of an agency in it."""
    blob = site.data / "files" / "agency" / "ab" / "abcdef"
    blob.parent.mkdir(parents=True, exist_ok=True)
    blob.write_bytes(b"bukti dukung")
    site.ask(lambda: write_a_row("k9"))
    site.ask(one_row_in_every_table)
    folder = tmp_path_factory.mktemp("backups") / "one"
    done = site.run("backup", str(folder))
    assert done.code == 0, done.err
    return folder


@pytest.fixture
def copy(saved: Path, tmp_path: Path) -> Path:
    """The backup once more, to be spoilt."""
    return Path(shutil.copytree(saved, tmp_path / "copy"))


def heads(site: Site) -> Any:
    done = site.run("verify-journal", "--json")
    assert done.code == 0, done.err
    return json.loads(done.out)["chains"]


def test_restored_site_is_the_one_that_was_saved(site: Site, saved: Path, new_site: NewSite) -> None:
    again = new_site()
    done = again.execute("restore", str(saved), "--json")
    assert done.code == 0, done.err
    told = json.loads(done.out)
    assert (told["faults"], told["triggers_made"], told["migrations_to_apply"]) == ([], [], 0)
    assert heads(again) == heads(site)
    assert (again.data / "files/agency/ab/abcdef").read_bytes() == b"bukti dukung"
    assert (again.data / "secrets.env").read_text() == (site.data / "secrets.env").read_text()
    assert (again.data / "secrets.env").stat().st_mode & 0o777 == 0o600
    assert again.run("doctor").code == 0
    assert again.run("verify-journal", "--against", str(saved)).code == 0


def test_restored_site_refuses_changes_of_immutable_tables_and_takes_new_acts(
    saved: Path, new_site: NewSite
) -> None:
    again = new_site()
    assert again.run("restore", str(saved)).code == 0
    tried = json.loads(again.ask(try_to_change_what_is_immutable))
    assert len(tried) >= 8
    assert [statement for statement, refused in tried.items() if not refused] == []
    again.ask(lambda: write_a_row("after"))
    assert again.run("verify-journal").code == 0


def test_backup_is_readable_by_its_owner_alone(saved: Path) -> None:
    modes = {path.stat().st_mode & 0o777 for path in saved.rglob("*") if path.is_file()}
    assert (saved.stat().st_mode & 0o777, modes) == (0o700, {0o600})


def test_secrets_can_be_left_out_and_are_named_then(site: Site, tmp_path: Path, new_site: NewSite) -> None:
    assert site.run("backup", str(tmp_path / "two"), "--without-secrets").code == 0
    assert not list((tmp_path / "two").rglob("secrets.env"))
    again = new_site()
    done = again.run("restore", str(tmp_path / "two"))
    assert (done.code, "Bawa secrets.env dari tempat lain" in done.out) == (0, True)


def test_backup_neither_waits_for_an_act_that_runs_nor_holds_half_of_it(
    site: Site, tmp_path: Path, new_site: NewSite
) -> None:
    before = heads(site)
    writer = site.start(lambda: write_a_row("meanwhile", held=True))
    assert writer.line() == "inside"
    assert site.run("backup", str(tmp_path / "busy")).code == 0
    assert writer.finish().code == 0
    again = new_site()
    assert again.run("restore", str(tmp_path / "busy")).code == 0
    assert heads(again) == before
    assert heads(site) != before


def test_restore_into_a_site_that_holds_something_is_refused(site: Site, saved: Path) -> None:
    before = heads(site)
    done = site.run("restore", str(saved))
    assert done.code == 2
    assert "tidak kosong" in done.err
    assert "Traceback" not in done.err
    assert heads(site) == before


def test_backup_into_a_folder_that_holds_something_is_refused(site: Site, saved: Path) -> None:
    done = site.run("backup", str(saved))
    assert (done.code, "sudah berisi" in done.err) == (2, True)


def test_backup_into_the_data_folder_is_refused(site: Site) -> None:
    done = site.run("backup", str(site.data / "backup"))
    assert (done.code, "di dalam folder data" in done.err) == (2, True)


@pytest.mark.parametrize("way", ["{data}/../{name}/backup", "{link}/backup"])
def test_backup_into_the_data_folder_by_another_way_is_refused(site: Site, tmp_path: Path, way: str) -> None:
    (tmp_path / "link").symlink_to(site.data)
    place = way.format(data=site.data, name=site.data.name, link=tmp_path / "link")
    done = site.run("backup", place)
    assert (done.code, "di dalam folder data" in done.err) == (2, True)


def test_files_that_are_made_again_are_left_out_with_the_counters_beside_them(
    site: Site, tmp_path: Path
) -> None:
    counter = site.data / "downloads" / "rate" / "1" / "an-address"
    counter.parent.mkdir(parents=True)
    counter.touch()
    assert site.run("backup", str(tmp_path / "lean")).code == 0
    shutil.rmtree(site.data / "downloads")
    assert not list((tmp_path / "lean").rglob("*downloads*"))


def test_stamp_of_setup_is_neither_saved_nor_restored(
    site: Site, saved: Path, tmp_path: Path, new_site: NewSite
) -> None:
    (site.data / ".prepared").write_text("stamp")
    assert site.run("backup", str(tmp_path / "stamped")).code == 0
    (site.data / ".prepared").unlink()
    assert not list((tmp_path / "stamped").rglob(".prepared"))


def test_lock_of_the_writers_is_neither_saved_nor_restored(site: Site, saved: Path) -> None:
    assert not list(saved.rglob("*-turn"))


def test_restore_that_fails_half_way_leaves_nothing_and_can_be_repeated(
    saved: Path, new_site: NewSite
) -> None:
    again = new_site()
    before = {path: path.read_bytes() for path in again.data.rglob("*") if path.is_file()}
    place = again.data / "files" / "agency"
    place.parent.mkdir()
    place.symlink_to(again.data / "nowhere" / "else")  # the blob cannot be written
    done = again.run("restore", str(saved))
    assert (done.code, "tidak ada yang dipulihkan" in done.err, "Traceback" in done.err) == (2, True, False)
    place.unlink()
    assert {path: path.read_bytes() for path in again.data.rglob("*") if path.is_file()} == before
    assert again.run("restore", str(saved)).code == 0


def spoil_database(folder: Path) -> str:
    (path,) = folder.glob("database.*")
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    return f"{path.name}: isinya berubah sejak dicadangkan"


def lose_a_file(folder: Path) -> str:
    (folder / "files/files/agency/ab/abcdef").unlink()
    return "files/files/agency/ab/abcdef: tidak ada di cadangan"


def add_a_file(folder: Path) -> str:
    (folder / "files/extra").write_text("x")
    return "files/extra: tidak tercatat di manifes"


def spoil_manifest(folder: Path) -> str:
    (folder / "manifest.json").write_text("{")
    return "rusak atau bukan manifes cadangan"


def lose_manifest(folder: Path) -> str:
    (folder / "manifest.json").unlink()
    return "tunjuk folder yang dibuat oleh sasando backup"


def point_outside(folder: Path) -> str:
    _edit(folder, lambda manifest: manifest["files"].append({"path": "../x", "size": 0, "sha256": ""}))
    return "../x: menunjuk keluar dari folder cadangan"


def come_from_another_engine(folder: Path) -> str:
    _edit(folder, lambda manifest: manifest.update(engine="oracle"))
    return "cadangan ini dari oracle"


def come_from_a_later_version(folder: Path) -> str:
    _edit(folder, lambda manifest: manifest["migrations"].append("kernel.9999_later"))
    return "lebih baru (kernel.9999_later)"


def have_a_later_format(folder: Path) -> str:
    _edit(folder, lambda manifest: manifest.update(format=2))
    return "bentuk 2 tidak dikenal"


def have_another_kind_of_thing(key: str, value: Any) -> Callable[[Path], str]:
    def spoil(folder: Path) -> str:
        _edit(folder, lambda manifest: manifest.update({key: value}))
        return "rusak atau bukan manifes cadangan"

    return spoil


def be_deeper_than_can_be_read(folder: Path) -> str:
    (folder / "manifest.json").write_text("[" * 200_000)
    return "rusak atau bukan manifes cadangan"


def hold_a_number_too_long(folder: Path) -> str:
    (folder / "manifest.json").write_text('{"format": ' + "9" * 5000 + "}")
    return "rusak atau bukan manifes cadangan"


def name_another_file_as_the_database(folder: Path) -> str:
    _edit(folder, lambda manifest: manifest.update(database="files/secrets.env"))
    return "files/secrets.env: bukan basis data cadangan"


def _edit(folder: Path, change: Callable[[Any], Any]) -> None:
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text())
    change(manifest)
    path.write_text(json.dumps(manifest))


SPOILT = [
    spoil_database, lose_a_file, add_a_file, spoil_manifest, lose_manifest, point_outside,
    come_from_another_engine, come_from_a_later_version, have_a_later_format, be_deeper_than_can_be_read,
    hold_a_number_too_long, name_another_file_as_the_database,
    have_another_kind_of_thing("migrations", None),
    have_another_kind_of_thing("migrations", [1]),
    have_another_kind_of_thing("database", None),
    have_another_kind_of_thing("files", [{"path": 5, "size": 1, "sha256": ""}]),
    have_another_kind_of_thing("journal", [{"chain": "national", "seq": "x", "hash": ""}]),
    have_another_kind_of_thing("journal", [{"chain": "national", "seq": 10**30, "hash": ""}]),
]  # fmt: skip


def test_spoilt_backup_is_refused_with_a_sentence_and_nothing_is_restored(
    saved: Path, new_site: NewSite, tmp_path: Path
) -> None:
    again = new_site()
    for number, spoil in enumerate(SPOILT):
        folder = Path(shutil.copytree(saved, tmp_path / str(number)))
        expected = spoil(folder)
        done = again.run("restore", str(folder))
        assert (done.code, expected in done.err) == (2, True), (spoil.__name__, done.err)
        assert "Traceback" not in done.err
    assert again.run("restore", str(saved)).code == 0


def test_heads_recorded_with_a_backup_show_that_the_journal_was_rewritten(site: Site, copy: Path) -> None:
    _edit(copy, lambda manifest: manifest["journal"][0].update(hash="0" * 64))
    done = site.run("verify-journal", "--against", str(copy))
    assert done.code == 1
    assert "tidak memuat butir yang pernah dicatat" in done.err
