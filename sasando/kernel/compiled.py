"""Queries of the ORM compiled once: asked again with other values they cost what their statement costs.

Building a query with a few joins takes Django longer than the database takes to answer it. What is asked at
every request is therefore written as ever, with a parameter where a value belongs, and kept as compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Expression, Field, Model, QuerySet, UUIDField
from django.db.models.base import ModelState
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)
_Places = Mapping[str, Any]
_Row = tuple[Any, ...]
_Shared = dict[tuple[int, Any], Any]
_KEPT = 64  # statements of one query: lists of more lengths than that are compiled when they come


class Parameter(Expression):
    """The place of a value that comes later; in the parameters of the statement it stands for itself."""

    def __init__(self, name: str, field: Field[Any, Any], place: int | None = None) -> None:
        super().__init__(output_field=field)
        self.name, self.place = name, place

    def as_sql(self, _compiler: object, _connection: object) -> Any:
        return "%s", [self]

    def stored(self, given: Mapping[str, Any]) -> Any:
        """The value as the engine keeps it."""
        value = given[self.name] if self.place is None else given[self.name][self.place]
        return self.output_field.get_db_prep_value(value, connection)


class Compiled(Generic[M]):
    """A queryset as a function of its parameters.

    `build` is given a `Parameter` for each of `fields` and returns the queryset; where a tuple or list is given
    for one, `build` gets a list of parameters, and each length is compiled on its own. Calling it takes the
    values by name and returns the rows as model instances, with what `select_related` asks for. One query.
    """

    def __init__(self, build: Callable[..., QuerySet[M]], **fields: Field[Any, Any]) -> None:
        self._build, self._fields = build, fields
        self._statements: dict[tuple[Any, ...], _Statement[M] | None] = {}

    def __call__(self, **given: Any) -> list[M]:
        lengths = tuple(len(one) if isinstance(one, tuple | list) else None for one in given.values())
        key = (connection.vendor, tuple(given), lengths)
        try:
            statement = self._statements[key]
        except KeyError:
            statement = self._compile(given)
            if len(self._statements) < _KEPT:
                self._statements[key] = statement
        return [] if statement is None else statement.rows(given)

    def _compile(self, given: _Places) -> _Statement[M] | None:
        places = {name: self._place(name, value) for name, value in given.items()}
        try:
            return _Statement(self._build(**places))
        except EmptyResultSet:  # asked of nothing at all
            return None

    def _place(self, name: str, value: Any) -> Parameter | list[Parameter]:
        field = self._fields[name]
        if isinstance(value, tuple | list):
            return [Parameter(name, field, place) for place in range(len(value))]
        return Parameter(name, field)


class _Statement(Generic[M]):
    """The statement of a queryset, and how its rows become instances."""

    def __init__(self, queryset: QuerySet[M]) -> None:
        compiler = queryset.query.get_compiler(connection=connection)
        self._sql, self._parameters = compiler.as_sql()
        self._part = _Part(compiler, compiler.klass_info)

    def rows(self, given: _Places) -> list[M]:
        values = [one.stored(given) if isinstance(one, Parameter) else one for one in self._parameters]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, values)
            found = cursor.fetchall()
        shared: _Shared = {}
        return [self._part.made(row, shared) for row in found]


def _quick(converter: Callable[..., Any], column: Any) -> Callable[..., Any]:
    """The converter; of ids, one that makes an id once: the same few stand in every row and at every request."""
    if connection.vendor == "sqlite" and isinstance(column.output_field, UUIDField):
        return _id_of
    return converter


@lru_cache(maxsize=4096)
def _identifier(kept: str) -> UUID:
    return UUID(kept)


def _id_of(kept: str | None, _column: Any, _connection: Any) -> UUID | None:
    """An id as SQLite keeps it: 32 digits."""
    return None if kept is None else _identifier(kept)


class _Part:
    """The columns of one model in a row, and the parts that `select_related` joined to it.

    Does what Django's `ModelIterable` and `Model.from_db` do, but a row that is joined several times becomes one
    instance, and nobody is told of each one made (no model here listens to that).
    """

    def __init__(self, compiler: SQLCompiler, chosen: Mapping[str, Any]) -> None:
        first, last = chosen["select_fields"][0], chosen["select_fields"][-1]
        columns = [one[0] for one in compiler.select[first : last + 1]]
        self._model, self._columns = chosen["model"], slice(first, last + 1)
        self._names = [column.target.attname for column in columns]
        self._key = first + self._names.index(self._model._meta.pk.attname)
        self._converters = [
            (place, _quick(converter, column), column)
            for place, (converters, column) in compiler.get_converters(columns).items()
            for converter in converters
        ]
        self._joined = [
            (_Part(compiler, one), one["local_setter"], one["remote_setter"])
            for one in chosen.get("related_klass_infos", ())
        ]

    def made(self, row: _Row, shared: _Shared) -> Any:
        values = list(row[self._columns])
        for place, converter, column in self._converters:
            values[place] = converter(values[place], column, connection)
        made = self._model.__new__(self._model)
        made.__dict__.update(zip(self._names, values, strict=True))
        made._state = ModelState()
        made._state.adding, made._state.db = False, DEFAULT_DB_ALIAS
        for part, set_here, set_there in self._joined:
            joined = part._joined_to(row, shared)
            set_here(made, joined)
            if joined is not None:
                set_there(joined, made)
        return made

    def _joined_to(self, row: _Row, shared: _Shared) -> Any:
        identifier = row[self._key]
        if identifier is None:
            return None
        key = (self._key, identifier)
        if key not in shared:
            shared[key] = self.made(row, shared)
        return shared[key]
