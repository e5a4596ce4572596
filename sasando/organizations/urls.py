"""`/k/…`: the staff's pages of units and people."""

from __future__ import annotations

from django.urls import path

from sasando.organizations import operator_views, people_views, person_view, unit_views, views

urlpatterns = [
    path("", views.desk, name="desk"),
    path("operator/", operator_views.operator_desk, name="operator"),
    path("operator/undang/", operator_views.invite_further_operator, name="invite_operator"),
    path("operator/<slug:slug>/buka/", operator_views.host, name="host_agency"),
    path("operator/<slug:slug>/undang/", operator_views.invite_first_admin, name="invite_admin"),
    path("<slug:slug>/", views.agency_desk, name="agency_desk"),
    path("<slug:slug>/unit/", unit_views.units, name="units"),
    path("<slug:slug>/unit/baru/", unit_views.new_unit, name="new_unit"),
    path("<slug:slug>/unit/impor/", unit_views.import_list, name="import_units"),
    path("<slug:slug>/unit/usulan/", unit_views.add_proposed, name="add_proposed_units"),
    path("<slug:slug>/unit/<uuid:unit>/", unit_views.one_unit, name="unit"),
    path("<slug:slug>/unit/<uuid:unit>/tutup/", unit_views.close, name="close_unit"),
    path("<slug:slug>/orang/", people_views.people, name="people"),
    path("<slug:slug>/orang/undang/", people_views.invite_person, name="invite"),
    path("<slug:slug>/orang/undangan/<uuid:invitation>/cabut/", people_views.withdraw, name="withdraw"),
    path("<slug:slug>/orang/<uuid:user>/", person_view.one_person, name="person"),
    path("<slug:slug>/orang/<uuid:user>/peran/", person_view.add_role, name="add_role"),
    path(
        "<slug:slug>/orang/<uuid:user>/peran/<uuid:membership>/akhiri/",
        person_view.end_role,
        name="end_role",
    ),
    path("<slug:slug>/orang/<uuid:user>/serah-terima/", person_view.hand_over_person, name="hand_over"),
    path("<slug:slug>/orang/<uuid:user>/langkah-kedua/", person_view.reset_step, name="reset_second_step"),
]
