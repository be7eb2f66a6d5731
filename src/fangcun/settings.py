"""Django's settings, derived from `config`. Safe by default: only demo mode loosens anything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_database_url

from fangcun.config import config, secret_key

_config = config()
_config.home.mkdir(parents=True, exist_ok=True)

SECRET_KEY = secret_key()
DEBUG = False
ALLOWED_HOSTS = [h.strip() for h in _config.hosts.split(",") if h.strip()]
CSRF_TRUSTED_ORIGINS = [o.strip() for o in _config.origins.split(",") if o.strip()]

ROOMS = ["air", "review", "cut", "shoot", "write", "park", "farm", "ledger", "base"]
"""Rooms with rows or pages, top first, as in the layer list of pyproject.toml."""

INSTALLED_APPS = [
    *(f"fangcun.{room}" for room in ROOMS),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django_htmx",
    "rules",
    "ninja",  # serves the page of /api/docs from here instead of a CDN
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "fangcun.air.gate.MediaGate",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "fangcun.base.middleware.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "fangcun.base.middleware.CurrentActor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "fangcun.base.middleware.ErrorsForPeople",
]

ROOT_URLCONF = "fangcun.urls"
WSGI_APPLICATION = "fangcun.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "fangcun.base.context.page",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "fangcun.base.templatetags.fangcun"],
        },
    }
]


def _database() -> dict[str, Any]:
    url = _config.database_url or f"sqlite:///{_config.home / 'fangcun.sqlite3'}"
    database: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    if database["ENGINE"].endswith("sqlite3"):
        # WAL lets readers go on while one writes; IMMEDIATE takes the write lock up front, so that a transaction
        # waits instead of failing half-way; NORMAL is durable against a crash of the process (sqlite.org/wal.html).
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=134217728; PRAGMA journal_size_limit=67108864;"
            ),
        }
    return database


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "base.User"
AUTHENTICATION_BACKENDS = ["rules.permissions.ObjectPermissionBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "base:login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).parent / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = _config.time_zone

STATIC_URL = "static/"
STATIC_ROOT = _config.home / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "fangcun.base.statics.BrowserParts",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # files of ours are blobs, nothing else
    "staticfiles": {"BACKEND": "fangcun.base.statics.HashedModules"},
}
WHITENOISE_ROOT = None
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# Uploads stay small in memory and are measured again by whoever reads them.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

SESSION_ENGINE = "fangcun.base.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "fangcun.base.views.csrf_failed"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# The deployment checklist. A demo on one's own machine has no certificate, so only there are these off.
SECURE_SSL_REDIRECT = not _config.demo
SECURE_HSTS_SECONDS = 0 if _config.demo else 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = not _config.demo
SECURE_HSTS_PRELOAD = not _config.demo
SESSION_COOKIE_SECURE = not _config.demo
CSRF_COOKIE_SECURE = not _config.demo
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"fangcun": {"level": "INFO"}},
}
