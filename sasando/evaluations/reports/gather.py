"""Gathers the facts of a report from what is stored; computes through the pure core."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction

from django.utils import timezone

from sasando.evaluations.access import today as today_of
from sasando.evaluations.effective import Decided, effective, values
from sasando.evaluations.gain import shares
from sasando.evaluations.grants import ASSESSOR, COORDINATOR, RESPONSIBLE
from sasando.evaluations.models import Stage
from sasando.evaluations.queries import Row, Worksheet, worksheet
from sasando.evaluations.reports import explain, pending
from sasando.evaluations.reports.facts import (
    Agency,
    Contribution,
    Explanation,
    Facts,
    Indicator,
    Measured,
    Part,
    Published,
    Question,
    Score,
    Signer,
    Target,
)
from sasando.evaluations.reports.naming import called
from sasando.evaluations.reports.queries import (
    disclosed_seal,
    earlier_seal,
    general_answers,
    notes_of,
    seal_lines,
)
from sasando.evaluations.reports.week import week
from sasando.evaluations.snapshot import sealed_score
from sasando.evaluations.source_words import source_words
from sasando.organizations.queries import people_of
from sasando.organizations.roles import is_valid
from sasando.results.queries import Standing, standing
from sasando.scoring import model
from sasando.scoring.change import NotComparableError
from sasando.scoring.model import ValueKind
from sasando.scoring.score import Score as Scored
from sasando.scoring.score import score
from sasando.ui.numbers import shown
from sasando.ui.words import as_sentence

MOST_ROOMS = 8


def gather(stage: Stage, stages: Sequence[Stage], now: datetime | None = None) -> Facts:
    """The facts of a stage of `stages`, on the day it is at its agency. Fifteen queries at most, whatever it holds."""
    sheet = worksheet(stage, stages)
    now = now or timezone.now()
    today = today_of(stage)
    evaluation = sheet.evaluation
    seals = seal_lines(evaluation, stage.ordinal)
    standing_seal = next((one for one in reversed(seals) if one.stage == stage.code), None)
    published = standing(evaluation.agency.slug)
    answers = general_answers(evaluation)
    return Facts(
        agency=_agency(sheet),
        measured=_measured(sheet),
        called=called(sheet),
        score=_score(sheet.score),
        parts=tuple(_parts(sheet)),
        indicators=_indicators(sheet),
        notes=notes_of(evaluation, stage.ordinal),
        questions=tuple(
            Question(question, answers.get(ordinal, ""))
            for ordinal, question in enumerate(sheet.instrument.general_questions, start=1)
        ),
        seals=seals,
        seal=standing_seal if stage.state == Stage.State.SEALED else None,
        published=_published(sheet, published),
        target=_target(sheet, published),
        explanation=_explanation(sheet),
        rooms=_rooms(sheet),
        week=week(sheet, now),
        late=pending.late(sheet, today),
        waiting=(
            *pending.waiting(sheet),
            *pending.undisclosed(sheet, seals, disclosed_seal(evaluation)),
        ),
        coming=pending.coming(sheet, today),
        signers=_signers(sheet, today),
        today=today,
    )


def _signers(sheet: Worksheet, today: date) -> tuple[Signer, ...]:
    """Coordinator and the responsible, by name where one person holds the role; then each internal assessor."""
    held: dict[str, list[str]] = {}
    for one in people_of(sheet.evaluation.agency):
        if is_valid(one.valid_from, one.valid_to, today):
            held.setdefault(one.role, []).append(one.user.name)
    found = [
        Signer(title, held[role][0] if len(held.get(role, ())) == 1 else "")
        for role, title in ((COORDINATOR, "Koordinator"), (RESPONSIBLE, "Penanggung jawab"))
    ]
    assessors = held.get(ASSESSOR) or [""]
    return (*found, *(Signer("Asesor internal", name) for name in assessors))


def _agency(sheet: Worksheet) -> Agency:
    agency = sheet.evaluation.agency
    return Agency(agency.slug, agency.name, agency.short_name, agency.timezone, agency.sample)


def _measured(sheet: Worksheet) -> Measured:
    evaluation, stage, instrument = sheet.evaluation, sheet.stage, sheet.instrument
    track = next((one.name for one in instrument.tracks if one.code == evaluation.track), evaluation.track)
    return Measured(
        evaluation=str(evaluation.id),
        instrument=instrument.short_name,
        instrument_name=instrument.name,
        law=instrument.law,
        version=instrument.version,
        low=instrument.low,
        high=instrument.high,
        whole=instrument.value_kind is ValueKind.INTEGER,
        year=evaluation.year,
        kind=evaluation.kind,
        label=evaluation.label,
        track=track,
        absence=evaluation.absence,
        stage=stage.code,
        stage_name=stage.name,
        state=stage.state,
        due=stage.due,
        letter=stage.letter,
    )


def predicate_text(name: str, also: str) -> str:
    """A predicate with its second name: "Cukup (Membangun)"."""
    return f"{name} ({also})" if also else name


def _score(scored: Scored) -> Score:
    bounds, predicate = scored.bounds, scored.predicate
    index = scored.index
    lower = bounds.lower if bounds else index if index is not None else scored.instrument.low
    upper = bounds.upper if bounds else index if index is not None else scored.instrument.high
    other = ""
    if predicate and predicate.differs:
        other = predicate.from_shown if scored.reading == "exact" else predicate.from_exact
    return Score(
        index=index,
        lower=lower,
        upper=upper,
        predicate=predicate_text(predicate.name, predicate.also) if predicate else "",
        other_predicate=other,
        reading=scored.reading,
        missing=scored.missing,
        assumed=scored.assumed,
    )


def _parts(sheet: Worksheet) -> list[Part]:
    """Domains and aspects in the instrument's order."""
    rated = {leaf.code for leaf in sheet.instrument.leaves}

    def below(node: model.Node, depth: int) -> list[Part]:
        found = []
        for child in node.children:
            if child.code in rated or child.kind not in ("domain", "aspect"):
                continue
            weight = child.weight or Fraction(0)
            value = sheet.score.nodes[child.code]
            found.append(Part(child.code, child.kind, child.number, child.name, weight, depth, value))
            found += below(child, depth + 1)
        return found

    return below(sheet.instrument.root, 1)


