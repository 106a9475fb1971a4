"""The configuration files of the embedded server."""

from pathlib import Path

import psutil

from guichet.config.embedded.account import RunAs

# Customers' words must not reach the server's log: no statement, no DETAIL of a violated constraint.
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "120",
    "maintenance_work_mem": "256MB",
    "work_mem": "16MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_wal_size": "2GB",
    "wal_compression": "on",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
MEGABYTE = 2**20
# Of control groups, version 2: what a container may use (kernel documentation, cgroup-v2, memory.max).
GROUP_LIMIT = Path("/sys/fs/cgroup/memory.max")
# Of the machine's memory, within bounds. A million discussions with their indexes are 8 GB, and the dearest
# totals take 40 % less with 2 GB of them at hand than with 256 MB.
SHARE, LEAST, MOST = 8, 256, 2048


def write_access_rules(pgdata: Path, account: RunAs) -> None:
    """Only our own system users may connect, and only over the socket (PostgreSQL: peer authentication)."""
    (pgdata / "pg_hba.conf").write_text("local all all peer map=guichet\n", encoding="ascii")
    lines = [f"guichet {user} postgres\n" for user in account.os_users]
    (pgdata / "pg_ident.conf").write_text("".join(lines), encoding="utf-8")


def server_options(socket_dir: Path) -> str:
    """The command line handed to the server, so that an upgrade changes it without touching any file."""
    settings = memory_settings(memory_bytes()) | SETTINGS | {"unix_socket_directories": str(socket_dir)}
    return " ".join(f"-c {name}='{value}'" for name, value in settings.items())


def memory_settings(available: int) -> dict[str, str]:
    """How much of so many bytes is PostgreSQL's own, and how much it may hope to find cached."""
    own = min(max(available // SHARE // MEGABYTE, LEAST), MOST)
    return {"shared_buffers": f"{own}MB", "effective_cache_size": f"{max(available // 2 // MEGABYTE, own)}MB"}


def memory_bytes() -> int:
    """Of the machine, or of the container where that has less."""
    total: int = psutil.virtual_memory().total
    limit = GROUP_LIMIT.read_text(encoding="ascii").strip() if GROUP_LIMIT.exists() else ""
    return min(total, int(limit)) if limit.isdecimal() else total
