"""`/d/<agency>/bawa/…`: what an agency takes into the meeting."""

from __future__ import annotations

from django.urls import path

from sasando.portal.downloads import views

urlpatterns = [
    path("d/<slug:slug>/bawa/", views.choice, name="take"),
    path("d/<slug:slug>/bawa/<str:file>", views.download, name="download"),
]
