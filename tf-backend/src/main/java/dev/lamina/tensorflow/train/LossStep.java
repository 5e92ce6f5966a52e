package dev.lamina.tensorflow.train;

import dev.lamina.tensorflow.runtime.Step;
import java.util.List;

/**
 * A step that returns a vector: the loss, and behind it the metrics.
 *
 * @param metrics the names of the metrics
 * @param fedRate whether the learning rate is fed, behind the data
 * @param work what {@link Work} says of one example
 */
record LossStep(Step step, List<String> metrics, boolean fedRate, long work) {}
