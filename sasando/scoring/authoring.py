"""The authoring format of instrument files: from the text-only tree of a file to the model.

Only shape and types are read here; what must hold between the parts is in `checks.py`.
The format itself is described in instruments/README.md.
"""

from __future__ import annotations

from fractions import Fraction

from sasando.scoring.faults import FaultList
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
from sasando.scoring.reading import Reader
from sasando.scoring.yaml_text import Tree

TOP = (
    *(
        "key",
        "version",
        "name",
        "short_name",
        "law",
        "status",
        "scorable",
        "first_year",
        "last_year",
        "values",
    ),
    *(
        "bands",
        "scales",
        "stages",
        "tracks",
        "general_questions",
        "evidence_groups",
        "criteria_groups",
        "tree",
    ),
    *("formula", "history", "notes", "confidence", "sources", "source_differences"),
)
VALUES = ("kind", "low", "high", "outside_empty")
BANDS = ("grid", "list")
BAND = ("name", "also", "aliases", "low", "high", "condition", "status")
END = ("value", "inclusive")
NODE = (
    *("code", "kind", "number", "name", "short_name", "aliases", "weight", "status", "outside", "items_max"),
    *("scale", "low", "high", "note", "evidence_group", "criteria_group", "criteria", "hints", "children"),
)
HINT = ("level", "asked", "often_rejected", "source")
GROUP = ("status", "levels")

Criteria = tuple[Criterion, ...]


def read_instrument(tree: Tree, faults: FaultList) -> Instrument:
    """The instrument in `tree`; where it is faulty the faults say so and the values are placeholders."""
    top = Reader(tree, "", faults, TOP)
    status = top.choice("status", Status)
    values = Reader(top.content.get("values"), "values", faults, VALUES)
    groups = _criteria_groups(top, status)
    scales, scale_status = _scales(top)
    bands, grid = _bands(top, status)
    return Instrument(
        key=top.text("key"),
        version=top.text("version"),
        name=top.text("name"),
        short_name=top.text("short_name"),
        law=top.text("law"),
        status=status,
        scorable=top.flag("scorable"),
        first_year=_required_year(top),
        last_year=top.integer("last_year"),
        value_kind=values.choice("kind", ValueKind),
        low=values.required_number("low") or Fraction(0),
        high=values.required_number("high") or Fraction(0),
        root=_node(Reader(top.content.get("tree"), "tree", faults, NODE), status, groups),
        bands=bands,
        band_grid=grid,
        outside_empty=values.number("outside_empty"),
        scales=scales,
        stages=tuple(_stage(each) for each in top.readers("stages", ("code", "name", "optional", "note"))),
        tracks=tuple(_track(each) for each in top.readers("tracks", ("code", "name", "stages"))),
        general_questions=top.texts("general_questions"),
        formula=top.text("formula", ""),
        confidence=top.text("confidence"),
        sources=tuple(_source(each) for each in top.readers("sources", ("id", "what", "where", "used_for"))),
        source_differences=top.texts("source_differences"),
        history=top.texts("history"),
        notes=tuple(_note(each) for each in top.readers("notes", ("subject", "text"))),
        evidence_groups=_evidence_groups(top),
        scale_status=scale_status,
    )


def _required_year(top: Reader) -> int:
    if not top.has("first_year"):
        top.fault(
            "first_year", '"first_year" tidak ada atau kosong', "tulis tahun evaluasi pertama, mis. 2021"
        )
    return top.integer("first_year", 0) or 0


def _source(reader: Reader) -> Source:
    return Source(reader.text("id"), reader.text("what"), reader.text("where", ""), reader.text("used_for"))


def _note(reader: Reader) -> Note:
    return Note(reader.text("subject"), reader.text("text"))


def _stage(reader: Reader) -> Stage:
    return Stage(
        reader.text("code"), reader.text("name"), reader.flag("optional", False), reader.text("note", "")
    )


def _track(reader: Reader) -> Track:
    return Track(reader.text("code"), reader.text("name"), reader.texts("stages"))


def _scales(top: Reader) -> tuple[dict[str, dict[int, str]], dict[str, dict[int, Status]]]:
    """Names of levels by scale, and the status of the names that are less sure than the instrument."""
    names: dict[str, dict[int, str]] = {}
    unsure: dict[str, dict[int, Status]] = {}
    scales = Reader(
        top.content.get("scales") or {}, "scales", top.faults, tuple(k for k, _ in top.entries("scales"))
    )
    for scale in scales.content:
        levels = scales.levels(scale, of="name")
        names[scale] = {level: name for level, (name, _) in levels.items()}
        statuses = {level: status for level, (_, status) in levels.items() if status}
        if statuses:
            unsure[scale] = statuses
    return names, unsure


