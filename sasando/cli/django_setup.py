"""Starts Django for a command, once and only where the command needs it."""

from __future__ import annotations

import django
from django.apps import apps


def ensure_django() -> None:
    """Read the settings and load the apps, unless that is done."""
    if not apps.ready:
        django.setup()
