"""Who asks: a person by a personal token, or by the session of the pages with its CSRF token.

A token acts as its owner and is never wider: the roles are those of today, and who owes a second step at the pages
owes it here.
"""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware
from ninja.security import APIKeyCookie, HttpBearer

from sasando.api.answers import Refused
from sasando.organizations.models import Membership, User
from sasando.organizations.queries import Staff, clock_among, memberships_of
from sasando.organizations.roles import today_in
from sasando.organizations.second_step import has, is_owed
from sasando.tokens.actions import note_use
from sasando.tokens.queries import valid_token

_READING = ("GET", "HEAD")
SECOND_STEP = "Peran Anda mewajibkan langkah kedua. Aktifkan dahulu di /akun/dua-langkah/."


class _CsrfCheck(CsrfViewMiddleware):
    """Django's own check, without the page that Django shows where it fails."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponseForbidden:
        return HttpResponseForbidden(reason)


def _may_change(request: HttpRequest) -> bool:
    """Whether a request by session carries the CSRF token of its page."""
    check = _CsrfCheck(lambda _request: HttpResponse())
    request.csrf_processing_done = False  # type: ignore[attr-defined]  # the door exempted the view from the first
    check.process_request(request)
    return check.process_view(request, HttpResponse, (), {}) is None


class ByToken(HttpBearer):
    """`Authorization: Bearer sasando_…`."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """The owner of a token that works. Two queries, and a write on the first use of a day by the owner's clock.

        What the owner is today stays with the request, for `staff_here`.
        """
        found = valid_token(token)
        if found is None:
            return None
        if found.reads_only and request.method not in _READING:
            raise Refused(
                403, "Token ini hanya untuk membaca; buat token yang boleh mengubah di /akun/token/."
            )
        held = memberships_of(found.user)
        note_use(found, today_in(clock_among(held)))
        request.held = held  # type: ignore[attr-defined]
        return found.user


class BySession(APIKeyCookie):
    """The session of the pages; what changes something carries the CSRF token in `X-CSRFToken`."""

    param_name: str = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> User | None:
        return self.authenticate(request, None)

    def authenticate(self, request: HttpRequest, key: str | None) -> User | None:
        """The signed-in person. Two queries."""
        user = request.user
        if not isinstance(user, User):
            return None
        if request.method not in _READING and not _may_change(request):
            raise Refused(403, "Kirim token CSRF halaman ini sebagai X-CSRFToken, atau pakai token pribadi.")
        if is_owed(request):
            raise Refused(403, SECOND_STEP)
        return user


BY_PERSON = [ByToken(), BySession()]


def staff_here(request: HttpRequest, slug: str) -> Staff:
    """The person at work in the agency of an address. One query: by a session their roles; by a token, whose owner's
    are read already, the second step where it is needed.

    Raises:
        Refused: no role there today (404), or a second step that is owed (403).
    """
    user = request.auth  # type: ignore[attr-defined]  # set by ninja
    held: list[Membership] | None = getattr(request, "held", None)
    if held is None:
        held = memberships_of(user)
    elif _is_owed(user, held):
        raise Refused(403, SECOND_STEP)
    here = tuple(one for one in held if one.agency.slug == slug)
    if not here:
        raise Refused(404, f'Anda tidak berperan di "{slug}", atau instansi itu belum dilayani di sini.')
    return Staff(user, here[0].agency, here)


def _is_owed(user: User, held: list[Membership]) -> bool:
    needed = user.is_operator or any(one.role in one.NEED_SECOND_STEP for one in held)
    return needed and not has(user)


def nothing_there(what: str, named: str | UUID | int) -> Refused:
    """The answer where something does not exist, or is not for this person: the two look the same."""
    return Refused(404, f"{what} {named} tidak ada, atau bukan untuk Anda.")