def _evidence_groups(top: Reader) -> dict[str, dict[int, str]]:
    names = tuple(name for name, _ in top.entries("evidence_groups"))
    groups = Reader(top.content.get("evidence_groups") or {}, "evidence_groups", top.faults, names)
    return {name: {level: text for level, (text, _) in groups.levels(name).items()} for name in names}


def _criteria_groups(top: Reader, default: Status) -> dict[str, Criteria]:
    """Criteria that several indicators share, by the name of their group."""
    result = {}
    for name, value in top.entries("criteria_groups"):
        group = Reader(value, f"criteria_groups.{name}", top.faults, GROUP)
        result[name] = _criteria(group, "levels", group.choice("status", Status, default))
    return result


def _criteria(reader: Reader, key: str, default: Status) -> Criteria:
    levels = sorted(reader.levels(key).items())
    return tuple(Criterion(level, text, status or default) for level, (text, status) in levels)


def _bands(top: Reader, default: Status) -> tuple[tuple[Band, ...], Fraction | None]:
    """Bands from the lowest up, and the grid they are read on."""
    if not top.has("bands"):
        return (), None
    reader = Reader(top.content["bands"], "bands", top.faults, BANDS)
    bands = [band for each in reader.readers("list", BAND) if (band := _band(each, default))]
    grid = reader.number("grid")
    if grid is not None and grid <= 0:
        reader.fault("grid", "kisi harus lebih besar dari 0", 'tulis mis. "0.01"')
        grid = None
    return tuple(sorted(bands, key=lambda band: (band.low, band.high))), grid


def _band(reader: Reader, default: Status) -> Band | None:
    """The band; None where one of its ends is faulty."""
    name, also = reader.text("name"), reader.text("also", "")
    ends = [Reader(reader.content.get(key), reader.at(key), reader.faults, END) for key in ("low", "high")]
    low, high = (end.required_number("value") for end in ends)
    low_inclusive, high_inclusive = (end.flag("inclusive") for end in ends)
    aliases, condition = reader.texts("aliases"), reader.text("condition", "")
    status = reader.choice("status", Status, default)
    if low is None or high is None:
        return None
    return Band(name, also, low, low_inclusive, high, high_inclusive, aliases, condition, status)


def _node(reader: Reader, inherited: Status, groups: dict[str, Criteria]) -> Node:
    """A node with all that is below it; its status goes down to where another is written."""
    status = reader.choice("status", Status, inherited)
    name = reader.text("name")
    return Node(
        code=reader.text("code"),
        kind=reader.text("kind"),
        number=reader.text("number", ""),
        name=name,
        short_name=reader.text("short_name", name),
        weight=reader.number("weight"),
        status=status,
        children=tuple(_node(child, status, groups) for child in reader.readers("children", NODE)),
        outside=reader.text("outside", ""),
        items_max=reader.integer("items_max", 0) or 0,
        scale=reader.text("scale", ""),
        criteria=_node_criteria(reader, status, groups),
        hints=tuple(hint for each in reader.readers("hints", HINT) if (hint := _hint(each))),
        low=reader.number("low"),
        high=reader.number("high"),
        note=reader.text("note", ""),
        aliases=reader.texts("aliases"),
        evidence_group=reader.text("evidence_group", ""),
    )


def _node_criteria(reader: Reader, status: Status, groups: dict[str, Criteria]) -> Criteria:
    name = reader.text("criteria_group", "")
    if not name:
        return _criteria(reader, "criteria", status)
    if reader.has("criteria"):
        reader.fault(
            "criteria_group", "criteria dan criteria_group tidak dipakai bersama", "hapus salah satunya"
        )
    if name not in groups:
        known = ", ".join(groups) or "belum ada"
        reader.fault("criteria_group", f'kelompok kriteria "{name}" tidak ada', f"yang ada: {known}")
    return groups.get(name, ())


def _hint(reader: Reader) -> EvidenceHint | None:
    level = reader.integer("level")
    if level is None and not reader.has("level"):
        reader.fault("level", '"level" tidak ada', "tulis tingkatnya")
    asked, rejected = reader.text("asked"), reader.text("often_rejected", "")
    source = reader.text("source")
    return None if level is None else EvidenceHint(level, asked, rejected, source)
