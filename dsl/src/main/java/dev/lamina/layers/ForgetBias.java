package dev.lamina.layers;

import dev.lamina.Initializer;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import dev.lamina.initializers.Initializers;
import dev.lamina.ops.Shapes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first bias of four gates, of which the second, that forgets, begins at 1: a part of a layer's definition, in no file. */
final class ForgetBias extends Initializer {
    private final Initializer others;

    private ForgetBias(Initializer others) {
        super(
                Schema.of(
                        Initializer.class, "ForgetBias", new Schema.Home(null, null), config -> new ForgetBias(others)),
                Config.empty());
        this.others = others;
    }

    static Initializer around(Initializer others) {
        return new ForgetBias(others);
    }

    @Override
    public SymbolicTensor value(TensorSpec spec, SymbolicTensor seed) {
        int units = spec.shape().size(0) / 4;
        return Shapes.concatenate(
                List.of(
                        others.value(part(spec, units), seed),
                        Initializers.ones().value(part(spec, units), seed),
                        others.value(part(spec, 2 * units), seed)),
                0);
    }

    private static TensorSpec part(TensorSpec spec, int size) {
        return new TensorSpec(Shape.of(size), spec.dtype());
    }

    @Override
    public @Nullable Integer seed() {
        return others.seed();
    }
}
