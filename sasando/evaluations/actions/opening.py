"""Opening evaluations and their stages, and setting their days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from sasando.evaluations.access import all_locked, locked
from sasando.evaluations.actions.scope import actor_of, scope_of, stage_act
from sasando.evaluations.faults import EvaluationError, OutOfOrderError
from sasando.evaluations.lengths import LONGEST_NAME, LONGEST_SHORT, check_length
from sasando.evaluations.models import Answer, Evaluation, Stage
from sasando.instruments.models import Instrument, Node
from sasando.instruments.queries import instrument_row, parsed
from sasando.kernel.act import Context, Outcome, act
from sasando.kernel.one_line import one_line
from sasando.kernel.writing import insert_many
from sasando.organizations.models import Agency, User
from sasando.organizations.roles import today_in
from sasando.scoring import model
from sasando.ui.words import text as _


@dataclass(frozen=True, slots=True)
class Opened:
    """What to open: the instrument's key, the year, the kind, the track, and a label for a further one of its kind."""

    instrument: str
    year: int
    kind: str
    track: str
    label: str = ""
    reading: str = "exact"


def open_evaluation(by: User, agency: Agency, wanted: Opened, *, key: str | None = None) -> str:
    """Open an evaluation and its first stage; the id of the evaluation.

    Raises:
        UnknownInstrumentError: no instrument of that key is loaded.
        EvaluationError: unknown track, a year that the instrument does not measure or that lies beyond the next,
            or there is one already.
    """
    row = instrument_row(wanted.instrument)
    instrument = parsed(row.digest)
    track = _checked(instrument, wanted, today_in(agency.timezone).year + 1)

    def change(context: Context) -> Outcome:
        place = {
            "agency": agency,
            "instrument_key": row.key,
            "year": wanted.year,
            "kind": wanted.kind,
            "label": one_line(wanted.label),
        }
        if Evaluation.objects.filter(**place).exists():
            raise EvaluationError(
                _("%(instrument)s %(year)s (%(kind)s) sudah dibuka; beri nama lain untuk yang kedua")
                % {"instrument": instrument.short_name, "year": wanted.year, "kind": wanted.kind}
            )
        made = Evaluation.objects.create(
            **place,
            instrument=row,
            track=track.code,
            predicate_reading=wanted.reading,
            opened_at=timezone.now(),
        )
        stages = _stages(made, row, instrument, track)
        insert_many(stages)
        _open(stages[0])
        context.record(
            f"evaluation:{made.id}",
            {
                "instrument": row.key,
                "version": row.version,
                "digest": row.digest,
                "year": wanted.year,
                "kind": wanted.kind,
                "label": made.label,
                "track": track.code,
                "reading": wanted.reading,
                "stages": [stage.code for stage in stages],
            },
        )
        return {"evaluation": str(made.id)}

    request = {
        "instrument": wanted.instrument,
        "year": wanted.year,
        "kind": wanted.kind,
        "label": wanted.label,
        "track": wanted.track,
    }
    scope = scope_of(agency)
    outcome = act(actor_of(by), "evaluations.open", scope=scope, request=request, change=change, key=key)
    return str(outcome["evaluation"])


def _checked(instrument: model.Instrument, wanted: Opened, next_year: int) -> model.Track:
    if not instrument.scorable:
        raise EvaluationError(
            _("%(instrument)s dimuat untuk dibaca; nilainya tidak dihitung di sini")
            % {"instrument": instrument.short_name}
        )
    if wanted.kind not in Evaluation.Kind.values:
        raise EvaluationError(
            _('jenis "%(kind)s" tidak dikenal; pilih resmi, simulasi, atau pantauan') % {"kind": wanted.kind}
        )
    last = instrument.last_year
    if wanted.year < instrument.first_year or (last is not None and wanted.year > last):
        span = (
            f"{instrument.first_year}–{last}"
            if last
            else _("sejak %(first)s") % {"first": instrument.first_year}
        )
        raise EvaluationError(
            _("%(instrument)s (%(law)s) mengukur tahun %(span)s, bukan %(year)s")
            % {"instrument": instrument.short_name, "law": instrument.law, "span": span, "year": wanted.year}
        )
    if wanted.year > next_year:
        raise EvaluationError(
            _("tahun %(year)s masih terlalu jauh; evaluasi dibuka paling jauh untuk tahun depan, %(next)s")
            % {"year": wanted.year, "next": next_year}
        )
    for track in instrument.tracks:
        if track.code == wanted.track:
            return track
    known = ", ".join(track.code for track in instrument.tracks)
    raise EvaluationError(
        _('jalur "%(track)s" tidak dikenal; pilih %(known)s') % {"track": wanted.track, "known": known}
    )


