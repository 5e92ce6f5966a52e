package dev.lamina.samples.cli;

import dev.lamina.tensorflow.train.Callback;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * Splits the loss of an autoencoder into the reconstruction's and the rest, such as the codebook's: the metric that its recipe
 * reports gives the one, the difference to the whole loss the other.
 *
 * @param metric the name of the metric
 * @param reconstruction from the metric to the reconstruction's part of the loss
 * @param rest the name of the other part; empty where there is none
 */
record LossParts(String metric, DoubleUnaryOperator reconstruction, String rest) {
    private static final String LOSS = "loss";

    /** Losses and metrics with the parts behind the loss, for training and for validation. */
    Map<String, Double> split(Map<String, Double> logs) {
        Map<String, Double> result = new LinkedHashMap<>();
        logs.forEach((name, value) -> {
            result.put(name, value);
            String prefix = name.startsWith("val_") ? "val_" : "";
            Double measured = logs.get(prefix + metric);
            if (name.equals(prefix + LOSS) && measured != null && !rest.isEmpty()) {
                double part = reconstruction.applyAsDouble(measured);
                result.put(prefix + "reconstruction_loss", part);
                result.put(prefix + rest, value - part);
            }
        });
        return result;
    }

    /** Callbacks that are given the parts too. */
    Callback splitting(Callback... callbacks) {
        List<Callback> all = List.of(callbacks);
        return new Callback() {
            @Override
            public void trainBegins(Plan plan) {
                all.forEach(callback -> callback.trainBegins(plan));
            }

            @Override
            public void epochBegins(int epoch) {
                all.forEach(callback -> callback.epochBegins(epoch));
            }

            @Override
            public void trainBatchEnds(int batch, Map<String, Double> logs) {
                Map<String, Double> parts = split(logs);
                all.forEach(callback -> callback.trainBatchEnds(batch, parts));
            }

            @Override
            public void epochEnds(int epoch, Map<String, Double> logs) {
                Map<String, Double> parts = split(logs);
                all.forEach(callback -> callback.epochEnds(epoch, parts));
            }

            @Override
            public void trainEnds(Map<String, Double> logs) {
                all.forEach(callback -> callback.trainEnds(split(logs)));
            }
        };
    }
}
