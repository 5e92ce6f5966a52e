package dev.lamina.zoo.applications;

import static dev.lamina.layers.Layers.globalAveragePooling2d;
import static dev.lamina.layers.Layers.globalMaxPooling2d;

import dev.lamina.SymbolicTensor;

/** What becomes of a map of features, (batch, rows, columns, channels), where a model has no top. */
public enum Pooling {
    /** It stays a map. */
    NONE,
    /** The average of each channel: (batch, channels). */
    AVG,
    /** The largest value of each channel: (batch, channels). */
    MAX;

    SymbolicTensor of(SymbolicTensor features) {
        return switch (this) {
            case NONE -> features;
            case AVG -> features.then(globalAveragePooling2d());
            case MAX -> features.then(globalMaxPooling2d());
        };
    }
}
