"""Whether a DOCX may be used as a template: what it holds, and every placeholder by name.

A template comes from outside and is filled in by a template language, so only this much of the language is let in:
values by name, loops over the lists there are, conditions on values. No call, no arithmetic, no filter.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from sasando.evaluations.reports.docx_files import environment, safe
from sasando.evaluations.reports.wording import LISTS, TEXTS
from sasando.ui.words import text as _

LARGEST = 2 * 1024 * 1024
LARGEST_UNPACKED = 20 * 1024 * 1024
MOST_PARTS = 300
MOST_ELEMENTS = 200_000  # of one part; a reader spends time on each
_LOOP = ("first", "last", "index")
_DOCUMENT = "word/document.xml"
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_EXTERNAL = re.compile(rb"""TargetMode\s*=\s*["']\s*External""", re.IGNORECASE)
_HARMLESS = (b"/relationships/hyperlink",)
_VALUE = re.compile(r"\{\{.*?(?:\}\}|$)", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_TOO_MUCH = (SyntaxError, ValueError, RecursionError, MemoryError)  # numbers too long, too many in each other
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class BadTemplateError(ValueError):
    """A template that cannot be used; each of `problems` says what is wrong and what to do."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))


def check_template(content: bytes, pictures: frozenset[str] = frozenset()) -> None:
    """Whether a file can be a template; `pictures`: placeholders of pictures that its document has.

    Raises:
        BadTemplateError: with every problem that was found.
    """
    problems = _problems_of_file(content)
    if not problems:
        problems = list(dict.fromkeys(_problems_of_text(content, pictures)))
    if problems:
        raise BadTemplateError(problems)


def _problems_of_file(content: bytes) -> list[str]:
    if len(content) > LARGEST:
        return [
            _("berkas lebih besar dari %(most)s MB; kecilkan gambarnya") % {"most": LARGEST // 1024 // 1024}
        ]
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return list(_problems_of_parts(archive))
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError):
        return [_("bukan berkas DOCX; simpan dari pengolah kata sebagai Dokumen Word (.docx)")]


def _problems_of_parts(archive: zipfile.ZipFile) -> Iterator[str]:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        yield _("isi berkas terlalu besar; pakai dokumen yang lebih sederhana")
        return
    names = {part.filename for part in parts}
    if _DOCUMENT not in names or len(names) < len(parts):
        yield _("bukan berkas DOCX; simpan dari pengolah kata sebagai Dokumen Word (.docx)")
        return
    if any(part.compress_type not in _PACKED for part in parts):
        yield _("dikemas dengan cara yang tidak lazim; simpan ulang dari pengolah kata sebagai .docx")
        return
    for part in parts:
        name = part.filename.lower()
        if "vbaproject" in name or "activex" in name or "embeddings/" in name:
            yield _("memuat makro atau berkas sisipan; simpan ulang sebagai .docx tanpa itu")
        if name.endswith((".xml", ".rels")):
            yield from _problems_of_part(name, archive.read(part))


def _problems_of_part(name: str, content: bytes) -> Iterator[str]:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\x00" in content:
        yield _("memuat definisi XML yang tidak diterima; simpan ulang dari pengolah kata")
    if content.count(b"<") > 2 * MOST_ELEMENTS:
        yield _("isi berkas terlalu besar; pakai dokumen yang lebih sederhana")
    if name.endswith(".rels"):
        for relation in _RELATION.findall(content):
            if _EXTERNAL.search(relation) and not any(kind in relation for kind in _HARMLESS):
                yield _(
                    "mengambil sesuatu dari luar berkas (gambar atau templat tertaut); sisipkan ke "
                    "dalam berkas"
                )


def _problems_of_text(content: bytes, pictures: frozenset[str]) -> Iterator[str]:
    from jinja2 import TemplateSyntaxError

    env = environment()
    for text in _texts(content):
        try:
            found = list(_Walk(pictures).problems(env.parse(text).body))
            if not found:
                env.compile(text)  # as it will be to be filled in; nothing of it is run
        except TemplateSyntaxError:
            yield _broken(env, text)
        except _TOO_MUCH:
            yield _(
                "tanda isian terlalu rumit; pakai angka yang pendek dan lebih sedikit syarat yang bersarang"
            )
        else:
            yield from found


def _broken(env: Any, text: str) -> str:
    """What is wrong with a text that is no template, by its first value that cannot be read."""
    from jinja2 import TemplateSyntaxError

    for piece in _VALUE.findall(text):
        try:
            env.parse(piece)
        except TemplateSyntaxError:
            plain = " ".join(_TAG.sub("", piece).split())
            return _("tanda isian rusak: “%(piece)s”; tulis seperti {{ instansi }}") % {"piece": plain[:40]}
        except _TOO_MUCH:
            continue
    return _(
        "ada perintah for atau if yang rusak atau tanpa penutup; tulis endfor sesudah for, endif sesudah if"
    )


def _texts(content: bytes) -> list[str]:
    """What the library will read as a template: body, headers, footers, footnotes, and the document's properties."""
    from docxtpl import DocxTemplate

    template: Any = DocxTemplate(BytesIO(content))
    try:
        template.render_init()
        document, about = template.docx, template.docx.core_properties
        headed = [
            template.get_part_xml(part)
            for kind in (template.HEADER_URI, template.FOOTER_URI)
            for _key, part in template.get_headers_footers(kind)
        ]
        noted = [
            part.blob.decode("utf-8")
            for part in document.part.package.iter_parts()
            if part.content_type.endswith("footnotes+xml")
        ]
        read = [template.patch_xml(text) for text in (template.get_xml(), *headed, *noted)]
        told = ("author", "comments", "identifier", "language", "subject", "title")
        return [*read, *(str(getattr(about, name)) for name in told)]
    except Exception as error:  # of a file that is no document the library raises whatever it stumbles over
        raise BadTemplateError(
            [_("tidak terbaca sebagai dokumen Word; simpan ulang sebagai .docx")]
        ) from error


class _Walk:
    """Goes through the tree of a template with the names that stand there."""

    def __init__(self, pictures: frozenset[str]) -> None:
        self._pictures = pictures
        self._rows: dict[str, str] = {}  # loop variable → the list it goes through

    def problems(self, nodes: list[Any]) -> Iterator[str]:
        for node in nodes:
            yield from self._node(node)

    def _node(self, node: Any) -> Iterator[str]:
        from jinja2 import nodes

        match node:
            case nodes.TemplateData():
                return
            case nodes.Const():
                if safe(node.value) != node.value:
                    yield _(
                        "tulisan di dalam tanda isian memuat tanda yang tidak dapat dicetak; hapus tanda itu"
                    )
            case nodes.Output():
                yield from self._printed(node.nodes)
            case nodes.If():
                yield from self._node(node.test)
                yield from self.problems([*node.body, *node.elif_, *node.else_])
            case nodes.Not():
                yield from self._node(node.node)
            case nodes.And() | nodes.Or():
                yield from self.problems([node.left, node.right])
            case nodes.Compare():
                yield from self._node(node.expr)
                yield from self.problems([operand.expr for operand in node.ops])
            case nodes.For():
                yield from self._loop(node)
            case nodes.Name():
                yield from self._name(node.name)
            case nodes.Getattr():
                yield from self._field(node)
            case _:
                yield _("perintah “%(name)s” tidak diterima; pakai hanya nilai, daftar, dan syarat") % {
                    "name": type(node).__name__
                }

    def _printed(self, printed: list[Any]) -> Iterator[str]:
        from jinja2 import nodes

        for one in printed:
            if isinstance(one, nodes.Name) and (one.name in LISTS or one.name in self._rows):
                yield _("“%(name)s” adalah daftar; sebut kolomnya, misalnya {{ baris.nama }}") % {
                    "name": one.name
                }
            else:
                yield from self._node(one)

    def _loop(self, node: Any) -> Iterator[str]:
        from jinja2 import nodes

        plain = isinstance(node.target, nodes.Name) and isinstance(node.iter, nodes.Name)
        if not plain or node.iter.name not in LISTS or node.recursive or node.test is not None:
            name = getattr(node.iter, "name", "…")
            yield _("daftar “%(name)s” tidak dikenal; yang ada: %(names)s") % {
                "name": name,
                "names": ", ".join(LISTS),
            }
            return
        if self._rows:
            yield _("daftar “%(name)s” berada di dalam daftar lain; letakkan di luarnya") % {
                "name": node.iter.name
            }
            return
        self._rows[node.target.name] = node.iter.name
        yield from self.problems([*node.body, *node.else_])
        del self._rows[node.target.name]

    def _name(self, name: str) -> Iterator[str]:
        if name not in TEXTS and name not in self._pictures and name not in self._rows and name not in LISTS:
            yield _("tanda isian “%(name)s” tidak dikenal; lihat daftar tanda isian di halaman ini") % {
                "name": name
            }

    def _field(self, node: Any) -> Iterator[str]:
        from jinja2 import nodes

        holder = node.node.name if isinstance(node.node, nodes.Name) else ""
        if holder == "loop" and self._rows and node.attr in _LOOP:
            return
        if holder not in self._rows:
            yield _(
                "tanda isian “%(holder)s.%(field)s” tidak dikenal; lihat daftar tanda isian di halaman ini"
            ) % {"holder": holder or "…", "field": node.attr}
        elif node.attr not in LISTS[self._rows[holder]]:
            fields = ", ".join(LISTS[self._rows[holder]])
            yield _("tanda isian “%(holder)s.%(field)s” tidak dikenal; baris %(list)s memuat %(fields)s") % {
                "holder": holder,
                "field": node.attr,
                "list": self._rows[holder],
                "fields": fields,
            }
