"""`/gaya/`: every component in every state."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sasando.portal.style_page import style_page
from sasando.ui.pages import page
from sasando.ui.tagged import tagged
from sasando.ui.words import in_one_language


@require_safe
@in_one_language
@tagged
def style(request: HttpRequest) -> HttpResponse:
    """`/gaya/`. No query. Robots may fetch it, or they would not see that they must not list it."""
    response = page(request, "portal/style.html", {"style": style_page()})
    response["X-Robots-Tag"] = "noindex"
    return response
