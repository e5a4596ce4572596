"""What the apps declare for the kernel: lists in a module of a known name, gathered when first needed."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps


def declared(module: str, attribute: str) -> list[Any]:
    """The items of `attribute` in `<app>.<module>`, over all apps of the project that have one."""
    found: list[Any] = []
    for config in apps.get_app_configs():
        if config.name.startswith("sasando.") and find_spec(f"{config.name}.{module}"):
            found += getattr(import_module(f"{config.name}.{module}"), attribute, [])
    return found
