"""Keras's fit and Lamina's by turns on one recurrent layer (128 units, 100 steps of 128 numbers); prints the medians and their ratio.

bench_recurrent.py [lstm gru simple_rnn] [--turns 5] [--batch-size 64] [--steps 40] [-- ANOTHER COMMAND FOR THE JAVA PROGRAM]
The Java program is dev.lamina.samples.RecurrentBenchmark; it gets the layer, the batch size and the number of steps.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench import ms_per_step

SAMPLES = Path(__file__).parents[2] / "samples"


def java() -> list[str]:
    subprocess.run([SAMPLES / "lamina", "--help"], check=True, capture_output=True)  # builds what is not built
    classpath = f"{SAMPLES / 'target' / 'classes'}:{(SAMPLES / 'target' / 'lamina.classpath').read_text().strip()}"
    return ["java", "--enable-native-access=ALL-UNNAMED", "-cp", classpath, "dev.lamina.samples.RecurrentBenchmark"]


def keras_alone(layer: str, batch: int, steps: int) -> None:
    os.environ |= {"CHECKS_THREADS": str(os.cpu_count()), "TF_ENABLE_ONEDNN_OPTS": "1"}
    import numpy as np

    from quiet_keras import keras

    L, rng = keras.layers, np.random.default_rng(0)
    kind = {"lstm": L.LSTM, "gru": L.GRU, "simple_rnn": L.SimpleRNN}[layer]
    x, y = (rng.normal(size=(batch * steps, *shape)).astype("float32") for shape in ((100, 128), (1,)))
    model = keras.Sequential([keras.Input((100, 128)), kind(128), L.Dense(1)])
    model.compile(keras.optimizers.Adam(1e-3), "mse")
    model.fit(x, y, batch_size=batch, verbose=0)  # traces the graph
    start = time.perf_counter()
    model.fit(x, y, batch_size=batch, verbose=0)
    print(json.dumps({"batch": batch, "steps": steps, "ms_per_step": (time.perf_counter() - start) / steps * 1000}))


def by_turns(layer: str, options, lamina: list[str]) -> None:
    work = [layer, str(options.batch_size), str(options.steps)]
    commands = {"keras": [sys.executable, __file__, "--alone", *work], "lamina": lamina + work}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(options.turns):
        for name, command in commands.items():
            times[name].append(ms_per_step(command))
        print(f"{layer}, turn {turn + 1}: " + ", ".join(f"{n} {t[-1]:.2f} ms/step" for n, t in times.items()), flush=True)
    medians = {name: statistics.median(t) for name, t in times.items()}
    print(json.dumps({"layer": layer, **{f"{n}_ms_per_step": round(m, 3) for n, m in medians.items()},
                      "lamina_over_keras": round(medians["lamina"] / medians["keras"], 4), "turns": options.turns}))


def main() -> None:
    if sys.argv[1:2] == ["--alone"]:
        return keras_alone(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("layers", nargs="*", default=["lstm", "gru"])
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--batch-size", type=int, default=64)
    parser.add_argument("--steps", type=int, default=40)
    split = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    options = parser.parse_args(sys.argv[1:split])
    lamina = sys.argv[split + 1:] or java()
    for layer in options.layers:
        by_turns(layer, options, lamina)


if __name__ == "__main__":
    main()
