"""The watch on writes: refused outside an act, but for what stands in one list."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from sasando.kernel.guard import EXEMPTIONS, JOB_PROGRESS, WriteOutsideActError, exempted
from sasando.kernel.models import Chain, ImportBatch, Job
from sasando.kernel.tests.acts import note

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO kernel_chain (key, seq, hash) VALUES ('x', 0, '')",
        '  update "kernel_chain" SET seq = 0',
        "DELETE FROM kernel_chain",
        "INSERT OR REPLACE INTO kernel_chain (key, seq, hash) VALUES ('x', 0, '')",
        "TRUNCATE TABLE kernel_chain",
    ],
)
def test_statement_that_writes_outside_an_act_is_refused(statement: str) -> None:
    with pytest.raises(WriteOutsideActError, match="kernel_chain"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_orm_cannot_write_outside_an_act() -> None:
    with pytest.raises(WriteOutsideActError, match="kernel_importbatch"):
        ImportBatch.objects.create(kind="uji", scope="national", rows=0, state="applied")
    with pytest.raises(WriteOutsideActError, match="kernel_chain"):
        Chain.objects.bulk_create([Chain(key="agency:uji")])


def test_reading_and_acts_pass() -> None:
    note("satu")
    assert ImportBatch.objects.filter(kind="uji").count() == 1


def test_tables_of_the_framework_pass() -> None:
    ContentType.objects.create(app_label="uji", model="uji")


def test_exemption_covers_its_own_table_and_no_other() -> None:
    with exempted(JOB_PROGRESS):
        assert Job.objects.filter(kind="uji").update(done=1) == 0
        with pytest.raises(WriteOutsideActError):
            Chain.objects.update(seq=0)


def test_exemption_that_stands_in_no_list_does_not_exist() -> None:
    with pytest.raises(KeyError, match="haste"), exempted("haste"):
        pass


def test_list_of_exemptions_is_what_the_design_allows() -> None:
    assert set(EXEMPTIONS) == {"framework tables", "job progress", "blob pieces", "kept answers", "triggers"}


@pytest.mark.django_db(transaction=True)
def test_connections_opened_later_are_watched_too() -> None:
    def write() -> None:
        try:
            Chain.objects.update(seq=0)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool, pytest.raises(WriteOutsideActError):
        pool.submit(write).result()
