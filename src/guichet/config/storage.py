"""Where attachments are kept, as GUICHET_STORAGE_URL says.

`s3://bucket/prefix?region=eu-west-3&endpoint=https://s3.example&path_style=1`; the key and its secret before
the bucket (`s3://KEY:SECRET@bucket`), or wherever else the AWS tools look for them (environment, role).
"""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

KNOWN = frozenset({"region", "endpoint", "path_style"})
# A file is read through this much memory, then through the disk.
IN_MEMORY = 1024 * 1024


class BadStorageUrlError(Exception):
    """An address that cannot be used; the message says why, without the secret in it."""


def s3_storage(url: str) -> dict[str, Any]:
    """Django's STORAGES entry of a bucket; BadStorageUrlError names what is wrong."""
    # Only here: whoever has no bucket does not pay boto's 20 MB.
    from boto3.s3.transfer import TransferConfig

    parts = urlsplit(url)
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    if parts.scheme != "s3" or not parts.hostname:
        raise BadStorageUrlError("GUICHET_STORAGE_URL must look like s3://bucket/prefix?region=eu-west-3.")
    if unknown := sorted(set(options) - KNOWN):
        raise BadStorageUrlError(
            f"GUICHET_STORAGE_URL has an unknown part {unknown[0]}; it takes {', '.join(sorted(KNOWN))}."
        )
    if bool(parts.username) != bool(parts.password):
        raise BadStorageUrlError(
            "GUICHET_STORAGE_URL has a key without its secret; write s3://KEY:SECRET@bucket."
        )
    given = {
        "bucket_name": parts.hostname,
        "location": parts.path.strip("/"),
        "access_key": unquote(parts.username) if parts.username else None,
        "secret_key": unquote(parts.password) if parts.password else None,
        "region_name": options.get("region"),
        "endpoint_url": options.get("endpoint"),
        "addressing_style": "path" if options.get("path_style") == "1" else None,
    }
    # A content is written once under its digest, is private, and never given out by an address of the bucket.
    fixed = {
        "file_overwrite": True,
        "default_acl": None,
        "querystring_auth": True,
        "max_memory_size": IN_MEMORY,
        # One part of 8 MB at a time: ten at once, as boto does by itself, are a whole file in memory.
        "transfer_config": TransferConfig(use_threads=False),
    }
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {**{name: value for name, value in given.items() if value}, **fixed},
    }
