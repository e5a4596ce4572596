"""Letters about accounts: short, plain text, without a word that a stranger could use."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage

from sasando.ui.words import text as _

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    body: str


def letter_of(name: str, context: dict[str, Any]) -> Letter | None:
    """The letter that allauth means by a name, or None where we send none."""
    if name == "account/email/password_reset_key":
        return reset_letter(context["password_reset_url"])
    said = {
        "account/email/password_changed": _("Kata sandi akun Anda diganti."),
        "account/email/password_reset": _("Kata sandi akun Anda dibuat ulang."),
        "account/email/password_set": _("Kata sandi akun Anda dibuat."),
        "mfa/email/totp_activated": _("Dua langkah untuk akun Anda diaktifkan."),
        "mfa/email/totp_deactivated": _("Dua langkah untuk akun Anda dimatikan."),
        "mfa/email/recovery_codes_generated": _("Kode pemulihan akun Anda dibuat ulang."),
    }.get(name)
    return told_letter(said) if said else None


def reset_letter(address: str) -> Letter:
    """The way to a new password."""
    return Letter(
        _("Buat kata sandi baru"),
        "\n\n".join(
            [
                _("Seseorang, mungkin Anda, meminta kata sandi baru untuk akun Anda. Buka tautan ini:"),
                address,
                _("Bila bukan Anda, abaikan surat ini; kata sandi Anda tidak berubah."),
            ]
        ),
    )


def invitation_letter(agency: str, inviter: str, address: str) -> Letter:
    """The way to an account, or to a further role."""
    return Letter(
        _("Undangan bekerja di Sasando"),
        "\n\n".join(
            [
                _("%(inviter)s mengundang Anda untuk %(agency)s. Buka tautan ini:")
                % {"inviter": inviter, "agency": agency},
                address,
                _("Tautan hanya berlaku untuk Anda, satu kali, selama tujuh hari. Jangan diteruskan."),
            ]
        ),
    )


def told_letter(said: str) -> Letter:
    """Tell a person what happened to the account."""
    return Letter(
        said.rstrip("."), f"{said}\n\n{_('Bila bukan Anda yang melakukannya, beri tahu admin instansi.')}"
    )


def send(letter: Letter, address: str) -> bool:
    """Send a letter; whether it left. A mail server that is down stops nobody's work.

    The log names neither the person nor the address.
    """
    try:
        EmailMessage(
            settings.ACCOUNT_EMAIL_SUBJECT_PREFIX + letter.subject,
            letter.body + "\n",
            settings.DEFAULT_FROM_EMAIL,
            [address],
        ).send()
    except OSError:  # smtplib's errors are among them
        logger.exception("a letter could not be sent")
        return False
    return True
