package dev.lamina.optimizers;

import dev.lamina.DType;
import dev.lamina.Shape;
import dev.lamina.TensorSpec;
import org.jspecify.annotations.Nullable;

/**
 * A value that an optimizer keeps for each weight.
 *
 * @param name the name in Keras, such as {@code momentum}
 * @param spec shape and type; null for those of the weight
 * @param initial what each element is before the first step
 * @param copies whether it begins as a copy of the weight instead
 */
public record Slot(String name, @Nullable TensorSpec spec, double initial, boolean copies) {
    static Slot zeros(String name) {
        return filled(name, 0);
    }

    static Slot filled(String name, double initial) {
        return new Slot(name, null, initial, false);
    }

    static Slot copy(String name) {
        return new Slot(name, null, 0, true);
    }

    static Slot zeros(String name, DType dtype, Shape shape) {
        return new Slot(name, new TensorSpec(shape, dtype), 0, false);
    }

    Kept of(Trained weight, int position) {
        return new Kept(weight.with(name), spec == null ? weight.spec() : spec, initial, copies ? position : -1);
    }
}
