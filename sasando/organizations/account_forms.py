"""The library's forms with our words on their fields, which the page and its summary of faults both say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp import forms as totp
from django.forms import CharField, Form, TextInput
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_NEW_PASSWORD = {"password1": _("Kata sandi baru"), "password2": _("Kata sandi baru, sekali lagi")}


class _InOurWords(Form):
    """A form of the library whose fields are called as `called` says."""

    called: ClassVar[Mapping[str, _StrPromise]]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, label in self.called.items():
            self.fields[name].label = label


class SignInForm(_InOurWords, account.LoginForm):  # type: ignore[misc]
    """Email and password."""

    called: ClassVar = {
        "login": _("Email"),
        "password": _("Kata sandi"),
        "remember": _("Ingat saya di perangkat ini selama tujuh hari"),
    }


class ChangePasswordForm(_InOurWords, account.ChangePasswordForm):  # type: ignore[misc]
    """The password that holds now, and the new one twice."""

    called: ClassVar = {"oldpassword": _("Kata sandi sekarang"), **_NEW_PASSWORD}


class SetPasswordForm(_InOurWords, account.SetPasswordForm):  # type: ignore[misc]
    """The password of an account that has none yet, twice."""

    called: ClassVar = _NEW_PASSWORD


class ForgottenForm(_InOurWords, account.ResetPasswordForm):  # type: ignore[misc]
    """The address to which the way to a new password is sent."""

    called: ClassVar = {"email": _("Email")}


class NewPasswordForm(_InOurWords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """The new password of whoever came by that way, twice."""

    called: ClassVar = _NEW_PASSWORD


class AgainForm(_InOurWords, account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before the account is changed."""

    called: ClassVar = {"password": _("Kata sandi")}


class SecondStepForm(_InOurWords, second_step.AuthenticateForm):  # type: ignore[misc]
    """The code of the second step, or a recovery code."""

    called: ClassVar = {"code": _("Kode")}


class SecondStepAgainForm(_InOurWords, second_step.ReauthenticateForm):  # type: ignore[misc]
    """The code once more, before the account is changed."""

    called: ClassVar = {"code": _("Kode")}


class ActivateForm(_InOurWords, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a phone."""

    called: ClassVar = {"code": _("Enam angka dari aplikasi")}


class ReplacePhoneForm(ActivateForm):
    """The first code of another phone, and proof by the old one or a recovery code."""

    called: ClassVar = {"code": _("Enam angka dari ponsel baru")}
    old = CharField(
        label=_("Kode dari ponsel lama, atau satu kode pemulihan"),
        widget=TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if not self.errors:  # looked at last: being right spends a recovery code
            proof = SecondStepAgainForm({"code": found["old"]}, user=self.user)
            if not proof.is_valid():
                self.add_error("old", list(proof.errors["code"]))
        return found
