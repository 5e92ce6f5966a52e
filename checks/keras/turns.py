"""Programs whose speed is compared run by turns, each in a process of its own that measures once for each line that it reads."""
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

THREADS = 2
SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def use_two_processors() -> None:
    """For this process and those that it starts: programs take as many threads as they see processors."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:THREADS])


class Contender:
    """A program that prints a line `ready`, one of JSON for each that it reads, and one of JSON at their end."""

    def __init__(self, name: str, command: list, **environment: str):
        self.name = name
        self._errors = tempfile.TemporaryFile("w+")
        self._begun = time.perf_counter()
        self._process = subprocess.Popen([str(part) for part in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                         stderr=self._errors, text=True, env=os.environ | environment)

    def seconds_until(self, line: str) -> float:
        """From the start of the process to a line."""
        while self._line() != line:
            pass
        return time.perf_counter() - self._begun

    def turn(self) -> dict:
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return json.loads(self._line())

    def end(self) -> dict:
        self._process.stdin.close()
        last = json.loads(self._line())
        self._process.wait()
        return last

    def _line(self) -> str:
        line = self._process.stdout.readline()
        if not line:
            self._errors.seek(0)
            sys.exit(f"{self.name} failed:\n{self._errors.read()[-2000:]}")
        return line.strip()


def java(program: str, *arguments) -> list:
    """The command of a program of the samples; builds what is not built."""
    subprocess.run([SAMPLES / "lamina", "--help"], check=True, capture_output=True)
    classpath = (SAMPLES / "target" / "lamina.classpath").read_text().strip()
    return ["java", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp", classpath, f"dev.lamina.samples.{program}",
            *arguments]


def measure_by_turns(turn, last=dict) -> None:
    """The other side: prints what `turn` returns for each line of standard input, and the memory at their end."""
    print("ready", flush=True)
    for _ in sys.stdin:
        print(json.dumps(turn()), flush=True)
    print(json.dumps({"peak_rss_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024} | last()), flush=True)


def measure_training(first_epoch, epoch, steps: int) -> None:
    """Trains an epoch, which tells of the end of its first step, and measures one for each turn."""
    def turn() -> dict:
        begun = time.perf_counter()
        epoch()
        return {"ms_per_step": (time.perf_counter() - begun) / steps * 1000}

    first_epoch(lambda: print("first step", flush=True))
    measure_by_turns(turn)
