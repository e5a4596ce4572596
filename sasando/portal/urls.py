"""The public addresses."""

from __future__ import annotations

from django.urls import path

from sasando.portal import views

urlpatterns = [
    path("", views.home, name="home"),
    path("d/<slug:slug>/", views.agency_standing, name="standing"),
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
]
