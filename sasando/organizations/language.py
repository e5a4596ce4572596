"""The language a person chose for the pages is kept with the account: letters to them are written in it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from sasando.organizations.actions.people import choose_language
from sasando.organizations.models import User
from sasando.ui.language import chosen_language, switch


def switch_language(request: HttpRequest, language: str) -> HttpResponse:
    """As `ui.language.switch`; of somebody signed in the account remembers it too."""
    response = switch(request, language)
    if response.status_code == 302 and isinstance(request.user, User):
        choose_language(request.user, language)
    return response


@receiver(user_logged_in, dispatch_uid="organizations.chosen_language")
def _chosen_before_signing_in(request: HttpRequest, user: User, **_: Any) -> None:
    language = chosen_language(request)
    if language:
        choose_language(user, language)
