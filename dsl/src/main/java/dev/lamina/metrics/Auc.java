package dev.lamina.metrics;

import dev.lamina.Index;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Logic;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The area under a curve of two rates over all thresholds, as a sum over some of them: for the curve ROC, the probability that an example
 * of target 1 has a larger output than one of target 0. Outputs lie between 0 and 1.
 *
 * <p>Source: {@code keras.metrics.AUC}.
 *
 * <pre>{@code
 * Training training = training().loss("bce").metrics(auc().curve(Auc.Curve.PR).numThresholds(100));
 * }</pre>
 */
public final class Auc extends Metric {
    /** What the curve shows. */
    public enum Curve {
        /** The true positive rate over the false positive rate. */
        ROC,
        /** Precision over recall; interpolated as in Davis and Goadrich 2006. */
        PR,
        /** Precision gain over recall gain (Flach and Kull 2015). */
        PRGAIN
    }

    /** How the area between two thresholds is computed. */
    public enum SummationMethod {
        /** By the mean of the two heights. */
        INTERPOLATION,
        /** By the greater one. */
        MAJORING,
        /** By the lesser one. */
        MINORING
    }

    private static final double EPSILON = 1e-7;
    private static final Field<String> NAME = namedAs("AUC");
    static final Schema<Metric> SCHEMA = schema("AUC", NAME, Auc::new);
    private static final Field<Integer> NUM_THRESHOLDS =
            SCHEMA.add(Fields.integer("num_thresholds", "an integer of at least 2", value -> value > 1)
                    .orElse(200));
    private static final Field<Curve> CURVE =
            SCHEMA.add(Field.of("curve", new UpperCase<>(Curve.class)).orElse(Curve.ROC));
    private static final Field<SummationMethod> SUMMATION_METHOD =
            SCHEMA.add(Fields.choice("summation_method", SummationMethod.class).orElse(SummationMethod.INTERPOLATION));
    private static final Field<Boolean> MULTI_LABEL =
            SCHEMA.add(Fields.bool("multi_label").orElse(false));
    private static final Field<@Nullable Integer> NUM_LABELS =
            SCHEMA.add(Fields.positive("num_labels").orNull());
    private static final Field<@Nullable List<Double>> LABEL_WEIGHTS =
            SCHEMA.add(Field.of("label_weights", new ConstantCodec()).orNull());
    private static final Field<Boolean> FROM_LOGITS =
            SCHEMA.add(Fields.bool("from_logits").orElse(false));
    private static final String THRESHOLD_LIST = "a list of numbers from 0 to 1";
    private static final Field<@Nullable List<Double>> THRESHOLDS = SCHEMA.add(Field.of(
                    "thresholds",
                    Fields.<List<Double>>codec(
                            THRESHOLD_LIST,
                            list -> list.stream().allMatch(value -> value >= 0 && value <= 1),
                            (plain, place) -> ConstantCodec.numbers(plain, place, THRESHOLD_LIST)))
            .orNull()
            .omittedByDefault());

    private Auc(Config config) {
        super(SCHEMA, NAME, config);
        if (get(NUM_LABELS) != null && !get(MULTI_LABEL)) {
            throw new ConfigException("AUC: num_labels is for multi_label alone; received num_labels " + get(NUM_LABELS)
                    + " and multi_label false");
        }
    }

    static Auc of() {
        return (Auc) SCHEMA.create(Config.empty());
    }

    /** How many thresholds there are, at equal distances from 0 to 1. */
    public Auc numThresholds(int count) {
        return (Auc) with(NUM_THRESHOLDS, count);
    }

    /** Thresholds of one's own, beside those at 0 and 1. */
    public Auc thresholds(double... thresholds) {
        List<Double> sorted = Arrays.stream(thresholds).sorted().boxed().toList();
        return (Auc) SCHEMA.create(config().set(THRESHOLDS, sorted).set(NUM_THRESHOLDS, sorted.size() + 2));
    }

    public Auc curve(Curve curve) {
        return (Auc) with(CURVE, curve);
    }

    public Auc summationMethod(SummationMethod method) {
        return (Auc) with(SUMMATION_METHOD, method);
    }

    /** Whether the area is computed for each label of outputs (batch, labels) alone, and then averaged. */
    public Auc multiLabel(boolean multiLabel) {
        return (Auc) with(MULTI_LABEL, multiLabel);
    }

    /** How much each label counts. */
    public Auc labelWeights(double... weights) {
        return (Auc) with(LABEL_WEIGHTS, Arrays.stream(weights).boxed().toList());
    }

    /** Whether the outputs are logarithms of odds, to which no sigmoid has been applied. */
    public Auc fromLogits(boolean fromLogits) {
        return (Auc) with(FROM_LOGITS, fromLogits);
    }

    @Override
    protected SymbolicTensor result(Tally tally, Batch given) {
        Batch batch = get(FROM_LOGITS)
                ? new Batch(given.yTrue(), Nn.sigmoid(given.yPred()), given.weights(), given.mask())
                : given;
        checkLabels(batch.yPred().shape());
        Counts counts = Counts.of(tally, Confusion.of(batch, rule()));
        SymbolicTensor areas = get(CURVE) == Curve.PR && get(SUMMATION_METHOD) == SummationMethod.INTERPOLATION
                ? interpolated(counts)
                : summed(counts);
        SymbolicTensor byLabel = Reductions.sum(areas, 0);
        List<Double> weights = get(LABEL_WEIGHTS);
        if (!get(MULTI_LABEL)) {
            return byLabel;
        }
        if (weights == null) {
            return Reductions.mean(byLabel);
        }
        double[] each = weights.stream().mapToDouble(Double::doubleValue).toArray();
        SymbolicTensor constant = dev.lamina.Arithmetic.literal(dev.lamina.NdArray.of(each, each.length));
        return Tally.ratio(Reductions.sum(byLabel.times(constant)), Reductions.sum(constant));
    }

