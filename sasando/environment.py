"""What the operator may set from outside, and the secrets made at the first start.

Read once, at start; everything else of the project's settings follows from it.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent
SECRETS_FILE = "secrets.env"
SQLITE = "sasando.kernel.sqlite"
_ENGINES = {
    "django.db.backends.postgresql": "django.db.backends.postgresql",
    "django.db.backends.sqlite3": SQLITE,
}
_YES = {"1", "true", "yes", "on", "ya"}
_NO = {"0", "false", "no", "off", "tidak", ""}


class EnvironmentFault(ValueError):  # noqa: N818  # read by an operator: what is wrong with which variable
    """A variable holds something it cannot."""


@dataclass(frozen=True, slots=True)
class Environment:
    """The operator's settings. `hosts`: further host names, comma separated; `https`: people come by https alone."""

    data: Path
    bind: str
    hosts: str
    database_url: str
    mail: str
    mail_from: str
    https: bool
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
        EnvironmentFault: a variable holds something it cannot, or the data folder cannot be used.
    """
    data = Path(os.environ.get("SASANDO_DATA") or ROOT / "var").expanduser().resolve()
    kept = _kept_secrets(data)
    secret_key = os.environ.get("SASANDO_SECRET_KEY") or kept.get("SASANDO_SECRET_KEY", "")
    if not secret_key:
        raise EnvironmentFault(
            f"{data / SECRETS_FILE}: SASANDO_SECRET_KEY kosong; pulihkan berkas ini dari cadangan, atau hapus agar"
            " dibuat yang baru"
        )
    os.environ["SASANDO_DATA"] = str(data)
    return Environment(
        data=data,
        bind=os.environ.get("SASANDO_BIND") or "127.0.0.1:8000",
        hosts=os.environ.get("SASANDO_HOSTS", ""),
        database_url=os.environ.get("DATABASE_URL", ""),
        mail=os.environ.get("SASANDO_MAIL") or "file",
        mail_from=os.environ.get("SASANDO_MAIL_FROM") or "sasando@localhost",
        https=_switch("SASANDO_HTTPS", "no"),
        keep_pages=_switch("SASANDO_KEEP_PAGES", "yes"),
        debug=_switch("SASANDO_DEBUG", "no"),
        secret_key=secret_key,
    )


def _switch(name: str, default: str) -> bool:
    text = os.environ.get(name, default).strip().lower()
    if text in _YES or text in _NO:
        return text in _YES
    raise EnvironmentFault(f'{name}: "{text}" bukan pilihan; tulis yes atau no')


def _kept_secrets(data: Path) -> dict[str, str]:
    """The secrets of the data folder, both made where they are missing, for their owner alone: letters, sessions and
    answers lie in it."""
    path = data / SECRETS_FILE
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            _write_secrets(path)
        return _read_secrets(path)
    except UnicodeDecodeError:
        raise EnvironmentFault(f"{path}: bukan teks; pulihkan berkas ini dari cadangan") from None
    except OSError as error:
        raise EnvironmentFault(
            f"{error.filename or path}: folder data tidak dapat dipakai ({error.strerror});"
            " periksa SASANDO_DATA, izin dan ruangnya"
        ) from error


def read_database_url(url: str) -> dict[str, Any]:
    """What `DATABASE_URL` names, as Django takes it. The message does not repeat it: it holds a password.

    Raises:
        EnvironmentFault: it names neither PostgreSQL nor SQLite.
    """
    import dj_database_url

    try:
        found: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=600))
    except ValueError:
        found = {}
    engine = _ENGINES.get(found.get("ENGINE", ""))
    if engine is None:
        raise EnvironmentFault(
            "DATABASE_URL tidak terbaca; tulis postgresql://pengguna:sandi@host/nama (tanda khusus dalam sandi"
            " sebagai %XX), atau kosongkan untuk SQLite"
        )
    return found | {"ENGINE": engine}


def read_mail(way: str, folder: Path) -> dict[str, Any]:
    """How letters leave, as Django's settings: `file` (into `folder`), `console`, or an address of a mail server.

    The message does not repeat the address: it holds a password.

    Raises:
        EnvironmentFault: `way` is none of these.
    """
    if way in ("file", "console"):
        backend = "filebased" if way == "file" else "console"
        return {
            "EMAIL_BACKEND": f"django.core.mail.backends.{backend}.EmailBackend",
            "EMAIL_FILE_PATH": folder,
        }
    parts = urlsplit(way)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise EnvironmentFault(
            "SASANDO_MAIL tidak terbaca; tulis file, console, smtp://pengguna:sandi@host:587 (STARTTLS), atau"
            " smtps://pengguna:sandi@host:465"
        )
    secure = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if secure else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": secure,
        "EMAIL_USE_TLS": not secure,
        "EMAIL_TIMEOUT": 15,
    }


def _read_secrets(path: Path) -> dict[str, str]:
    """The lines NAME=value of the secrets file."""
    pairs = (line.split("=", 1) for line in path.read_text(encoding="ascii").splitlines() if "=" in line)
    return {name.strip(): value.strip() for name, value in pairs if not name.startswith("#")}


def _write_secrets(path: Path) -> None:
    """Write a new secrets file that only its owner can read; a second process that is first wins.

    It gets its name when it is whole: nobody reads an empty key out of a file half written.
    """
    content = f"SASANDO_SECRET_KEY={secrets.token_urlsafe(48)}\n"
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.unlink(missing_ok=True)
    try:
        with open(
            os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii"
        ) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
