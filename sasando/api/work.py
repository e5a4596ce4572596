"""How a route of an agency's work is written: the person and the place are found, then it acts, then it answers.

A view below is told where it stands (`Here`, `Whole`) and returns what is answered, as JSON or as a response.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from sasando.api.answers import as_json
from sasando.api.contract import Route, working
from sasando.api.parameters import Slug, StageCode
from sasando.api.people import nothing_there, staff_here
from sasando.evaluations.models import Evaluation, Stage
from sasando.evaluations.queries import Worksheet, worksheet
from sasando.evaluations.visible import is_contact_only, is_from_outside, stage_seen, stages_given
from sasando.organizations.models import User
from sasando.organizations.queries import Staff

ALL = "/agencies/{slug}/evaluations"
ONE = ALL + "/{evaluation}"
ONE_STAGE = ONE + "/stages/{stage}"
Method = Literal["GET", "POST", "PUT", "DELETE"]
Answered = dict[str, Any] | HttpResponse
View = Callable[..., Answered]


@dataclass(frozen=True, slots=True)
class Here:
    """A person at a stage of an evaluation of their agency."""

    staff: Staff
    stage: Stage
    stages: tuple[Stage, ...]

    @property
    def by(self) -> User:
        return self.staff.user

    def sheet(self) -> Worksheet:
        """The stage as it is worked on. One query."""
        return worksheet(self.stage, self.stages)


@dataclass(frozen=True, slots=True)
class Whole:
    """A person at an evaluation of their agency."""

    staff: Staff
    evaluation: Evaluation

    @property
    def by(self) -> User:
        return self.staff.user


def on_stage(
    router: Router,
    method: Method,
    below: str,
    answer: type[Schema] | None,
    says: str,
    *,
    status: int = 200,
    whole: bool = False,
    files: Sequence[str] = (),
) -> Callable[[View], Route]:
    """Declare a route below a stage; its view takes a `Here`, then what else the address and the body say.

    `files`: the types of the file it answers. `whole`: it is about the whole stage, so for a PIC OPD, who sees their
    own part alone, it is not there.
    """

    def declare(view: View) -> Route:
        def entered(
            request: HttpRequest, slug: str, evaluation: UUID, stage: str, **given: Any
        ) -> HttpResponse:
            staff = staff_here(request, slug)
            held, stages = stage_seen(staff, evaluation, stage)
            if whole and is_contact_only(staff):
                raise nothing_there("Tahap", stage)
            return _told(view(Here(staff, held, stages), **given), status)

        place = {"slug": Slug, "evaluation": UUID, "stage": StageCode}
        return working(router, method, ONE_STAGE + below, answer, says, status=status, files=files)(
            _as_route(view, entered, place)
        )

    return declare


def on_evaluation(
    router: Router, method: Method, below: str, answer: type[Schema], says: str
) -> Callable[[View], Route]:
    """Declare a route below an evaluation; its view takes a `Whole`, then what else the address and the body say."""

    def declare(view: View) -> Route:
        def entered(request: HttpRequest, slug: str, evaluation: UUID, **given: Any) -> HttpResponse:
            staff = staff_here(request, slug)
            return _told(view(Whole(staff, _evaluation(staff, evaluation)), **given), 200)

        place = {"slug": Slug, "evaluation": UUID}
        return working(router, method, ONE + below, answer, says)(_as_route(view, entered, place))

    return declare


def _told(answered: Answered, status: int) -> HttpResponse:
    return answered if isinstance(answered, HttpResponse) else as_json(answered, status)


def attachment(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file under a name, as it is and never guessed at."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _as_route(view: View, entered: Route, place: dict[str, Any]) -> Route:
    """`entered` under the name of `view`, taking the place in the address beside what `view` itself takes."""
    _where, *further = signature(view, eval_str=True).parameters.values()
    kind = Parameter.POSITIONAL_OR_KEYWORD
    first = [Parameter("request", kind, annotation=HttpRequest)]
    found = [Parameter(name, kind, annotation=what) for name, what in place.items()]
    route = wraps(view)(entered)
    route.__signature__ = Signature([*first, *found, *further])  # type: ignore[attr-defined]
    return route


def _evaluation(staff: Staff, evaluation: UUID) -> Evaluation:
    """An evaluation that the person sees. One query; two from outside.

    Raises:
        Refused: there is none, or no stage of it was given to somebody from outside (404).
    """
    found = Evaluation.objects.select_related("agency", "instrument").defer("instrument__content")
    held = found.filter(agency=staff.agency, id=evaluation).first()
    if held is None:
        raise nothing_there("Evaluasi", evaluation)
    if is_from_outside(staff):
        first = Stage.objects.select_related("evaluation__agency").filter(evaluation=held).first()
        if first is None or not stages_given(staff, first):
            raise nothing_there("Evaluasi", evaluation)
    return held
