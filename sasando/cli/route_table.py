"""Every address of the site with the door before it, and what each kind of visitor meets there.

The authorization matrix (`tests/matrix`) asks every address for every kind of visitor and compares; an address
without a row fails it. `sasando grants --routes` prints it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

from sasando.kernel.grant_table import AGENCY, NATIONAL, all_grants

ALLOW, LOGIN, REFUSED, UNKNOWN = "allow", "login", "403", "404"
ANONYMOUS, PERSON, OPERATOR, FOREIGN = "anonymous", "person", "operator", "foreign"
ROLES = (
    "agency_admin", "coordinator", "responsible", "assessor", "entry", "unit_contact", "leader",
    "external_assessor", "review_team",
)  # fmt: skip
VISITORS = (ANONYMOUS, PERSON, OPERATOR, FOREIGN, *ROLES)  # FOREIGN: any role, in another agency
FROM_OUTSIDE = frozenset({"external_assessor", "review_team"})
NOT_THEIRS = FROM_OUTSIDE | {"unit_contact"}


class Door(Enum):
    """What stands before an address."""

    PUBLIC = "public"  # also what a link with a secret opens
    NOWHERE = "nowhere"  # an address of a library that answers nothing
    ACCOUNT = "account"  # whoever has signed in
    STAFF = "staff"  # whoever has a role in the agency
    ACT = "act"  # those whose role may do one of the acts
    OPERATE = "operate"


@dataclass(frozen=True, slots=True)
class Route:
    """One method of one address. `hidden`: roles of the agency for which what it names does not exist;
    `refused`: roles that may do the act, but not on what is not assigned to them.
    """

    method: str
    pattern: str
    door: Door
    acts: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()

    def outcome(self, visitor: str) -> str:
        """What a kind of visitor meets: allow, login, 403 or 404."""
        if self.door is Door.PUBLIC:
            return ALLOW
        if self.door is Door.NOWHERE:
            return UNKNOWN
        if visitor == ANONYMOUS:
            return LOGIN
        if self.door is Door.ACCOUNT:
            return ALLOW
        if self.door is Door.OPERATE:
            return ALLOW if visitor == OPERATOR else REFUSED
        if visitor in (PERSON, OPERATOR, FOREIGN) or visitor in self.hidden:
            return UNKNOWN
        if self.door is Door.STAFF:
            return ALLOW
        if visitor in self.refused:
            return REFUSED
        return ALLOW if any(visitor in roles_of_act(act) for act in self.acts) else REFUSED


@cache
def roles_of_act(act: str) -> frozenset[str]:
    """The roles that the table of grants lets do an act."""
    found = frozenset(
        grant.role for grant in all_grants() if grant.act == act and grant.scope in (AGENCY, NATIONAL)
    )
    if not found:
        raise LookupError(f"no grants declare the act {act}")
    return found


def routes() -> list[Route]:
    """The whole table."""
    return [
        *_public(), *_account(), *_operator(), *_organizations(), *_evaluations(), *_papers(),
        *_evaluations_by_api(), *_papers_by_api(),
    ]  # fmt: skip


def _rows(door: Door, method: str, *patterns: str) -> Iterator[Route]:
    for pattern in patterns:
        yield Route(method, pattern, door)


def _public() -> Iterator[Route]:
    agency = "d/<slug:slug>/"
    yield from _rows(
        Door.PUBLIC, "GET", "", agency, f"{agency}penggerak/", f"{agency}target/", f"{agency}pembanding/",
        f"{agency}evaluasi/",
        "nasional/", "gaya/", "bahasa/<slug:language>/", "healthz", "readyz", "metrics", "robots.txt", f"{agency}bawa/",
        f"{agency}bawa/<str:file>",
    )  # fmt: skip
    yield Route("GET", "api/v1/", Door.NOWHERE)
    row = "api/v1/agencies/<slug>"
    yield from _rows(
        Door.PUBLIC, "GET", "api/v1/openapi.json", "api/v1/agencies", "api/v1/suggestions", row,
        "api/v1/index/<slug>", f"{row}/results", f"{row}/targets", f"{row}/peers", f"{row}/infer/<year>",
        f"{row}/explain/<from_year>/<to_year>", f"{row}/reach", "api/v1/publications",
        "api/v1/publications/<publication_id>", "api/v1/publications/<publication_id>/results",
        "api/v1/national/<year>",
    )  # fmt: skip


def _account() -> Iterator[Route]:
    for method in ("GET", "POST"):
        yield from _rows(
            Door.PUBLIC, method, "akun/masuk/", "akun/keluar/", "akun/undangan/<str:secret>/", "akun/lupa/",
            "akun/^lupa/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        )  # fmt: skip
        yield from _rows(
            Door.ACCOUNT, method, "akun/masuk/kode/", "akun/pastikan/", "akun/pastikan/kode/", "akun/sandi/",
            "akun/sandi/buat/",
            "akun/dua-langkah/aktifkan/", "akun/dua-langkah/ganti/", "akun/dua-langkah/matikan/",
            "akun/kode-pemulihan/buat/", "akun/token/", "akun/tutup/",
        )  # fmt: skip
    yield from _rows(Door.PUBLIC, "GET", "akun/lupa/terkirim/", "akun/lupa/selesai/", "akun/tidak-aktif/")
    yield from _rows(Door.ACCOUNT, "GET", "akun/", "akun/dua-langkah/", "akun/kode-pemulihan/", "k/")
    yield from _rows(Door.ACCOUNT, "POST", "akun/sesi/<int:number>/akhiri/", "akun/sesi/akhiri-lainnya/")


def _operator() -> Iterator[Route]:
    yield from _rows(Door.OPERATE, "GET", "k/operator/")
    yield from _rows(Door.OPERATE, "POST", "k/operator/<slug:slug>/buka/")
    for method in ("GET", "POST"):
        yield from _rows(Door.OPERATE, method, "k/operator/undang/", "k/operator/<slug:slug>/undang/")


def _organizations() -> Iterator[Route]:
    here = "k/<slug:slug>/"
    yield from _rows(Door.STAFF, "GET", here, f"{here}unit/")
    person, unit = f"{here}orang/<uuid:user>/", f"{here}unit/<uuid:unit>/"
    for methods, pattern, act in (
        ("GET POST", f"{here}unit/baru/", "add_unit"),
        ("GET POST", f"{here}unit/impor/", "import_units"),
        ("POST", f"{here}unit/usulan/", "import_units"),
        ("GET POST", unit, "change_unit"),
        ("POST", f"{unit}tutup/", "close_unit"),
        ("GET", f"{here}orang/", "read_people"),
        ("GET", "api/v1/agencies/<slug>/people", "read_people"),
        ("GET POST", f"{here}orang/undang/", "invite"),
        ("POST", f"{here}orang/undangan/<uuid:invitation>/cabut/", "withdraw_invitation"),
        ("GET", person, "add_membership"),
        ("POST", f"{person}peran/", "add_membership"),
        ("POST", f"{person}peran/<uuid:membership>/akhiri/", "end_membership"),
        ("POST", f"{person}serah-terima/", "hand_over"),
        ("POST", f"{person}langkah-kedua/", "reset_second_step"),
    ):
        for method in methods.split():
            yield Route(method, pattern, Door.ACT, (f"organizations.{act}",))


def _evaluations() -> Iterator[Route]:
    every = "k/<slug:slug>/evaluasi/"
    one = f"{every}<uuid:evaluation>/"
    stage = f"{one}<slug:code>/"
    indicator = f"{stage}isian/<slug:number>/"
    yield Route("GET", "k/<slug:slug>/posisi/", Door.STAFF, hidden=NOT_THEIRS)
    yield Route("GET", every, Door.STAFF)
    yield Route("GET", one, Door.STAFF, hidden=FROM_OUTSIDE)
    yield Route("GET", stage, Door.STAFF, hidden=FROM_OUTSIDE)
    for pattern in (f"{stage}kirim/", f"{stage}aspek/"):
        yield Route("GET", pattern, Door.STAFF, hidden=NOT_THEIRS)
    yield Route("GET", indicator, Door.STAFF, hidden=NOT_THEIRS)
    acts: tuple[tuple[str, tuple[str, ...], frozenset[str]], ...] = (
        (every, ("open",), frozenset()),
        (f"{one}hapus/", ("discard",), frozenset()),
        (f"{one}tidak-mengikuti/", ("record_absence",), frozenset()),
        (f"{one}pindah-versi/", ("move",), frozenset()),
        (f"{one}cabut-umum/", ("withdraw_disclosure",), frozenset()),
        (f"{one}umumkan-terbaru/", ("disclose",), frozenset()),
        (f"{one}pertanyaan/", ("answer_general",), frozenset()),
        (f"{stage}verifikasi/", ("verify",), FROM_OUTSIDE),
        (f"{stage}tugas/", ("assign",), FROM_OUTSIDE),
        (f"{stage}kirim/", ("send",), NOT_THEIRS),
        (f"{stage}aspek/", ("note_aspect",), NOT_THEIRS),
        (f"{stage}buka/", ("open_stage",), FROM_OUTSIDE),
        (f"{stage}jadwal/", ("schedule",), FROM_OUTSIDE),
        (f"{stage}buka-kembali/", ("reopen",), FROM_OUTSIDE),
        (f"{stage}akses/", ("give_access",), FROM_OUTSIDE),
        (f"{stage}akses-cabut/", ("end_access",), FROM_OUTSIDE),
        (f"{stage}reviu/", ("review",), FROM_OUTSIDE),
        (f"{stage}umumkan/", ("disclose",), FROM_OUTSIDE),
        (indicator, ("judge_self",), NOT_THEIRS),
        (f"{indicator}draf/", ("draft",), NOT_THEIRS),
        (f"{indicator}verifikasi/", ("verify",), NOT_THEIRS),
    )
    for pattern, names, hidden in acts:
        yield Route("POST", pattern, Door.ACT, tuple(f"evaluations.{name}" for name in names), hidden)
    yield Route("POST", f"{indicator}komentar/", Door.ACT, ("discussions.comment",), NOT_THEIRS)


def _papers() -> Iterator[Route]:
    """Workbook, reports, texts taken elsewhere."""
    stage = "k/<slug:slug>/evaluasi/<uuid:evaluation>/<slug:code>/"
    for last in ("excel/", "excel/unduh/", "salin/"):
        yield Route("GET", stage + last, Door.STAFF, hidden=FROM_OUTSIDE)
    template = "laporan/templat/<slug:subject>/"
    for methods, last, act in (
        ("POST", "excel/", "judge_self"),
        ("GET POST", "excel/<str:digest>/", "judge_self"),
        ("GET", "laporan/", "report"),
        ("GET", "laporan/perubahan/", "report"),
        ("GET POST", "laporan/<str:file>", "report"),
        ("POST", "laporan/batal/<uuid:job>/", "report"),
        ("GET POST", template, "set_report_template"),
        ("GET", f"{template}unduh/", "set_report_template"),
        ("POST", "salin/", "tick_copied"),
        ("GET POST", "mulai-dari/", "start_from"),
    ):
        given = FROM_OUTSIDE & roles_of_act(f"evaluations.{act}") if "laporan" in last else FROM_OUTSIDE
        for method in methods.split():
            yield Route(method, stage + last, Door.ACT, (f"evaluations.{act}",), given)


def _evaluations_by_api() -> Iterator[Route]:
    every = "api/v1/agencies/<slug>/evaluations"
    one = f"{every}/<evaluation>"
    stage = f"{one}/stages/<stage>"
    yield from _rows(Door.STAFF, "GET", "api/v1/agencies/<slug>/units", every)
    for pattern in (
        one, stage, f"{stage}/assignments", f"{stage}/copy", f"{stage}/workbook", f"{stage}/workbook/table",
    ):  # fmt: skip
        yield Route("GET", pattern, Door.STAFF, hidden=FROM_OUTSIDE)
    for pattern in (
        f"{stage}/history/<indicator>", f"{stage}/seals", f"{stage}/aspects", f"{one}/questions",
        f"{stage}/comments/<indicator>",
    ):  # fmt: skip
        yield Route("GET", pattern, Door.STAFF, hidden=NOT_THEIRS)
    yield Route("POST", every, Door.ACT, ("evaluations.open",))
    contact = frozenset({"unit_contact"})
    for method, pattern, act, hidden in (
        ("DELETE", one, "discard", FROM_OUTSIDE),
        ("PUT", f"{one}/absence", "record_absence", FROM_OUTSIDE),
        ("POST", f"{one}/move", "move", FROM_OUTSIDE),
        ("PUT", f"{one}/questions/<ordinal>", "answer_general", NOT_THEIRS),
        ("POST", f"{stage}/judgements", "judge_self", FROM_OUTSIDE),
        ("PUT", f"{stage}/drafts/<indicator>", "draft", FROM_OUTSIDE),
        ("POST", f"{stage}/verifications", "verify", FROM_OUTSIDE),
        ("POST", f"{stage}/open", "open_stage", FROM_OUTSIDE),
        ("POST", f"{stage}/seal", "send", FROM_OUTSIDE),
        ("POST", f"{stage}/reopen", "reopen", FROM_OUTSIDE),
        ("POST", f"{stage}/disclosure", "disclose", FROM_OUTSIDE),
        ("DELETE", f"{stage}/disclosure", "withdraw_disclosure", FROM_OUTSIDE),
        ("PUT", f"{stage}/assignments", "assign", FROM_OUTSIDE),
        ("POST", f"{stage}/assignments/withdraw", "assign", FROM_OUTSIDE),
        ("PUT", f"{stage}/schedule", "schedule", FROM_OUTSIDE),
        ("GET", f"{stage}/access", "give_access", NOT_THEIRS),
        ("PUT", f"{stage}/access/<person>", "give_access", NOT_THEIRS),
        ("DELETE", f"{stage}/access/<person>", "end_access", NOT_THEIRS),
        ("PUT", f"{stage}/aspects/<aspect>", "note_aspect", NOT_THEIRS),
        ("POST", f"{stage}/review", "review", NOT_THEIRS),
    ):
        yield Route(method, pattern, Door.ACT, (f"evaluations.{act}",), hidden, contact)
    comments = f"{stage}/comments/<indicator>"
    yield Route("POST", comments, Door.ACT, ("discussions.comment",), NOT_THEIRS)
    yield Route("PUT", f"{comments}/<comment>", Door.ACT, ("discussions.resolve",), NOT_THEIRS)


def _papers_by_api() -> Iterator[Route]:
    stage = "api/v1/agencies/<slug>/evaluations/<evaluation>/stages/<stage>"
    report = f"{stage}/reports/<file>"
    for methods, pattern, act, hidden in (
        ("PUT DELETE", f"{stage}/copy/<indicator>", "tick_copied", NOT_THEIRS),
        ("GET", f"{stage}/earlier", "start_from", FROM_OUTSIDE),
        ("GET POST", f"{stage}/earlier/<source>", "start_from", FROM_OUTSIDE),
        ("DELETE", f"{stage}/earlier/<source>", "take_back", FROM_OUTSIDE),
        ("POST", f"{stage}/workbook", "judge_self", FROM_OUTSIDE),
        ("POST", f"{stage}/workbook/preview", "judge_self", FROM_OUTSIDE),
        ("GET", f"{stage}/change", "report", FROM_OUTSIDE),
        ("GET", f"{stage}/reports", "report", FROM_OUTSIDE),
        ("POST", report, "report", FROM_OUTSIDE),
        ("GET DELETE", f"{report}/<job>", "report", FROM_OUTSIDE),
        ("GET", f"{report}/<job>/content", "report", FROM_OUTSIDE),
    ):
        for method in methods.split():
            yield Route(method, pattern, Door.ACT, (f"evaluations.{act}",), hidden)
    templates = "api/v1/agencies/<slug>/report-templates"
    for method, pattern in (
        ("GET", templates), *((method, f"{templates}/<document>") for method in ("GET", "POST", "DELETE")),
    ):  # fmt: skip
        yield Route(method, pattern, Door.ACT, ("evaluations.set_report_template",))
