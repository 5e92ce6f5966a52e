package dev.lamina.tensorflow.train;

/** Which way a monitored value is better. */
public enum Mode {
    /** As the name suggests: accuracies and the like shall grow, everything else shall shrink. */
    AUTO,
    MIN,
    MAX
}
