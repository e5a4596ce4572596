"""`…/salin/` and `…/mulai-dari/`: texts taken elsewhere. Below the address of the stage."""

from __future__ import annotations

from django.urls import path

from sasando.evaluations.copying import start_views, views

urlpatterns = [
    path("salin/", views.copy_page, name="copy_page"),
    path("mulai-dari/", start_views.start_page, name="start_page"),
]
