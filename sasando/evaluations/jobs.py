"""The long work of evaluations, as the worker finds it."""

from __future__ import annotations

from sasando.evaluations.reports.making import JOBS

__all__ = ["JOBS"]
