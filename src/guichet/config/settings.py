"""Django settings, drawn from the environment variables of the contract."""

from hashlib import sha256
from pathlib import Path
from typing import Any

from guichet.config.database import django_database
from guichet.config.environment import read_environment
from guichet.config.storage import s3_storage

ENVIRONMENT = read_environment()
PACKAGE = Path(__file__).parent.parent

# ── What the rooms read ─────────────────────────────────────────────────────

GUICHET_DATA_DIR = ENVIRONMENT.data_dir
GUICHET_SYNC_INTERVAL = ENVIRONMENT.sync_interval
GUICHET_ALLOW_PRIVATE_HOSTS = ENVIRONMENT.allow_private_hosts
GUICHET_ENCRYPTION_KEYS = ENVIRONMENT.encryption_keys
GUICHET_BASE_URL = ENVIRONMENT.base_url
GUICHET_MAIL_DOMAIN = ENVIRONMENT.mail_domain
GUICHET_MAIL_AUTHSERV_ID = ENVIRONMENT.mail_authserv_id
GUICHET_MAIL_ARC_SEALERS = ENVIRONMENT.mail_arc_sealers
GUICHET_SMTP_URL = ENVIRONMENT.smtp_url
GUICHET_STORAGE_URL = ENVIRONMENT.storage_url
GUICHET_CLAMAV_URL = ENVIRONMENT.clamav_url
GUICHET_IMAP_URL = ENVIRONMENT.imap_url

# ── Django ──────────────────────────────────────────────────────────────────

SECRET_KEY = ENVIRONMENT.secret_key
DEBUG = False
# The Host header is checked against GUICHET_BASE_URL where there is one (guichet.web.middleware).
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "guichet.config.urls"
WSGI_APPLICATION = "guichet.config.wsgi.application"
AUTH_USER_MODEL = "accounts.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français"), ("es", "Español"), ("de", "Deutsch"), ("it", "Italiano")]
LOCALE_PATHS = [PACKAGE / "locale"]
LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "procrastinate.contrib.django",
    "guichet.accounts",
    "guichet.inbox",
    "guichet.invoicing",
    "guichet.events",
    "guichet.web",
]

MIDDLEWARE = [
    "guichet.web.middleware.HostMiddleware",
    "guichet.web.live.poll.LiveMiddleware",
    "guichet.web.compression.CompressionMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "guichet.web.middleware.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "guichet.web.middleware.ReaderMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["django.templatetags.static"],
        },
    },
]

# ── Database and jobs ───────────────────────────────────────────────────────

DATABASES = {"default": django_database(ENVIRONMENT.database_url or "postgresql:///guichet")}
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
PROCRASTINATE_IMPORT_PATHS = ["guichet.jobs.tasks"]

# ── Safety ──────────────────────────────────────────────────────────────────

_IS_HTTPS = (ENVIRONMENT.base_url or "").startswith("https://")
SESSION_COOKIE_NAME = "guichet_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _IS_HTTPS
SESSION_COOKIE_AGE = 30 * 24 * 3600
CSRF_COOKIE_NAME = "guichet_csrf"
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.base_url] if ENVIRONMENT.base_url else []
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# ── Files ───────────────────────────────────────────────────────────────────


def _static_version() -> str:
    """One digest of all that browsers keep for ever, static files and words: addresses change with it."""
    digest = sha256()
    for folder in (PACKAGE / "web" / "static", PACKAGE / "locale"):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if ENVIRONMENT.storage_url:
    STORAGES["attachments"] = s3_storage(ENVIRONMENT.storage_url)

GUICHET_STATIC_VERSION = _static_version()
STATIC_URL = f"/static/{GUICHET_STATIC_VERSION}/"
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 365 * 24 * 3600

# ── Logs: never a customer's word, never a secret ───────────────────────────

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "guichet.config.logs.DiscreetFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "procrastinate": {"level": "WARNING"},
        "httpx2": {"level": "WARNING"},
        "factur-x": {"level": "WARNING"},
        "django.server": {"level": "WARNING"},
        # aiosmtpd writes every address down.
        "mail.log": {"level": "ERROR"},
        "guichet.http": {"level": "WARNING"},
    },
}
