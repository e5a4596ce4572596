"""The public addresses."""

from __future__ import annotations

from django.urls import path

from sasando.organizations.language import switch_language
from sasando.portal import disclosed_view, national_view, part_views, style_view, views

urlpatterns = [
    path("", views.home, name="home"),
    path("d/<slug:slug>/", views.agency_standing, name="standing"),
    path("d/<slug:slug>/penggerak/", part_views.agency_moved, name="moved"),
    path("d/<slug:slug>/target/", part_views.agency_reach, name="reach"),
    path("d/<slug:slug>/pembanding/", part_views.agency_peers, name="peers"),
    path("d/<slug:slug>/evaluasi/", disclosed_view.agency_disclosed, name="disclosed"),
    path("nasional/", national_view.national, name="national"),
    path("gaya/", style_view.style, name="style"),
    path("bahasa/<slug:language>/", switch_language, name="language"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", views.metrics, name="metrics"),
    path("robots.txt", views.robots, name="robots"),
]
