package dev.lamina.metrics;

import dev.lamina.DType;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Configured;
import dev.lamina.config.Directory;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ShapeException;
import dev.lamina.losses.LossFunction;
import dev.lamina.losses.Ranks;
import dev.lamina.lowering.Program;
import dev.lamina.ops.Core;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A number, or several, that training reports and does not minimize. It keeps something from batch to batch, such as a sum and a count,
 * and computes its result from that. Written in ops, like a layer.
 *
 * <p>Source: {@code keras.metrics.Metric}.
 */
public abstract class Metric extends Configured<Metric> {
    /**
     * The targets and outputs of a batch, both float32 and, where that is possible, of the same rank.
     *
     * @param weights how much each example counts, or each of its parts; null for all the same
     * @param mask which outputs count; null for all
     */
    public record Batch(
            SymbolicTensor yTrue,
            SymbolicTensor yPred,
            @Nullable SymbolicTensor weights,
            @Nullable SymbolicTensor mask) {}

    static final Field<DType> DTYPE =
            Fields.dtype("dtype").orElse(DType.FLOAT32).nullMeansDefault();
    private static final Schema.Home HOME = new Schema.Home("keras.metrics", null);

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

    /**
     * A metric of one's own, the mean of a value over all examples. Files hold a name that has a package, and whoever reads them must
     * have a function of that name: {@code Catalog.plusMetric}, or in Python one that is registered with Keras. Without a package no
     * file can hold it.
     *
     * <pre>{@code
     * Metric metric = Metric.of("my_package>largest_error", (yTrue, yPred) -> max(abs(yTrue.minus(yPred)), -1));
     * }</pre>
     *
     * @param name under which, its package left out, it is reported
     * @param function a value for each example, or for each part of each
     */
    public static Metric of(String name, LossFunction function) {
        return new CustomMean(name, function);
    }

    /** The field of a metric's name. */
    protected static Field<String> named(String name) {
        return Fields.string("name").orElse(name);
    }

    /** The field of the name that Keras makes of a class. */
    static Field<String> namedAs(String className) {
        return named(Directory.snakeCase(className));
    }

    /** The schema of one of Keras's own metrics, with the keys that all have. */
    static Schema<Metric> schema(String className, Field<String> name, Function<Config, Metric> constructor) {
        return schema(className, name, DTYPE, constructor);
    }

    static Schema<Metric> schema(
            String className, Field<String> name, Field<DType> dtype, Function<Config, Metric> constructor) {
        return schema(className, HOME, name, dtype, constructor);
    }

    /**
     * The schema of a metric that is registered with Keras as {@code pack>className}.
     *
     * @param pack the package of {@code keras.saving.register_keras_serializable}
     */
    protected static Schema<Metric> customSchema(
            String pack, String className, Field<String> name, Function<Config, Metric> constructor) {
        return schema(className, new Schema.Home(null, pack + ">" + className), name, DTYPE, constructor);
    }

    private static Schema<Metric> schema(
            String className,
            Schema.Home home,
            Field<String> name,
            Field<DType> dtype,
            Function<Config, Metric> constructor) {
        Schema<Metric> schema = Schema.of(Metric.class, className, home, constructor);
        schema.add(name);
        schema.add(dtype);
        return schema;
    }

    /** The name under which it is reported, such as {@code mean_absolute_error}. */
    public final String name() {
        return get(name);
    }

    public final Metric name(String changed) {
        return with(name, changed);
    }

    /**
     * The result so far: over the batches before, as {@code tally} keeps them, and this one.
     *
     * @return a scalar, or a tensor of known shape whose elements are reported one by one
     */
    protected abstract SymbolicTensor result(Tally tally, Batch batch);

    /**
     * The metric of a batch and those before it.
     *
     * @param sampleWeight how much each example counts; null for all the same
     * @param mask which outputs count; null for all
     * @throws ShapeException if the shapes do not fit
     */
    public final Program.Measure on(
            SymbolicTensor yTrue,
            SymbolicTensor yPred,
            @Nullable SymbolicTensor sampleWeight,
            @Nullable SymbolicTensor mask) {
        try {
            SymbolicTensor outputs = Core.cast(yPred, DType.FLOAT32);
            Ranks aligned = Ranks.align(Core.cast(yTrue, DType.FLOAT32), outputs);
            SymbolicTensor weights = sampleWeight == null ? null : Core.cast(sampleWeight, DType.FLOAT32);
            Tally tally = new Tally();
            SymbolicTensor result = result(tally, new Batch(aligned.first(), aligned.second(), weights, mask));
            return new Program.Measure(name(), Core.cast(result, DType.FLOAT64), tally.kept());
        } catch (ShapeException e) {
            throw e.at("the metric " + name(), List.of("targets   " + yTrue.spec(), "outputs   " + yPred.spec()));
        }
    }
}
