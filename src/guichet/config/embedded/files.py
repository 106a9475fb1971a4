"""The configuration files of the embedded server."""

from pathlib import Path

from guichet.config.embedded.account import RunAs

# Customers' words must not reach the server's log: no statement, no DETAIL of a violated constraint.
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "120",
    "shared_buffers": "256MB",
    "effective_cache_size": "2GB",
    "maintenance_work_mem": "256MB",
    "work_mem": "16MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_wal_size": "2GB",
    "wal_compression": "on",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


def write_access_rules(pgdata: Path, account: RunAs) -> None:
    """Only our own system users may connect, and only over the socket (PostgreSQL: peer authentication)."""
    (pgdata / "pg_hba.conf").write_text("local all all peer map=guichet\n", encoding="ascii")
    lines = [f"guichet {user} postgres\n" for user in account.os_users]
    (pgdata / "pg_ident.conf").write_text("".join(lines), encoding="utf-8")


def server_options(socket_dir: Path) -> str:
    """The command line handed to the server, so that an upgrade changes it without touching any file."""
    settings = SETTINGS | {"unix_socket_directories": str(socket_dir)}
    return " ".join(f"-c {name}='{value}'" for name, value in settings.items())
