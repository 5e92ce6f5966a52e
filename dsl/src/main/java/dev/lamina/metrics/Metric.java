package dev.lamina.metrics;

import dev.lamina.DType;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Configured;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ShapeException;
import dev.lamina.losses.Ranks;
import dev.lamina.ops.Core;
import dev.lamina.ops.Reductions;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A number that training reports and does not minimize: the mean of a value over examples, computed beside the step. Written
 * in ops, like a layer.
 *
 * <p>Source: {@code keras.metrics.MeanMetricWrapper}.
 */
public abstract class Metric extends Configured<Metric> {
    private static final Schema.Home HOME = new Schema.Home("keras.metrics", null);
    private static final Field<DType> DTYPE = Fields.dtype("dtype").orElse(DType.FLOAT32);

    private final Field<String> name;

    /**
     * A metric.
     *
     * @param name the field of its name, as {@link #named} gave it
     */
    protected Metric(Schema<Metric> schema, Field<String> name, Config config) {
        super(schema, config);
        this.name = name;
    }

    /** The field of a metric's name. */
    protected static Field<String> named(String name) {
        return Fields.string("name").orElse(name);
    }

    /** The schema of one of Keras's own metrics, with the keys that all have. */
    static Schema<Metric> schema(String className, Field<String> name, Function<Config, Metric> constructor) {
        Schema<Metric> schema =
                Schema.of(Metric.class, className, HOME, constructor).ignoring("fn");
        schema.add(name);
        schema.add(DTYPE);
        return schema;
    }

    /** The name under which it is reported, such as {@code mean_absolute_error}. */
    public final String name() {
        return get(name);
    }

    public final Metric name(String changed) {
        return with(name, changed);
    }

    /** The value for each example, or for each part of each. */
    protected abstract SymbolicTensor values(SymbolicTensor yTrue, SymbolicTensor yPred);

    /**
     * The mean over a batch.
     *
     * @param sampleWeight how much each example counts; null for all the same
     * @return a float32 scalar
     * @throws ShapeException if the shapes do not fit
     */
    public final SymbolicTensor on(SymbolicTensor yTrue, SymbolicTensor yPred, @Nullable SymbolicTensor sampleWeight) {
        try {
            SymbolicTensor outputs = Core.cast(yPred, DType.FLOAT32);
            Ranks aligned = Ranks.align(Core.cast(yTrue, DType.FLOAT32), outputs);
            SymbolicTensor values = Core.cast(values(aligned.first(), aligned.second()), DType.FLOAT32);
            if (sampleWeight == null) {
                return values.shape().rank() == 0 ? values : Reductions.mean(values);
            }
            SymbolicTensor weights = Ranks.fit(Core.cast(sampleWeight, DType.FLOAT32), values);
            return Reductions.sum(values.times(weights)).div(Reductions.sum(weights));
        } catch (ShapeException e) {
            throw e.at("the metric " + name(), List.of("targets   " + yTrue.spec(), "outputs   " + yPred.spec()));
        }
    }
}
