"""The environment variables of the contract, read once and checked with sentences."""

import os
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs

from guichet.config.errors import BadEnvironmentError
from guichet.config.logs import HUMAN, JSON, LEVELS
from guichet.config.sign_in import CompanySignIn, company_sign_in, mail_from, trusted_proxies
from guichet.config.storage import BadStorageUrlError, s3_storage
from guichet.platforms.mail.folder import BadImapUrlError, imap_folder
from guichet.platforms.mail.smtp import BadSmtpUrlError, smtp_sender

# Keys that a restore brought along, one a line.
KEPT_KEYS = "encryption.keys"
_DOMAIN = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*")


__all__ = ["BadEnvironmentError", "Environment", "read_environment"]


@dataclass(frozen=True, slots=True)
class Environment:
    """What the person who runs Guichet decided. Intervals are seconds."""

    data_dir: Path
    database_url: str | None
    secret_key: str = field(repr=False)
    encryption_keys: tuple[str, ...] = field(repr=False)
    base_url: str | None
    sync_interval: int
    allow_private_hosts: bool
    mail_domain: str | None
    mail_authserv_id: str | None
    mail_arc_sealers: tuple[str, ...]
    smtp_listen: tuple[str, int]
    smtp_url: str | None = field(repr=False)
    imap_url: str | None = field(repr=False)
    storage_url: str | None = field(repr=False)
    clamav_url: str | None
    mail_from: str
    company: CompanySignIn | None
    trusted_proxies: tuple[str, ...]
    backup_dir: Path | None
    backup_keep: int
    log_format: str
    log_level: str
    log_requests: bool
    metrics_token: str | None = field(repr=False)
    metrics_channels: int
    # Of one token, or of one signed-in member; 0 is no limit.
    api_requests_per_minute: int
    api_nodes_per_minute: int


def read_environment(variables: Mapping[str, str] | None = None) -> Environment:
    """Read the variables of the contract; BadEnvironmentError names the one that is wrong."""
    given = os.environ if variables is None else variables
    data_dir = _data_dir(given)
    secret_key = given.get("GUICHET_SECRET_KEY") or _kept_secret(data_dir)
    base_url, mail_domain = _base_url(given), _mail_domain(given)
    return Environment(
        data_dir=data_dir,
        database_url=_database_url(given),
        secret_key=secret_key,
        encryption_keys=_encryption_keys(given, data_dir),
        base_url=base_url,
        sync_interval=_seconds(given, "GUICHET_SYNC_INTERVAL", default=300),
        allow_private_hosts=_switch(given, "GUICHET_ALLOW_PRIVATE_HOSTS"),
        mail_domain=mail_domain,
        mail_authserv_id=(given.get("GUICHET_MAIL_AUTHSERV_ID") or "").strip() or None,
        mail_arc_sealers=_sealers(given),
        smtp_listen=_listen(given),
        smtp_url=_smtp_url(given),
        imap_url=_imap_url(given),
        storage_url=_storage_url(given),
        clamav_url=_clamav_url(given),
        mail_from=mail_from(given, base_url, mail_domain),
        company=company_sign_in(given),
        trusted_proxies=trusted_proxies(given),
        backup_dir=_backup_dir(given),
        backup_keep=_whole(given, "GUICHET_BACKUP_KEEP", default=7),
        log_format=_one_of(given, "GUICHET_LOG_FORMAT", (HUMAN, JSON), HUMAN),
        log_level=_one_of(given, "GUICHET_LOG_LEVEL", LEVELS, "INFO"),
        log_requests=_switch(given, "GUICHET_LOG_REQUESTS"),
        metrics_token=(given.get("GUICHET_METRICS_TOKEN") or "").strip() or None,
        metrics_channels=_count(given, "GUICHET_METRICS_CHANNELS", default=500),
        api_requests_per_minute=_count(given, "GUICHET_API_REQUESTS_PER_MINUTE", default=600),
        api_nodes_per_minute=_count(given, "GUICHET_API_NODES_PER_MINUTE", default=300_000),
    )


def _data_dir(given: Mapping[str, str]) -> Path:
    chosen = given.get("GUICHET_DATA_DIR") or platformdirs.user_data_dir("guichet", appauthor=False)
    path = Path(chosen).expanduser().absolute()
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise BadEnvironmentError(
            f"GUICHET_DATA_DIR={path} cannot be used ({error.strerror}); name a folder that can be written."
        ) from error
    return path


def _kept_secret(data_dir: Path) -> str:
    """One generated key for this installation; two processes that start at once agree on it."""
    path = data_dir / "secret.key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read_secret(path)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return _read_secret(path)


def _read_secret(path: Path) -> str:
    key = path.read_text(encoding="ascii").strip()
    if len(key) < 32:
        raise BadEnvironmentError(
            f"{path} is empty or cut; put back the one from a backup, or set GUICHET_SECRET_KEY."
        )
    return key


def _database_url(given: Mapping[str, str]) -> str | None:
    url = given.get("GUICHET_DATABASE_URL") or None
    if url and not url.startswith(("postgresql://", "postgres://")):
        raise BadEnvironmentError(
            "GUICHET_DATABASE_URL must start with postgresql:// (only PostgreSQL is supported)."
        )
    return url