def _indicators(sheet: Worksheet) -> tuple[Indicator, ...]:
    places = _places(sheet.instrument)
    names = {stage.ordinal: stage.name for stage in sheet.stages}
    return tuple(_indicator(sheet, row, places[row.node.code], names) for row in sheet.rows)


def _indicator(sheet: Worksheet, row: Row, place: str, names: dict[int, str]) -> Indicator:
    node, ordinal, decided = row.node, sheet.stage.ordinal, row.counting
    cell = row.cells.get(decided.stage) if decided else None
    now = row.cells.get(ordinal)
    written = cell or now
    value = decided.value if decided else None
    assumed = value is None and node.number in sheet.score.assumed
    return Indicator(
        code=node.code,
        number=node.number,
        name=node.name,
        part=place,
        weight=node.weight or Fraction(0),
        value=sheet.score.values.get(node.code) if assumed else value,
        level_name=_level_name(sheet.instrument, node, value),
        not_applicable=decided is not None and value is None,
        assumed=assumed,
        decided_in=names[decided.stage] if decided else "",
        earlier=decided is not None and decided.stage != ordinal,
        item=written.item if written else "",
        fact=_text(written.fact, written.draft_fact) if written else "",
        analysis=_text(written.analysis, written.draft_analysis) if written else "",
        justification=written.justification if written else "",
        source=source_words(
            cell.source_document, cell.source_agency, cell.source_date, cell.publication_title
        )
        if cell
        else "",
        work=now.work if now else "",
    )


def _text(decided: str, draft: str) -> str:
    """What stands; a draft is told only where nothing was decided yet, and as such."""
    return decided or (f"(draf) {draft}" if draft else "")


def _level_name(instrument: model.Instrument, node: model.Node, value: Fraction | None) -> str:
    if value is None or value.denominator != 1:
        return ""
    return instrument.scales.get(node.scale, {}).get(value.numerator, "")


