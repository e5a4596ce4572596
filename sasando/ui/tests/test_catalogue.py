"""The English catalogue holds every text of the interface, each once, with the placeholders of its source."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation import override

from sasando.ui.catalogue import compile_catalogues, source_texts
from sasando.ui.words import text

PACKAGE = Path(settings.BASE_DIR) / "sasando"
PLACEHOLDER = re.compile(r"%\(\w+\)s|%%|%")
ONE_LINE_OF_ENGLISH = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "ya"\nmsgstr "%s"\n'
)


@pytest.fixture(scope="module")
def english() -> Catalog:
    with (settings.LOCALE_SOURCES / "en" / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


def test_catalogue_lacks_no_text_and_holds_none_too_many(english: Catalog) -> None:
    said = source_texts(PACKAGE)
    held = {str(message.id) for message in english if message.id}
    assert {text: files for text, files in said.items() if text not in held} == {}
    assert held - said.keys() == set()
    assert english.obsolete == {}


def test_every_text_is_translated_with_its_own_placeholders_and_edges(english: Catalog) -> None:
    for message in english:
        source, translated = str(message.id), str(message.string)
        if not source:
            continue
        assert translated, source
        assert not message.fuzzy, source
        assert sorted(PLACEHOLDER.findall(source)) == sorted(PLACEHOLDER.findall(translated)), source
        for edge in (0, -1):
            assert (source[edge] == " ") == (translated[edge] == " "), source


def test_texts_are_found_wherever_they_stand(tmp_path: Path) -> None:
    package = tmp_path / "app"
    (package / "tests").mkdir(parents=True)
    (package / "a.py").write_text(
        """a = f'<b>{escape(_("dalam"))}</b>' + _("dua" " bagian"); text("kunci"); gettext_lazy("nanti")"""
    )
    (package / "b.html").write_text(
        '{% load i18n %}<p title="{% translate \'judul\' %}">{% translate "isi" %}</p>'
    )
    (package / "tests" / "test_a.py").write_text('_("bukan antarmuka")')
    assert set(source_texts(package)) == {"dalam", "dua bagian", "judul", "isi", "kunci", "nanti"}


def test_compiled_catalogue_is_written_only_where_a_text_changed(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    po = source / "en" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text(ONE_LINE_OF_ENGLISH % "yes")
    assert compile_catalogues(source, target)
    assert not compile_catalogues(source, target)
    po.write_text(ONE_LINE_OF_ENGLISH % "indeed")
    assert compile_catalogues(source, target)
    assert [path.name for path in target.rglob("*.*")] == ["django.mo"]


def test_broken_catalogue_is_named_with_its_line(tmp_path: Path) -> None:
    po = tmp_path / "en" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text('msgstr "a"\nmsgster "b"\n')
    with pytest.raises(ValueError, match=r"django\.po:1:"):
        compile_catalogues(tmp_path, tmp_path / "target")


def test_words_of_a_page_come_from_the_catalogue() -> None:
    with override("en"):
        assert text("Tabel angka") == "Table of figures"
    with override("id"):
        assert text("Tabel angka") == "Tabel angka"
