package dev.lamina.tensorflow.train;

import dev.lamina.NdArray;
import dev.lamina.tensorflow.runtime.Step;
import java.util.List;

/**
 * A step that returns a vector, and behind it what its metrics keep for the next step.
 *
 * @param averages the names of the scalars behind the loss in the vector: of them and of the loss, the mean over batches is reported
 * @param results the names of the numbers behind those: they are of all batches so far
 * @param kept what the metrics keep before the first step; fed last
 * @param fedRate whether the learning rate is fed, behind the data
 * @param work its arithmetic for one example
 */
record LossStep(
        Step step, List<String> averages, List<String> results, List<NdArray> kept, boolean fedRate, Work work) {}
