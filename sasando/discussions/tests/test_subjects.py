"""Subjects are registered by the apps that have something to discuss."""

from __future__ import annotations

import pytest

from sasando.discussions.subjects import UnknownSubjectError, subject_of


def test_subject_that_no_app_registers_is_a_mistake_in_the_program() -> None:
    with pytest.raises(UnknownSubjectError, match=r"weather\.cloud"):
        subject_of("weather.cloud")


def test_indicator_of_an_evaluation_is_a_subject() -> None:
    assert subject_of("evaluations.answer").kind == "evaluations.answer"
