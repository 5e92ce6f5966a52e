package dev.lamina.losses;

import dev.lamina.DType;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Codec;
import dev.lamina.config.Config;
import dev.lamina.config.Configured;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Core;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Rounding;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How far outputs are from targets. Written in ops, like a layer.
 *
 * <p>Source: {@code keras.losses.Loss}.
 */
public abstract class Loss extends Configured<Loss> {
    private static final Schema.Home HOME = new Schema.Home("keras.losses", null);
    private static final Field<Reduction> REDUCTION =
            Field.of("reduction", new ReductionCodec()).orElse(Reduction.SUM_OVER_BATCH_SIZE);

    // Keras takes the key and does not write it.
    private static final Field<DType> DTYPE = Fields.dtype("dtype", "a floating-point dtype", DType::isFloating)
            .orElse(DType.FLOAT32)
            .nullMeansDefault()
            .omittedByDefault();

    private final Field<String> name;

    /**
     * A loss.
     *
     * @param name the field of its name, as {@link #named} gave it
     */
    protected Loss(Schema<Loss> schema, Field<String> name, Config config) {
        super(schema, config);
        this.name = name;
    }

    /** The field of a loss's name. */
    protected static Field<String> named(String name) {
        return Fields.string("name").orElse(name);
    }

    /** The schema of one of Keras's own losses, with the keys that all have. */
    static Schema<Loss> schema(String className, Field<String> name, Function<Config, Loss> constructor) {
        return schema(className, HOME, name, constructor);
    }

    /**
     * The schema of a loss that is registered with Keras as {@code pack>className}.
     *
     * @param pack the package of {@code keras.saving.register_keras_serializable}
     */
    protected static Schema<Loss> customSchema(
            String pack, String className, Field<String> name, Function<Config, Loss> constructor) {
        return schema(className, new Schema.Home(null, pack + ">" + className), name, constructor);
    }

    private static Schema<Loss> schema(
            String className, Schema.Home home, Field<String> name, Function<Config, Loss> constructor) {
        Schema<Loss> schema =
                Schema.of(Loss.class, className, home, constructor).ignoring("fn");
        schema.add(name);
        schema.add(REDUCTION);
        schema.add(DTYPE);
        return schema;
    }

    /**
     * A loss of one's own. Files hold a name that has a package, and whoever reads them must have a function of that name: {@code
     * Catalog.plusLoss}, or in Python one that is registered with Keras. Without a package it trains, but no file can hold it.
     *
     * <pre>{@code
     * Loss loss = Loss.of("my_package>error", (yTrue, yPred) -> mean(abs(yTrue.minus(yPred)), -1));
     * }</pre>
     *
     * @param name what messages call it, such as {@code my_package>error}
     */
    public static Loss of(String name, LossFunction function) {
        return new CustomLoss(name, function);
    }

    /** The name, such as {@code mean_squared_error}. */
    public final String name() {
        return get(name);
    }

    public final Loss name(String changed) {
        return with(name, changed);
    }

    public final Reduction reduction() {
        return get(REDUCTION);
    }

    /** How the values of a batch become one loss. */
    public final Loss reduction(Reduction reduction) {
        return with(REDUCTION, reduction);
    }

    /** The type that losses are computed in; float32 unless changed. */
    public final Loss dtype(DType dtype) {
        return with(DTYPE, dtype);
    }

    /**
     * The value for each example, or for each part of each.
     *
     * @param yTrue targets of the type and, where that is possible, of the rank of the outputs
     */
    protected abstract SymbolicTensor values(SymbolicTensor yTrue, SymbolicTensor yPred);

    /**
     * Which values count; null for all.
     *
     * @param values what {@link #values} made of the targets and outputs
     */
    protected @Nullable SymbolicTensor valid(SymbolicTensor yTrue, SymbolicTensor values) {
        return null;
    }

    /** The loss of a batch without a mask; see {@link #on(SymbolicTensor, SymbolicTensor, SymbolicTensor, SymbolicTensor)}. */
    public final SymbolicTensor on(SymbolicTensor yTrue, SymbolicTensor yPred, @Nullable SymbolicTensor sampleWeight) {
        return on(yTrue, yPred, sampleWeight, null);
    }

