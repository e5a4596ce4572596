from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "sasando.organizations"
    label = "organizations"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from sasando.kernel.grant_table import resolve_roles_by
        from sasando.organizations.roles import roles_of_person

        import_module("sasando.organizations.second_step_signals")
        import_module("sasando.organizations.language")
        resolve_roles_by(roles_of_person)
        # The list of sessions tells when somebody signed in; this would write the person's row outside an act.
        user_logged_in.disconnect(dispatch_uid="update_last_login")
