"""What is done with an evaluation and its stages from their pages: each POST is one act, then back to the page."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from sasando.evaluations.access_letters import discard_and_tell, end_access_and_tell, give_access_and_tell
from sasando.evaluations.actions.disclosing import disclose, withdraw
from sasando.evaluations.actions.moving import move_to_latest
from sasando.evaluations.actions.noting import answer_general
from sasando.evaluations.actions.opening import open_stage, record_absence, schedule
from sasando.evaluations.actions.sealing import gaps_of, reopen, review, seal
from sasando.evaluations.faults import ConflictError, EvaluationError
from sasando.evaluations.models import Disclosure, Evaluation, Seal, Stage
from sasando.evaluations.screens.criteria import unread_criteria
from sasando.evaluations.screens.entry_form import mark_of, posted, posted_day
from sasando.evaluations.screens.evaluation_view import evaluation_of, standing_disclosure
from sasando.evaluations.screens.index_bar import index_bar
from sasando.evaluations.screens.place import Opened, evaluation_address, open_place, whole_place
from sasando.evaluations.snapshot import snapshot, unexplained, values_here
from sasando.evaluations.unsourced import unsourced
from sasando.instruments.queries import parsed
from sasando.kernel.grant_table import RefusedError
from sasando.organizations.desk import desk_page
from sasando.organizations.models import Membership, User
from sasando.organizations.people import person_of
from sasando.organizations.queries import staff_of
from sasando.ui.scripted import by_script, onward, refused
from sasando.ui.words import as_sentence, in_one_language
from sasando.ui.words import text as _


@require_POST
@in_one_language
def stage_act(request: HttpRequest, slug: str, evaluation: UUID, code: str, act: str) -> HttpResponse:
    """`…/<stage>/<act>/` for acts on one stage: buka, jadwal, buka-kembali, akses, akses-cabut, reviu."""
    here = open_place(request, slug, evaluation, code)
    handle = {
        "buka": _open,
        "jadwal": _schedule,
        "buka-kembali": _reopen,
        "akses": _give_access,
        "akses-cabut": _end_access,
        "reviu": _review,
        "umumkan": _disclose,
    }.get(act)
    if handle is None:
        raise Http404(act)
    return _done(request, evaluation_address(here), lambda: handle(request, here))


def _done(request: HttpRequest, address: str, change: Callable[[], str]) -> HttpResponse:
    """Run a change, say what came of it, and go back to the page."""
    try:
        messages.success(request, change())
    except (RefusedError, EvaluationError) as error:
        not_theirs = isinstance(error, RefusedError)
        said = _("Peran Anda tidak melakukan ini.") if not_theirs else as_sentence(str(error))
        if by_script(request):
            return refused(said, kind="conflict" if isinstance(error, _OthersWroteError) else "refused")
        messages.error(request, said)
    return onward(request, address)


class _OthersWroteError(EvaluationError):
    """Says what they wrote and what the sender wrote."""


def _open(request: HttpRequest, here: Opened) -> str:
    open_stage(here.staff.user, here.stage)
    return _("Tahap %(stage)s dibuka.") % {"stage": here.stage.name}


def _schedule(request: HttpRequest, here: Opened) -> str:
    schedule(
        here.staff.user, here.stage, posted_day(request.POST, "tenggat"), posted(request.POST, "surat")[:200]
    )
    return _("Jadwal %(stage)s tersimpan.") % {"stage": here.stage.name}


def _reopen(request: HttpRequest, here: Opened) -> str:
    reopen(here.staff.user, here.stage, posted(request.POST, "alasan")[:500])
    return _("Tahap %(stage)s dibuka kembali; segel sebelumnya tetap tersimpan.") % {"stage": here.stage.name}


def _give_access(request: HttpRequest, here: Opened) -> str:
    until = posted_day(request.POST, "sampai")
    if until is None:
        raise EvaluationError(_("Isi hari terakhir aksesnya."))
    person = _person(request, here)
    give_access_and_tell(here.staff.user, here.stage, person, until)
    return _("%(name)s diberi akses ke tahap ini.") % {"name": person.name}


def _end_access(request: HttpRequest, here: Opened) -> str:
    person = _person(request, here)
    end_access_and_tell(here.staff.user, here.stage, person)
    return _("Akses %(name)s dicabut.") % {"name": person.name}


def _review(request: HttpRequest, here: Opened) -> str:
    held = Seal.objects.filter(stage=here.stage).order_by("-number").first()
    if held is None:
        raise EvaluationError(_("Tahap ini belum disegel."))
    valid = request.POST.get("putusan") == "valid"
    review(here.staff.user, held, valid=valid, note=posted(request.POST, "catatan"))
    return _("Putusan reviu tersimpan.")


def _disclose(request: HttpRequest, here: Opened) -> str:
    held = Seal.objects.filter(stage=here.stage).order_by("-number").first()
    if held is None:
        raise EvaluationError(_("Tahap ini belum disegel."))
    disclose(
        here.staff.user,
        held,
        posted(request.POST, "sampai"),
        posted(request.POST, "persetujuan")[:300],
        _hidden(here.stage, posted(request.POST, "sembunyikan")),
    )
    return _("Hasil tahap %(stage)s terbuka untuk umum.") % {"stage": here.stage.name}


def _hidden(stage: Stage, written: str) -> list[str]:
    """The codes of what stays hidden, written as numbers of indicators or as codes.

    Raises:
        EvaluationError: there is none of that number.
    """
    known = parsed(stage.instrument.digest).by_code
    numbered = {node.number: code for code, node in known.items() if node.kind in ("indicator", "item")}
    named = written.replace(",", " ").split()
    if unknown := [one for one in named if one not in numbered and one not in known]:
        raise EvaluationError(
            _("Tidak ada indikator %(numbers)s pada instrumen ini.") % {"numbers": ", ".join(unknown)[:60]}
        )
    return [numbered.get(one, one) for one in named]


def _person(request: HttpRequest, here: Opened) -> User:
    chosen = posted(request.POST, "orang")
    found = Membership.objects.filter(agency=here.staff.agency).select_related("user")
    person = next((one.user for one in found if str(one.user_id) == chosen), None)
    if person is None:
        raise EvaluationError(_("Pilih orangnya dari daftar."))
    return person


@require_http_methods(["GET", "HEAD", "POST"])
@in_one_language
def send(request: HttpRequest, slug: str, evaluation: UUID, code: str) -> HttpResponse:
    """`…/<stage>/kirim/`: what is still missing, or the confirmation; POST seals."""
    here = whole_place(request, slug, evaluation, code)
    refused, status = "", HTTPStatus.OK
    if request.method == "POST":
        try:
            made = seal(here.staff.user, here.stage, key=posted(request.POST, "kunci")[:60] or None)
        except RefusedError:
            refused, status = _("Peran Anda tidak mengirim tahap ini."), HTTPStatus.FORBIDDEN
        except EvaluationError as error:
            refused, status = as_sentence(str(error)), HTTPStatus.CONFLICT
        else:
            messages.success(
                request,
                _("%(stage)s disegel sebagai segel nomor %(number)s.")
                % {"stage": here.stage.name, "number": made.number},
            )
            return HttpResponseRedirect(evaluation_address(here))
    held = snapshot(here.stage)
    gaps = gaps_of(here.stage, held) if here.stage.state == Stage.State.OPEN else {}
    context = {
        **here.context(),
        "bar": index_bar(held.score),
        "gaps": list(gaps.items()),
        "missing": held.score.missing,
        "counted": len(held.judgements),
        "unexplained": [] if here.is_self else unexplained(held),
        "unsourced": unsourced(held.score.instrument, here.stage, values_here(held)).told().items(),
        "reread": unread_criteria(here.stage),
        "refused": refused,
        "allowed": here.may("send" if here.is_self else "seal"),
        "base": here.context()["stage_address"],
    }
    return desk_page(request, "evaluations/send.html", here.staff, context, status=status)


@require_POST
@in_one_language
def evaluation_act(request: HttpRequest, slug: str, evaluation: UUID, act: str) -> HttpResponse:
    """`…/<id>/<act>/` for acts on the whole: hapus, tidak-mengikuti, pindah-versi, cabut-umum, umumkan-terbaru,
    pertanyaan."""
    staff = staff_of(person_of(request), slug)
    held = evaluation_of(staff, evaluation)
    if act == "hapus":
        return _discarded(request, staff.user, held)
    handle = {
        "tidak-mengikuti": _absence,
        "pindah-versi": _move,
        "cabut-umum": _take_back,
        "umumkan-terbaru": _disclose_newest,
        "pertanyaan": _question,
    }.get(act)
    if handle is None:
        raise Http404(act)
    address = reverse("evaluation", kwargs={"slug": slug, "evaluation": evaluation})
    return _done(request, address, lambda: handle(request, staff.user, held))


def _discarded(request: HttpRequest, by: User, held: Evaluation) -> HttpResponse:
    """Back to the list where it is gone, else to its page with the reason."""
    place = {"slug": held.agency.slug}
    gone = False

    def change() -> str:
        nonlocal gone
        discard_and_tell(by, held)
        gone = True
        return _("Evaluasi dihapus; jurnal mencatatnya.")

    done = _done(request, reverse("evaluation", kwargs={**place, "evaluation": held.id}), change)
    return HttpResponseRedirect(reverse("evaluations", kwargs=place)) if gone else done


def _absence(request: HttpRequest, by: User, held: Evaluation) -> str:
    record_absence(by, held, posted(request.POST, "alasan")[:300])
    return _("Tersimpan.")


def _move(_request: HttpRequest, by: User, held: Evaluation) -> str:
    numbers = move_to_latest(by, held)
    if not numbers:
        return _("Pindah ke versi terakhir; tidak ada kriteria yang berubah.")
    said = _("Pindah ke versi terakhir. Kriteria berubah pada indikator %(numbers)s.")
    return said % {"numbers": ", ".join(numbers)}


def _take_back(_request: HttpRequest, by: User, held: Evaluation) -> str:
    withdraw(by, _standing(held))
    return _("Hasil ini tidak lagi terbuka untuk umum.")


def _disclose_newest(request: HttpRequest, by: User, held: Evaluation) -> str:
    """The last seal in the place of the public one, as deep and with the same parts hidden."""
    standing = _standing(held)
    newest = Seal.objects.select_related("stage__evaluation__agency").filter(stage=standing.seal.stage)
    consent = posted(request.POST, "persetujuan")[:300]
    disclose(by, newest.latest("number"), standing.depth, consent, standing.hidden_nodes)
    return _("Segel terbaru menggantikan yang diumumkan.")


def _standing(held: Evaluation) -> Disclosure:
    found = standing_disclosure(held)
    if found is None:
        raise EvaluationError(_("Tidak ada hasil yang sedang terbuka."))
    return found


def _question(request: HttpRequest, by: User, held: Evaluation) -> str:
    """Save every answer that was changed: one form for all, so that no button drops what stands beside it."""
    stages = held.stages.select_related("evaluation__agency", "instrument")
    stage = stages.filter(state=Stage.State.OPEN).first()
    if stage is None:
        raise EvaluationError(_("Tidak ada tahap yang terbuka."))
    conflicts = []
    for ordinal in range(1, 1 + len(parsed(stage.instrument.digest).general_questions)):
        written = posted(request.POST, f"jawaban-{ordinal}")
        untouched = posted(request.POST, f"asal-{ordinal}") == mark_of(written)
        if untouched or f"jawaban-{ordinal}" not in request.POST:
            continue
        try:
            answer_general(by, stage, ordinal, posted_number(request, f"expected-{ordinal}"), written)
        except ConflictError as error:
            said = _(
                "Jawaban itu berubah sejak Anda membukanya. Yang tersimpan: “%(theirs)s”. "
                "Tulisan Anda: “%(mine)s”."
            )
            conflicts.append(said % {"theirs": error.stale[0].fact, "mine": written})
    if conflicts:
        raise _OthersWroteError(" ".join(conflicts))
    return _("Jawaban pertanyaan umum tersimpan.")


def posted_number(request: HttpRequest, name: str) -> int:
    """A whole number of a form; -1 for anything else, which no revision or question has."""
    written = posted(request.POST, name)
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else -1
