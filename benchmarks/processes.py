"""What a process and all below it hold and use, by the system's own tables."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

_PROCESSES = Path("/proc")
_TICK = 1 / os.sysconf("SC_CLK_TCK")  # seconds
_PARENT, _USER, _SYSTEM = 1, 11, 12  # fields of `stat`, counted after the name


def memory(pid: int) -> float:
    """The PSS of a process and all below it, in MB."""
    held = 0
    for one in _tree(pid):
        try:
            lines = (_PROCESSES / str(one) / "smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        held += next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
    return held / 1024


def processor_time(pid: int) -> float:
    """The processor time, in seconds, that a process and all that now run below it have used."""
    fields = (_stat(one) for one in _tree(pid))
    return sum(int(one[_USER]) + int(one[_SYSTEM]) for one in fields if one) * _TICK


def processors() -> int:
    """How many this process may run on."""
    return len(os.sched_getaffinity(0))


def _tree(pid: int) -> Iterator[int]:
    children: dict[int, list[int]] = {}
    for entry in _PROCESSES.iterdir():
        if entry.name.isdigit() and (fields := _stat(int(entry.name))):
            children.setdefault(int(fields[_PARENT]), []).append(int(entry.name))
    waiting = [pid]
    while waiting:
        one = waiting.pop()
        waiting += children.get(one, [])
        yield one


def _stat(pid: int) -> list[str]:
    """The fields of a process after its name; [] where it has ended."""
    try:
        return (_PROCESSES / str(pid) / "stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return []
