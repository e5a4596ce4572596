"""Kabupaten Contoh: a sample agency with people and evaluations, loaded only when somebody asks for it."""

from __future__ import annotations

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "sasando.demo"
