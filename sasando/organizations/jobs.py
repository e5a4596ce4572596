"""The work of organizations for the worker."""

from __future__ import annotations

from sasando.organizations.letter_jobs import JOBS

__all__ = ["JOBS"]