    private void checkLabels(Shape outputs) {
        List<Double> weights = get(LABEL_WEIGHTS);
        boolean known = outputs.rank() == 2 && outputs.last() != Shape.UNKNOWN;
        if (get(MULTI_LABEL) && !known) {
            throw ShapeException.because("needs outputs of shape (batch, labels) to take each label alone")
                    .differs("outputs " + outputs);
        }
        Integer labels = get(NUM_LABELS);
        if (labels != null && labels != outputs.last()) {
            throw ShapeException.because("needs outputs of num_labels labels")
                    .differs("outputs " + outputs + ", num_labels " + labels);
        }
        if (weights != null && (outputs.rank() == 0 || outputs.last() != weights.size())) {
            throw ShapeException.because("needs a weight for each label")
                    .differs("outputs " + outputs + ", " + weights.size() + " weights");
        }
    }

    private Confusion.Rule rule() {
        List<Double> own = get(THRESHOLDS);
        int count = get(NUM_THRESHOLDS);
        List<Double> inner = new ArrayList<>();
        for (int i = 1; i < count - 1 && own == null; i++) {
            inner.add((double) i / (count - 1));
        }
        List<Double> between = own == null ? inner : own.stream().sorted().toList();
        List<Double> all = Stream.of(List.of(0.0 - EPSILON), between, List.of(1.0 + EPSILON))
                .flatMap(List::stream)
                .toList();
        boolean even = own == null
                || Confusion.Rule.isEven(Stream.of(List.of(0.0), between, List.of(1.0))
                        .flatMap(List::stream)
                        .toList());
        List<Double> weights = get(LABEL_WEIGHTS);
        boolean each = get(MULTI_LABEL);
        return new Confusion.Rule(all, even, null, null, each, each || weights == null ? List.of() : weights);
    }

    private static SymbolicTensor upper(SymbolicTensor x) {
        return x.get(Index.from(1));
    }

    private static SymbolicTensor lower(SymbolicTensor x) {
        return x.get(Index.range(0, x.shape().size(0) - 1));
    }

    /** Between two thresholds, precision as a function of true positives that grow with all positives. */
    private static SymbolicTensor interpolated(Counts counts) {
        SymbolicTensor tp = counts.truePositives();
        SymbolicTensor dtp = lower(tp).minus(upper(tp));
        SymbolicTensor p = tp.plus(counts.falsePositives());
        SymbolicTensor dp = lower(p).minus(upper(p));
        SymbolicTensor slope = Tally.ratio(dtp, Elementwise.maximum(dp, 0));
        SymbolicTensor intercept = upper(tp).minus(slope.times(upper(p)));
        SymbolicTensor both = Logic.logicalAnd(Comparisons.greater(lower(p), 0), Comparisons.greater(upper(p), 0));
        SymbolicTensor ratio = Selection.where(
                both, Tally.ratio(lower(p), Elementwise.maximum(upper(p), 0)), Selection.onesLike(upper(p)));
        SymbolicTensor area = slope.times(dtp.plus(intercept.times(Elementwise.log(ratio))));
        return Tally.ratio(area, Elementwise.maximum(upper(tp).plus(upper(counts.falseNegatives())), 0));
    }

    private SymbolicTensor summed(Counts counts) {
        SymbolicTensor x = horizontal(counts);
        SymbolicTensor y = vertical(counts);
        SymbolicTensor heights = switch (get(SUMMATION_METHOD)) {
            case INTERPOLATION -> lower(y).plus(upper(y)).div(2);
            case MINORING -> Elementwise.minimum(lower(y), upper(y));
            case MAJORING -> Elementwise.maximum(lower(y), upper(y));
        };
        return lower(x).minus(upper(x)).times(heights);
    }

    private SymbolicTensor horizontal(Counts counts) {
        return switch (get(CURVE)) {
            case ROC -> counts.falsePositiveRate();
            case PR -> counts.recall();
            case PRGAIN -> Elementwise.maximum(gain(counts, counts.falseNegatives(), 0), 0);
        };
    }

    private SymbolicTensor vertical(Counts counts) {
        return switch (get(CURVE)) {
            case ROC -> counts.recall();
            case PR -> counts.precision();
            case PRGAIN -> gain(counts, counts.falsePositives(), 1);
        };
    }

    private static SymbolicTensor gain(Counts counts, SymbolicTensor errors, double otherwise) {
        SymbolicTensor scale = Tally.ratio(
                counts.truePositives().plus(counts.falseNegatives()),
                counts.trueNegatives().plus(counts.falsePositives()));
        SymbolicTensor gain = scale.times(Tally.ratio(errors, counts.truePositives()))
                .unaryMinus()
                .plus(1);
        return Selection.where(Comparisons.equal(counts.truePositives(), 0), Tally.constant(otherwise), gain);
    }
}
