"""Whether an uploaded file is a workbook that may be opened: by its content, never by its name.

An XLSX file is a ZIP of XML. Refused before any library reads it: what is no such ZIP, what would unpack to more
than `LARGEST`, what carries programs or other files, and XML that declares entities or another encoding.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO

from sasando.kernel.faults import BadInputError, Fault
from sasando.ui.words import text as _

LARGEST_FILE = 5 * 1024 * 1024
LARGEST_UNPACKED = 20 * 1024 * 1024
MOST_PARTS = 200
MOST_ELEMENTS = 200_000  # of one part; a reader spends time on each
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_OLE = b"\xd0\xcf\x11\xe0"
_RUNS = re.compile(r"vbaproject|macrosheets|dialogsheets|activex|embeddings|externallinks|ctrlprops|\.bin$")
_HARMLESS = re.compile(r"printersettings\d*\.bin$")
_DECLARES = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}encoding\s*=\s*["']([^"']{0,40})""")


def check_archive(name: str, raw: bytes) -> None:
    """Refuse what must not be opened.

    Raises:
        BadInputError: with the reason, and what to do.
    """
    if len(raw) > LARGEST_FILE:
        raise refused(
            name,
            _("lebih besar dari %(most)s MB; ekspor buku kerja baru dan isi lagi")
            % {"most": LARGEST_FILE // 1024 // 1024},
        )
    if raw.startswith(_OLE):
        raise refused(
            name, _("terkunci kata sandi atau berformat .xls lama; simpan sebagai .xlsx tanpa kata sandi")
        )
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            _check_parts(name, archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, RuntimeError) as error:
        if isinstance(error, BadInputError):
            raise
        raise refused(
            name, _("bukan buku kerja .xlsx yang utuh; unggah berkas hasil ekspor yang sudah diisi")
        ) from None


def refused(name: str, problem: str) -> BadInputError:
    """One fault of a whole file."""
    return BadInputError([Fault(name, 0, problem)])


def _check_parts(name: str, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if "[Content_Types].xml" not in archive.NameToInfo or "xl/workbook.xml" not in archive.NameToInfo:
        raise refused(name, _("bukan buku kerja .xlsx; unggah berkas hasil ekspor yang sudah diisi"))
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise refused(
            name, _("isinya jauh lebih besar daripada buku kerja kami; ekspor lagi dan isi yang baru")
        )
    if any(part.compress_type not in _PACKED for part in parts):
        raise refused(name, _("dikemas dengan cara yang tidak lazim; simpan lagi sebagai .xlsx"))
    for part in parts:
        place = part.filename.lower()
        if _RUNS.search(place) and not _HARMLESS.search(place):
            raise refused(name, _("memuat makro atau berkas sisipan; simpan sebagai .xlsx biasa tanpa makro"))
        if place.endswith((".xml", ".rels", ".vml")):
            _check_xml(name, archive.read(part))


def _check_xml(name: str, text: bytes) -> None:
    """Plain UTF-8 without declarations; `read` gives no more than the size that was counted above."""
    encoding = _ENCODING.search(text[:400])
    foreign = encoding is not None and encoding[1].lower() not in (b"utf-8", b"us-ascii")
    if foreign or b"\x00" in text[:400] or _DECLARES.search(text):
        raise refused(name, _("memuat XML yang tidak lazim; ekspor buku kerja baru dan isi lagi"))
    if text.count(b"<") > 2 * MOST_ELEMENTS:
        raise refused(
            name, _("isinya jauh lebih besar daripada buku kerja kami; ekspor lagi dan isi yang baru")
        )
    if b"macroEnabled" in text:
        raise refused(name, _("memuat makro; simpan sebagai .xlsx biasa tanpa makro"))
