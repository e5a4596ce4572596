"""`/k/<agency>/evaluasi/…`: evaluations, their stages, and the entry screen."""

from __future__ import annotations

from django.urls import include, path

from sasando.evaluations import copying_urls, reports_urls, workbook_urls
from sasando.evaluations.screens import (
    aspects_view,
    evaluation_acts,
    evaluation_view,
    evaluations_view,
    indicator_view,
    position_view,
    send_view,
    table_view,
)

_EVALUATION = "<slug:slug>/evaluasi/<uuid:evaluation>/"
_INDICATOR = "isian/<slug:number>/"
_EVALUATION_ACTS = ("hapus", "tidak-mengikuti", "pindah-versi", "cabut-umum", "umumkan-terbaru", "pertanyaan")
_STAGE_ACTS = ("buka", "jadwal", "buka-kembali", "akses", "akses-cabut", "reviu", "umumkan")

_stage = [
    path("", table_view.table, name="stage"),
    path(_INDICATOR, indicator_view.indicator, name="indicator"),
    path(f"{_INDICATOR}draf/", indicator_view.draft, name="draft"),
    path(f"{_INDICATOR}verifikasi/", indicator_view.verification, name="verification"),
    path(f"{_INDICATOR}komentar/", indicator_view.remark, name="remark"),
    path("verifikasi/", table_view.verify_many, name="verify-many"),
    path("tugas/", table_view.assign_many, name="assign-many"),
    path("kirim/", send_view.send, name="send"),
    path("aspek/", aspects_view.aspects, name="aspects"),
    *(path(f"{act}/", evaluation_acts.stage_act, {"act": act}, name=f"stage-{act}") for act in _STAGE_ACTS),
    *workbook_urls.urlpatterns,
    *reports_urls.urlpatterns,
    *copying_urls.urlpatterns,
]
urlpatterns = [
    path("<slug:slug>/posisi/", position_view.position, name="position"),
    path("<slug:slug>/evaluasi/", evaluations_view.evaluations, name="evaluations"),
    path(_EVALUATION, evaluation_view.evaluation, name="evaluation"),
    *(
        path(f"{_EVALUATION}{act}/", evaluation_acts.evaluation_act, {"act": act}, name=f"evaluation-{act}")
        for act in _EVALUATION_ACTS
    ),
    path(f"{_EVALUATION}<slug:code>/", include(_stage)),
]
