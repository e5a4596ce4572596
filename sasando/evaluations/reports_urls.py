"""`/k/<agency>/evaluasi/<evaluation>/<stage>/laporan/…`: the documents of a stage. To be included below `k/`."""

from __future__ import annotations

from django.urls import path

from sasando.evaluations.reports import change_view, template_views, views

_REPORTS = "<slug:slug>/evaluasi/<uuid:evaluation>/<slug:code>/laporan/"

urlpatterns = [
    path(_REPORTS, views.documents, name="reports"),
    path(f"{_REPORTS}perubahan/", change_view.change_page, name="report_change"),
    path(f"{_REPORTS}templat/<slug:subject>/", template_views.template_page, name="report_template"),
    path(
        f"{_REPORTS}templat/<slug:subject>/unduh/", template_views.template_file, name="report_template_file"
    ),
    path(f"{_REPORTS}batal/<uuid:job>/", views.cancel, name="report_cancel"),
    path(f"{_REPORTS}<str:file>", views.document, name="report"),
]
