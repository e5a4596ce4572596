"""Everything that changes the loaded instruments: loading adds versions, nothing alters one."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path
from typing import Any

from sasando.instruments.models import Criterion, InForce, Instrument, Node
from sasando.kernel.act import Context, act
from sasando.kernel.actor import Actor
from sasando.kernel.faults import BadInputError, Fault
from sasando.kernel.models import ImportBatch
from sasando.scoring import model
from sasando.scoring.canonical import canonical
from sasando.scoring.loader import load_instrument
from sasando.scoring.numbers import fraction_text

INSTRUMENTS_BATCH = "instruments.files"


def load_instruments(actor: Actor, folder: Path, in_force: Path) -> dict[str, Any] | None:
    """Load every instrument file of `folder` and the calendar `in_force`.

    None, and nothing written, where these bytes were loaded before.

    Raises:
        InstrumentError: a file does not hold a valid instrument.
        BadInputError: a key and version is already loaded with other content.
    """
    files = sorted(folder.glob("*.yaml"))
    digest = hashlib.sha256(b"\0".join(file.read_bytes() for file in [*files, in_force])).hexdigest()
    if ImportBatch.objects.filter(kind=INSTRUMENTS_BATCH, file_sha256=digest).exists():
        return None
    loaded = [(str(file), load_instrument(file)) for file in files]

    def change(context: Context) -> dict[str, Any]:
        known = {
            (row.key, row.version): row.digest for row in Instrument.objects.only("key", "version", "digest")
        }
        _refuse_other_content(loaded, known)
        new = [instrument for _, instrument in loaded if (instrument.key, instrument.version) not in known]
        for instrument in new:
            _write(instrument)
        _write_calendar(in_force)
        names = [f"{instrument.key} {instrument.version}" for instrument in new]
        ImportBatch.objects.create(
            kind=INSTRUMENTS_BATCH,
            scope="national",
            file_sha256=digest,
            rows=len(files),
            verdicts={"new": names},
            state=ImportBatch.State.APPLIED,
        )
        context.record("instruments", {"sha256": digest, "new": {row.key: row.digest for row in new}})
        return {"new": names}

    return act(actor, "instruments.load", scope="national", request={"sha256": digest}, change=change)


def _refuse_other_content(
    loaded: list[tuple[str, model.Instrument]], known: dict[tuple[str, str], str]
) -> None:
    faults = [
        Fault(
            file,
            "version",
            f"{instrument.key} versi {instrument.version} sudah dimuat dengan isi lain; beri versi baru",
        )
        for file, instrument in loaded
        if known.get((instrument.key, instrument.version), instrument.digest) != instrument.digest
    ]
    if faults:
        raise BadInputError(faults)


def _write(instrument: model.Instrument) -> None:
    row = Instrument.objects.create(
        key=instrument.key,
        version=instrument.version,
        digest=instrument.digest,
        content=canonical(instrument),
        status=instrument.status,
        scorable=instrument.scorable,
        ordinal=Instrument.objects.filter(key=instrument.key).count() + 1,
    )
    nodes: dict[str, Node] = {}
    _gather(row, instrument, instrument.root, None, nodes)
    Node.objects.bulk_create(nodes.values())
    Criterion.objects.bulk_create(
        Criterion(
            node=nodes[node.code], level=text.level, status=text.status, text=text.text, digest=text.digest
        )
        for node in instrument.root.walk()
        for text in node.criteria
    )


def _gather(
    row: Instrument,
    instrument: model.Instrument,
    node: model.Node,
    parent: Node | None,
    into: dict[str, Node],
) -> None:
    """Rows for a node and all below it, parents before children."""
    low = instrument.low if node.low is None else node.low
    high = instrument.high if node.high is None else node.high
    made = into[node.code] = Node(
        instrument=row,
        code=node.code,
        kind=node.kind,
        number=node.number,
        name=node.name,
        parent=parent,
        ordinal=len(into),
        low=fraction_text(low),
        high=fraction_text(high),
        items_max=node.items_max,
    )
    for child in node.children:
        _gather(row, instrument, child, made, into)


def _write_calendar(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            InForce.objects.update_or_create(
                family=row["family"],
                since=int(row["from"]),
                defaults={
                    "key": row["instrument"],
                    "until": int(row["to"]) if row["to"] else InForce.OPEN_END,
                    "law": row["law"],
                },
            )
