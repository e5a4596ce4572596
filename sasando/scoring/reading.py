"""Reading one mapping of an instrument file key by key, by type; what does not fit becomes a fault.

Every reader returns a harmless value after a fault, so that the reading goes on and names the others too.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from sasando.scoring.faults import FaultList
from sasando.scoring.model import Status
from sasando.scoring.numbers import parse_exact
from sasando.scoring.yaml_text import Tree

Choice = TypeVar("Choice", bound=StrEnum)


def join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


class Reader:
    """One mapping at `path`; `known` are the keys the format has at this place."""

    def __init__(self, value: Tree, path: str, faults: FaultList, known: tuple[str, ...]) -> None:
        self.path = path
        self.faults = faults
        self.whole = isinstance(value, dict)
        self.content: dict[str, Tree] = value if isinstance(value, dict) else {}
        if not self.whole:
            faults.add(path, "di sini diperlukan pasangan kunci: nilai", f"tulis kunci {', '.join(known)}")
        for key in self.content:
            if key not in known:
                near = get_close_matches(key, known, n=1, cutoff=0.0)[0]
                faults.add(join(path, key), f'kunci "{key}" tidak dikenal', f'mungkin maksudnya "{near}"')

    def at(self, key: str) -> str:
        return join(self.path, key)

    def fault(self, key: str, problem: str, remedy: str) -> None:
        self.faults.add(self.at(key), problem, remedy)

    def has(self, key: str) -> bool:
        return self.content.get(key) is not None

    def _missing(self, key: str) -> None:
        if self.whole:
            self.fault(key, f'"{key}" tidak ada atau kosong', "tambahkan")

    def text(self, key: str, default: str | None = None) -> str:
        """The text; `default` where it is absent, a fault where there is no default."""
        value = self.content.get(key)
        if value is None:
            if default is None:
                self._missing(key)
            return default or ""
        if not isinstance(value, str):
            self.fault(key, "di sini diperlukan satu teks", "tulis satu teks, bukan daftar atau pasangan")
            return default or ""
        if default is None and not value.strip():
            self._missing(key)
        return value

    def number(self, key: str) -> Fraction | None:
        """The exact number; None where it is absent (not a fault here) or faulty."""
        value = self.content.get(key)
        if value is None:
            return None
        try:
            return parse_exact(value if isinstance(value, str) else "")
        except ValueError:
            self.fault(key, f"{value!r} bukan bilangan", 'tulis seperti "2.50" atau "20/6"')
            return None

    def required_number(self, key: str) -> Fraction | None:
        if not self.has(key):
            self._missing(key)
        return self.number(key)

    def integer(self, key: str, default: int | None = None) -> int | None:
        """A whole number written as digits; `default` where it is absent."""
        value = self.content.get(key)
        if value is None:
            return default
        return whole_number(value, self.at(key), self.faults)

    def flag(self, key: str, default: bool | None = None) -> bool:
        value = self.content.get(key)
        if value is None and default is not None:
            return default
        if self.whole and value not in ("true", "false"):
            self.fault(key, "di sini diperlukan true atau false", "tulis true atau false")
        return value == "true"

    def choice(self, key: str, kind: type[Choice], default: Choice | None = None) -> Choice:
        """One of the values of `kind`; its first where the text is faulty."""
        value = self.content.get(key)
        if value is None and default is not None:
            return default
        if isinstance(value, str) and value in list(kind):
            return kind(value)
        if self.whole:
            written = "kosong" if value is None else f"{value!r}"
            self.fault(key, f"{written}: bukan pilihan yang dikenal", f"pilih salah satu: {', '.join(kind)}")
        return next(iter(kind))

    def sequence(self, key: str) -> list[Tree]:
        value = self.content.get(key)
        if value is None:
            return []
        if isinstance(value, list):
            return value
        self.fault(key, "di sini diperlukan daftar", "awali setiap butir dengan tanda -")
        return []

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        result = []
        for position, value in enumerate(self.sequence(key)):
            if isinstance(value, str):
                result.append(value)
            else:
                self.fault(
                    f"{key}[{position}]", "di sini diperlukan satu teks", "beri tanda kutip pada butir ini"
                )
        return tuple(result)

    def readers(self, key: str, known: tuple[str, ...]) -> Iterator[Reader]:
        """The mappings of a list."""
        for position, value in enumerate(self.sequence(key)):
            yield Reader(value, self.at(f"{key}[{position}]"), self.faults, known)

    def entries(self, key: str) -> Iterator[tuple[str, Tree]]:
        """Key and value of a mapping whose keys are free."""
        value = self.content.get(key)
        if isinstance(value, dict):
            yield from value.items()
        elif value is not None:
            self.fault(key, "di sini diperlukan pasangan kunci: nilai", "tulis kunci, titik dua, nilai")

    def levels(self, key: str, of: str = "text") -> dict[int, tuple[str, Status | None]]:
        """Texts by level: `3: text`, or `3: {text: …, status: memory}`; `of` names the text's key."""
        result: dict[int, tuple[str, Status | None]] = {}
        for written, value in self.entries(key):
            path = self.at(f"{key}.{written}")
            level = whole_number(written, path, self.faults)
            status = None
            if isinstance(value, dict):
                inner = Reader(value, path, self.faults, (of, "status"))
                text, status = inner.text(of), inner.choice("status", Status)
            else:
                text = value if isinstance(value, str) else ""
            if not text.strip() and not isinstance(value, dict):
                self.faults.add(path, "teks tingkat ini kosong atau bukan teks", "tulis teksnya")
            if level in result:
                self.faults.add(path, f"tingkat {level} ditulis dua kali", "hapus salah satunya")
            elif level is not None:
                result[level] = text, status
        return result


def whole_number(value: Tree, path: str, faults: FaultList) -> int | None:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 9:
        return int(value)
    faults.add(path, f"{value!r} bukan bilangan bulat", "tulis dengan angka saja, mis. 3")
    return None
