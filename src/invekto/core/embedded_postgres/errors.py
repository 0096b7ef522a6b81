"""What can go wrong with the embedded server, each as one sentence a shop owner understands."""

import re
from typing import ClassVar


class EmbeddedPostgresError(Exception):
    """The embedded database cannot run. ``str()`` gives the sentence in English, then in Turkish."""

    # Not in the Fluent files: these must be readable before the application itself can start.
    english: ClassVar[str]
    turkish: ClassVar[str]

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        self.in_english = self.english.format(**facts)
        self.in_turkish = self.turkish.format(**facts)
        super().__init__(f"{self.in_english}\n{self.in_turkish}")


class DiskFull(EmbeddedPostgresError):
    """There is not enough room to create or run the database."""

    english = (
        "The disk is full: the database in {path} needs at least {needed} MB of free space; nothing was lost."
    )
    turkish = "Disk dolu: {path} içindeki veritabanı için en az {needed} MB boş alan gerekiyor; kayıp yok."


class DamagedData(EmbeddedPostgresError):
    """The folder is there, but what it holds is not a database the server can open."""

    english = (
        "The database in {path} is damaged ({detail}); keep the folder, restore it from a backup, "
        "or move it aside to start with an empty one."
    )
    turkish = (
        "{path} içindeki veritabanı hasarlı ({detail}); klasörü silmeyin, yedekten geri yükleyin "
        "ya da boş bir veritabanıyla başlamak için başka bir yere taşıyın."
    )


class WrongVersion(EmbeddedPostgresError):
    """The data was written by another major version of PostgreSQL."""

    english = (
        "The database in {path} was made by PostgreSQL {found}, this release brings {expected}; "
        "keep the folder and export it with the release that made it."
    )
    turkish = (
        "{path} içindeki veritabanı PostgreSQL {found} ile oluşturulmuş, bu sürüm {expected} içeriyor; "
        "klasörü silmeyin ve onu oluşturan sürümle dışa aktarın."
    )


class NoPermission(EmbeddedPostgresError):
    """The data folder may not be written by this user, or not by the user the server runs as."""

    english = (
        "{user} may not write to {path}; give that user the folder, or choose another with INVEKTO_DATA_DIR."
    )
    turkish = (
        "{user} kullanıcısının {path} klasörüne yazma izni yok; klasörü bu kullanıcıya verin "
        "ya da INVEKTO_DATA_DIR ile başka bir klasör seçin."
    )


class NoServerAccount(EmbeddedPostgresError):
    """Started as root, and no ordinary account could be taken on."""

    english = (
        "PostgreSQL does not run as root and the account {user} cannot be used here; "
        "start Invekto as an ordinary user, or set INVEKTO_DATABASE_URL."
    )
    turkish = (
        "PostgreSQL root olarak çalışmaz ve {user} hesabı burada kullanılamıyor; Invekto'yu sıradan bir "
        "kullanıcıyla başlatın ya da INVEKTO_DATABASE_URL değerini verin."
    )


class ProgramUnreachable(EmbeddedPostgresError):
    """Started as root, and the server's account cannot reach its own programs or data."""

    english = (
        "PostgreSQL runs as {user} here and cannot reach {path} because {closed} is closed to that account; "
        "open it with chmod o+x, install Invekto elsewhere, or set INVEKTO_DATABASE_URL."
    )
    turkish = (
        "PostgreSQL burada {user} hesabıyla çalışıyor ve {closed} bu hesaba kapalı olduğundan {path} yoluna "
        "ulaşamıyor; klasörü chmod o+x ile açın, Invekto'yu başka bir yere kurun "
        "ya da INVEKTO_DATABASE_URL değerini verin."
    )


class InUse(EmbeddedPostgresError):
    """Another process has started, or is starting, a server on the same folder."""

    english = "The database in {path} is already in use by process {pid}; stop that one first."
    turkish = "{path} içindeki veritabanını {pid} numaralı süreç kullanıyor; önce onu durdurun."


class SocketPathTooLong(EmbeddedPostgresError):
    """The operating system allows only short paths for the server's socket."""

    english = "The path {path} is too long for a database socket ({length} characters, at most {limit})."
    turkish = "{path} yolu veritabanı soketi için çok uzun ({length} karakter, en çok {limit})."


class SocketFolderTaken(EmbeddedPostgresError):
    """Somebody else owns the folder the socket belongs in."""

    english = (
        "The folder {path} belongs to somebody else ({owner}), so the database will not use it; remove it."
    )
    turkish = (
        "{path} klasörü başkasına ({owner}) ait olduğundan veritabanı onu kullanmıyor; klasörü kaldırın."
    )


class ServerFailed(EmbeddedPostgresError):
    """The server did not start, for a reason that only its own words tell."""

    english = "The database did not start: {detail}. Its log is {log}."
    turkish = "Veritabanı başlamadı: {detail}. Günlüğü: {log}."


_NO_SPACE = re.compile(r"No space left on device|Disk quota exceeded")
_NO_PERMISSION = re.compile(r'"?(?P<path>[^"\n]*?)"?: Permission denied')
_DAMAGE = re.compile(
    r"checkpoint record|pg_control|incorrect checksum|is not a valid data directory|files are incompatible"
    r"|invalid data in file|unexpected page|requested timeline|contains invalid data|could not locate"
    r"|could not (?:open|read) (?:file|directory)|could not access status of transaction|invalid page"
)
# Said without any of the words below, before the server looks at anything else.
_NO_CONTROL_FILE = re.compile(r"could not find the database system")
_COMPLAINT = re.compile(r"(?:PANIC|FATAL|ERROR|error|fatal):\s*(?P<words>.+)")


def explain(words: str, *, path: object, log: object, user: str, needed: int) -> EmbeddedPostgresError:
    """Turn what initdb or the server said before it gave up into the error to raise.

    ``words`` is the output of this attempt only; ``needed`` is in megabytes.
    """
    if _NO_SPACE.search(words):
        return DiskFull(path=path, needed=needed)
    if _NO_PERMISSION.search(words):
        return NoPermission(path=path, user=user)
    complaints = [match["words"].strip().rstrip(".") for match in _COMPLAINT.finditer(words)]
    if _NO_CONTROL_FILE.search(words):
        return DamagedData(path=path, detail="global/pg_control is missing")
    for complaint in complaints:
        if _DAMAGE.search(complaint):
            return DamagedData(path=path, detail=complaint)
    last_line = words.strip().rpartition("\n")[2].strip()
    return ServerFailed(detail=complaints[-1] if complaints else last_line or "-", log=log)
