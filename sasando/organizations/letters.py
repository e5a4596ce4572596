"""Letters about accounts: short, plain text, without a word that a stranger could use.

Every letter leaves by `send`, which has it written in the language of whoever reads it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from sasando.organizations.models import User
from sasando.organizations.queries import clock_of
from sasando.ui.clock import moment
from sasando.ui.words import speaking
from sasando.ui.words import text as _

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Addressed:
    """A letter as it leaves."""

    address: str
    letter: Letter


def told_by_library(name: str) -> str:
    """What happened to an account, by the name of allauth's letter about it; empty where we send none."""
    return {
        "account/email/password_changed": _("Kata sandi akun Anda diganti."),
        "account/email/password_reset": _("Kata sandi akun Anda dibuat ulang."),
        "account/email/password_set": _("Kata sandi akun Anda dibuat."),
        "mfa/email/totp_activated": _("Dua langkah untuk akun Anda diaktifkan."),
        "mfa/email/totp_deactivated": _("Dua langkah untuk akun Anda dimatikan."),
        "mfa/email/recovery_codes_generated": _("Kode pemulihan akun Anda dibuat ulang."),
    }.get(name, "")


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


def tell_of_account(person: User, said: Callable[[], str]) -> None:
    """Tell a person what they have just done to the account, and when by their clock."""
    send(person, lambda: account_letter(said(), person))


def account_letter(said: str, person: User, *, by_another: bool = False) -> Letter:
    """What has just happened to an account. `by_another`: not by whoever it is."""
    unknown = (
        _("Bila Anda tidak memintanya, beri tahu admin lain di instansi Anda.")
        if by_another
        else _("Bila bukan Anda yang melakukannya, beri tahu admin instansi.")
    )
    return Letter(said.rstrip("."), "\n\n".join([said, now_line(clock_of(person)), unknown]))


def closed_letter(person: User) -> Letter:
    """Tell a person that they are closing the account; made while the account still knows their clock."""
    return Letter(
        _("Akun Anda ditutup"),
        "\n\n".join(
            [
                _("Akun Sasando dengan alamat email ini ditutup oleh pemiliknya sendiri."),
                now_line(clock_of(person)),
                _(
                    "Nama dan alamat ini dihapus dari akun; peran, token, dan semua perangkat yang masuk berakhir."
                ),
                _(
                    "Akun yang ditutup tidak dapat dibuka lagi. Bila bukan Anda yang menutupnya, beri tahu admin"
                    " instansi; ia dapat mengundang Anda dari awal."
                ),
            ]
        ),
    )


def now_line(zone: str) -> str:
    """When it happened, by a clock."""
    return _("Waktu: %(moment)s") % {"moment": moment(timezone.now(), zone)}


def leave_the_machine() -> bool:
    """Whether letters go out: by default they stay in a folder here, where nobody they are for reads them."""
    return settings.EMAIL_BACKEND.split(".")[-2] not in ("filebased", "console")


def send(to: User | str, compose: Callable[[], Letter]) -> bool:
    """Have a letter written in its reader's language and send it, as `post`; none to an account that is closed."""
    if isinstance(to, User) and not to.is_active:
        return False
    return post(addressed(to, compose))


def addressed(to: User | str, compose: Callable[[], Letter]) -> Addressed:
    """A letter to a person, or to an address, in the reader's language: Indonesian where nobody has the address."""
    if isinstance(to, User):
        address, language = to.email, to.language
    else:
        address, language = to, _language_at(to)
    with speaking(language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
        return Addressed(address, compose())


def _language_at(address: str) -> str:
    found = User.objects.filter(email=address.lower()).values_list("language", flat=True).first()
    return found or settings.LANGUAGE_CODE


def post(one: Addressed) -> bool:
    """Send a letter; whether it left this machine. A mail server that is down stops nobody's work.

    The log names neither the person nor the address, which the words of a refusing server hold.
    """
    try:
        EmailMessage(
            settings.ACCOUNT_EMAIL_SUBJECT_PREFIX + one.letter.subject,
            one.letter.body + "\n",
            settings.DEFAULT_FROM_EMAIL,
            [one.address],
        ).send()
    except OSError as error:  # smtplib's errors are among them
        code = getattr(error, "smtp_code", error.errno)
        logger.error("a letter could not be sent: %s, %s", type(error).__name__, code)
        return False
    return leave_the_machine()
