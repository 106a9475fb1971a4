"""Django settings, drawn from the environment variables of the contract."""

from hashlib import sha256
from pathlib import Path
from typing import Any

from guichet.config.company import company_providers
from guichet.config.database import django_database
from guichet.config.environment import read_environment
from guichet.config.logs import logging_settings
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
GUICHET_BACKUP_DIR = ENVIRONMENT.backup_dir
GUICHET_BACKUP_KEEP = ENVIRONMENT.backup_keep
GUICHET_MAIL_FROM = ENVIRONMENT.mail_from
GUICHET_TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies
GUICHET_OIDC = ENVIRONMENT.company
GUICHET_SMTP_LISTEN = ENVIRONMENT.smtp_listen
GUICHET_METRICS_TOKEN = ENVIRONMENT.metrics_token
GUICHET_METRICS_CHANNELS = ENVIRONMENT.metrics_channels
GUICHET_API_REQUESTS_PER_MINUTE = ENVIRONMENT.api_requests_per_minute
GUICHET_API_NODES_PER_MINUTE = ENVIRONMENT.api_nodes_per_minute

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
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "procrastinate.contrib.django",
    "guichet.accounts",
    "guichet.inbox",
    "guichet.invoicing",
    "guichet.events",
    "guichet.checks",
    "guichet.web",
]

MIDDLEWARE = [
    "guichet.web.client.ClientMiddleware",
    "guichet.config.requests.RequestMiddleware",
    # What every answer carries, also where something below answers by itself.
    "guichet.web.middleware.PolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "guichet.web.middleware.HostMiddleware",
    "guichet.web.live.poll.LiveMiddleware",
    "guichet.web.compression.CompressionMiddleware",
    "guichet.api.door.DoorMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "guichet.web.sessions.SecretSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "guichet.web.sessions.PersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "guichet.web.security.seen.SeenMiddleware",
    "guichet.web.middleware.ReaderMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("guichet.web.folding.Loader", ["django.template.loaders.app_directories.Loader"])],
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
# Throttles are counted for all processes together; the table is unlogged, so a crash forgets them.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "throttle",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
PROCRASTINATE_IMPORT_PATHS = ["guichet.jobs.tasks"]

# ── Safety ──────────────────────────────────────────────────────────────────

_IS_HTTPS = (ENVIRONMENT.base_url or "").startswith("https://")
SESSION_ENGINE = "guichet.accounts.signing_in.session_store"
SESSION_COOKIE_NAME = "guichet_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _IS_HTTPS
SESSION_COOKIE_AGE = 30 * 24 * 3600
# Lax: a link in a mail opens the page it names; what is posted from elsewhere comes without the session.
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "guichet_csrf"
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.base_url] if ENVIRONMENT.base_url else []
# Sent to whoever asks: over HTTP browsers pass it over (RFC 6797, 8.1).
GUICHET_HSTS = f"max-age={365 * 24 * 3600}" if _IS_HTTPS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]
PASSWORD_RESET_TIMEOUT = 3600

# ── Signing in (docs/decisions/0015-sign-in.md) ─────────────────────────────

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "guichet.accounts.signing_in.people.PeopleAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {
    "login_failed": "30/5m/ip,5/15m/key",
    "reset_password": "10/10m/ip,3/15m/key",
    "reset_password_from_key": "20/5m/ip",
    "reauthenticate": "10/5m/user",
}
MFA_ADAPTER = "guichet.accounts.signing_in.factors.FactorsAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Guichet"
SOCIALACCOUNT_ADAPTER = "guichet.accounts.signing_in.company.CompanyAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
SOCIALACCOUNT_PROVIDERS = company_providers(ENVIRONMENT.company)

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

LOGGING = logging_settings(ENVIRONMENT.log_format, ENVIRONMENT.log_level, says_calls=ENVIRONMENT.log_requests)
