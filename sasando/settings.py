"""Django's settings. What an operator may change is in `environment.py`."""

from __future__ import annotations

from typing import Any

from csp.constants import NONE, SELF

from sasando.environment import ROOT, SQLITE, read_database_url, read_environment, read_mail

environment = read_environment()

BASE_DIR = ROOT
DATA_DIR = environment.data
SECRETS_PATH = environment.secrets_path
SECRET_KEY = environment.secret_key
DEBUG = environment.debug
KEEP_PAGES = environment.keep_pages and not DEBUG
_bind_host = environment.bind.rsplit(":", 1)[0].strip("[]")
_public_host = environment.hosts.split(",")[0]
SITE_ADDRESS = (  # for links printed at the shell
    f"{'https' if environment.https else 'http'}://{_public_host or environment.bind}"
)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", _bind_host, *filter(None, environment.hosts.split(","))]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "sasando.kernel",
    "sasando.ui",
    "sasando.organizations",
    "sasando.tokens",
    "sasando.instruments",
    "sasando.discussions",
    "sasando.results",
    "sasando.evaluations",
    "sasando.demo",
    "sasando.portal",
    "allauth",  # after our own: their templates stand in for its
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "sasando.ui.language.reader_language",
    "sasando.portal.size_limit.size_limit",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sasando.organizations.gate.StaffGate",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "sasando.urls"
WSGI_APPLICATION = "sasando.wsgi.application"
APPEND_SLASH = True

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;PRAGMA recursive_triggers=ON;"
    ),
}

if environment.database_url:
    DATABASES: dict[str, Any] = {"default": read_database_url(environment.database_url)}
else:
    DATABASES = {
        "default": {
            "ENGINE": SQLITE,
            "NAME": DATA_DIR / "sasando.sqlite3",
            "CONN_MAX_AGE": None,
        }
    }
if DATABASES["default"]["ENGINE"] == SQLITE:
    DATABASES["default"].setdefault("OPTIONS", {}).update(SQLITE_OPTIONS)
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "organizations.User"

# People and their sessions (docs/decisions/0010). Nobody signs up: an invitation makes an account.
AUTHENTICATION_BACKENDS = ["sasando.organizations.sessions.Backend"]
SESSION_ENGINE = "sasando.organizations.sessions"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("UserAttributeSimilarityValidator", {"user_attributes": ("email", "name")}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
SESSION_COOKIE_AGE = 7 * 24 * 60 * 60
CSRF_FAILURE_VIEW = "sasando.organizations.gate.form_of_another_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = environment.https
if environment.https:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in environment.hosts.split(",") if host]
ACCOUNT_ADAPTER = "sasando.organizations.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "sasando.organizations.account_forms.SignInForm",
    "change_password": "sasando.organizations.account_forms.ChangePasswordForm",
    "set_password": "sasando.organizations.account_forms.SetPasswordForm",
    "reset_password": "sasando.organizations.account_forms.ForgottenForm",
    "reset_password_from_key": "sasando.organizations.account_forms.NewPasswordForm",
    "reauthenticate": "sasando.organizations.account_forms.AgainForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Sasando: "
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if environment.https else "http"
MFA_ADAPTER = "sasando.organizations.accounts.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "sasando.organizations.account_forms.SecondStepForm",
    "reauthenticate": "sasando.organizations.account_forms.SecondStepAgainForm",
    "activate_totp": "sasando.organizations.account_forms.ActivateForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the invitation went to the person, not to an address that confirms itself
MFA_TOTP_ISSUER = "Sasando"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_RECOVERY_CODES_SHOW_ONCE = True
CACHES = {
    "default": {  # the limits on guessing: one for all processes of the machine
        "BACKEND": "sasando.kernel.file_cache.FileCache",
        "LOCATION": DATA_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
globals().update(read_mail(environment.mail, DATA_DIR / "mail"))
DEFAULT_FROM_EMAIL = environment.mail_from

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_SOURCES = ROOT / "sasando" / "locale"  # compiled into LOCALE_PATHS by `sasando setup`
LOCALE_PATHS = [DATA_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Folders of DATA_DIR that no backup holds: files made again where they are missing, counters of the limits,
# letters, whose links would open accounts to whoever finds the backup, and uploads that nobody has saved yet.
MADE_AGAIN = ("static", "downloads", "reports", "cache", "mail", "workbooks")

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {
        "one_line": {"()": "sasando.kernel.logs.OneLineForBadRequests"},
        "hidden": {
            "()": "sasando.kernel.logs.HiddenSecrets",
            "prefixes": ("/akun/undangan/", "/akun/lupa/", "/t/"),
        },
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["one_line", "hidden"]}
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
