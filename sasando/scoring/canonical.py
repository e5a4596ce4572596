"""The canonical form of an instrument: JSON that is the same, byte for byte, for equal content.

Keys sorted, numbers as reduced fractions in text, no spaces, UTF-8. Digests themselves are left out, and so
is every field that equals its default, so that a field added to the model later leaves older digests alone.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from fractions import Fraction
from hashlib import sha256
from typing import Any

from sasando.scoring.model import (
    Band,
    Criterion,
    EvidenceHint,
    Instrument,
    Node,
    Note,
    Source,
    Stage,
    Status,
    Track,
    ValueKind,
)
from sasando.scoring.numbers import fraction_text


def canonical(instrument: Instrument) -> str:
    """The canonical JSON text."""
    return json.dumps(_plain(instrument), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def with_digests(instrument: Instrument) -> Instrument:
    """The same instrument with its digest and the digest of each criterion set."""
    root = _with_criterion_digests(instrument.root)
    return replace(instrument, root=root, digest=digest_of(canonical(instrument)))


def digest_of(text: str) -> str:
    """SHA-256 of the UTF-8 form, hexadecimal."""
    return sha256(text.encode()).hexdigest()


def criterion_digest(code: str, level: int, text: str, status: Status) -> str:
    """SHA-256 over what a judgement rests on: indicator, level, text and how sure that text is."""
    return digest_of(json.dumps([code, level, text, status], ensure_ascii=False, separators=(",", ":")))


def from_canonical(text: str) -> Instrument:
    """The instrument of a text that `canonical` made, equal to the one it was made from, digests set.

    The text is trusted to be canonical (it is kept with its digest); nothing is checked again.
    """
    return _instrument(json.loads(text), digest_of(text))


def _with_criterion_digests(node: Node) -> Node:
    criteria = tuple(
        replace(each, digest=criterion_digest(node.code, each.level, each.text, each.status))
        for each in node.criteria
    )
    return replace(node, criteria=criteria, children=tuple(map(_with_criterion_digests, node.children)))


def _plain(value: Any) -> Any:
    """Dataclasses as dicts without digests and defaults, fractions as text, keys of mappings as text."""
    if is_dataclass(value):
        return _record(value)
    if isinstance(value, Fraction):
        return fraction_text(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    return value


def _record(value: Any) -> dict[str, Any]:
    return {
        name: _plain(content)
        for name, default in _written_fields(type(value))
        if (content := getattr(value, name)) != default or default is MISSING
    }


def _written_fields(kind: type[Any]) -> tuple[tuple[str, Any], ...]:
    return tuple((each.name, _default(each)) for each in fields(kind) if each.name != "digest")


def _default(each: Field[Any]) -> Any:
    return each.default if each.default_factory is MISSING else each.default_factory()


def _number(text: str) -> Fraction:
    whole, _, part = text.partition("/")
    return Fraction(int(whole), int(part)) if part else Fraction(int(whole))


def _maybe_number(text: str | None) -> Fraction | None:
    return None if text is None else _number(text)


def _instrument(plain: dict[str, Any], digest: str) -> Instrument:
    made = plain | {
        "status": Status(plain["status"]),
        "value_kind": ValueKind(plain["value_kind"]),
        "root": _node(plain["root"]),
        "bands": tuple(map(_band, plain["bands"])),
        "stages": tuple(Stage(**each) for each in plain["stages"]),
        "tracks": tuple(Track(**each | {"stages": tuple(each["stages"])}) for each in plain["tracks"]),
        "sources": tuple(Source(**each) for each in plain["sources"]),
        "notes": tuple(Note(**each) for each in plain.get("notes", ())),
        "scales": _by_level(plain["scales"]),
        "evidence_groups": _by_level(plain.get("evidence_groups", {})),
        "scale_status": {
            scale: {int(level): Status(status) for level, status in levels.items()}
            for scale, levels in plain.get("scale_status", {}).items()
        },
    }
    for name in ("low", "high", "band_grid", "outside_empty"):
        made[name] = _maybe_number(plain[name])
    for name in ("general_questions", "source_differences", "history"):
        made[name] = tuple(plain.get(name, ()))
    return Instrument(**made, digest=digest)


def _by_level(plain: dict[str, dict[str, str]]) -> dict[str, dict[int, str]]:
    return {name: {int(level): text for level, text in levels.items()} for name, levels in plain.items()}


def _band(plain: dict[str, Any]) -> Band:
    made = plain | {"low": _number(plain["low"]), "high": _number(plain["high"])}
    if "aliases" in made:
        made["aliases"] = tuple(made["aliases"])
    if "status" in made:
        made["status"] = Status(made["status"])
    return Band(**made)


def _node(plain: dict[str, Any]) -> Node:
    """The node and all below it; `plain` is taken over and changed."""
    code = plain["code"]
    plain["weight"] = _maybe_number(plain["weight"])
    plain["status"] = Status(plain["status"])
    if "children" in plain:
        plain["children"] = tuple(map(_node, plain["children"]))
    if "criteria" in plain:
        plain["criteria"] = tuple(_criterion(code, **each) for each in plain["criteria"])
    if "hints" in plain:
        plain["hints"] = tuple(EvidenceHint(**each) for each in plain["hints"])
    if "aliases" in plain:
        plain["aliases"] = tuple(plain["aliases"])
    for name in ("low", "high"):
        if name in plain:
            plain[name] = _number(plain[name])
    return Node(**plain)


def _criterion(code: str, level: int, text: str, status: str) -> Criterion:
    sure = Status(status)
    return Criterion(level, text, sure, criterion_digest(code, level, text, sure))
