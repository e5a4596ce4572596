"""The proxy that `docs/nginx.conf` shows lets through what the site takes in, and says who asks."""

from __future__ import annotations

import re

from sasando.kernel.whole_bodies import LARGEST
from tests.browser.site import ROOT

EXAMPLE = dict(
    re.findall(
        r"^ +([a-z_]+(?: (?:Host|X-\S+))?) (\S+);$", (ROOT / "docs/nginx.conf").read_text(), re.MULTILINE
    )
)


def test_proxy_takes_a_request_in_whole_up_to_what_the_site_takes() -> None:
    assert EXAMPLE["proxy_request_buffering"] == "on"
    assert EXAMPLE["client_max_body_size"] == f"{LARGEST // 1024 // 1024}m"


def test_proxy_says_who_asks_for_which_host_and_how() -> None:
    told = ("$host", "$remote_addr", "$scheme")
    assert (
        tuple(
            EXAMPLE[f"proxy_set_header {name}"] for name in ("Host", "X-Forwarded-For", "X-Forwarded-Proto")
        )
        == told
    )


def test_proxy_says_in_the_site_s_words_what_is_too_large() -> None:
    text = (ROOT / "docs/nginx.conf").read_text()
    named = re.search(r"^    error_page 413 (@\w+);$", text, re.MULTILINE)
    assert named
    answer = text.partition(f"location {named[1]} {{")[2]
    assert f"lebih besar dari {LARGEST // 1024 // 1024} MB; kembali" in answer
