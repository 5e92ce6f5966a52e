package dev.lamina.metrics;

import dev.lamina.DType;
import dev.lamina.Index;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Core;
import dev.lamina.ops.Reductions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often outputs are right. Source: {@code keras.metrics.BinaryAccuracy}, {@code CategoricalAccuracy}, {@code
 * SparseCategoricalAccuracy}.
 */
public final class Accuracy extends Metric {
    private static final Field<String> BINARY_NAME = named("binary_accuracy");
    private static final Field<String> CATEGORICAL_NAME = named("categorical_accuracy");
    private static final Field<String> SPARSE_NAME = named("sparse_categorical_accuracy");
    private static final Field<String> BY_SHAPE_NAME = named("accuracy");
    private static final Field<Double> THRESHOLD = Fields.number("threshold").orElse(0.5);

    static final Schema<Metric> BINARY =
            schema("BinaryAccuracy", BINARY_NAME, config -> new Accuracy(Kind.BINARY, config));
    static final Schema<Metric> CATEGORICAL =
            schema("CategoricalAccuracy", CATEGORICAL_NAME, config -> new Accuracy(Kind.CATEGORICAL, config));
    static final Schema<Metric> SPARSE =
            schema("SparseCategoricalAccuracy", SPARSE_NAME, config -> new Accuracy(Kind.SPARSE, config));
    private static final Schema<Metric> BY_SHAPE =
            schema("accuracy", BY_SHAPE_NAME, config -> new Accuracy(Kind.BY_SHAPE, config));

    static {
        BINARY.add(THRESHOLD);
    }

    private enum Kind {
        BINARY,
        CATEGORICAL,
        SPARSE,
        BY_SHAPE;

        Schema<Metric> schema() {
            return switch (this) {
                case BINARY -> Accuracy.BINARY;
                case CATEGORICAL -> Accuracy.CATEGORICAL;
                case SPARSE -> Accuracy.SPARSE;
                case BY_SHAPE -> Accuracy.BY_SHAPE;
            };
        }

        Field<String> nameField() {
            return switch (this) {
                case BINARY -> BINARY_NAME;
                case CATEGORICAL -> CATEGORICAL_NAME;
                case SPARSE -> SPARSE_NAME;
                case BY_SHAPE -> BY_SHAPE_NAME;
            };
        }
    }

    private final Kind kind;

    private Accuracy(Kind kind, Config config) {
        super(kind.schema(), kind.nameField(), config);
        this.kind = kind;
    }

    static Accuracy binary() {
        return (Accuracy) BINARY.create(Config.empty());
    }

    static Accuracy categorical() {
        return (Accuracy) CATEGORICAL.create(Config.empty());
    }

    static Accuracy sparse() {
        return (Accuracy) SPARSE.create(Config.empty());
    }

    /** One of the three, by the shapes of targets and outputs. */
    static Accuracy byShape() {
        return (Accuracy) BY_SHAPE.create(Config.empty());
    }

    /** Where the probability of a binary output begins to mean 1; the threshold itself means 0. */
    public Accuracy threshold(double threshold) {
        return (Accuracy) with(THRESHOLD, threshold);
    }

    @Override
    protected SymbolicTensor values(SymbolicTensor yTrue, SymbolicTensor yPred) {
        return switch (kind == Kind.BY_SHAPE ? kindOf(yTrue, yPred) : kind) {
            case BINARY -> binary(yTrue, yPred);
            case CATEGORICAL -> equal(Reductions.argmax(yTrue, -1), Reductions.argmax(yPred, -1));
            case SPARSE, BY_SHAPE -> sparse(yTrue, yPred);
        };
    }

    /** Source: {@code keras.src.trainers.compile_utils.is_binary_or_sparse_categorical}. */
    private static Kind kindOf(SymbolicTensor yTrue, SymbolicTensor yPred) {
        if (yPred.shape().rank() == 0 || yPred.shape().last() == 1) {
            return Kind.BINARY;
        }
        boolean numbers =
                yTrue.shape().rank() < yPred.shape().rank() || yTrue.shape().last() == 1;
        return numbers ? Kind.SPARSE : Kind.CATEGORICAL;
    }

    private SymbolicTensor binary(SymbolicTensor yTrue, SymbolicTensor yPred) {
        SymbolicTensor threshold = dev.lamina.Arithmetic.literal(get(THRESHOLD), yPred);
        SymbolicTensor hits = equal(yTrue, Core.cast(Comparisons.greater(yPred, threshold), yTrue.dtype()));
        return hits.shape().rank() == 0 ? hits : Reductions.mean(hits, -1);
    }

    private static SymbolicTensor sparse(SymbolicTensor yTrue, SymbolicTensor yPred) {
        boolean column =
                yTrue.shape().rank() == yPred.shape().rank() && yTrue.shape().last() == 1;
        SymbolicTensor numbers = column ? yTrue.get(Index.ellipsis(), Index.at(0)) : yTrue;
        if (numbers.shape().rank() != yPred.shape().rank() - 1) {
            throw ShapeException.because("needs one class number for each vector of outputs");
        }
        return equal(Core.cast(numbers, DType.INT32), Reductions.argmax(yPred, -1));
    }

    private static SymbolicTensor equal(SymbolicTensor a, SymbolicTensor b) {
        return Core.cast(Comparisons.equal(a, b), DType.FLOAT32);
    }

    @Override
    public Map<String, @Nullable Object> toPlain() {
        if (kind == Kind.BY_SHAPE) {
            throw new ConfigException("Keras has no object for an accuracy that depends on the shapes\n  try  "
                    + " metrics(\"accuracy\"), or one of the three kinds");
        }
        return super.toPlain();
    }
}
