"""What a backup says about itself: what lies in it, with digests, and the heads of its journal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Any

from sasando.kernel.faults import BadInputError, Fault
from sasando.kernel.journal import Head

MANIFEST_FILE = "manifest.json"
FORMAT = 1
_HIGHEST = 2**63


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of a backup; `path` is relative to its folder, `size` in bytes."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`made_at` is ISO 8601 in UTC. `secrets`: whether the secrets lie in the backup or only have their name here."""

    format: int
    sasando: str
    made_at: str
    engine: str
    database: str
    secrets: bool
    secrets_file: str
    journal: list[Head]
    migrations: list[str]
    files: list[KeptFile]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def running_version() -> str:
    """The version of this program."""
    return version("sasando")


def kept_file(folder: Path, path: Path) -> KeptFile:
    """A file below `folder`, with its digest."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return KeptFile(path.relative_to(folder).as_posix(), path.stat().st_size, digest)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a backup, every file of which was compared with it.

    Raises:
        BadInputError: no backup, of a later format, or a file is missing, changed or too much.
    """
    manifest = _parsed(folder / MANIFEST_FILE)
    faults = list(_faults(folder, manifest))
    if faults:
        raise BadInputError(faults)
    return manifest


def recorded_heads(folder: Path) -> list[Head]:
    """The heads of the journal that a backup recorded; its other files are not looked at.

    Raises:
        BadInputError: there is no manifest, or it is of a later format.
    """
    return _parsed(folder / MANIFEST_FILE).journal


def _parsed(path: Path) -> Manifest:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        version_of_form = found["format"]
    except OSError as error:
        problem = f"tidak terbaca ({error.strerror}); tunjuk folder yang dibuat oleh sasando backup"
        raise BadInputError([Fault(str(path), 0, problem)]) from None
    except (LookupError, TypeError, ValueError, RecursionError):
        raise _no_manifest(path) from None
    if version_of_form != FORMAT:
        problem = f"bentuk {version_of_form} tidak dikenal; pakai Sasando yang membuatnya"
        raise BadInputError([Fault(str(path), 0, problem)])
    try:
        heads = [Head(**head) for head in found["journal"]]
        files = [KeptFile(**file) for file in found["files"]]
        manifest = Manifest(**{**found, "journal": heads, "files": files})
    except (LookupError, TypeError):
        raise _no_manifest(path) from None
    if not _is_sound(manifest):
        raise _no_manifest(path)
    return manifest


def _no_manifest(path: Path) -> BadInputError:
    return BadInputError([Fault(str(path), 0, "rusak atau bukan manifes cadangan")])


def _is_sound(manifest: Manifest) -> bool:
    """Whether each thing is of its kind, which JSON does not see to."""
    if not isinstance(manifest.migrations, list) or not isinstance(manifest.secrets, bool):
        return False
    texts = [manifest.sasando, manifest.made_at, manifest.engine, manifest.database, manifest.secrets_file]
    texts += manifest.migrations
    texts += [text for head in manifest.journal for text in (head.chain, head.hash)]
    texts += [text for file in manifest.files for text in (file.path, file.sha256)]
    numbers = [head.seq for head in manifest.journal] + [file.size for file in manifest.files]
    return all(isinstance(text, str) for text in texts) and all(
        type(number) is int and 0 <= number < _HIGHEST for number in numbers
    )


def _faults(folder: Path, manifest: Manifest) -> Iterator[Fault]:
    for kept in manifest.files:
        if PurePosixPath(kept.path).is_absolute() or ".." in PurePosixPath(kept.path).parts:
            yield Fault(kept.path, 0, "menunjuk keluar dari folder cadangan")
            continue
        path = folder / kept.path
        if not path.is_file():
            yield Fault(kept.path, 0, "tidak ada di cadangan")
        elif kept_file(folder, path) != kept:
            yield Fault(kept.path, 0, "isinya berubah sejak dicadangkan")
    known = {kept.path for kept in manifest.files} | {MANIFEST_FILE}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.relative_to(folder).as_posix() not in known:
            yield Fault(path.relative_to(folder).as_posix(), 0, "tidak tercatat di manifes")
    if manifest.database not in known:
        yield Fault(manifest.database, 0, "tidak tercatat di manifes")
