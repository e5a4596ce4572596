from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class KernelConfig(AppConfig):
    name = "sasando.kernel"
    label = "kernel"

    def ready(self) -> None:
        from sasando.kernel.immutable import after_migration

        post_migrate.connect(after_migration, dispatch_uid="kernel.immutable")
