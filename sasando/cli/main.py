"""The command `sasando`."""

from __future__ import annotations

import click


@click.group()
def main() -> None:
    """Sasando: what an operator does from the shell."""
