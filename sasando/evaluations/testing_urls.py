"""For tests of pages: every address of the site with the further pages of this app, whether included there or not."""

from __future__ import annotations

from django.urls import include, path

from sasando import urls

urlpatterns = [
    path("k/", include("sasando.evaluations.workbook_urls")),
    *urls.urlpatterns,
]
handler400, handler404, handler500 = urls.handler400, urls.handler404, urls.handler500
