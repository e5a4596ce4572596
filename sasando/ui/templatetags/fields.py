"""Fields of forms in the look: label, hint, error, control; and the summary of what is wrong, above them."""

from __future__ import annotations

from django import template
from django.forms import BaseForm, CheckboxInput, FileInput
from django.forms.boundfield import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from sasando.ui.words import text as _

register = template.Library()
_CROSS = (
    '<svg class="i" viewBox="0 0 16 16" aria-hidden="true"><rect x="2" y="2" width="12" height="12" rx="1"/>'
    '<path d="m5.5 5.5 5 5m0-5-5 5"/></svg>'
)
_PRESSED = '<label class="btn btn-2 btn-full" for="{}">{}</label>'


@register.simple_tag
def field(bound: BoundField, hint: str = "", classes: str = "") -> SafeString:
    """One field, called by the form's label for it; `classes` are added to the control's."""
    name = bound.id_for_label or bound.auto_id
    about = [f"{name}-h"] * bool(hint) + [f"{name}-e"] * bool(bound.errors)
    attributes: dict[str, str | bool] = {"placeholder": False, "aria-describedby": " ".join(about) or False}
    if bound.errors:
        attributes["aria-invalid"] = "true"
    tick, file = (isinstance(bound.field.widget, kind) for kind in (CheckboxInput, FileInput))
    if not tick and not file:
        attributes["class"] = f"in {classes}".strip()
    caption = format_html(_PRESSED if file else '<label for="{}">{}</label>', name, bound.label)
    hinted = format_html('<p class="hint" id="{}-h">{}</p>', name, hint) if hint else ""
    control = bound.as_widget(attrs=attributes)
    inside = (
        format_html('<div class="pick">{}{}{}</div>{}', control, caption, hinted, _errors(bound, name))
        if tick
        else format_html("{}{}{}{}", caption, hinted, _errors(bound, name), control)
    )
    kinds = " file" * file + " is-bad" * bool(bound.errors)
    return format_html('<div class="field{}">{}</div>', kinds, inside)


def _errors(bound: BoundField, name: str) -> SafeString:
    if not bound.errors:
        return mark_safe("")
    said = " ".join(str(error) for error in bound.errors)
    return format_html(
        '<p class="err" id="{}-e">{}<span><span class="vh">{} </span>{}</span></p>',
        name,
        mark_safe(_CROSS),  # noqa: S308  # our own drawing
        _("Galat:"),
        said,
    )


@register.simple_tag
def faults(form: BaseForm, heading: str = "") -> SafeString:
    """The summary above a form: each line names its field and leads to it. Nothing where nothing is wrong.

    What concerns no field alone leads to the first.
    """
    shown = form.visible_fields()
    lines = [(bound.id_for_label, f"{bound.label}: {error}") for bound in shown for error in bound.errors]
    whole = [(shown[0].id_for_label if shown else "", str(error)) for error in form.non_field_errors()]
    if not lines and not whole:
        return mark_safe("")
    return format_html(
        '<div class="errors" id="galat" role="alert" tabindex="-1"><h2>{}</h2><ul>{}</ul></div>',
        heading or _("Belum dapat disimpan"),
        format_html_join("\n", "<li>{}</li>", ((_line(name, said),) for name, said in whole + lines)),
    )


def _line(name: str, said: str) -> SafeString | str:
    return format_html('<a href="#{}">{}</a>', name, said) if name else said
