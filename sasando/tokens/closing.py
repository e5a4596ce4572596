"""What this app lets go when an account is closed, see `organizations.closing`."""

from __future__ import annotations

from sasando.tokens.actions import answers, tokens

CLOSINGS = [tokens, answers]
