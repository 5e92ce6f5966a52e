package dev.lamina.optimizers;

import dev.lamina.DType;
import dev.lamina.TensorSpec;

/**
 * A value that an optimizer keeps from step to step.
 *
 * @param name the name, which no other value of the optimizer has; files only number them
 * @param initial what each element is before the first step, unless the value begins as a copy
 * @param copied the position of the weight that it begins as a copy of; -1 for none
 */
public record Kept(String name, TensorSpec spec, double initial, int copied) {
    static Kept scalar(String name, DType dtype, double initial) {
        return new Kept(name, TensorSpec.of(dtype), initial, -1);
    }

    Kept under(String prefix, int weight) {
        return new Kept(prefix + "/" + name, spec, initial, weight);
    }
}
