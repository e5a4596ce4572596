"""Loading an instrument file: read as text, shaped into the model, checked, given its digests."""

from __future__ import annotations

from pathlib import Path

from sasando.scoring.authoring import read_instrument
from sasando.scoring.canonical import with_digests
from sasando.scoring.checks import check_instrument
from sasando.scoring.faults import FaultList, InstrumentError
from sasando.scoring.model import Instrument
from sasando.scoring.yaml_text import read_tree


def load_instrument(path: Path | str) -> Instrument:
    """The instrument in the file at `path`, its digest and those of its criteria set.

    Raises InstrumentError with every fault of the file: one line each, `file: path: problem; remedy`.
    """
    faults = FaultList(str(path))
    tree = read_tree(Path(path), faults)
    if tree is None:
        if not faults.found:
            faults.add("", "berkas kosong", "isi dengan satu instrumen")
        raise InstrumentError(faults.found)
    instrument = read_instrument(tree, faults)
    if isinstance(tree, dict):
        check_instrument(instrument, faults)
    if faults.found:
        raise InstrumentError(faults.found)
    return with_digests(instrument)
