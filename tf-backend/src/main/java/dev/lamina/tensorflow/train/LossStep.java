package dev.lamina.tensorflow.train;

import dev.lamina.tensorflow.runtime.Step;
import java.util.List;

/**
 * A step that returns the loss and behind it the metrics, all scalars.
 *
 * @param metrics the names of the metrics
 * @param fedRate whether the learning rate is fed, behind the data
 */
record LossStep(Step step, List<String> metrics, boolean fedRate) {}
