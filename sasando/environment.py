"""What the operator may set from outside, and the secrets made at the first start.

Read once, at start; everything else of the project's settings follows from it.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECRETS_FILE = "secrets.env"
_YES = {"1", "true", "yes", "on", "ya"}
_NO = {"0", "false", "no", "off", "tidak", ""}


class EnvironmentFault(ValueError):  # noqa: N818  # read by an operator: what is wrong with which variable
    """A variable holds something it cannot."""


@dataclass(frozen=True, slots=True)
class Environment:
    """The operator's settings. `hosts`: further host names, comma separated."""

    data: Path
    bind: str
    hosts: str
    database_url: str
    keep_pages: bool
    debug: bool
    secret_key: str

    @property
    def secrets_path(self) -> Path:
        return self.data / SECRETS_FILE


def read_environment() -> Environment:
    """Read the environment; make the data folder and the secrets file where they are missing.

    A variable of the process counts before the secrets file.

    Raises:
        EnvironmentFault: a variable holds something it cannot.
    """
    data = Path(os.environ.get("SASANDO_DATA") or ROOT / "var").expanduser().resolve()
    data.mkdir(parents=True, exist_ok=True)
    path = data / SECRETS_FILE
    if not path.exists():
        _write_secrets(path)
    os.environ["SASANDO_DATA"] = str(data)
    kept = _read_secrets(path)
    return Environment(
        data=data,
        bind=os.environ.get("SASANDO_BIND") or "127.0.0.1:8000",
        hosts=os.environ.get("SASANDO_HOSTS", ""),
        database_url=os.environ.get("DATABASE_URL", ""),
        keep_pages=_switch("SASANDO_KEEP_PAGES", "yes"),
        debug=_switch("SASANDO_DEBUG", "no"),
        secret_key=os.environ.get("SASANDO_SECRET_KEY") or kept.get("SASANDO_SECRET_KEY", ""),
    )


def _switch(name: str, default: str) -> bool:
    text = os.environ.get(name, default).strip().lower()
    if text in _YES or text in _NO:
        return text in _YES
    raise EnvironmentFault(f'{name}: "{text}" bukan pilihan; tulis yes atau no')


def _read_secrets(path: Path) -> dict[str, str]:
    """The lines NAME=value of the secrets file."""
    pairs = (line.split("=", 1) for line in path.read_text(encoding="ascii").splitlines() if "=" in line)
    return {name.strip(): value.strip() for name, value in pairs if not name.startswith("#")}


def _write_secrets(path: Path) -> None:
    """Write a new secrets file that only its owner can read; a second process that is first wins."""
    content = f"SASANDO_SECRET_KEY={secrets.token_urlsafe(48)}\n"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(content)
