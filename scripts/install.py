"""Installs what is locked, and only what changed since the last time: `install.py runtime|everything`.

Standard library only; it runs before anything is installed. The settings of pip, uv and npm (indexes,
proxies, certificates) are theirs to read; we add the lock files and, where nothing else is set, the
certificates that the machine itself trusts.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

UV_VERSION = "0.13.9"
OLDEST_NODE = 18
# Where Debian, Red Hat, SUSE, and Alpine or macOS keep what the machine trusts, in one file.
CERTIFICATE_STORES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)

ROOT = Path(__file__).resolve().parent.parent
UV_HOME = ROOT / ".uv"
UV = UV_HOME / "bin" / "uv"
NODE_HOME = UV_HOME / "node"
VENV = ROOT / ".venv"
WEB = ROOT / "web"
VENDOR = ROOT / "src" / "invekto" / "dashboard" / "static" / "vendor"
STAMPS = ROOT / ".cache" / "install"

PYTHON_INPUTS = [ROOT / "pyproject.toml", ROOT / "uv.lock"]
WEB_LOCK = [WEB / "package.json", WEB / "package-lock.json"]
WEB_BUILD = [WEB / "icons.txt", WEB / "build.mjs"]


class CannotInstall(Exception):
    """One sentence for the person who typed make."""


def main(what: str) -> None:
    """Install the ``runtime``, or ``everything``: also what tests and checks need."""
    forget_another_place()
    python_packages("dev" if what == "everything" else "runtime")
    browser_assets()


def forget_another_place() -> None:
    """A folder that was moved or copied: environments name their own path in every script, so begin anew."""
    if STAMPS.exists() and not stamped("place", str(ROOT)):
        say("The project has moved: setting it up anew")
        for folder in (VENV, UV_HOME, STAMPS):
            shutil.rmtree(folder, ignore_errors=True)
    stamp("place", str(ROOT))


def python_packages(group: str) -> None:
    """The locked Python packages, into .venv. What another group put there stays."""
    state = fingerprint(PYTHON_INPUTS)
    if (VENV / "bin" / "invekto").exists() and (stamped("dev", state) or stamped(group, state)):
        return
    uv = install_uv()
    say("Installing the Python packages")
    groups = ["--group", "dev"] if group == "dev" else ["--no-default-groups"]
    # Never a Python of uv's own: those come from outside the package registries.
    python = ["--no-python-downloads", "--python", base_python()]
    run([uv, "sync", "--locked", "--inexact", *groups, *python], "The Python packages could not be installed")
    stamp(group, state)


def install_uv() -> Path:
    """The pinned uv, in a folder of its own inside the project."""
    if UV.exists() and uv_answers(UV):
        return UV
    say(f"Installing uv {UV_VERSION}")
    shutil.rmtree(UV_HOME, ignore_errors=True)
    wanted = f"uv=={UV_VERSION}"
    venv, pip = can_make_venv(), can_use_pip()
    if not (venv or pip) and apt():
        say("This Python comes without pip and venv: installing python3-venv")
        apt_install("python3-venv")
        venv = can_make_venv()
    if venv:
        run([base_python(), "-m", "venv", UV_HOME], "A virtual environment could not be made")
        run([UV_HOME / "bin" / "python", "-m", "pip", "install", "-q", wanted], "uv could not be installed")
    elif pip:
        quiet = ["-q", "--root-user-action", "ignore"]  # it goes into our own folder, not into the system
        run(
            [base_python(), "-m", "pip", "install", *quiet, "--target", UV_HOME, wanted],
            "uv could not be installed",
        )
    else:
        raise CannotInstall(
            f"{base_python()} comes without pip and venv; install them first "
            "(on Debian: apt-get install python3-venv)."
        )
    if not uv_answers(UV):
        raise CannotInstall(f"uv {UV_VERSION} was installed into {UV_HOME} but does not run on this machine.")
    return UV


def browser_assets() -> None:
    """The pinned npm packages, and from them the dashboard's static files."""
    packages, build = fingerprint(WEB_LOCK), fingerprint([*WEB_LOCK, *WEB_BUILD])
    if stamped("assets", build) and (VENDOR / "icons.svg").exists():
        return
    node, npm = find_node()
    if not (stamped("npm", packages) and (WEB / "node_modules").is_dir()):
        say("Installing the browser packages")
        run([*npm, "ci", "--no-audit", "--no-fund"], "The browser packages could not be installed", cwd=WEB)
        stamp("npm", packages)
    say("Building the browser assets")
    run([*node, "build.mjs"], "The browser assets could not be built", cwd=WEB)
    stamp("assets", build)


