package dev.lamina.samples;

import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.data.DataException;
import dev.lamina.tensorflow.data.KerasCache;
import dev.lamina.zoo.applications.Application;
import dev.lamina.zoo.applications.PublishedWeights;

/** Weights that Keras publishes, where they can be had. */
final class KerasWeights {
    private KerasWeights() {}

    /** Loads them from where Keras keeps them, or fetches them; where that fails, says so, and those drawn at random stay. */
    static void load(CompiledModel network, Application application) {
        PublishedWeights weights = application.publishedWeights().orElseThrow();
        try {
            network.loadWeights(KerasCache.fetch(weights.from(), "models", weights.md5()));
        } catch (DataException e) {
            System.err.println(e.getMessage() + "\ngoing on with weights that are drawn at random");
        }
    }
}
