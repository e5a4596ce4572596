"""The files an agency can take along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo

from django.utils import timezone

from sasando.kernel.canonical import canonical_json
from sasando.portal.downloads.brief import Brief
from sasando.portal.downloads.digests import plain_values
from sasando.portal.downloads.gather import LANGUAGE
from sasando.ui.words import speaking

Maker = Callable[[Brief, datetime], bytes]
_DOWNLOADS = "sasando.portal.downloads"
_LIBRARIES = ("python-pptx", "typst", "xlsxwriter")
_SOURCES = (Path(__file__).parent, Path(__file__).parents[2] / "ui" / "documents")


@dataclass(frozen=True, slots=True)
class Kind:
    """`file`: its name in the address, and the end of its name on the reader's disk. `maker`: module and function,
    imported when a file is made, since the libraries behind it are heavy."""

    file: str
    mime: str
    maker: tuple[str, str]

    @property
    def suffix(self) -> str:
        return self.file.rsplit(".", 1)[1]

    def make(self, brief: Brief) -> bytes:
        """Make the file, in Indonesian, dated by the clock of the agency."""
        module, name = self.maker
        make: Maker = getattr(import_module(f"{_DOWNLOADS}.{module}"), name)
        made = timezone.now().astimezone(ZoneInfo(brief.timezone))
        with speaking(LANGUAGE):
            return make(brief, made)

    def digest(self, brief: Brief) -> str:
        """The digest of what the file says and of how it is made; not of when."""
        content = {"file": self.file, "made_by": _how(), "brief": plain_values(brief)}
        return sha256(canonical_json(content).encode()).hexdigest()


_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    kind.file: kind
    for kind in (
        Kind("salindia.pptx", f"{_OFFICE}.presentationml.presentation", ("slides_file", "slides_file")),
        Kind("ringkasan.pdf", "application/pdf", ("paper_files", "summary_file")),
        Kind("gambar.png", "image/png", ("paper_files", "picture_file")),
        Kind("angka.xlsx", f"{_OFFICE}.spreadsheetml.sheet", ("table_files", "workbook_file")),
        Kind("angka.csv", "text/csv; charset=utf-8", ("table_files", "values_file")),
    )
}


@lru_cache(maxsize=1)
def _how() -> str:
    """The digest of everything that decides how files come out: our code and templates, and the libraries' versions.

    So nobody has to remember to count a version up.
    """
    digest = sha256()
    for folder in _SOURCES:
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".py", ".typ") and "tests" not in path.parts:
                digest.update(path.read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library}=={version(library)};".encode())
    return digest.hexdigest()
