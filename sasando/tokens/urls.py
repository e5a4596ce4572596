"""`/akun/token/`."""

from __future__ import annotations

from django.urls import path

from sasando.tokens.views import tokens

urlpatterns = [path("", tokens, name="tokens")]
