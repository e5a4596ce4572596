"""The evaluations of an agency, and opening one."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sasando.evaluations.actions.opening import Opened, open_evaluation
from sasando.evaluations.faults import EvaluationError
from sasando.evaluations.models import Evaluation, Stage, StageAccess
from sasando.evaluations.queries import evaluations_of
from sasando.evaluations.screens.entry_form import posted
from sasando.evaluations.screens.stage_words import days_left, evaluation_name
from sasando.evaluations.visible import is_from_outside, may
from sasando.instruments.queries import UnknownInstrumentError, in_force, instrument, parsed
from sasando.kernel.grant_table import RefusedError
from sasando.organizations.desk import desk_page
from sasando.organizations.people import person_of
from sasando.organizations.queries import Staff, staff_of
from sasando.organizations.roles import today_in
from sasando.results.queries import SPBE_FAMILY
from sasando.scoring.model import Instrument
from sasando.ui.words import as_sentence, in_one_language
from sasando.ui.words import text as _

OFFERED = ("pemdi-2026", "spbe-2020", "spbe-2018")


@dataclass(frozen=True, slots=True)
class EvaluationLine:
    name: str
    address: str
    stage: str
    left: str


@require_http_methods(["GET", "HEAD", "POST"])
@in_one_language
def evaluations(request: HttpRequest, slug: str) -> HttpResponse:
    """`/k/<agency>/evaluasi/`: the list; POST opens one."""
    staff = staff_of(person_of(request), slug)
    if request.method != "POST":
        return _shown(request, staff)
    try:
        wanted = _wanted(request)
        made = open_evaluation(staff.user, staff.agency, wanted)
    except RefusedError:
        return _shown(
            request,
            staff,
            HTTPStatus.FORBIDDEN,
            _("Peran Anda tidak membuka evaluasi; mintalah kepada koordinator."),
        )
    except (EvaluationError, UnknownInstrumentError) as error:
        return _shown(request, staff, HTTPStatus.UNPROCESSABLE_ENTITY, as_sentence(str(error)))
    return HttpResponseRedirect(reverse("evaluation", kwargs={"slug": slug, "evaluation": made}))


def _wanted(request: HttpRequest) -> Opened:
    year = posted(request.POST, "tahun").strip()
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        raise EvaluationError(_("Tulis tahun dengan empat angka, misalnya 2026."))
    key, _colon, track = posted(request.POST, "instrumen").partition(":")
    return Opened(
        instrument=key,
        year=int(year),
        kind=posted(request.POST, "jenis"),
        track=track,
        label=posted(request.POST, "nama")[:80],
        reading="rounded" if request.POST.get("bacaan") == "rounded" else "exact",
    )


def _shown(
    request: HttpRequest, staff: Staff, status: int = HTTPStatus.OK, refused: str = ""
) -> HttpResponse:
    now = today_in(staff.agency.timezone)
    reign = in_force(SPBE_FAMILY, now.year)
    choices = _choices(reign.key if reign else "")
    context = {
        "lines": [_line(one, staff) for one in _seen(staff)],
        "may_open": may(staff, "open"),
        "from_outside": is_from_outside(staff),
        "choices": choices,
        "chosen": posted(request.POST, "instrumen") or next((value for value, _label, _now in choices), ""),
        "kinds": Evaluation.Kind.choices,
        "kind": posted(request.POST, "jenis"),
        "reading": posted(request.POST, "bacaan"),
        "year": request.POST.get("tahun", str(now.year)),
        "label": posted(request.POST, "nama"),
        "refused": refused,
    }
    return desk_page(request, "evaluations/evaluations.html", staff, context, status=status)


def _seen(staff: Staff) -> list[Evaluation]:
    """All evaluations of the agency; for somebody from outside those with a stage that was given to them."""
    found = evaluations_of(staff.agency)
    if not is_from_outside(staff):
        return found
    today = today_in(staff.agency.timezone)
    given = set(
        StageAccess.objects.filter(
            stage__evaluation__agency=staff.agency, user=staff.user, ended_at=None, until__gte=today
        ).values_list("stage__evaluation_id", flat=True)
    )
    return [one for one in found if one.id in given]


def _choices(current: str) -> list[tuple[str, str, bool]]:
    """Instrument and track to choose from: the one in force first."""
    found = []
    for key in sorted(OFFERED, key=lambda key: key != current):
        try:
            loaded = instrument(key)
        except UnknownInstrumentError:
            continue
        found += [
            (f"{key}:{track.code}", _choice(loaded, track.name), key == current) for track in loaded.tracks
        ]
    return found


def _choice(loaded: Instrument, track: str) -> str:
    first, last = loaded.first_year, loaded.last_year
    years = f"{first}–{last}" if last else _("sejak %(first)s") % {"first": first}
    return f"{loaded.short_name} {years}, {track}"


def _line(evaluation: Evaluation, staff: Staff) -> EvaluationLine:
    stages = sorted(evaluation.stages.all(), key=lambda stage: stage.ordinal)
    active = next((one for one in stages if one.state == Stage.State.OPEN), None)
    sealed = [one for one in stages if one.state == Stage.State.SEALED]
    if evaluation.absence:
        where = _("tidak mengikuti")
    elif active:
        where = _("%(stage)s terbuka") % {"stage": active.name}
    elif sealed:
        where = _("%(stage)s disegel") % {"stage": sealed[-1].name}
    else:
        where = _("belum dibuka")
    return EvaluationLine(
        name=evaluation_name(evaluation, parsed(evaluation.instrument.digest).short_name),
        address=reverse("evaluation", kwargs={"slug": staff.agency.slug, "evaluation": evaluation.id}),
        stage=where,
        left=days_left(active.due, today_in(staff.agency.timezone)) if active else "",
    )
