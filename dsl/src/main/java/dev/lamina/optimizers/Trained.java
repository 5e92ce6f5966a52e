package dev.lamina.optimizers;

import dev.lamina.Constraint;
import dev.lamina.TensorSpec;
import org.jspecify.annotations.Nullable;

/**
 * What an optimizer is told of a weight.
 *
 * @param path the weight's name in the model, such as {@code conv2d/kernel}
 * @param constraint what the weight must satisfy after each step
 */
public record Trained(
        String path, TensorSpec spec, @Nullable Constraint constraint) {
    /** The last part of the path, such as {@code kernel}. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** A name of something that is kept for the weight, such as {@code conv2d_kernel_momentum}. */
    String with(String suffix) {
        return path.replace('/', '_') + "_" + suffix;
    }
}
