"""`/akun/dua-langkah/ganti/`: another phone for the second step, by whoever has the old one or a recovery code."""

from __future__ import annotations

from base64 import b64encode

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import clear_totp_secret
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from sasando.organizations.account_forms import ReplacePhoneForm
from sasando.organizations.actions.people import replace_phone
from sasando.organizations.desk import desk_page
from sasando.organizations.letters import tell_of_account
from sasando.organizations.people import person_of
from sasando.organizations.second_step import has
from sasando.ui.words import in_one_language
from sasando.ui.words import text as _


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_one_language
def replace(request: HttpRequest) -> HttpResponse:
    """The key for another phone; POST lets it do the second step in place of the old one."""
    person = person_of(request)
    if not has(person):
        return redirect("mfa_activate_totp")
    form = ReplacePhoneForm(request.POST if request.method == "POST" else None, user=person)
    if form.is_valid():
        replace_phone(person, form.secret)
        clear_totp_secret(request)
        tell_of_account(person, lambda: _("Ponsel untuk langkah kedua akun Anda diganti."))
        messages.success(request, _("Ponsel untuk langkah kedua sudah diganti."))
        return redirect("mfa_index")
    adapter = get_adapter()
    address = adapter.build_totp_url(person, form.secret)
    drawing = b64encode(adapter.build_totp_svg(address).encode()).decode()
    context = {
        "form": form,
        "totp_url": address,
        "totp_svg_data_uri": f"data:image/svg+xml;base64,{drawing}",
    }
    status = 422 if form.errors else 200
    return desk_page(request, "mfa/totp/replace_form.html", None, context, status=status)
