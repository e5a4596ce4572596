"""Finding an agency, and the ways on from every wrong address."""

from __future__ import annotations

import re

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory

from sasando.kernel import doctor
from sasando.organizations.queries import all_agencies
from sasando.portal import views

pytestmark = pytest.mark.django_db


def _links(client: Client, path: str) -> list[str]:
    body = client.get(path).content.decode().split('id="h-daftar"', 1)[0]
    return re.findall(r'href="/d/([\w-]+)/"', body)


def test_the_front_page_lists_every_agency_once(client: Client) -> None:
    body = client.get("/").content.decode()
    listed = re.findall(r'href="/d/([\w-]+)/"', body)
    assert sorted(listed) == sorted(agency.slug for agency in all_agencies())


def test_jakarta_is_one_government_with_areas_named_apart(client: Client) -> None:
    body = client.get("/").content.decode()
    jakarta = body.partition('<summary>DKI Jakarta <span class="count">1</span>')[2].partition("</details>")[
        0
    ]
    governments, _, areas = jakarta.partition("Wilayah administrasi tanpa pemerintahan sendiri")
    assert re.findall(r'href="/d/([\w-]+)/"', governments) == ["prov-dki-jakarta"]
    assert len(re.findall(r'href="/d/[\w-]+/"', areas)) == 6


def test_a_search_tells_areas_from_governments(client: Client) -> None:
    body = client.get("/?q=kota+jakarta").content.decode()
    assert body.count("DKI Jakarta · wilayah administrasi · kode wilayah 31.7") == 5


def test_a_sample_stands_in_a_group_of_its_own_after_all_others(client: Client, sample: str) -> None:
    body = client.get("/").content.decode()
    groups = re.findall(r'<summary>(.*?) <span class="count">(\d+)</span>', body)
    assert groups[-1] == ("Data contoh", "1")
    assert all(name for name, _ in groups)
    assert f'href="/d/{sample}/"' in body.rpartition("<details")[2]


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("Kabupaten Kupang", "kab-kupang"),
        ("kab. kupang", "kab-kupang"),
        ("53.01", "kab-kupang"),
        ("5301", "kab-kupang"),
        ("Pemda Kab. Kupang", "kab-kupang"),
        ("KemenPANRB", "kementerian-panrb"),
        ("Palangkaraya", "kota-palangka-raya"),
    ],
)
def test_a_name_that_means_one_agency_leads_straight_to_it(client: Client, typed: str, slug: str) -> None:
    answer = client.get("/", {"q": typed})
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/d/{slug}/"


def test_a_name_that_means_several_lists_them(client: Client) -> None:
    assert set(_links(client, "/?q=Kupang")[:2]) == {"kab-kupang", "kota-kupang"}


def test_the_everyday_word_for_a_government_is_no_part_of_its_name(client: Client) -> None:
    assert set(_links(client, "/?q=pemda+kupang")[:2]) == {"kab-kupang", "kota-kupang"}


def test_a_slip_of_the_keyboard_still_finds(client: Client) -> None:
    assert "kab-nagekeo" in _links(client, "/?q=nagekoe")


def test_nothing_found_says_so_and_offers_the_list(client: Client) -> None:
    body = client.get("/", {"q": "zzzzzz"}).content.decode()
    assert "Tidak ada instansi yang cocok dengan “zzzzzz”" in body
    assert "Periksa ejaannya" in body


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", '"><b>', "\x00kupang", "   ", "x" * 5000])
def test_whatever_is_typed_is_shown_as_text_or_left_out(client: Client, typed: str) -> None:
    answer = client.get("/", {"q": typed}, follow=True)
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()
    assert 'value=""><b>' not in answer.content.decode()


def test_a_wrong_agency_address_suggests_the_nearest(client: Client) -> None:
    answer = client.get("/d/kab-kupag/")
    assert answer.status_code == 404
    body = answer.content.decode()
    assert "Instansi tidak ditemukan" in body
    assert 'href="/d/kab-kupang/"' in body
    assert 'name="q"' in body


def test_a_wrong_page_address_offers_the_search(client: Client) -> None:
    answer = client.get("/tidak/ada/")
    assert answer.status_code == 404
    assert 'name="q"' in answer.content.decode()


def test_a_request_that_cannot_be_read_gets_words(rf: RequestFactory) -> None:
    answer = views.bad_request(rf.get("/"), ValueError())
    assert answer.status_code == 400
    assert "Permintaan tidak terbaca" in answer.content.decode()


def test_a_fault_of_ours_gets_words(rf: RequestFactory) -> None:
    answer = views.server_error(rf.get("/"))
    assert answer.status_code == 500
    assert "Ada yang salah di pihak kami" in answer.content.decode()


def test_a_database_that_is_busy_is_told_as_such_with_when_to_come_again(rf: RequestFactory) -> None:
    try:
        raise OperationalError("database is locked")
    except OperationalError:
        answer = views.server_error(rf.get("/"))
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "Tidak ada yang disimpan" in answer.content.decode()


def test_a_fault_gets_words_even_where_the_look_fails(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("no templates")

    monkeypatch.setattr(views, "page", broken)
    answer = views.server_error(rf.get("/"))
    assert answer.status_code == 500
    assert answer.content.decode().startswith("Ada yang salah di pihak kami.")


def test_a_form_without_its_mark_is_refused_in_the_look() -> None:
    answer = Client(enforce_csrf_checks=True).post("/")
    assert answer.status_code == 403
    assert "Kiriman ditolak" in answer.content.decode()


@pytest.mark.parametrize("path", ["/", "/d/kab-kupang/", "/healthz"])
def test_pages_are_read_only(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
    assert client.head(path).status_code == 200


def test_the_process_answers_for_its_health_and_for_robots(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"
    assert b"Disallow: /*?q=" in client.get("/robots.txt").content


def test_a_manager_on_this_machine_is_told_whether_people_can_be_served(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (200, b"ready\n")
    monkeypatch.setattr(doctor, "missing_triggers", lambda _connection: ["journal_no_update"])
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (
        503, b"triggers: hilang: journal_no_update; sasando setup\n",
    )  # fmt: skip


@pytest.mark.parametrize("named", ["203.0.113.9", "127.0.0.1, 203.0.113.9", "nonsense"])
def test_readiness_is_not_told_to_others(client: Client, named: str) -> None:
    assert client.get("/readyz", headers={"X-Forwarded-For": named}).status_code == 404
    assert client.get("/readyz", REMOTE_ADDR="203.0.113.9").status_code == 404


def test_pages_forbid_foreign_and_inline_style_and_script(client: Client) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
