"""The directory as people ask it: an agency by its slug, code, name or alias, tolerant of a typo."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from rapidfuzz import fuzz, process

from sasando.organizations.models import AgencyAlias
from sasando.organizations.names import bare_key, name_key, words
from sasando.organizations.queries import AgencyRow, all_agencies

_CLOSE = 72  # of 100: below it a name is another name, not a slip of the keyboard
_PREFIX = 90
_INSIDE = 80


class AmbiguousNameError(LookupError):
    """A name that several agencies answer to; `candidates` holds them."""

    def __init__(self, name: str, candidates: list[AgencyRow]) -> None:
        self.name = name
        self.candidates = candidates
        listed = ", ".join(f"{row.slug} ({row.name})" for row in candidates)
        super().__init__(f'"{name}" bisa berarti beberapa instansi; sebut salah satu: {listed}')


class UnknownNameError(LookupError):
    """A name no agency answers to; `suggestions` holds the nearest."""

    def __init__(self, name: str, suggestions: list[AgencyRow]) -> None:
        self.name = name
        self.suggestions = suggestions
        listed = ", ".join(f"{row.slug} ({row.name})" for row in suggestions)
        hint = f"; mungkin maksud Anda: {listed}" if listed else "; periksa ejaannya"
        super().__init__(f'instansi "{name}" tidak ada di direktori{hint}')


def find_agency(text: str) -> AgencyRow:
    """The one agency that a slug, an exact name or an alias means.

    Raises:
        AmbiguousNameError: several agencies answer to it ("Kupang").
        UnknownNameError: none does; the nearest are suggested.
    """
    return DirectoryNames().find(text)


def search_agencies(text: str, limit: int = 20) -> list[AgencyRow]:
    """The agencies whose name, alias or code is nearest to `text`, best first; tolerant of a typo."""
    return _Directory.read().search(text, limit)


class DirectoryNames:
    """Resolves the names of a whole file against the directory with two queries, however many rows it has."""

    def __init__(self) -> None:
        self._directory = _Directory.read()

    def find(self, text: str) -> AgencyRow:
        """As `find_agency`."""
        exact = self._directory.exact(text)
        if len(exact) == 1:
            return exact[0]
        if exact:
            raise AmbiguousNameError(text, exact)
        raise UnknownNameError(text, self._directory.search(text, 5))

    def resolve(self, name: str) -> AgencyRow | None:
        """The agency printed as `name`, or None where no agency, or more than one, is printed so."""
        found = self._directory.by_printed_key.get(name_key(name), [])
        return found[0] if len(found) == 1 else None

    def names(self, text: str, slug: str) -> bool:
        """Whether `text` is a name of that one agency."""
        return [row.slug for row in self._directory.exact(text)] == [slug]

    def suggestions(self, name: str) -> list[AgencyRow]:
        return self._directory.search(name, 3)

    def by_slug(self, slug: str) -> AgencyRow | None:
        return self._directory.by_slug.get(slug)


def _bare_code(text: str) -> str:
    """The figures of a region code, written "53.01" or "5301"; "" for any other text."""
    figures = text.strip().replace(".", "")
    return figures if figures.isascii() and figures.isdigit() else ""


class _Directory:
    """The directory with its names indexed, as one search or one import needs it."""

    def __init__(self, rows: Iterable[AgencyRow], aliases: Iterable[tuple[UUID, str, str]]) -> None:
        self.rows = list(rows)
        self.by_slug = {row.slug: row for row in self.rows}
        by_id = {row.id: row for row in self.rows}
        self.by_key: dict[str, list[AgencyRow]] = defaultdict(list)
        self.by_printed_key: dict[str, list[AgencyRow]] = defaultdict(list)
        self.by_bare_key: dict[str, list[AgencyRow]] = defaultdict(list)
        for row in self.rows:
            for name in (row.name, row.short_name):
                self._add(self.by_key, name_key(name), row)
            self._add(self.by_printed_key, name_key(row.name), row)
            self._add(self.by_bare_key, bare_key(row.name), row)
        for agency_id, key, kind in aliases:
            row = by_id[agency_id]
            self._add(self.by_key, key, row)
            if kind == AgencyAlias.Kind.PRINTED:
                self._add(self.by_printed_key, key, row)

    @classmethod
    def read(cls) -> _Directory:
        return cls(all_agencies(), AgencyAlias.objects.values_list("agency_id", "name_key", "kind"))

    @staticmethod
    def _add(index: dict[str, list[AgencyRow]], key: str, row: AgencyRow) -> None:
        if row not in index[key]:
            index[key].append(row)

    def exact(self, text: str) -> list[AgencyRow]:
        """The agencies that `text` names exactly, by slug, region code, name, alias, or name without its kind."""
        if text in self.by_slug:
            return [self.by_slug[text]]
        code = _bare_code(text)
        by_code = [row for row in self.rows if code and _bare_code(row.region_code) == code]
        key = name_key(text)
        return by_code or self.by_key.get(key) or self.by_bare_key.get(key) or []

    def search(self, text: str, limit: int) -> list[AgencyRow]:
        key = name_key(text)
        if not key:
            return []
        scores: dict[str, float] = {}
        for row in self.exact(text):
            scores[row.slug] = 100.0
        code = _bare_code(text)
        for row in self.rows:
            if code and _bare_code(row.region_code).startswith(code):
                self._raise(scores, row, 98.0)
        for index in (self.by_key, self.by_bare_key):
            self._score(index, key, scores)
        self._score_words(text, scores)
        found = [row for row in self.rows if row.slug in scores]
        return sorted(found, key=lambda row: -scores[row.slug])[:limit]

    def _score(self, index: dict[str, list[AgencyRow]], key: str, scores: dict[str, float]) -> None:
        for candidate, named in index.items():
            if candidate.startswith(key):
                score = _PREFIX + 9.0 * len(key) / len(candidate)
            elif len(key) >= 3 and key in candidate:
                score = _INSIDE + 9.0 * len(key) / len(candidate)
            else:
                continue
            for row in named:
                self._raise(scores, row, score)
        for candidate, ratio, _ in process.extract(
            key, list(index), scorer=fuzz.ratio, limit=20, score_cutoff=_CLOSE
        ):
            for row in index[candidate]:
                self._raise(scores, row, ratio * 0.95)

    def _score_words(self, text: str, scores: dict[str, float]) -> None:
        """Every word typed begins a word of the name: "sumba daya" finds Sumba Barat Daya."""
        typed = words(text)
        for row in self.rows:
            parts = words(row.name)
            if all(any(part.startswith(word) for part in parts) for word in typed):
                self._raise(scores, row, 85.0)

    @staticmethod
    def _raise(scores: dict[str, float], row: AgencyRow, score: float) -> None:
        if score > scores.get(row.slug, 0.0):
            scores[row.slug] = score
