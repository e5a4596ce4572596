"""The language of a page is settled once, and let go of afterwards."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from sasando.ui.words import in_one_language, text, tongue


def test_a_text_without_translation_is_itself() -> None:
    assert text("Tabel angka") == "Tabel angka"


def test_the_language_at_the_start_of_a_view_holds_until_its_end() -> None:
    @in_one_language
    def view() -> str:
        with override("en"):
            return tongue().decimal_mark

    with override("id"):
        assert view() == ","
    with override("en"):
        assert view() == "."


def test_a_view_that_fails_leaves_no_language_behind() -> None:
    @in_one_language
    def broken() -> None:
        raise ValueError

    with override("id"), pytest.raises(ValueError):  # noqa: PT011  # only what is left behind matters
        broken()
    with override("en"):
        assert tongue().language == "en"
