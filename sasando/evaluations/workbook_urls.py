"""`…/excel/`: the workbook of a stage. Below the address of the stage."""

from __future__ import annotations

from django.urls import path

from sasando.evaluations.workbook import views

urlpatterns = [
    path("excel/", views.workbook_page, name="workbook"),
    path("excel/unduh/", views.download, name="workbook_download"),
    path("excel/<str:digest>/", views.preview, name="workbook_preview"),
]
