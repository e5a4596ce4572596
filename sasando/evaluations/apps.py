"""Evaluations of an agency by an instrument: opened, filled in, verified, sealed, disclosed."""

from __future__ import annotations

from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "sasando.evaluations"
