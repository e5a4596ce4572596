"""DOCX files from a template, ours or an agency's: only its placeholders are filled in, nothing in it is run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

OURS = Path(__file__).parent / "forms"
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def ours(subject: str) -> bytes:
    """Our template of a document."""
    return (OURS / f"{subject}.docx").read_bytes()


def filled(template: bytes, values: Mapping[str, Any], pictures: Mapping[str, bytes] | None = None) -> bytes:
    """The document that a template gives with these values; `pictures` are PNG files by placeholder.

    Raises:
        jinja2.TemplateError: the template is broken or names what there is not; a kept one was checked.
    """
    from docx.shared import Cm
    from docxtpl import DocxTemplate, InlineImage

    document = DocxTemplate(BytesIO(template))
    said = {name: safe(value) for name, value in values.items()}
    for name, picture in (pictures or {}).items():
        said[name] = InlineImage(document, BytesIO(picture), width=Cm(16))
    document.render(said, jinja_env=environment(), autoescape=True)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def environment() -> Any:
    """Jinja in its sandbox, where a name that nobody gives is a fault."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


def safe(value: Any) -> Any:
    """Texts without what no XML may hold or what turns the direction of writing; line ends stay."""
    if isinstance(value, str):
        return _FORBIDDEN.sub("", value.replace("\r\n", "\n").replace("\t", " "))
    if isinstance(value, Mapping):
        return {key: safe(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [safe(item) for item in value]
    return value
