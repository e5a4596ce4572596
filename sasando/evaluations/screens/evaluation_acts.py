"""What is done with an evaluation and its stages from their pages: each POST is one act, then back to the page."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from sasando.evaluations.access_letters import discard_and_tell, end_access_and_tell, give_access_and_tell
from sasando.evaluations.actions.disclosing import disclose, withdraw
from sasando.evaluations.actions.moving import move_to_latest
from sasando.evaluations.actions.noting import answer_general
from sasando.evaluations.actions.opening import open_stage, record_absence, schedule
from sasando.evaluations.actions.sealing import reopen, review
from sasando.evaluations.faults import ConflictError, EvaluationError
from sasando.evaluations.models import Disclosure, Evaluation, Seal, Stage
from sasando.evaluations.screens.entry_form import mark_of, posted, posted_day, posted_number
from sasando.evaluations.screens.evaluation_view import evaluation_of, evaluation_page, standing_disclosure
from sasando.evaluations.screens.place import Opened, open_place
from sasando.evaluations.screens.refused_act import (
    AnswersRefusedError,
    RefusedAnswer,
    is_conflict,
    reason_of,
    refused_act,
)
from sasando.instruments.queries import parsed
from sasando.kernel.grant_table import RefusedError
from sasando.organizations.models import Membership, User
from sasando.organizations.people import person_of
from sasando.organizations.queries import Staff, staff_of
from sasando.ui.scripted import by_script, onward, refused
from sasando.ui.sent_forms import takes_forms
from sasando.ui.words import as_sentence, in_one_language
from sasando.ui.words import text as _


@takes_forms(of=2)
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
    return _done(request, here.staff, here.stage.evaluation_id, (act, code), lambda: handle(request, here))


def _done(
    request: HttpRequest, staff: Staff, evaluation: UUID, named: tuple[str, str], change: Callable[[], str]
) -> HttpResponse:
    """Run a change, say what came of it, and go back to the page; where it is refused, with all that was typed.

    `named`: the act, and the code of its stage, "" for the whole.
    """
    try:
        messages.success(request, change())
    except (RefusedError, EvaluationError) as error:
        if by_script(request):
            return refused(reason_of(error), kind="conflict" if is_conflict(error) else "refused")
        kept = refused_act(*named, request.POST, error)
        try:
            return evaluation_page(request, staff, evaluation_of(staff, evaluation), kept)
        except Http404:  # a page that they do not see had no form for them
            messages.error(request, kept.said)
    return onward(
        request, reverse("evaluation", kwargs={"slug": staff.agency.slug, "evaluation": evaluation})
    )


def _open(request: HttpRequest, here: Opened) -> str:
    open_stage(here.staff.user, here.stage)
    return _("Tahap %(stage)s dibuka.") % {"stage": here.stage.name}


def _schedule(request: HttpRequest, here: Opened) -> str:
    schedule(here.staff.user, here.stage, posted_day(request.POST, "tenggat"), posted(request.POST, "surat"))
    return _("Jadwal %(stage)s tersimpan.") % {"stage": here.stage.name}


def _reopen(request: HttpRequest, here: Opened) -> str:
    reopen(here.staff.user, here.stage, posted(request.POST, "alasan"))
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
        posted(request.POST, "persetujuan"),
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


@takes_forms()
@in_one_language
def evaluation_act(request: HttpRequest, slug: str, evaluation: UUID, act: str) -> HttpResponse:
    """`…/<id>/<act>/` for acts on the whole: hapus, tidak-mengikuti, pindah-versi, cabut-umum, umumkan-terbaru,
    pertanyaan."""
    staff = staff_of(person_of(request), slug)
    held = evaluation_of(staff, evaluation)
    if act == "hapus":
        return _discarded(request, staff, held)
    handle = {
        "tidak-mengikuti": _absence,
        "pindah-versi": _move,
        "cabut-umum": _take_back,
        "umumkan-terbaru": _disclose_newest,
        "pertanyaan": _question,
    }.get(act)
    if handle is None:
        raise Http404(act)
    return _done(request, staff, held.id, (act, ""), lambda: handle(request, staff.user, held))


def _discarded(request: HttpRequest, staff: Staff, held: Evaluation) -> HttpResponse:
    """Back to the list where it is gone, else to its page with the reason."""
    gone = False

    def change() -> str:
        nonlocal gone
        discard_and_tell(staff.user, held)
        gone = True
        return _("Evaluasi dihapus; jurnal mencatatnya.")

    done = _done(request, staff, held.id, ("hapus", ""), change)
    return HttpResponseRedirect(reverse("evaluations", kwargs={"slug": staff.agency.slug})) if gone else done


def _absence(request: HttpRequest, by: User, held: Evaluation) -> str:
    record_absence(by, held, posted(request.POST, "alasan"))
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
    consent = posted(request.POST, "persetujuan")
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
    kept: dict[int, RefusedAnswer] = {}
    for ordinal in range(1, 1 + len(parsed(stage.instrument.digest).general_questions)):
        written = posted(request.POST, f"jawaban-{ordinal}")
        untouched = posted(request.POST, f"asal-{ordinal}") == mark_of(written)
        if untouched or f"jawaban-{ordinal}" not in request.POST:
            continue
        try:
            answer_general(by, stage, ordinal, posted_number(request.POST, f"expected-{ordinal}"), written)
        except ConflictError as error:
            said = _("Jawaban itu berubah sejak Anda membukanya.")
            kept[ordinal] = RefusedAnswer(written, said, error.stale[0].fact)
        except EvaluationError as error:
            kept[ordinal] = RefusedAnswer(written, as_sentence(str(error)))
    if kept:
        raise AnswersRefusedError(kept)
    return _("Jawaban pertanyaan umum tersimpan.")
