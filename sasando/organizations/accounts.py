"""How allauth works here: passwords set by an act, secrets encrypted, no sign-up, our words in letters and errors."""

from __future__ import annotations

import time
from base64 import urlsafe_b64encode
from functools import lru_cache
from io import BytesIO
from typing import Any, ClassVar

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sasando.organizations.actions.people import set_password
from sasando.organizations.letters import reset_letter, send, tell_of_account, told_by_library
from sasando.organizations.models import User
from sasando.organizations.second_step import must_have
from sasando.ui.visitors import address_of

JUST_NOW = 300.0  # seconds
_SAID = {
    "account/messages/password_changed.txt": _("Kata sandi sudah diganti."),
    "account/messages/password_set.txt": _("Kata sandi sudah dibuat."),
    "mfa/messages/totp_activated.txt": _("Dua langkah sudah aktif."),
    "mfa/messages/totp_deactivated.txt": _("Dua langkah sudah dimatikan."),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts by invitation alone."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Akun ini tidak aktif. Hubungi admin instansi Anda."),
        "email_password_mismatch": _("Email atau kata sandi tidak cocok. Periksa keduanya, lalu coba lagi."),
        "enter_current_password": _("Kata sandi yang sekarang tidak cocok. Ketik lagi."),
        "incorrect_code": _("Kode tidak cocok. Ketik kode yang sedang tampil di aplikasi."),
        "incorrect_password": _("Kata sandi tidak cocok. Ketik lagi."),
        "invalid_password_reset": _("Tautan ini tidak berlaku lagi. Minta tautan baru."),
        "too_many_login_attempts": _(
            "Terlalu banyak percobaan yang gagal. Tunggu lima menit, lalu coba lagi."
        ),
        "rate_limited": _("Terlalu banyak permintaan. Tunggu sebentar, lalu coba lagi."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an invitation makes the account."""
        return False

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Whoever has just signed in need not type the password again to set up the second step."""
        records = get_authentication_records(self.request, self.request.user)
        latest = max((float(record["at"]) for record in records), default=0.0)
        return time.time() - latest > JUST_NOW

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Set a password by an act of the person."""
        assert isinstance(user, User)  # noqa: S101  # the only model of people here
        set_password(user, password)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Who asks, behind a proxy on this machine too."""
        return address_of(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send the way to a new password in our letter; the library's other letters are not sent."""
        if template_prefix == "account/email/password_reset_key":
            send(email, lambda: reset_letter(context["password_reset_url"]))

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell a person in our letter what happened to the account."""
        assert isinstance(user, User)  # noqa: S101  # the only model of people here
        if told_by_library(template_prefix):
            tell_of_account(user, lambda: told_by_library(template_prefix))

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say in our words what the library has done; signing in and out say it by themselves."""
        said = message or _SAID.get(message_template or "")
        if said:
            messages.add_message(request, level, str(said), extra_tags=extra_tags)


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets are encrypted before they reach the database; the QR code is drawn by segno."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Kode tidak cocok. Ketik kode yang sedang tampil di aplikasi."),
        "cannot_delete_authenticator": _("Peran Anda mewajibkan dua langkah, jadi tidak dapat dimatikan."),
    }

    def encrypt(self, text: str) -> str:
        return _cipher(settings.SECRET_KEY).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher(settings.SECRET_KEY).decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        drawing = BytesIO()
        segno.make(url, micro=False).save(drawing, kind="svg", scale=4, border=4, dark="#000", light="#fff")
        return drawing.getvalue().decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not while a duty asks for it; recovery codes may be made anew."""
        return authenticator.type != Authenticator.Type.TOTP or not must_have(authenticator.user)


@lru_cache(maxsize=2)
def _cipher(secret: str) -> Fernet:
    """The cipher of this installation: its key is derived from the secret in `secrets.env`."""
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"sasando second step").derive(secret.encode())
    return Fernet(urlsafe_b64encode(key))
