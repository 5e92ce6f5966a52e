package dev.lamina.metrics;

import dev.lamina.Arithmetic;
import dev.lamina.DType;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.losses.Ranks;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Core;
import dev.lamina.ops.Diagonals;
import dev.lamina.ops.Gathering;
import dev.lamina.ops.Logic;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Segments;
import dev.lamina.ops.Selection;
import dev.lamina.ops.Shapes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Intersection over union of the regions of classes, averaged over classes: {@code TP / (TP + FP + FN)}. Shapes: targets and outputs hold
 * class numbers, or one-hot vectors and class probabilities where {@link #sparseYTrue} and {@link #sparseYPred} say so.
 *
 * <p>As in Keras, weights are rounded towards zero, unless {@link #dtype} is a floating-point type.
 *
 * <p>Source: {@code keras.metrics.IoU}, {@code BinaryIoU}, {@code MeanIoU}, {@code OneHotIoU}, {@code OneHotMeanIoU}.
 *
 * <pre>{@code
 * Training training = training().loss("sparse_categorical_crossentropy").metrics(meanIoU(21).sparseYPred(false).ignoreClass(0));
 * }</pre>
 */
public final class IoU extends Metric {
    private static final double EPSILON = 1e-7;
    private static final Field<DType> WIDE_DTYPE =
            Fields.dtype("dtype").orElse(DType.INT64).nullMeansDefault();
    private static final Field<Integer> NUM_CLASSES = Fields.positive("num_classes");
    private static final Field<List<Integer>> TARGET_CLASS_IDS = Fields.integers(
            "target_class_ids",
            "a list of integers of at least 0",
            ids -> !ids.isEmpty() && ids.stream().allMatch(id -> id >= 0));
    private static final Field<Double> THRESHOLD = Fields.number("threshold").orElse(0.5);
    private static final Field<@Nullable Integer> IGNORE_CLASS =
            Fields.integer("ignore_class").orNull();
    private static final Field<Boolean> SPARSE_Y_TRUE =
            Fields.bool("sparse_y_true").orElse(true);
    private static final Field<Boolean> SPARSE_Y_PRED =
            Fields.bool("sparse_y_pred").orElse(true);
    private static final Field<Boolean> ONE_HOT_Y_PRED =
            Fields.bool("sparse_y_pred").orElse(false);
    private static final Field<Integer> AXIS = Fields.integer("axis").orElse(-1);

    private enum Kind {
        IOU("IoU", NUM_CLASSES, TARGET_CLASS_IDS, IGNORE_CLASS, SPARSE_Y_TRUE, SPARSE_Y_PRED, AXIS),
        BINARY_IOU("BinaryIoU", TARGET_CLASS_IDS.orElse(List.of(0, 1)), THRESHOLD),
        MEAN_IOU("MeanIoU", NUM_CLASSES, IGNORE_CLASS, SPARSE_Y_TRUE, SPARSE_Y_PRED, AXIS),
        ONE_HOT_IOU("OneHotIoU", NUM_CLASSES, TARGET_CLASS_IDS, IGNORE_CLASS, ONE_HOT_Y_PRED, AXIS),
        ONE_HOT_MEAN_IOU("OneHotMeanIoU", NUM_CLASSES, IGNORE_CLASS, ONE_HOT_Y_PRED, AXIS);

        private final Field<String> nameField;
        private final Schema<Metric> schema;

        Kind(String className, Field<?>... fields) {
            this.nameField = namedAs(className);
            this.schema = schema(className, nameField, WIDE_DTYPE, config -> new IoU(this, config));
            for (Field<?> field : fields) {
                schema.add(field);
            }
        }

        private boolean has(Field<?> field) {
            return schema.fields().stream().anyMatch(own -> own.key().equals(field.key()));
        }
    }

    private final Kind kind;

    private IoU(Kind kind, Config config) {
        super(kind.schema, kind.nameField, config);
        this.kind = kind;
        int classes = numClasses();
        if (targetClassIds().stream().anyMatch(id -> id >= classes)) {
            throw new ConfigException(
                    kind.schema.className() + ": target_class_ids must be less than num_classes; received "
                            + targetClassIds() + " of " + classes + " classes");
        }
    }

    static List<Schema<Metric>> schemas() {
        return Arrays.stream(Kind.values()).map(kind -> kind.schema).toList();
    }

    private static IoU of(Kind kind, Config config) {
        return (IoU) kind.schema.create(config);
    }

    static IoU ioU(int numClasses, int... targetClassIds) {
        return of(Kind.IOU, classes(numClasses).set(TARGET_CLASS_IDS, list(targetClassIds)));
    }

    static IoU binaryIoU(int... targetClassIds) {
        return of(
                Kind.BINARY_IOU,
                targetClassIds.length == 0
                        ? Config.empty()
                        : Config.empty().set(TARGET_CLASS_IDS, list(targetClassIds)));
    }

    static IoU meanIoU(int numClasses) {
        return of(Kind.MEAN_IOU, classes(numClasses));
    }

    static IoU oneHotIoU(int numClasses, int... targetClassIds) {
        return of(Kind.ONE_HOT_IOU, classes(numClasses).set(TARGET_CLASS_IDS, list(targetClassIds)));
    }

    static IoU oneHotMeanIoU(int numClasses) {
        return of(Kind.ONE_HOT_MEAN_IOU, classes(numClasses));
    }

    private static Config classes(int count) {
        return Config.empty().set(NUM_CLASSES, count);
    }

    private static List<Integer> list(int... values) {
        return IntStream.of(values).boxed().toList();
    }

    private <T extends @Nullable Object> IoU changed(Field<T> field, T value) {
        if (!kind.has(field)) {
            throw new ConfigException(
                    kind.schema.className() + " has no " + field.key() + "; it has " + kind.schema.fields());
        }
        return (IoU) with(field, value);
    }

    /** The type that Keras counts in: weights lose what it cannot hold. */
    public IoU dtype(DType dtype) {
        return changed(WIDE_DTYPE, dtype);
    }

    /** From which output on a binary metric sees class 1. */
    public IoU threshold(double threshold) {
        return changed(THRESHOLD, threshold);
    }

    /** The class whose targets do not count; null for none. */
    public IoU ignoreClass(@Nullable Integer ignored) {
        return changed(IGNORE_CLASS, ignored);
    }

    /** Whether targets are class numbers, not one-hot vectors. */
    public IoU sparseYTrue(boolean sparse) {
        return changed(SPARSE_Y_TRUE, sparse);
    }

    /** Whether outputs are class numbers, not a value for each class. */
    public IoU sparseYPred(boolean sparse) {
        return changed(SPARSE_Y_PRED, sparse);
    }

    /** The axis of the classes. */
    public IoU axis(int axis) {
        return changed(AXIS, axis);
    }

    private int numClasses() {
        return kind == Kind.BINARY_IOU ? 2 : get(NUM_CLASSES);
    }

    private List<Integer> targetClassIds() {
        if (kind == Kind.BINARY_IOU) {
            return get(TARGET_CLASS_IDS.orElse(List.of(0, 1)));
        }
        return kind.has(TARGET_CLASS_IDS)
                ? get(TARGET_CLASS_IDS)
                : IntStream.range(0, numClasses()).boxed().toList();
    }

    @Override
    protected SymbolicTensor result(Tally tally, Batch batch) {
        boolean oneHot = kind == Kind.ONE_HOT_IOU || kind == Kind.ONE_HOT_MEAN_IOU;
        SymbolicTensor targets = numbers(batch.yTrue(), !oneHot && get(SPARSE_Y_TRUE));
        SymbolicTensor outputs = kind == Kind.BINARY_IOU
                ? Core.cast(
                        Comparisons.greaterEqual(batch.yPred(), Arithmetic.literal(get(THRESHOLD), batch.yPred())),
                        DType.INT32)
                : numbers(batch.yPred(), get(oneHot ? ONE_HOT_Y_PRED : SPARSE_Y_PRED));
        SymbolicTensor counted = Logic.logicalAnd(isClass(targets), isClass(outputs));
        Integer ignored = kind == Kind.BINARY_IOU ? null : get(IGNORE_CLASS);
        if (ignored != null) {
            counted =
                    Logic.logicalAnd(counted, Comparisons.notEqual(targets, Arithmetic.literal(ignored, DType.INT32)));
        }
        SymbolicTensor places = targets.times(numClasses()).plus(outputs);
        SymbolicTensor weights = Selection.where(counted, weights(batch, targets), Tally.constant(0));
        return mean(matrix(tally, places, counted, weights));
    }

    private SymbolicTensor numbers(SymbolicTensor x, boolean sparse) {
        return sparse ? Core.cast(x, DType.INT32) : Reductions.argmax(x, get(AXIS));
    }

    private SymbolicTensor isClass(SymbolicTensor numbers) {
        return Logic.logicalAnd(
                Comparisons.greaterEqual(numbers, Arithmetic.literal(0, DType.INT32)),
                Comparisons.less(numbers, numClasses()));
    }

    private SymbolicTensor weights(Batch batch, SymbolicTensor numbers) {
        SymbolicTensor ones = Core.cast(Selection.onesLike(numbers), DType.FLOAT64);
        SymbolicTensor given = batch.weights();
        if (given == null) {
            return ones;
        }
        SymbolicTensor held = get(WIDE_DTYPE).isFloating() ? given : Core.cast(given, DType.INT64);
        return ones.times(Core.cast(Ranks.fit(held, ones), DType.FLOAT64));
    }

    /** The confusion matrix so far: rows for targets, columns for outputs. */
    private SymbolicTensor matrix(Tally tally, SymbolicTensor places, SymbolicTensor counted, SymbolicTensor weights) {
        int classes = numClasses();
        SymbolicTensor segments = Selection.where(counted, places, Arithmetic.literal(-1, DType.INT32));
        SymbolicTensor sums =
                Segments.segmentSum(Shapes.reshape(weights, -1), Shapes.reshape(segments, -1), classes * classes);
        return tally.sum("total_confusion_matrix", Shapes.reshape(sums, classes, classes));
    }

    private SymbolicTensor mean(SymbolicTensor matrix) {
        int[] ids = targetClassIds().stream().mapToInt(Integer::intValue).toArray();
        SymbolicTensor chosen = Arithmetic.literal(dev.lamina.NdArray.of(ids, ids.length));
        SymbolicTensor both = Diagonals.diagonal(matrix, 0, 0, 1);
        SymbolicTensor either =
                Reductions.sum(matrix, 0).plus(Reductions.sum(matrix, 1)).minus(both);
        SymbolicTensor intersections = Gathering.take(both, chosen, 0);
        SymbolicTensor unions = Gathering.take(either, chosen, 0);
        SymbolicTensor seen = Core.cast(Comparisons.greater(unions, 1e-9), DType.FLOAT64);
        SymbolicTensor ratios = intersections.div(unions.plus(EPSILON)).times(seen);
        return Reductions.sum(ratios).div(Reductions.sum(seen).plus(EPSILON));
    }
}
