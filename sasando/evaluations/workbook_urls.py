"""`/k/…/excel/`: the workbook of a stage."""

from __future__ import annotations

from django.urls import path

from sasando.evaluations.workbook import views

_STAGE = "<slug:slug>/evaluasi/<uuid:evaluation>/<slug:code>/excel/"

urlpatterns = [
    path(_STAGE, views.workbook_page, name="workbook"),
    path(f"{_STAGE}unduh/", views.download, name="workbook_download"),
    path(f"{_STAGE}<str:digest>/", views.preview, name="workbook_preview"),
]
