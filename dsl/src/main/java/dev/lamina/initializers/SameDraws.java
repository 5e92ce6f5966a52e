package dev.lamina.initializers;

import dev.lamina.Initializer;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import org.jspecify.annotations.Nullable;

/** The first value of another weight of the same layer. A part of a layer's definition: no file holds it. */
final class SameDraws extends Initializer {
    private final Initializer initializer;
    private final String sibling;

    /**
     * Makes what another weight begins with.
     *
     * @param initializer that weight's initializer
     * @param sibling that weight's name in the layer
     */
    SameDraws(Initializer initializer, String sibling) {
        super(
                Schema.of(
                        Initializer.class,
                        "SameDraws",
                        new Schema.Home(null, null),
                        config -> new SameDraws(initializer, sibling)),
                Config.empty());
        this.initializer = initializer;
        this.sibling = sibling;
    }

    @Override
    public SymbolicTensor value(TensorSpec spec, SymbolicTensor seed) {
        return initializer.value(spec, seed);
    }

    @Override
    public @Nullable Integer seed() {
        return initializer.seed();
    }

    @Override
    public String drawsOf(String weight) {
        return weight.substring(0, weight.lastIndexOf('/') + 1) + sibling;
    }
}
