"""How allauth works here: passwords set by an act, secrets encrypted, no sign-up, our words for its errors."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from functools import lru_cache
from typing import Any, ClassVar

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from sasando.organizations.actions.people import set_password
from sasando.organizations.models import User
from sasando.organizations.visitors import address_of


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts by invitation alone."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Akun ini tidak aktif. Hubungi admin instansi Anda."),
        "email_password_mismatch": _("Surel atau kata sandi tidak cocok. Periksa keduanya, lalu coba lagi."),
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

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Set a password by an act of the person."""
        assert isinstance(user, User)  # noqa: S101  # the only model of people here
        set_password(user, password)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Who asks, behind a proxy on this machine too."""
        return address_of(request)


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets are encrypted before they reach the database; the QR code is drawn by segno."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Kode tidak cocok. Ketik kode yang sedang tampil di aplikasi."),
    }

    def encrypt(self, text: str) -> str:
        return _cipher(settings.SECRET_KEY).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher(settings.SECRET_KEY).decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        return str(segno.make(url, micro=False).svg_inline(scale=4, border=4, dark="#000", light="#fff"))


@lru_cache(maxsize=2)
def _cipher(secret: str) -> Fernet:
    """The cipher of this installation: its key is derived from the secret in `secrets.env`."""
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"sasando second step").derive(secret.encode())
    return Fernet(urlsafe_b64encode(key))
