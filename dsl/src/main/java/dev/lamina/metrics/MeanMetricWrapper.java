package dev.lamina.metrics;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Codec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import dev.lamina.config.Schema;
import dev.lamina.losses.Losses;
import dev.lamina.losses.Reduction;
import org.jspecify.annotations.Nullable;

/**
 * The mean of one of Keras's functions, such as {@code huber}.
 *
 * <p>Source: {@code keras.metrics.MeanMetricWrapper}.
 *
 * <pre>{@code
 * Training training = training().loss("mse").metrics(meanMetricWrapper("huber"));
 * }</pre>
 */
public final class MeanMetricWrapper extends MeanMetric {
    private static final Field<String> NAME = namedAs("MeanMetricWrapper");
    static final Schema<Metric> SCHEMA = schema("MeanMetricWrapper", NAME, MeanMetricWrapper::new);
    private static final Field<String> FN = SCHEMA.add(Field.of("fn", new FunctionCodec()));

    private MeanMetricWrapper(Config config) {
        super(SCHEMA, NAME, config);
    }

    static MeanMetricWrapper of(String function) {
        return (MeanMetricWrapper)
                SCHEMA.create(Config.empty().set(FN, function).set(NAME, function));
    }

    @Override
    protected SymbolicTensor values(SymbolicTensor yTrue, SymbolicTensor yPred) {
        return MetricNames.isOfClass(get(FN)) && Metrics.named(get(FN)) instanceof MeanMetric metric
                ? metric.values(yTrue, yPred)
                : Losses.named(get(FN)).reduction(Reduction.NONE).on(yTrue, yPred, null);
    }

    /** A function as Keras writes it. */
    private static final class FunctionCodec implements Codec<String> {
        @Override
        public String read(@Nullable Object plain, Place place) {
            String name = plain instanceof String text
                    ? text
                    : Plain.string(Plain.map(plain, place).get("config"), place.at("config"));
            if (!allows(name)) {
                throw place.unexpected(name, expected());
            }
            return name;
        }

        @Override
        public Object write(String value) {
            return Plain.function(value);
        }

        @Override
        public boolean allows(String value) {
            return MetricNames.isOfClass(value) || Losses.isKnown(value);
        }

        @Override
        public String expected() {
            return "the name of one of Keras's losses or metrics";
        }
    }
}
