"""The backups that come by themselves: where GUICHET_BACKUP_DIR is set, one a night, the newest kept."""

from datetime import datetime
from pathlib import Path

from guichet.config.backup.errors import BackupError
from guichet.config.backup.keys import VARIABLE, Lock, lock_for, own_lock
from guichet.config.environment import Environment

NAMES = "guichet-*.backup"


def nightly_file(environment: Environment, now: datetime) -> Path:
    """Named by its moment, so that the names are in the order of time."""
    return backup_folder(environment) / f"guichet-{now:%Y%m%dT%H%M%SZ}.backup"


def nightly_lock(environment: Environment, given: dict[str, str]) -> Lock:
    """GUICHET_BACKUP_KEY, or a key of its own in the data folder: away from the backups."""
    if given.get(VARIABLE):
        return lock_for(environment.data_dir / "none", None, given)
    return own_lock(key_of_data(environment))


def key_of_data(environment: Environment) -> Path:
    """The key that nightly backups have unless another is named."""
    return environment.data_dir / "backup.key"


def newest(environment: Environment) -> Path:
    """BackupError while there is none."""
    found = sorted(backup_folder(environment).glob(NAMES))
    if not found:
        raise BackupError(
            f"There is no backup in {environment.backup_dir} yet: guichet backup --nightly makes one."
        )
    return found[-1]


def drop_old(environment: Environment) -> list[Path]:
    """Let the oldest go until GUICHET_BACKUP_KEEP are left."""
    folder = backup_folder(environment)
    old = sorted(folder.glob(NAMES))[: -environment.backup_keep]
    for path in old:
        path.unlink(missing_ok=True)
    return old


def backup_folder(environment: Environment) -> Path:
    """BackupError where none is set."""
    if environment.backup_dir is None:
        raise BackupError("Set GUICHET_BACKUP_DIR to the folder that nightly backups go to.")
    return environment.backup_dir
