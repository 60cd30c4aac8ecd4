"""One trial of the program: the commands that are run in a folder, and what is wrong with how they ended."""
import os
import re
import shlex
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

REFUSALS = (2, 65, 74)
BUG = 70
SANITIZERS = {
    # A fault ends the process by a signal, also the process in which `compare` reads a file.
    "ASAN_OPTIONS": "abort_on_error=1:allocator_may_return_null=1:hard_rss_limit_mb=6000",
    "UBSAN_OPTIONS": "print_stacktrace=1:halt_on_error=1:abort_on_error=1",
}
REPORT = re.compile(r"AddressSanitizer|LeakSanitizer|runtime error:")
NO_MEMORY = re.compile(r"out-of-memory|allocation-size-too-big|exceeds maximum supported size|hard rss limit")
FRAME = re.compile(r"^\s+#\d+ .*$", re.M)
OF_THE_SYSTEM = re.compile(r"libsanitizer|lib(?:asan|ubsan|c|m|pthread|stdc\+\+|gcc_s)\.so|nptl|sysdeps")
# What a terminal obeys, and bytes that are not UTF-8. A table in CSV has line ends of two characters.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]|\r(?!\n)")
SAID = re.compile(r"^error: (.*)$", re.M)
# What is wrong with the input is said by place, reason and remedy. A line is missing if the command line is at fault.
PLACED = re.compile(r"(?:.+?:(?:\d+:)? |--)?.+; .+")


@dataclass
class Limits:
    seconds: float = 20
    kib_of_memory: int = 4 << 20
    sanitized: bool = False  # its shadow memory is larger than any limit


@dataclass
class Step:
    """A command, and the exit codes that it may have."""
    arguments: list
    codes: tuple = (0, 65, 74)


@dataclass
class Ended:
    code: int  # minus the number of the signal that ended it
    hung: bool
    out: str
    err: str

    @property
    def refused(self):
        return self.code in REFUSALS


def as_shell(program, step, limits):
    """The step as one line for a shell."""
    limit = "" if limits.sanitized else f"ulimit -v {limits.kib_of_memory}; "
    options = "".join(f"{name}={value} " for name, value in SANITIZERS.items()) if limits.sanitized else ""
    return f"ulimit -c 0; {limit}exec env {options}{shlex.join([str(program), *map(str, step.arguments)])}"


def run(program, step, folder, limits):
    """Runs the step in the folder. A process that takes too long is killed with all that it has started."""
    process = subprocess.Popen(["/bin/sh", "-c", as_shell(program, step, limits)], cwd=folder, start_new_session=True,
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    hung = False
    try:
        out, err = process.communicate(timeout=limits.seconds)
    except subprocess.TimeoutExpired:
        hung = True
        os.killpg(process.pid, signal.SIGKILL)
        out, err = process.communicate()
    return Ended(process.returncode, hung, out.decode("utf-8", "surrogateescape"), err.decode("utf-8", "surrogateescape"))


def files_in(folder):
    """{path: (size, time of change)} of all files."""
    found = {}
    for directory, _, names in os.walk(folder):
        for name in names:
            path = Path(directory, name)
            known = path.lstat()
            found[path] = (known.st_size, known.st_mtime_ns)
    return found


def sanitizer_fault(err):
    """True if a sanitizer reports a fault of this program. The HDF5 library's own faults on damaged files end a process
    made for that, and a sanitizer ends a process that asks for more memory than there is."""
    if not REPORT.search(err) or NO_MEMORY.search(err):
        return False
    frames = [frame for frame in FRAME.findall(err) if not OF_THE_SYSTEM.search(frame)]
    return not (frames and "libhdf5" in frames[0])


def wrong_with(step, ended, before, after):
    """What is wrong, as a list of short texts; `before` and `after` are the files of the folder."""
    wrong = []
    if sanitizer_fault(ended.err):
        wrong.append("a sanitizer reports a fault")
    elif ended.hung:
        return ["it hangs"]
    elif ended.code < 0 and not NO_MEMORY.search(ended.err):
        wrong.append("it crashes by " + signal.Signals(-ended.code).name)
    elif ended.code == BUG:
        wrong.append("it reports a bug")
    elif ended.code >= 0 and ended.code not in step.codes:
        wrong.append(f"exit code {ended.code}")
    if ended.refused:
        said = SAID.findall(ended.err)
        if not said:
            wrong.append("it refuses without a reason")
        elif ended.code == 65 and not all(map(PLACED.fullmatch, said)):
            wrong.append("a refusal lacks its place or its remedy")
    if ended.code not in step.codes or ended.refused:
        if before != after:
            wrong.append("it writes although it refuses")
    if UNPRINTABLE.search(ended.out + ended.err):
        wrong.append("it prints control characters or broken text")
    return wrong
