"""`/k/…`: the staff's pages of units and people."""

from __future__ import annotations

from django.urls import path

from sasando.organizations import views

urlpatterns = [
    path("", views.desk, name="desk"),
    path("<slug:slug>/", views.agency_desk, name="agency_desk"),
]
