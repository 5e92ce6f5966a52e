"""Lamina's fit, Keras's and PyTorch's eager loop train the same nets by turns, each in a process of its own, with two threads.

bench_models.py [MODEL]... [--batch-sizes 1,16,128] [--turns 5] [--sides lamina,keras,torch] [--bf16] [--out FILE.json] [--scale 1]

Prints, for each net and batch size, the medians of the turns in ms per step and the others' over Lamina's (above 1 where Lamina is faster), and
once per process the time from its start to the end of the first step and the most memory that it had resident. PyTorch is installed into
`.torch` first (4 GB).
"""
import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path

from turns import SAMPLES, Contender, java, use_two_processors

HERE = Path(__file__).parent
STEPS = {  # of a turn, so that it takes about a second: by batch size from 1, from 16, from 128
    "dense-autoencoder": (1500, 1000, 300), "conv-vae": (600, 200, 30), "vq-vae": (600, 200, 30),
    "sonnet-vq-vae": (80, 12, 3), "character-lstm": (200, 100, 30), "inception": (300, 100, 25),
    "lstm": (200, 100, 25), "gru": (200, 100, 25)}


def torch_python() -> Path:
    """The interpreter that has PyTorch, which is installed where it is not."""
    wanted, home = HERE / "requirements-torch.txt", HERE / ".torch"
    installed, python = home / "installed.txt", home / "bin" / "python"
    if not installed.exists() or installed.read_text() != wanted.read_text():
        subprocess.run([sys.executable, "-m", "venv", home], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", wanted], check=True)
        installed.write_text(wanted.read_text())
    return python


def commands(sides: list[str]) -> dict[str, list]:
    """What is followed by model, batch size and steps."""
    known = {"lamina": [SAMPLES / "lamina", "bench", "--by-turns"], "lamina-bf16": [SAMPLES / "lamina", "bench", "--by-turns", "--bf16"],
             "keras": [sys.executable, HERE / "bench_keras.py"]}
    if "torch" in sides:
        known["torch"] = [torch_python(), HERE / "bench_torch.py"]
    return {side: known[side] for side in sides}


def measure(command: dict[str, list], model: str, batch: int, steps: int, turns: int) -> dict:
    contenders, seconds = {}, {}
    for side, start in command.items():
        own = ["--batch-size", batch, "--steps", steps] if side.startswith("lamina") else [batch, steps]
        contenders[side] = Contender(side, [*start, model, *own])
        seconds[side] = contenders[side].seconds_until("first step")
        contenders[side].seconds_until("ready")
    times = {side: [] for side in contenders}
    for _ in range(turns):
        for side, contender in contenders.items():
            times[side].append(contender.turn()["ms_per_step"])
    return {"model": model, "batch": batch, "steps": steps, "turns": turns} | {
        side: {"ms_per_step": round(statistics.median(times[side]), 4), "range": [round(f(times[side]), 4) for f in (min, max)],
               "seconds_to_first_step": round(seconds[side], 3), "peak_rss_mib": contender.end()["peak_rss_bytes"] >> 20}
        for side, contender in contenders.items()}


def row(result: dict, sides: list[str]) -> str:
    cells = [result["model"], str(result["batch"])]
    cells += ["{:.2f} ({:.2f} – {:.2f})".format(result[side]["ms_per_step"], *result[side]["range"]) for side in sides]
    own = result[sides[0]]
    cells += [f"{result[side]['ms_per_step'] / own['ms_per_step']:.2f}" for side in sides[1:]]
    cells += [" / ".join(f"{result[side][key]:{form}}" for side in sides)
              for key, form in (("seconds_to_first_step", ".1f"), ("peak_rss_mib", "d"))]
    return f"| {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="*", default=list(STEPS), metavar="MODEL", help=", ".join(STEPS))
    parser.add_argument("--batch-sizes", default="1,16,128")
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--sides", default="lamina,keras,torch")
    parser.add_argument("--bf16", action="store_true", help="Lamina in bfloat16 too")
    parser.add_argument("--scale", type=float, default=1, help="how many times the usual steps")
    parser.add_argument("--out", type=Path, help="a line of JSON for each net and batch size is added here")
    options = parser.parse_args()
    use_two_processors()
    java("cli.Main")
    sides = options.sides.split(",") + ["lamina-bf16"] * options.bf16
    command = commands(sides)
    heads = [*(f"{side}, ms" for side in sides), *(f"{side} / {sides[0]}" for side in sides[1:]), "first step, s", "memory, MiB"]
    print(f"| model | batch | {' | '.join(heads)} |\n{'|---' * (len(heads) + 2)}|", flush=True)
    for model in options.models:
        for batch in map(int, options.batch_sizes.split(",")):
            steps = STEPS[model][(batch >= 16) + (batch >= 128)]
            result = measure(command, model, batch, max(3, int(steps * options.scale)), options.turns)
            print(row(result, sides), flush=True)
            if options.out:
                with options.out.open("a") as out:
                    print(json.dumps(result), file=out)


if __name__ == "__main__":
    main()
