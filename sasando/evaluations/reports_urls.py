"""`…/laporan/…`: the documents of a stage. Below the address of the stage."""

from __future__ import annotations

from django.urls import path

from sasando.evaluations.reports import change_view, template_views, views

urlpatterns = [
    path("laporan/", views.documents, name="reports"),
    path("laporan/perubahan/", change_view.change_page, name="report_change"),
    path("laporan/templat/<slug:subject>/", template_views.template_page, name="report_template"),
    path("laporan/templat/<slug:subject>/unduh/", template_views.template_file, name="report_template_file"),
    path("laporan/batal/<uuid:job>/", views.cancel, name="report_cancel"),
    path("laporan/<str:file>", views.document, name="report"),
]
