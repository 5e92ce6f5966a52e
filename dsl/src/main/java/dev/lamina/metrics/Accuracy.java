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
import dev.lamina.losses.Targets;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Core;
import dev.lamina.ops.Reductions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often outputs are right.
 *
 * <p>Source: {@code keras.metrics.Accuracy}, {@code BinaryAccuracy}, {@code CategoricalAccuracy}, {@code SparseCategoricalAccuracy}.
 *
 * <pre>{@code
 * Training training = training().loss("bce").metrics(binaryAccuracy().threshold(0.3));
 * }</pre>
 */
public final class Accuracy extends MeanMetric {
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
    static final Schema<Metric> EQUAL = schema("Accuracy", BY_SHAPE_NAME, config -> new Accuracy(Kind.EQUAL, config));
    private static final Schema<Metric> BY_SHAPE =
            schema("accuracy", BY_SHAPE_NAME, config -> new Accuracy(Kind.BY_SHAPE, config));

    static {
        BINARY.add(THRESHOLD);
    }

    private enum Kind {
        BINARY,
        CATEGORICAL,
        SPARSE,
        EQUAL,
        BY_SHAPE;

        Schema<Metric> schema() {
            return switch (this) {
                case BINARY -> Accuracy.BINARY;
                case CATEGORICAL -> Accuracy.CATEGORICAL;
                case SPARSE -> Accuracy.SPARSE;
                case EQUAL -> Accuracy.EQUAL;
                case BY_SHAPE -> Accuracy.BY_SHAPE;
            };
        }

        Field<String> nameField() {
            return switch (this) {
                case BINARY -> BINARY_NAME;
                case CATEGORICAL -> CATEGORICAL_NAME;
                case SPARSE -> SPARSE_NAME;
                case EQUAL, BY_SHAPE -> BY_SHAPE_NAME;
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

    static Accuracy equal() {
        return (Accuracy) EQUAL.create(Config.empty());
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
            case EQUAL -> equal(yTrue, yPred);
            case SPARSE, BY_SHAPE -> sparse(yTrue, yPred);
        };
    }

    private static Kind kindOf(SymbolicTensor yTrue, SymbolicTensor yPred) {
        return switch (Targets.of(yTrue.shape(), yPred.shape())) {
            case BINARY -> Kind.BINARY;
            case CLASS_NUMBERS -> Kind.SPARSE;
            case ONE_HOT -> Kind.CATEGORICAL;
        };
    }

    private SymbolicTensor binary(SymbolicTensor yTrue, SymbolicTensor yPred) {
        SymbolicTensor threshold = dev.lamina.Arithmetic.literal(get(THRESHOLD), yPred);
        return equal(yTrue, Core.cast(Comparisons.greater(yPred, threshold), yTrue.dtype()));
    }

    private static SymbolicTensor sparse(SymbolicTensor yTrue, SymbolicTensor yPred) {
        return equal(Core.cast(classNumbers(yTrue, yPred), DType.INT32), Reductions.argmax(yPred, -1));
    }

    /** One class number for each vector of outputs. */
    static SymbolicTensor classNumbers(SymbolicTensor yTrue, SymbolicTensor yPred) {
        boolean column =
                yTrue.shape().rank() == yPred.shape().rank() && yTrue.shape().last() == 1;
        SymbolicTensor numbers = column ? yTrue.get(Index.ellipsis(), Index.at(0)) : yTrue;
        if (numbers.shape().rank() != yPred.shape().rank() - 1) {
            throw ShapeException.because("needs one class number for each vector of outputs");
        }
        return numbers;
    }

    private static SymbolicTensor equal(SymbolicTensor a, SymbolicTensor b) {
        if (!a.shape().isCompatibleWith(b.shape())) {
            throw ShapeException.because("needs targets of the shape of the outputs")
                    .differs(b.shape() + " is not " + a.shape());
        }
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