    /**
     * The loss of a batch.
     *
     * @param sampleWeight how much each example counts, or each of its parts; null for all the same
     * @param mask which outputs count; null for all
     * @return a scalar, or with {@link Reduction#NONE} the values
     * @throws ShapeException if the shapes do not fit
     */
    public final SymbolicTensor on(
            SymbolicTensor yTrue,
            SymbolicTensor yPred,
            @Nullable SymbolicTensor sampleWeight,
            @Nullable SymbolicTensor mask) {
        try {
            Ranks aligned = Ranks.align(Core.cast(yTrue, get(DTYPE)), Core.cast(yPred, get(DTYPE)));
            SymbolicTensor values = values(aligned.first(), aligned.second());
            SymbolicTensor counting = Weighting.both(mask, valid(aligned.first(), values));
            SymbolicTensor weights = averages()
                    ? Weighting.meanOfMasked(sampleWeight, counting, values.dtype())
                    : Weighting.masked(sampleWeight, counting, values.dtype());
            return weights == null ? reduce(values) : reduce(values, weights);
        } catch (ShapeException e) {
            throw e.at("the loss " + name(), List.of("targets   " + yTrue.spec(), "outputs   " + yPred.spec()));
        }
    }

    private boolean averages() {
        return reduction() == Reduction.SUM_OVER_BATCH_SIZE || reduction() == Reduction.MEAN;
    }

    private SymbolicTensor reduce(SymbolicTensor values) {
        if (values.shape().rank() == 0) {
            return values;
        }
        return switch (reduction()) {
            case NONE -> values;
            case SUM -> Reductions.sum(values);
            case SUM_OVER_BATCH_SIZE, MEAN, MEAN_WITH_SAMPLE_WEIGHT -> Reductions.mean(values);
        };
    }

    private SymbolicTensor reduce(SymbolicTensor values, SymbolicTensor weights) {
        SymbolicTensor weighted = values.times(Ranks.fit(weights, values));
        return reduction() == Reduction.MEAN_WITH_SAMPLE_WEIGHT
                ? Rounding.divideNoNan(Reductions.sum(weighted), Reductions.sum(weights))
                : reduce(weighted);
    }

    /** Keras writes "none" for no reduction, older files null, and Keras 2 "auto" for its default. */
    private static final class ReductionCodec implements Codec<Reduction> {
        private final Codec<Reduction> names =
                Fields.choice("reduction", Reduction.class).codec();

        @Override
        public Reduction read(@Nullable Object plain, Place place) {
            if (plain == null) {
                return Reduction.NONE;
            }
            return plain.equals("auto") ? Reduction.SUM_OVER_BATCH_SIZE : names.read(plain, place);
        }

        @Override
        public @Nullable Object write(Reduction value) {
            return names.write(value);
        }

        @Override
        public String expected() {
            return names.expected();
        }
    }

    private static final class CustomLoss extends Loss {
        private static final Field<String> NAME = named("custom");

        private final LossFunction function;

        private CustomLoss(String name, LossFunction function) {
            this(function, Config.empty().set(NAME, name));
        }

        private CustomLoss(LossFunction function, Config config) {
            super(schema("function", NAME, changed -> new CustomLoss(function, changed)), NAME, config);
            this.function = function;
        }

        @Override
        protected SymbolicTensor values(SymbolicTensor yTrue, SymbolicTensor yPred) {
            return function.on(yTrue, yPred);
        }

        @Override
        public java.util.Map<String, @Nullable Object> toPlain() {
            if (name().contains(">") && reduction() == Reduction.SUM_OVER_BATCH_SIZE) {
                return Plain.function(name());
            }
            throw new ConfigException("the loss \"" + name() + "\" is a function that no file can hold\n  try   a name"
                    + " with a package, such as my_package>" + name() + ", and no reduction, or one of Keras's losses");
        }
    }
}
