"""The address of an invitation, as it is handed to the person."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


def invitation_link(secret: str, request: HttpRequest | None = None) -> str:
    """The whole address: as the inviter reached the site, or at the shell as the settings name it."""
    path = reverse("invitation", kwargs={"secret": secret})
    if request is not None:
        return request.build_absolute_uri(path)
    return f"{settings.SITE_ADDRESS}{path}"
