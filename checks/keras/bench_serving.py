"""Predictions of one image by the VQ-VAE of the Keras tutorial, by turns: Lamina's, a call of a tf.function, and Keras's predict.

bench_serving.py [--turns 5] [--times 500] [--threads 32] [--seconds 10]

Prints medians and 99th percentiles in ms, medians of the turns each, and what Lamina does in many threads at once.
"""
import argparse
import json
import statistics
import sys
import time

from turns import Contender, java, measure_by_turns, use_two_processors


def latency(times: int, work) -> dict:
    """As Latency in Java."""
    taken = []
    for i in range(-(times // 5), times):
        begun = time.perf_counter()
        work()
        if i >= 0:
            taken.append((time.perf_counter() - begun) * 1000)
    taken.sort()
    return {"median": taken[(times + 1) // 2 - 1], "p99": taken[-(-99 * times // 100) - 1]}


def keras_alone(times: int) -> None:
    from bench_keras import vq_vae
    from quiet_keras import tf

    model, image = vq_vae(), tf.zeros((1, 28, 28, 1))
    function, array = tf.function(lambda x: model(x, training=False)), image.numpy()
    measure_by_turns(lambda: {
        "tf_function": latency(times, lambda: function(tf.constant(array)).numpy()),
        "keras_predict": latency(max(20, times // 10), lambda: model.predict(array, verbose=0))})


def main() -> None:
    if sys.argv[1:2] == ["--alone"]:
        return keras_alone(int(sys.argv[2]))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("--turns", 5), ("--times", 500), ("--threads", 32), ("--seconds", 10)):
        parser.add_argument(name, type=int, default=default)
    options = parser.parse_args()
    use_two_processors()
    lamina = Contender("lamina", java("ServingBenchmark", options.times, options.threads, options.seconds),
                       TF_CPP_MIN_LOG_LEVEL="2", TF_OVERRIDE_GLOBAL_THREADPOOL="1")
    python = Contender("keras", [sys.executable, __file__, "--alone", options.times])
    for contender in (lamina, python):
        contender.seconds_until("ready")
    turns = [lamina.turn() | python.turn() for _ in range(options.turns)]
    python.end()
    medians = {what: {key: round(statistics.median(turn[what][key] for turn in turns), 4) for key in ("median", "p99")}
               for what in turns[0]}
    print(json.dumps(medians | {"turns": options.turns, "in_threads": lamina.end()}))


if __name__ == "__main__":
    main()
