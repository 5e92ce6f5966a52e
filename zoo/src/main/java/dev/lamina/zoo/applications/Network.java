package dev.lamina.zoo.applications;

import static dev.lamina.layers.Layers.globalAveragePooling2d;

import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import java.util.Optional;

/** What one family of classifiers has of its own. */
interface Network {
    /** The name of the model for images of a shape. */
    String name(Shape image);

    /** The side of the images that it was published for. */
    int size();

    /** The least side that images may have. */
    int smallestSize();

    Preprocessing preprocessing();

    /** The published weights for images of this shape. */
    Optional<PublishedWeights> weights(boolean includeTop, Shape image);

    /** From an image to a map of features. */
    SymbolicTensor features(SymbolicTensor image);

    /** From features to what the last layer classifies. */
    default SymbolicTensor top(SymbolicTensor features) {
        return features.then(globalAveragePooling2d().name("avg_pool"));
    }

    /** The end of the model without top. */
    default SymbolicTensor pooled(SymbolicTensor features, Pooling pooling) {
        return pooling.of(features);
    }
}
