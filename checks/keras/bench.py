"""Keras's fit and Lamina's by turns on the VQ-VAE of the Keras examples; prints the medians of ms_per_step and their ratio.

bench.py [--turns 5] [--batch-size 128] [--steps 100] [-- ANOTHER COMMAND THAN samples/lamina bench vq-vae --json]
Both commands are started with `--batch-size B --steps N` after them, and print a line of JSON with ms_per_step or steps_per_second.
"""
import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path


def ms_per_step(command: list[str]) -> float:
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{run.stderr[-2000:]}")
    result = json.loads([line for line in run.stdout.splitlines() if line.startswith("{")][-1])
    return result["ms_per_step"] if "ms_per_step" in result else 1000 / result["steps_per_second"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--batch-size", type=int, default=128)
    parser.add_argument("--steps", type=int, default=100)
    lamina = [str(Path(__file__).parents[2] / "samples" / "lamina"), "bench", "vq-vae", "--json"]
    parser.add_argument("java", nargs="*", default=lamina, help="the command of the Java program, after --")
    options = parser.parse_args()
    work = ["--batch-size", str(options.batch_size), "--steps", str(options.steps)]
    commands = {"keras": [sys.executable, str(Path(__file__).with_name("bench_vqvae.py"))] + work,
                "lamina": options.java + work}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(options.turns):
        for name, command in commands.items():
            times[name].append(ms_per_step(command))
        print(f"turn {turn + 1}: " + ", ".join(f"{n} {t[-1]:.2f} ms/step" for n, t in times.items()), flush=True)
    medians = {name: statistics.median(t) for name, t in times.items()}
    print(json.dumps({**{f"{n}_ms_per_step": m for n, m in medians.items()},
                      **{f"{n}_range": [min(t), max(t)] for n, t in times.items()},
                      "lamina_over_keras": round(medians["lamina"] / medians["keras"], 4), "turns": options.turns}))


if __name__ == "__main__":
    main()