def _base_url(given: Mapping[str, str]) -> str | None:
    url = (given.get("GUICHET_BASE_URL") or "").rstrip("/") or None
    if url and not url.startswith(("https://", "http://")):
        raise BadEnvironmentError("GUICHET_BASE_URL must start with https:// or http://.")
    return url


def _mail_domain(given: Mapping[str, str]) -> str | None:
    domain = (given.get("GUICHET_MAIL_DOMAIN") or "").strip().lower() or None
    if domain and not _DOMAIN.fullmatch(domain):
        raise BadEnvironmentError(
            f"GUICHET_MAIL_DOMAIN={domain} must be a domain such as in.example.com, without @ and blanks."
        )
    return domain


def _sealers(given: Mapping[str, str]) -> tuple[str, ...]:
    named = given.get("GUICHET_MAIL_ARC_SEALERS", "").lower().split(",")
    sealers = tuple(domain.strip() for domain in named if domain.strip())
    if not all(_DOMAIN.fullmatch(domain) for domain in sealers):
        raise BadEnvironmentError(
            "GUICHET_MAIL_ARC_SEALERS must be a comma list of the domains that seal, such as google.com."
        )
    return sealers


def _listen(given: Mapping[str, str]) -> tuple[str, int]:
    text = given.get("GUICHET_SMTP_LISTEN") or "127.0.0.1:8025"
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise BadEnvironmentError(
            f"GUICHET_SMTP_LISTEN={text} must be an address and a port: 127.0.0.1:8025."
        )
    return host.strip("[]"), int(port)


def _smtp_url(given: Mapping[str, str]) -> str | None:
    url = given.get("GUICHET_SMTP_URL") or None
    try:
        if url:
            smtp_sender(url)
    except BadSmtpUrlError as error:
        raise BadEnvironmentError(str(error)) from error
    return url


def _imap_url(given: Mapping[str, str]) -> str | None:
    url = given.get("GUICHET_IMAP_URL") or None
    try:
        if url:
            imap_folder(url, allow_private=True)
    except BadImapUrlError as error:
        raise BadEnvironmentError(str(error)) from error
    return url


def _storage_url(given: Mapping[str, str]) -> str | None:
    url = given.get("GUICHET_STORAGE_URL") or None
    try:
        if url:
            s3_storage(url)
    except BadStorageUrlError as error:
        raise BadEnvironmentError(str(error)) from error
    return url


def _clamav_url(given: Mapping[str, str]) -> str | None:
    url = given.get("GUICHET_CLAMAV_URL") or None
    parts = urlsplit(url or "")
    if url and not (parts.scheme == "tcp" and parts.hostname) and not (parts.scheme == "unix" and parts.path):
        raise BadEnvironmentError(
            f"GUICHET_CLAMAV_URL={url} must be tcp://host:3310 or unix:///run/clamav/clamd.ctl."
        )
    return url


def _encryption_keys(given: Mapping[str, str], data_dir: Path) -> tuple[str, ...]:
    """Those of the environment, the first of which seals; then those that a restore left, which only open."""
    kept = data_dir / KEPT_KEYS
    texts = [given.get("GUICHET_ENCRYPTION_KEYS", ""), kept.read_text("utf-8") if kept.exists() else ""]
    keys = (key.strip() for text in texts for key in text.replace("\n", ",").split(","))
    return tuple(dict.fromkeys(key for key in keys if key))


def _backup_dir(given: Mapping[str, str]) -> Path | None:
    text = given.get("GUICHET_BACKUP_DIR") or None
    path = Path(text).expanduser().absolute() if text else None
    if path and not path.is_dir():
        raise BadEnvironmentError(f"GUICHET_BACKUP_DIR={path} is no folder: make it, or name another one.")
    return path


def _whole(given: Mapping[str, str], name: str, default: int) -> int:
    text = given.get(name) or str(default)
    if not text.isdecimal() or int(text) < 1:
        raise BadEnvironmentError(f"{name}={text} must be a whole number, 1 or more.")
    return int(text)


def _seconds(given: Mapping[str, str], name: str, default: int) -> int:
    text = given.get(name) or str(default)
    if not text.isdecimal() or int(text) < 1:
        raise BadEnvironmentError(f"{name}={text} must be a whole number of seconds, 1 or more.")
    return int(text)


def _switch(given: Mapping[str, str], name: str) -> bool:
    text = (given.get(name) or "0").strip().lower()
    if text not in {"0", "1", "true", "false", "yes", "no"}:
        raise BadEnvironmentError(f"{name}={text} must be 0 or 1.")
    return text in {"1", "true", "yes"}


def _one_of(given: Mapping[str, str], name: str, choices: Sequence[str], default: str) -> str:
    text = (given.get(name) or default).strip()
    found = next((choice for choice in choices if choice.lower() == text.lower()), None)
    if found is None:
        raise BadEnvironmentError(f"{name}={text} must be one of {', '.join(choices)}.")
    return found


def _count(given: Mapping[str, str], name: str, default: int) -> int:
    text = given.get(name) or str(default)
    if not text.isdecimal():
        raise BadEnvironmentError(f"{name}={text} must be a whole number, 0 or more.")
    return int(text)
