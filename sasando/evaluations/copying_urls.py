"""`/k/…/salin/` and `/k/…/mulai-dari/`: texts taken elsewhere."""

from __future__ import annotations

from django.urls import path

from sasando.evaluations.copying import start_views, views

_STAGE = "<slug:slug>/evaluasi/<uuid:evaluation>/<slug:code>/"

urlpatterns = [
    path(f"{_STAGE}salin/", views.copy_page, name="copy_page"),
    path(f"{_STAGE}mulai-dari/", start_views.start_page, name="start_page"),
]
