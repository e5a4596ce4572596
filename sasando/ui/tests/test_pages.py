"""A page that is worked out beforehand prints what Django itself would print."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.http import HttpRequest
from django.template.exceptions import TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.safestring import mark_safe
from pytest_django import Settings

from sasando.ui.pages import page

TEMPLATES = {
    "shell.html": "{% load i18n static %}<html lang='{{ language }}'><link href='{% static 'ui/sasando.css' %}'>"
    "{% block top %}<p>{% translate 'Atas' %}</p>{% endblock %}<main>{% block main %}{% endblock %}</main>"
    "{% block foot %}kaki{% endblock %}</html>",
    "site.html": "{% extends 'shell.html' %}{% block foot %}<i>{% block note %}{{ model.note }}{% endblock %}</i>"
    "{% endblock %}",
    "leaf.html": "{% extends 'site.html' %}{% load i18n %}{% block main %}{# unseen #}"
    "{% if model.rows %}<ul>{% for row in model.rows %}<li>{% translate 'Baris' %} {{ forloop.counter }} {{ row.name }}"
    "{% empty %}none{% endfor %}</ul>{% elif model.note %}B{% else %}C{% endif %}"
    "{{ model.missing }}{{ absent }}{{ model.number }}{{ model.note|upper }}{{ model.html }}{{ model.table.key }}"
    "{{ model.rows.0.name }}{{ model.called }}{{ model.note|safe }}"
    "{% with one=model.note %}{{ one }}{% endwith %}{% translate model.note as said %}{{ said }}{% endblock %}",
    "open.html": "{% autoescape off %}{{ model.note }}{{ model.html }}{{ model.number }}{{ model.table.key }}"
    "{% endautoescape %}",
    "super.html": "{% extends 'shell.html' %}{% block top %}{{ block.super }}{% endblock %}",
}


@pytest.fixture(autouse=True)
def _templates(tmp_path: Path, settings: Settings) -> None:
    for name, source in TEMPLATES.items():
        (tmp_path / name).write_text(source)
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]


@pytest.fixture
def request_() -> HttpRequest:
    return RequestFactory().get("/")


def _model(**changed: object) -> SimpleNamespace:
    rows = [SimpleNamespace(name="<a & b>"), SimpleNamespace(name="'")]
    values = {
        "rows": rows,
        "note": '5 < 6 & "7"',
        "number": 12345.5,
        "html": mark_safe("<b>ya</b>"),
        "table": {"key": "<k>"},
        "called": lambda: "<dipanggil>",
    }
    return SimpleNamespace(**{**values, **changed})


@pytest.mark.parametrize(
    "changed", [{}, {"rows": []}, {"rows": [], "note": ""}, {"number": None}, {"html": "<i>"}]
)
def test_worked_out_pages_have_the_same_bytes(request_: HttpRequest, changed: dict[str, object]) -> None:
    context = {"model": _model(**changed)}
    plain = render_to_string("leaf.html", {**context, "language": "id"}, request_)
    for _ in range(2):
        assert page(request_, "leaf.html", context).content.decode() == plain
    assert "&lt;a &amp; b&gt;" in plain or not context["model"].rows


@pytest.mark.parametrize("missing", ["note", "html", "number"])
def test_one_variable_that_is_missing_leaves_the_others_as_they_are(
    request_: HttpRequest, missing: str
) -> None:
    model = _model()
    delattr(model, missing)
    plain = render_to_string("leaf.html", {"model": model, "language": "id"}, request_)
    assert page(request_, "leaf.html", {"model": model}).content.decode() == plain
    assert "&lt;dipanggil&gt;" in plain


def test_markup_is_not_escaped_where_a_template_says_so(request_: HttpRequest) -> None:
    model = _model()
    plain = render_to_string("open.html", {"model": model, "language": "id"}, request_)
    assert page(request_, "open.html", {"model": model}).content.decode() == plain
    assert "<k>" in plain


def test_working_out_leaves_the_shared_templates_alone(request_: HttpRequest) -> None:
    before = render_to_string("site.html", {"model": _model(), "language": "id"}, request_)
    page(request_, "leaf.html", {"model": _model()})
    assert render_to_string("site.html", {"model": _model(), "language": "id"}, request_) == before


def test_the_status_is_the_callers(request_: HttpRequest) -> None:
    assert page(request_, "site.html", {"model": _model()}, status=404).status_code == 404


def test_a_block_that_asks_for_its_parents_text_is_refused(request_: HttpRequest) -> None:
    with pytest.raises(TemplateSyntaxError, match=r"super\.html.*write the text out"):
        page(request_, "super.html", {})
