"""Figures of this installation for a monitor, as the plain text that Prometheus reads.

An app adds its own as `METRICS`, functions that return a `Metric`, in its `metrics.py`. They count; they name
neither persons nor agencies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from sasando.kernel.registry import declared

TEXT = "text/plain; version=0.0.4; charset=utf-8"
_PREFIX = "sasando_"


@dataclass(frozen=True, slots=True)
class Metric:
    """A gauge: `name` as Prometheus knows it, without ours before it, `says` what is counted.

    `values` by the value of `label`; one without a label has its value under "".
    """

    name: str
    says: str
    values: Mapping[str, int]
    label: str = ""


def metric(name: str, says: str, value: int) -> Metric:
    """A gauge of one value."""
    return Metric(name, says, {"": value})


def exposition() -> str:
    """Every metric of every app. A few queries, however much is stored."""
    looks: list[Callable[[], list[Metric]]] = declared("metrics", "METRICS")
    return "".join(f"{line}\n" for look in looks for one in look() for line in _lines(one))


def _lines(one: Metric) -> Iterator[str]:
    name = _PREFIX + one.name
    yield f"# HELP {name} {one.says}"
    yield f"# TYPE {name} gauge"
    for value, number in one.values.items():
        labels = f'{{{one.label}="{value}"}}' if one.label else ""
        yield f"{name}{labels} {number}"
