package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import java.util.List;

/**
 * Gives its first input back and reports its second, a scalar, averaged over the batches of an epoch.
 *
 * <p>Shapes: x (…), value () -> x (…). Source: {@code add_metric} of Keras 2.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10);
 * SymbolicTensor y = addMetric(x, "size", mean(abs(x))); // (?, 10)
 * }</pre>
 */
public final class AddMetric extends Layer<AddMetric> {
    static final Schema<AddMetric> SCHEMA = customSchema("lamina", "AddMetric", AddMetric::new);
    private static final Field<String> METRIC = SCHEMA.add(Fields.string("metric"));

    private AddMetric(Config config) {
        super(SCHEMA, config);
    }

    static AddMetric of(String metric) {
        return SCHEMA.create(Config.empty().set(METRIC, metric));
    }

    /** The name of what is reported. */
    public String metric() {
        return get(METRIC);
    }

    @Override
    protected boolean takesList() {
        return true;
    }

    @Override
    protected int inputCount() {
        return 2;
    }

    @Override
    protected List<SymbolicTensor> call(Call call, List<SymbolicTensor> inputs) {
        call.addMetric(metric(), inputs.get(1));
        return List.of(inputs.get(0));
    }
}
