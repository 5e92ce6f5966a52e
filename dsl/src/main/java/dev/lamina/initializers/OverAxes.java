package dev.lamina.initializers;

import dev.lamina.Initializer;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws whose variance follows from the connections along axes that a layer names, where they are not the last two. A part of
 * a layer's definition: no file holds it.
 */
final class OverAxes extends Initializer {
    private final VarianceScaling scaling;
    private final List<Integer> inputAxes;
    private final List<Integer> outputAxes;

    OverAxes(VarianceScaling scaling, List<Integer> inputAxes, List<Integer> outputAxes) {
        super(
                Schema.of(
                        Initializer.class,
                        "OverAxes",
                        new Schema.Home(null, null),
                        config -> new OverAxes(scaling, inputAxes, outputAxes)),
                Config.empty());
        this.scaling = scaling;
        this.inputAxes = List.copyOf(inputAxes);
        this.outputAxes = List.copyOf(outputAxes);
    }

    @Override
    public SymbolicTensor value(TensorSpec spec, SymbolicTensor seed) {
        return scaling.value(spec, seed, product(spec.shape(), inputAxes), product(spec.shape(), outputAxes));
    }

    private static double product(Shape shape, List<Integer> axes) {
        return axes.stream().mapToDouble(shape::size).reduce(1, (a, b) -> a * b);
    }

    @Override
    public @Nullable Integer seed() {
        return scaling.seed();
    }
}
