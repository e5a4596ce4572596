"""The pages of the served site against bare Django under the same server, and many visitors at once."""

from __future__ import annotations

import http.client
import re
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from html import unescape

from benchmarks.measure import REPETITIONS, Measured
from benchmarks.serving import (
    BARE,
    OURS,
    bare,
    bare_folder,
    connected,
    environment_of,
    get,
    in_turn,
    served,
)

PAGE = "/d/kab-kupang/"
TABLE = "/d/kab-kupang/pembanding/?kelompok=semua"
VISITORS = 64
VISITS = 12  # pages each of them asks for
_SAME_BYTES = "bare Django page: same bytes, middleware, one query"
_SAME_CELLS = "bare Django page: same rows and cells by one plain template loop, middleware, one query"
_LOOP = (
    "<!doctype html><title>{{ agency.name }}</title><table>{% for row in rows %}<tr>"
    "{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>"
)


def measure() -> list[Measured]:
    with tempfile.TemporaryDirectory() as data:
        environment = environment_of(data)
        anew = environment | {"SASANDO_KEEP_PAGES": "false"}
        return [
            _page(environment, "one request", 2),
            _page(anew, "one request, every page made anew", 2),
            _table(anew),
            _visitors(anew),
        ]


def _page(environment: dict[str, str], what: str, bound: float) -> Measured:
    with served(OURS, environment) as port:
        body = get(connected(port), PAGE)
        (bare_folder(environment) / "page.html").write_bytes(body)
        with served(BARE, bare(environment)) as other:
            if get(connected(other), "/page/") != body:
                raise RuntimeError("the bare page does not render the same bytes")
            mine, theirs = in_turn((port, PAGE), (other, "/page/"), REPETITIONS)
    return Measured(f"{PAGE}, {what}", _SAME_BYTES, mine, theirs, mine / theirs, bound)


def _table(environment: dict[str, str]) -> Measured:
    """Fifty rows of everybody: the whole page of the peers, with form and drawing, against its rows alone."""
    with served(OURS, environment) as port:
        cells = _cells(get(connected(port), TABLE).decode())
        folder = bare_folder(environment)
        (folder / "table.html").write_text(_LOOP, encoding="utf-8")
        (folder / "cells.tsv").write_text("\n".join("\t".join(row) for row in cells), encoding="utf-8")
        with served(BARE, bare(environment)) as other:
            if _cells(get(connected(other), "/table/").decode()) != cells:
                raise RuntimeError("the bare table does not render the same cells")
            mine, theirs = in_turn((port, TABLE), (other, "/table/"), REPETITIONS)
    return Measured(f"{TABLE}, every page made anew", _SAME_CELLS, mine, theirs, mine / theirs, 2)


def _cells(body: str) -> list[list[str]]:
    """The words of every row of the longest table of a page."""
    tables = re.findall(r"<table.*?</table>", body, re.DOTALL)
    rows = max((re.findall(r"<tr.*?</tr>", table, re.DOTALL) for table in tables), key=len)
    found = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL) for row in rows]
    return [[unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in row] for row in found]


def _visitors(environment: dict[str, str]) -> Measured:
    """How long a page takes at worst (p95) against the median while 64 visitors ask at once. Any error stops it."""
    with served(OURS, environment) as port:
        get(connected(port), PAGE)
        runs = [_visited(port) for _ in range(REPETITIONS)]
    medians = [statistics.median(took) for took in runs]
    worst = [statistics.quantiles(took, n=20)[-1] for took in runs]
    ratio = statistics.median(late / middle for late, middle in zip(worst, medians, strict=True))
    return Measured(
        f"{PAGE}, p95 of {VISITORS} visitors at once, no error, every page made anew",
        "the median of the same requests",
        statistics.median(worst),
        statistics.median(medians),
        ratio,
        4,
    )


def _visited(port: int) -> list[float]:
    with ThreadPoolExecutor(VISITORS) as crowd:
        return [took for visit in crowd.map(_visit, [port] * VISITORS) for took in visit]


def _visit(port: int) -> list[float]:
    """One visitor on a connection of their own, page after page.

    Raises:
        RuntimeError: a page was not answered by 200.
    """
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    took = []
    for _ in range(VISITS):
        started = time.perf_counter()
        get(connection, PAGE)
        took.append(time.perf_counter() - started)
    return took
