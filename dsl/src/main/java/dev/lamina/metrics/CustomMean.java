package dev.lamina.metrics;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Plain;
import dev.lamina.errors.ConfigException;
import dev.lamina.losses.LossFunction;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The mean of a function of one's own. */
final class CustomMean extends MeanMetric {
    private static final Field<String> NAME = named("custom");

    private final String function;
    private final LossFunction values;

    CustomMean(String function, LossFunction values) {
        this(function, values, Config.empty().set(NAME, function.substring(function.indexOf('>') + 1)));
    }

    private CustomMean(String function, LossFunction values, Config config) {
        super(schema("function", NAME, changed -> new CustomMean(function, values, changed)), NAME, config);
        this.function = function;
        this.values = values;
    }

    @Override
    protected SymbolicTensor values(SymbolicTensor yTrue, SymbolicTensor yPred) {
        return values.on(yTrue, yPred);
    }

    @Override
    public Map<String, @Nullable Object> toPlain() {
        if (function.contains(">")) {
            return Plain.function(function);
        }
        throw new ConfigException(
                "the metric \"" + name() + "\" is a function that no file can hold\n  try   a name with a"
                        + " package, such as my_package>" + function + ", or one of Keras's metrics");
    }
}
