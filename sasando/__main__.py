"""`python -m sasando …`: the same as the command `sasando`."""

from __future__ import annotations

from sasando.cli.main import main

main()
