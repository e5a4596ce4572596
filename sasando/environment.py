"""What the operator may set from outside, and the secrets made at the first start.

Read once, at start; everything else of the project's settings follows from it.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
SECRETS_FILE = "secrets.env"


class Environment(BaseSettings):
    """The operator's settings, from environment variables and the generated secrets file."""

    model_config = SettingsConfigDict(extra="ignore")

    data: Path = Field(default=ROOT / "var", alias="SASANDO_DATA")
    bind: str = Field(default="127.0.0.1:8000", alias="SASANDO_BIND")
    hosts: str = Field(default="", alias="SASANDO_HOSTS", description="further host names, comma separated")
    database_url: str = Field(default="", alias="DATABASE_URL")
    keep_pages: bool = Field(default=True, alias="SASANDO_KEEP_PAGES")
    debug: bool = Field(default=False, alias="SASANDO_DEBUG")
    secret_key: str = Field(default="", alias="SASANDO_SECRET_KEY")

    @property
    def secrets_path(self) -> Path:
        return self.data / SECRETS_FILE


def read_environment() -> Environment:
    """Read the environment; make the data folder and the secrets file where they are missing."""
    data = Path(os.environ.get("SASANDO_DATA") or ROOT / "var").expanduser().resolve()
    data.mkdir(parents=True, exist_ok=True)
    path = data / SECRETS_FILE
    if not path.exists():
        _write_secrets(path)
    os.environ["SASANDO_DATA"] = str(data)
    return Environment(_env_file=path)  # type: ignore[call-arg]  # pydantic-settings takes it at run time


def _write_secrets(path: Path) -> None:
    """Write a new secrets file that only its owner can read; a second process that is first wins."""
    content = f"SASANDO_SECRET_KEY={secrets.token_urlsafe(48)}\n"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(content)
