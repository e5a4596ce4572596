"""A report of the ministry on one agency, down to the levels of its indicators: `data/cases/*.yaml`.

Reads a file and the instrument, touches no database.
"""

from __future__ import annotations

import hashlib
from fractions import Fraction
from pathlib import Path
from typing import Any

from sasando.kernel.faults import BadInputError, Fault
from sasando.organizations.queries import AgencyRow
from sasando.results.import_file import ImportFile, ImportRow
from sasando.results.printed_figures import parse_printed
from sasando.scoring.faults import FaultList, LevelsError
from sasando.scoring.levels import parse_levels
from sasando.scoring.model import Instrument
from sasando.scoring.yaml_text import read_tree


def read_report(path: Path, instrument: Instrument, agency: AgencyRow) -> ImportFile:
    """The report as an import of one row, whose parts are domains, aspects and indicators by code.

    Raises:
        BadInputError: the file cannot be read, lacks a figure, or holds one that is none.
        LevelsError: a level that the instrument does not rate.
    """
    content: Any = read_tree(
        path, FaultList(path.name)
    )  # its faults are of instruments: figures are text here
    if not isinstance(content, dict):
        raise BadInputError([Fault(path.name, 0, "bukan laporan; bandingkan dengan data/cases/")])
    try:
        parts = {**_printed(content["domains"], "domain", "D"), **_printed(content["aspects"], "aspect", "A")}
        index, year = parse_printed(content["index"]["published"]), int(content["year"])
        numbered = enumerate(content["levels"].items(), start=1)
        levels = parse_levels(
            instrument, [(row, number, level) for row, (number, level) in numbered], path.name
        )
        predicate = content["predicate"]
    except KeyError as missing:
        raise BadInputError([Fault(path.name, str(missing.args[0]), "tidak ada dalam laporan ini")]) from None
    except (LevelsError, BadInputError):
        raise
    except ValueError as error:
        raise BadInputError([Fault(path.name, 0, str(error))]) from None
    row = ImportRow(1, agency, content["agency"], index, parts | levels, predicate)
    return ImportFile(path.name, hashlib.sha256(path.read_bytes()).hexdigest(), year, (row,), {})


def _printed(rows: list[dict[str, str | None]], kind: str, letter: str) -> dict[str, Fraction]:
    """The printed values of domains or aspects by code; those that are not printed are left out."""
    return {f"{letter}{row[kind]}": parse_printed(row["published"]) for row in rows if row["published"]}
