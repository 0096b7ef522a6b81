"""Django's settings, all from the environment (docs/operations.md lists every name)."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from invekto.core import databases, env, keyfiles
from invekto.urls import ROOTS

BASE_DIR = Path(__file__).resolve().parent
DATA_DIR = env.data_dir()
CACHE_DIR = env.cache_dir()

INVEKTO_ENV = env.choice("INVEKTO_ENV", "production", env.ENVIRONMENTS)
SANDBOX = env.flag("INVEKTO_SANDBOX", False)
if SANDBOX and INVEKTO_ENV not in ("demo", "test"):
    raise ImproperlyConfigured(
        "INVEKTO_SANDBOX=1 speaks for the outside world and is refused unless INVEKTO_ENV is demo or test."
    )

SECRET_KEY = os.environ.get("INVEKTO_SECRET_KEY") or keyfiles.secret_key(DATA_DIR)
ENCRYPTION_KEYS_FILE = None if "INVEKTO_ENCRYPTION_KEYS" in os.environ else keyfiles.ring_path(DATA_DIR)
ENCRYPTION_KEYS = keyfiles.encryption_keys(DATA_DIR, os.environ.get("INVEKTO_ENCRYPTION_KEYS"))
DEBUG = False
# Where outside services reach this installation (webhooks registered with providers).
PUBLIC_URL = env.http_url("INVEKTO_PUBLIC_URL", "http://127.0.0.1:8000")
# The demo asks nobody who they are: under any other name it would answer whatever page points that name at it.
_HOSTS = {
    "production": "localhost,127.0.0.1",
    "demo": f"localhost,127.0.0.1,[::1],{urlsplit(PUBLIC_URL).hostname}",
}
ALLOWED_HOSTS = env.text("INVEKTO_ALLOWED_HOSTS", _HOSTS.get(INVEKTO_ENV, "*")).split(",")
TRUSTED_PROXIES = env.networks("INVEKTO_TRUSTED_PROXIES")
CSRF_TRUSTED_ORIGINS = [o for o in env.text("INVEKTO_TRUSTED_ORIGINS", "").split(",") if o]

DATABASE_URL = env.text("INVEKTO_DATABASE_URL")
DATABASES = databases.settings_for(
    DATABASE_URL,
    secret_key=SECRET_KEY,
    app_url=os.environ.get("INVEKTO_APP_DATABASE_URL"),
    pool_size=env.number("INVEKTO_DATABASE_POOL", 24, minimum=1, maximum=500),
)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "procrastinate.contrib.django",
    "invekto.core",
    "invekto.messaging",
    "invekto.outbound",
    "invekto.integrations",
    "invekto.agent_ai",
    "invekto.orders",
    "invekto.appointments",
    "invekto.leads",
    "invekto.verticals",
    "invekto.onboarding",
    "invekto.insights",
    "invekto.dashboard",
    *(["invekto.sandbox"] if SANDBOX else []),
    "invekto.wiring.WiringConfig",
]

MIDDLEWARE = [
    "invekto.core.proxies.ClientAddressMiddleware",
    "invekto.core.middleware.HealthMiddleware",
    "invekto.core.metrics.MetricsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "invekto.core.middleware.MachineDoorMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "invekto.core.middleware.WhoIsAskingMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "invekto.core.middleware.TenantScopeMiddleware",
]

# How long a page's change waits for a row: a conversation that is worked on for longer must not hold every thread.
LOCK_PATIENCE = "5s"

SERVICE = env.choice("INVEKTO_SERVICE", "web", tuple(ROOTS))
ROOT_URLCONF = ROOTS[SERVICE]
WSGI_APPLICATION = "invekto.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "invekto.core.context.person",
            ],
            "builtins": ["invekto.core.templatetags.texts"],
        },
    }
]

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "invekto.core.auth.DoorBackend"]
# An unknown address costs what a wrong password does: the first of these, with which everybody is made here.
PASSWORD_HASHERS = [
    "invekto.core.hashers.QuickArgon2PasswordHasher"
    if INVEKTO_ENV in ("demo", "test")
    else "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "/login/"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600  # seconds
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.flag("INVEKTO_HTTPS", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SESSION_COOKIE_SECURE else None
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

# Eight wrong passwords for one address from one place close the door for a quarter of an hour; so do forty
# for whatever addresses, which leaves room for the colleagues of an office.
AXES_HANDLER = "invekto.core.lockout.LockoutHandler"
LOGIN_FAILURES_PER_ADDRESS = 40
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = (
    "username"  # as authenticate() is called; the default, "email", would count all as one
)
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "invekto.dashboard.views.session.locked_out"
AXES_ENABLE_ADMIN = False
SILENCED_SYSTEM_CHECKS = ["axes.W003"]

# Where browsers find the server-sent events: 0 is this address under /live/ (a proxy sends it on), else a
# port of this very machine, for those who look at it without a proxy (core.context.live_url).
LIVE_PORT = env.number("INVEKTO_LIVE_PORT", 0, minimum=0, maximum=65535)
LIVE_PORT_HOSTS = ("127.0.0.1", "localhost")
_LIVE_ORIGINS = [f"http://{host}:{LIVE_PORT}" for host in LIVE_PORT_HOSTS] if LIVE_PORT else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'", *_LIVE_ORIGINS],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
        "base-uri": ["'self'"],
        "object-src": ["'none'"],
    }
}

LANGUAGE_CODE = "tr"
USE_I18N = False  # our texts are Fluent files (core.texts)
USE_TZ = True
TIME_ZONE = "UTC"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATIC_URL = "/static/"
STATIC_ROOT = None  # served straight from the packages, nothing to collect
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
# A webhook may be 3 MB (Meta's limit as reported); anything larger is refused before it is read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
SUPPORT_EMAIL = env.text("INVEKTO_SUPPORT_EMAIL", "")
METRICS_TOKEN = env.text("INVEKTO_METRICS_TOKEN", "")
MEDIA_DIR = DATA_DIR / "media"

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"

WHATSAPP_API_URL = env.http_url("INVEKTO_WHATSAPP_API_URL", "https://graph.facebook.com/v24.0")
# Where platforms are stands in integrations/providers/<name>/entry.py; in the demo their twins are here.
SANDBOX_URL = env.text("INVEKTO_SANDBOX_URL", "").rstrip("/") if SANDBOX else ""
LANGUAGE_MODEL = env.language_model()  # None: there is none
BURST_QUIET_MS = env.number("INVEKTO_BURST_QUIET_MS", 150, minimum=0, maximum=10_000)

EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = env.text("INVEKTO_EMAIL_FROM", "Invekto <noreply@localhost>")
if SANDBOX:  # nothing leaves; GET /sandbox/outbox shows what would have
    EMAIL_BACKEND = "invekto.sandbox.mail.OutboxBackend"
elif _SMTP := env.smtp("INVEKTO_SMTP_URL"):
    EMAIL_HOST, EMAIL_PORT = _SMTP.host, _SMTP.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _SMTP.user, _SMTP.password
    EMAIL_USE_SSL, EMAIL_USE_TLS = _SMTP.is_ssl, not _SMTP.is_ssl and not _SMTP.is_plain
else:  # none is told: the desk shows its alerts all the same
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "invekto.core.logs.MaskingFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "stream": sys.stderr}},
    "root": {
        "handlers": ["stderr"],
        "level": env.choice("INVEKTO_LOG_LEVEL", "WARNING", ("DEBUG", "INFO", "WARNING", "ERROR")),
    },
    "loggers": {"django.security.DisallowedHost": {"level": "ERROR"}, "httpx": {"level": "WARNING"}},
}
