"""Bare Django under the same server: our settings and middleware, and three addresses of its own."""

from __future__ import annotations

from sasando.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.bare.urls"
WSGI_APPLICATION = "benchmarks.bare.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [DATA_DIR / "bare"],  # noqa: F405
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