def find_node() -> tuple[list[str | Path], list[str | Path]]:
    """How to call node and npm: the machine's own, or else the locked wheel from PyPI."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and node_major(node) >= OLDEST_NODE:
        return [node], [npm]
    uv = install_uv()
    if not (NODE_HOME / "bin" / "npm").exists():
        say("Installing Node.js from PyPI, as this machine has no npm")
        run(
            [uv, "sync", "--locked", "--only-group", "assets", "--no-install-project",
             "--no-python-downloads", "--python", base_python()],
            "Node.js could not be installed", env={"UV_PROJECT_ENVIRONMENT": str(NODE_HOME)},
        )  # fmt: skip
    return [NODE_HOME / "bin" / "node"], [NODE_HOME / "bin" / "npm"]


def node_major(node: str) -> int:
    """The first number of its version; 0 when it does not run."""
    answer = subprocess.run([node, "--version"], capture_output=True, text=True)
    number = answer.stdout.strip().lstrip("v").partition(".")[0]
    return int(number) if number.isdigit() else 0


def base_python() -> str:
    """The interpreter underneath, also when we run inside .venv."""
    return getattr(sys, "_base_executable", None) or sys.executable


def can_make_venv() -> bool:
    """Whether the interpreter underneath makes environments with pip; Debian takes that part out."""
    return _runs("-m", "ensurepip", "--version")


def can_use_pip() -> bool:
    """Whether the interpreter underneath has pip."""
    return _runs("-m", "pip", "--version")


def _runs(*arguments: str) -> bool:
    return subprocess.run([base_python(), *arguments], capture_output=True, cwd="/").returncode == 0


def uv_answers(uv: Path) -> bool:
    """Whether this is the pinned version, and runs."""
    try:
        answer = subprocess.run([uv, "--version"], capture_output=True, text=True)
    except OSError:
        return False
    return answer.stdout.split()[1:2] == [UV_VERSION]


def apt() -> list[str]:
    """apt-get as root, or through a sudo that asks nothing; empty where neither is possible."""
    if not shutil.which("apt-get"):
        return []
    if os.geteuid() == 0:
        return ["apt-get"]
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n", "-E", "apt-get"]
    return []


def apt_install(package: str) -> None:
    """One Debian package and what it needs."""
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run([*apt(), "update", "-qq"], "apt-get update failed", env=quiet)
    run(
        [*apt(), "install", "-y", "-qq", "--no-install-recommends", package],
        f"{package} was not installed",
        env=quiet,
    )


def fingerprint(files: list[Path]) -> str:
    """Changes with the files and with the Python underneath."""
    digest = hashlib.sha256(str(Path(base_python()).resolve()).encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def stamped(step: str, state: str) -> bool:
    """Whether this step was finished in this very state."""
    file = STAMPS / step
    return file.exists() and file.read_text() == state


def stamp(step: str, state: str) -> None:
    """Remember that the step is finished."""
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / step).write_text(state)


def run(
    command: list[str | Path], failure: str, *, cwd: Path = ROOT, env: dict[str, str] | None = None
) -> None:
    """Run a visible step. Raises CannotInstall with ``failure`` when it does not end well."""
    # The environment of a virtual environment somebody is working in must not become ours.
    kept = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONHOME")}
    ours = {"UV_PROJECT_ENVIRONMENT": str(VENV)} | system_certificates(kept) | (env or {})
    ended = subprocess.run(command, cwd=cwd, env=kept | ours)
    if ended.returncode:
        raise CannotInstall(
            f"{failure}: `{Path(command[0]).name}` ended with {ended.returncode} (see above)."
        )


def system_certificates(environment: Mapping[str, str]) -> dict[str, str]:
    """The machine's own certificate store, which may know a company's CA, for whoever is not told another one.

    Without it uv, pip and Node.js trust only the lists they bring along. Where the machine has no store at all
    (small containers) those lists are what there is.
    """
    store = next((path for path in CERTIFICATE_STORES if os.path.isfile(path)), None)
    if store is None or "SSL_CERT_FILE" in environment:
        return {}
    ours = {}
    if not {"UV_SYSTEM_CERTS", "UV_NATIVE_TLS"} & environment.keys():
        ours["UV_SYSTEM_CERTS"] = "true"
    if not {"PIP_CERT", "PIP_CONFIG_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"} & environment.keys():
        ours["PIP_CERT"] = store
    if "NODE_EXTRA_CA_CERTS" not in environment:
        ours["NODE_EXTRA_CA_CERTS"] = store
    return ours


def say(words: str) -> None:
    """One line of progress."""
    print(f"→ {words} …", flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except CannotInstall as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f"The installation stopped: {error.strerror} ({error.filename}).")
    except KeyboardInterrupt:
        sys.exit("Interrupted; the next start goes on from here.")
