package dev.lamina.initializers;

import dev.lamina.Initializer;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import dev.lamina.ops.Elementwise;
import org.jspecify.annotations.Nullable;

/** The root of what another initializer makes: deviations of variances. A part of a layer's definition: no file holds it. */
final class SquareRoot extends Initializer {
    private final Initializer initializer;

    SquareRoot(Initializer initializer) {
        super(
                Schema.of(
                        Initializer.class,
                        "SquareRoot",
                        new Schema.Home(null, null),
                        config -> new SquareRoot(initializer)),
                Config.empty());
        this.initializer = initializer;
    }

    @Override
    public SymbolicTensor value(TensorSpec spec, SymbolicTensor seed) {
        return Elementwise.sqrt(initializer.value(spec, seed));
    }

    @Override
    public @Nullable Integer seed() {
        return initializer.seed();
    }
}
