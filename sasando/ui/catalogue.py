"""The English catalogue: which texts the source has, and the compiled form that Django reads.

Babel is imported where it is used: only set-up and tests need it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

DOMAIN = "django"


def compile_catalogues(source: Path, target: Path) -> bool:
    """Compile each `<code>/LC_MESSAGES/django.po` below `source` into `target`; False where all stood there already.

    Raises:
        ValueError: a catalogue cannot be read; names the file and the line.
    """
    changed = False
    for path in sorted(source.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        compiled = _compiled(path)
        made = target / path.relative_to(source).with_suffix(".mo")
        if made.is_file() and made.read_bytes() == compiled:
            continue
        made.parent.mkdir(parents=True, exist_ok=True)
        fresh = made.with_suffix(".new")
        fresh.write_bytes(compiled)
        fresh.replace(made)
        changed = True
    return changed


def _compiled(path: Path) -> bytes:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    try:
        with path.open("rb") as file:
            catalogue = read_po(file, locale=path.parent.parent.name, abort_invalid=True)
    except PoFileError as error:
        raise ValueError(f"{path}:{error.lineno}: {error}") from error
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()


def source_texts(package: Path) -> dict[str, list[str]]:
    """Every constant text of the interface below a package, with the files that say it; tests are no interface."""
    found: dict[str, list[str]] = {}
    for path in sorted(package.rglob("*")):
        if path.suffix in (".py", ".html") and "tests" not in path.relative_to(package).parts:
            for text in dict.fromkeys(_texts_of(path)):
                found.setdefault(text, []).append(path.relative_to(package.parent).as_posix())
    return found


def _texts_of(path: Path) -> Iterator[str]:
    source = path.read_text(encoding="utf-8")
    return _of_python(source) if path.suffix == ".py" else _of_template(source)


def _of_python(source: str) -> Iterator[str]:
    """By the syntax tree: readers of tokens miss what stands within an f-string."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(
                func=ast.Name(id="_" | "gettext" | "gettext_lazy" | "text"),
                args=[ast.Constant(value=str(text)), *_],
            ):
                yield text


def _of_template(source: str) -> Iterator[str]:
    from babel.messages.extract import extract
    from django.utils.translation.template import templatize

    as_python = BytesIO(templatize(source).encode())
    for _line, text, _comments, _context in extract("python", as_python, {"gettext": None, "_": None}):
        yield text if isinstance(text, str) else text[0]
