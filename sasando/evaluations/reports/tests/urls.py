"""For tests of these pages: every address of the site with them, whether it includes them already or not."""

from __future__ import annotations

from django.urls import include, path

from sasando import urls

urlpatterns = [path("k/", include("sasando.evaluations.reports_urls")), *urls.urlpatterns]
handler400, handler404, handler500 = urls.handler400, urls.handler404, urls.handler500
