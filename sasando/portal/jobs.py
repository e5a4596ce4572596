"""The long work of the portal, as the worker finds it."""

from __future__ import annotations

from sasando.portal.downloads.making import JOBS

__all__ = ["JOBS"]
