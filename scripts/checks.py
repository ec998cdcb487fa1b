"""`bin/check` and `bin/test`: every check in order, each with its time; one that fails does not hide the next.

What a check needs and cannot be had is a failure, never a skip. Run with the Python of `.venv`.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import prepare
from prepare import ROOT, WEB, StepFailed

PROGRAMS = {"chromium": "chromium", "espeak-ng": "espeak-ng", "ffmpeg": "ffmpeg"}
# The program's own script names the folder the environment was made in; the module does not mind where it is.
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as lint; lint()"
# What is tried on both databases: where rules are kept and where several come at once. The tables are made as the models want
# them; that the migrations make them too is tried in tests/house.
ON_POSTGRESQL = [
    "-n", "2", "--database", "postgresql", "--nomigrations", "--ignore=tests/rooms/domain/test_fold_fixture.py",
    "tests/accounts/domain", "tests/alliance/domain", "tests/assembly/ballots", "tests/assembly/sittings", "tests/bridge",
    "tests/contributions/domain", "tests/lobby/test_welcome.py", "tests/rooms/domain",
]  # fmt: skip
CLOSING = re.compile(r"\d+ (?:passed|failed|error|errors|skipped|deselected).* in [\d.]+s")


@dataclass
class Report:
    """What was done, how long it took, and whether it was well."""

    rows: list[tuple[str, float, bool]] = field(default_factory=list)
    closings: list[str] = field(default_factory=list)

    def did(self, name: str, deed: Callable[[], bool]) -> bool:
        """Does it, times it, and says so."""
        print(f"\n── {name}", flush=True)
        began = time.monotonic()
        well = deed()
        self.rows.append((name, time.monotonic() - began, well))
        return well

    def tell(self) -> int:
        """The table, then pytest's own last lines; 1 when anything failed."""
        print()
        for name, seconds, well in self.rows:
            print(f"{'ok' if well else 'FAILED':>6}  {seconds:7.1f} s  {name}")
        print(f"        {sum(row[1] for row in self.rows):7.1f} s  in all")
        for line in self.closings:
            print(line)
        return int(not all(row[2] for row in self.rows))


def main(argv: list[str]) -> int:
    """`quick`, or `all` with arguments for pytest."""
    report = Report()
    everything = argv[:1] == ["all"]
    # Checks must not depend on how the operator of this machine has set their own server.
    for name in [name for name in os.environ if name.startswith("MULTAQA_")]:
        del os.environ[name]
    with tempfile.TemporaryDirectory(prefix="multaqa-checks-") as folder:
        os.environ["MULTAQA_DATA"] = folder
        if everything and not report.did("programs", _programs):
            return report.tell()
        if not report.did("dependencies, browser assets, languages", _prepared):
            return report.tell()
        _quick(report)
        if everything:
            _rest(report, argv[1:])
    return report.tell()


def _quick(report: Report) -> None:
    report.did("the wire's generated files", lambda: _python("-m", "multaqa.wire.generate", "--check"))
    report.did("ruff", lambda: _python("-m", "ruff", "check", "--quiet", "."))
    report.did("format", lambda: _python("-m", "ruff", "format", "--check", "--quiet", "."))
    report.did("types", lambda: _python("-m", "mypy", "--no-error-summary"))
    report.did(
        "import contracts", lambda: _python("-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-logo")
    )
    report.did("biome and tsc", lambda: _npm("run", "check", "--silent"))


def _rest(report: Report, for_pytest: list[str]) -> None:
    report.did("migrations", lambda: _python("-m", "multaqa", "makemigrations", "--check", "--dry-run"))
    report.did("translations", lambda: _python("scripts/languages.py", "--check"))
    report.did("vitest", lambda: _npm("run", "test", "--silent"))
    report.did("vite build", lambda: _npm("run", "build", "--silent"))
    report.did("pytest", lambda: _pytest(report, for_pytest))


def _programs() -> bool:
    """A real browser, a voice, a sound converter and what draws PDFs: without them sound and printed pages cannot be tested,
    and are not called tested."""
    packages = [package for program, package in PROGRAMS.items() if not shutil.which(program)] + _libraries()
    if not packages:
        return True
    wanted = f"apt-get install --no-install-recommends {' '.join(packages)}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        print(f"The tests need {', '.join(packages)}. As root: {wanted}", file=sys.stderr)
        return False
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    return _run("apt-get", "update", "-qq") and _run(*wanted.split(), "--yes", "-qq")


def _libraries() -> list[str]:
    """Nothing is installed yet where this is asked, so it is read from the sources."""
    sys.path.insert(0, str(ROOT / "src"))
    from multaqa.common.printing.libraries import missing_packages

    return missing_packages()


def _prepared() -> bool:
    try:
        prepare.prepare([*prepare.INSTALL_TESTS, *prepare.STEPS])
    except StepFailed as failure:
        print(failure, file=sys.stderr)
        return False
    return True


def _pytest(report: Report, arguments: list[str]) -> bool:
    """Browsers and sound need the machine to themselves; the rest runs two at a time."""
    base = ["-m", "pytest", "-q", "-p", "no:cacheprovider"]
    if arguments == ["--database", "postgresql"]:
        return _watched(report, *base, *ON_POSTGRESQL)
    if arguments:
        return _watched(report, *base, *arguments)
    quiet = _watched(report, *base, "-n", "2", "-m", "not browser")
    twice = _watched(report, *base, *ON_POSTGRESQL)
    loud = _watched(report, *base, "-m", "browser")
    return quiet and twice and loud


def _watched(report: Report, *arguments: str) -> bool:
    """Shows what the program says, and remembers pytest's last line."""
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=prepare.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    closing = f"pytest did not finish: {' '.join(arguments)}"
    for line in process.stdout:
        print(line, end="", flush=True)
        if CLOSING.search(line):
            closing = line.rstrip()
    report.closings.append(closing)
    return process.wait() == 0


def _python(*arguments: str) -> bool:
    return _run(sys.executable, *arguments)


def _npm(*arguments: str) -> bool:
    return _run(*prepare.npm(*arguments), cwd=WEB)


def _run(*command: str, cwd: Path = ROOT) -> bool:
    return subprocess.run(command, cwd=cwd, env=prepare.environment()).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
