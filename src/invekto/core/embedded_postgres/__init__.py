"""The PostgreSQL server that comes with the product: created, started and stopped as our child process."""

from invekto.core.embedded_postgres.errors import (
    DamagedData,
    DiskFull,
    EmbeddedPostgresError,
    InUse,
    NoPermission,
    NoServerAccount,
    ProgramUnreachable,
    ServerFailed,
    SocketFolderTaken,
    SocketPathTooLong,
    WrongVersion,
)
from invekto.core.embedded_postgres.server import EmbeddedPostgres

__all__ = [
    "DamagedData",
    "DiskFull",
    "EmbeddedPostgres",
    "EmbeddedPostgresError",
    "InUse",
    "NoPermission",
    "NoServerAccount",
    "ProgramUnreachable",
    "ServerFailed",
    "SocketFolderTaken",
    "SocketPathTooLong",
    "WrongVersion",
]
