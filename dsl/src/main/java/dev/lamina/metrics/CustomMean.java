package dev.lamina.metrics;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.errors.ConfigException;
import dev.lamina.losses.LossFunction;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The mean of a function of one's own. */
final class CustomMean extends MeanMetric {
    private static final Field<String> NAME = named("custom");

    private final LossFunction function;

    CustomMean(String name, LossFunction function) {
        this(function, Config.empty().set(NAME, name));
    }

    private CustomMean(LossFunction function, Config config) {
        super(schema("function", NAME, changed -> new CustomMean(function, changed)), NAME, config);
        this.function = function;
    }

    @Override
    protected SymbolicTensor values(SymbolicTensor yTrue, SymbolicTensor yPred) {
        return function.on(yTrue, yPred);
    }

    @Override
    public Map<String, @Nullable Object> toPlain() {
        throw new ConfigException("the metric \"" + name() + "\" is a function, which no file can hold\n  try   save"
                + " the model without its training, or one of Keras's metrics");
    }
}
