"""Runs programs in one process, since most take less time than the import of Keras: in_turn.py "golden.py --check" fromkeras.py …

Each says at its end "N passed, N failed"; one that does not has failed. The last line is the sum.
"""
import contextlib
import io
import re
import runpy
import sys
import time
import traceback

from quiet_keras import keras

COUNTS = re.compile(r"(\d+) passed, (\d+) failed$")


def run(program: str) -> tuple[int, int]:
    """What one program says passed and failed."""
    keras.utils.clear_session(free_memory=False)
    sys.argv = program.split()
    wall, processor = time.monotonic(), time.process_time()
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said):
            runpy.run_path(sys.argv[0], run_name="__main__")
    except SystemExit:
        pass  # with a status that says the same as the counts
    except Exception:
        said.write(f"FAILED {program} did not finish:\n{traceback.format_exc()}")
    text = said.getvalue().rstrip()
    counts = COUNTS.search(text)
    took = f"{time.monotonic() - wall:.0f} s, {time.process_time() - processor:.0f} s of it on the processor"
    print(f"{text}\n{sys.argv[0]} took {took}", flush=True)
    return (int(counts[1]), int(counts[2])) if counts else (0, 1)


def main() -> None:
    passed, failed = map(sum, zip(*map(run, sys.argv[1:])))
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