def _places(instrument: model.Instrument) -> dict[str, str]:
    """The code of the domain or aspect that each node lies in right away (an item lies in an indicator first)."""
    found: dict[str, str] = {}

    def walk(node: model.Node, part: str) -> None:
        part = node.code if node.kind in ("domain", "aspect") else part
        found[node.code] = part
        for child in node.children:
            walk(child, part)

    walk(instrument.root, "")
    return found


def _published(sheet: Worksheet, published: Standing) -> tuple[Published, ...]:
    """Official results up to the year of the evaluation, earliest first."""
    return tuple(
        Published(
            one.year,
            one.measure,
            one.value,
            one.predicate,
            f"{one.publication.title}, {one.publication.authority}",
            comparable=one.instrument == sheet.instrument.key,
        )
        for one in published.results
        if one.year <= sheet.evaluation.year
    )


def _target(sheet: Worksheet, published: Standing) -> Target | None:
    """The target of the year of the evaluation; where there is none, the last one before."""
    year = sheet.evaluation.year
    measure = sheet.instrument.key.partition("-")[0]
    found = sorted(
        (one for one in published.targets if one.year <= year),
        key=lambda one: (one.year, one.measure == measure),
    )
    if not found:
        return None
    last = found[-1]
    return Target(last.year, last.measure, last.value, last.source, comparable=last.measure == measure)


def _explanation(sheet: Worksheet) -> Explanation:
    """Compared with the stage before, else with the last sealed year by the same instrument, else composed."""
    title = f"{sheet.instrument.short_name} {sheet.evaluation.year}"
    end = f"{sheet.stage.name} {sheet.evaluation.year}"
    note = ""
    earlier = _stage_before(sheet)
    if earlier is not None:
        try:
            return explain.changed(earlier[1], sheet.score, (earlier[0], end))
        except NotComparableError as error:
            note = as_sentence(str(error))
    kept = earlier_seal(sheet.evaluation, sheet.instrument) if earlier is None else None
    if kept is not None:
        start = f"{kept.stage.name} {kept.stage.evaluation.year}"
        try:
            return explain.changed(sealed_score(kept), sheet.score, (start, end))
        except NotComparableError as error:
            note = as_sentence(str(error))
    lowest = f"semua bernilai {shown(sheet.instrument.low)}"
    ending = title if sheet.score.index is not None else f"{title}, paling rendah"
    return explain.composed(sheet.score, (lowest, ending), note)


def _rooms(sheet: Worksheet) -> tuple[Contribution, ...]:
    """Where one step up adds most to the index, the lowest values first among equals; at most `MOST_ROOMS`."""
    found = []
    steps = shares(sheet.score)
    for leaf in sheet.instrument.leaves:
        step, value = steps[leaf.code].step, sheet.score.values[leaf.code]
        if step is not None and value is not None:
            _low, high = sheet.instrument.range_of(leaf)
            after = min(value + 1, high)
            found.append(Contribution(leaf.code, leaf.number, leaf.name, value, after, step))
    found.sort(key=lambda one: (-one.points, one.before or Fraction(0)))
    return tuple(found[:MOST_ROOMS])


def _stage_before(sheet: Worksheet) -> tuple[str, Scored] | None:
    """The name and the score of the last stage before this one that was opened."""
    before = [one for one in sheet.stages if one.ordinal < sheet.stage.ordinal and one.opened_at is not None]
    if not before:
        return None
    last = before[-1]
    return f"{last.name} {sheet.evaluation.year}", score_at(sheet, last)


def score_at(sheet: Worksheet, stage: Stage) -> Scored:
    """The score at an earlier stage of the same evaluation, from the cells of the worksheet."""
    decided = [
        Decided(row.node.code, ordinal, cell.value)
        for row in sheet.rows
        for ordinal, cell in row.cells.items()
        if cell.decided
    ]
    counting = effective(decided, stage.ordinal)
    known = {code: value for code, value in values(counting).items() if code in sheet.instrument.by_code}
    reading = sheet.evaluation.predicate_reading
    return score(sheet.instrument, known, reading="rounded" if reading == "rounded" else "exact")