def _stages(
    made: Evaluation, row: Instrument, instrument: model.Instrument, track: model.Track
) -> list[Stage]:
    by_code = {stage.code: stage for stage in instrument.stages}
    return [
        Stage(
            evaluation=made,
            instrument=row,
            code=code,
            name=by_code[code].name,
            ordinal=ordinal,
            optional=by_code[code].optional,
        )
        for ordinal, code in enumerate(track.stages, start=1)
    ]


def _open(stage: Stage) -> None:
    """Open a stage; its answers are made the first time, one for each rated node."""
    stage.state, stage.opened_at = Stage.State.OPEN, timezone.now()
    stage.save(update_fields=["state", "opened_at"])
    if not stage.answers.exists():
        codes = {leaf.code for leaf in parsed(stage.instrument.digest).leaves}
        nodes = Node.objects.filter(instrument_id=stage.instrument_id, code__in=codes).order_by("ordinal")
        insert_many([Answer(stage=stage, node=node) for node in nodes])


def open_stage(by: User, stage: Stage) -> None:
    """Open the next stage; optional ones before it that never opened are passed over.

    Raises:
        OutOfOrderError: an earlier stage is not sealed yet, a later one has begun, or this one has already.
    """

    def change(context: Context) -> Outcome:
        stages = all_locked(stage)
        held = locked(stage)
        _check_order(held, stages)
        _open(held)
        context.record(f"stage:{held.id}", {"stage": held.code})
        return {"stage": held.code}

    stage_act(by, stage, "open_stage", {}, change)


def _check_order(held: Stage, stages: Sequence[Stage]) -> None:
    if held.evaluation.absence:
        raise OutOfOrderError(_("evaluasi ini tercatat tidak mengikuti; tidak ada tahap yang dapat dibuka"))
    if held.state != Stage.State.WAITING:
        raise OutOfOrderError(_("tahap %(stage)s sudah pernah dibuka") % {"stage": held.name})
    for one in stages:
        if one.ordinal < held.ordinal and one.state == Stage.State.OPEN:
            raise OutOfOrderError(_("segel tahap %(stage)s lebih dahulu") % {"stage": one.name})
        if one.ordinal < held.ordinal and one.state == Stage.State.WAITING and not one.optional:
            raise OutOfOrderError(
                _("tahap %(stage)s belum berjalan; buka menurut urutannya") % {"stage": one.name}
            )
        if one.ordinal > held.ordinal and one.state != Stage.State.WAITING:
            raise OutOfOrderError(
                _("tahap %(later)s sudah berjalan; tahap %(stage)s tidak dapat menyusul")
                % {"later": one.name, "stage": held.name}
            )


def schedule(by: User, stage: Stage, due: date | None, letter: str) -> None:
    """Set the last day of a stage and the letter it rests on.

    Raises:
        EvaluationError: the name of the letter is too long.
    """
    check_length(_("nama surat"), letter, LONGEST_NAME)

    def change(context: Context) -> Outcome:
        held = locked(stage)
        held.due, held.letter = due, letter.strip()
        held.save(update_fields=["due", "letter"])
        said = {"due": due.isoformat() if due else "", "letter": held.letter}
        context.record(f"stage:{held.id}", said)
        return said

    request = {"due": due.isoformat() if due else "", "letter": letter}
    stage_act(by, stage, "schedule", request, change)


def record_absence(by: User, evaluation: Evaluation, reason: str) -> None:
    """Record that the agency does not take part (*tidak mengikuti*), with the reason; "" takes it back.

    Raises:
        EvaluationError: a stage has been sealed already, or the reason is too long.
    """
    check_length(_("alasan"), reason, LONGEST_SHORT)

    def change(context: Context) -> Outcome:
        held = Evaluation.objects.select_for_update().get(id=evaluation.id)
        if any(
            one.state == Stage.State.SEALED for one in held.stages.select_for_update().order_by("ordinal")
        ):
            raise EvaluationError(_("ada tahap yang sudah disegel; evaluasi ini diikuti"))
        held.absence = reason.strip()
        held.save(update_fields=["absence"])
        context.record(f"evaluation:{held.id}", {"absence": held.absence})
        return {"absence": held.absence}

    request = {"evaluation": str(evaluation.id), "reason": reason}
    scope = scope_of(evaluation.agency)
    act(actor_of(by), "evaluations.record_absence", scope=scope, request=request, change=change)
