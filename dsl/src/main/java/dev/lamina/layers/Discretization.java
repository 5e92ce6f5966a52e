package dev.lamina.layers;

import dev.lamina.Arithmetic;
import dev.lamina.Call;
import dev.lamina.DType;
import dev.lamina.Layer;
import dev.lamina.NdArray;
import dev.lamina.Node;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.Facts;
import dev.lamina.ops.Core;
import dev.lamina.ops.Sorting;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The bin that each number lies in: bin i holds the numbers from boundary i - 1 (included) to boundary i (excluded). The boundaries are
 * given, or learned by {@code adapt}, which makes bins that hold about equally many.
 *
 * <p>Shapes: int (…) -> (…) int32; one_hot (…) -> (…, bins), and (…, 1) -> (…, bins); multi_hot and count (batch, n) -> (batch, bins),
 * float32. Source: {@code keras.layers.Discretization}.
 *
 * <pre>{@code
 * SymbolicTensor age = input("age", 1);
 * SymbolicTensor decade = age.then(discretization(10, 20, 30).outputMode(OutputMode.ONE_HOT)); // (?, 4)
 * }</pre>
 */
public final class Discretization extends Layer<Discretization> {
    static final Schema<Discretization> SCHEMA = schema("Discretization", Discretization::new);

    static {
        SCHEMA.unwritten("trainable");
    }

    private static final Field<@Nullable List<Double>> BIN_BOUNDARIES = SCHEMA.add(TokenKeys.numbers("bin_boundaries"));
    private static final Field<@Nullable Integer> NUM_BINS =
            SCHEMA.add(Fields.positive("num_bins").orNull());
    private static final Field<Double> EPSILON =
            SCHEMA.add(Fields.number("epsilon", "a number above 0 and at most 1", value -> value > 0 && value <= 1)
                    .orElse(0.01));
    private static final Field<OutputMode> OUTPUT_MODE =
            SCHEMA.add(OutputMode.field(OutputMode.INT, OutputMode.ONE_HOT, OutputMode.MULTI_HOT, OutputMode.COUNT)
                    .orElse(OutputMode.INT));

    static {
        SCHEMA.add(TokenKeys.SPARSE);
    }

    private Discretization(Config config) {
        super(SCHEMA, config);
        List<Double> boundaries = config.get(BIN_BOUNDARIES);
        if (boundaries != null
                && IntStream.range(1, boundaries.size()).anyMatch(i -> !(boundaries.get(i - 1) <= boundaries.get(i)))) {
            throw new ConfigException("Discretization: bin_boundaries must ascend; received " + boundaries);
        }
    }

    static Discretization of(double... binBoundaries) {
        Discretization layer = SCHEMA.create(Config.empty());
        return binBoundaries.length == 0 ? layer : layer.binBoundaries(binBoundaries);
    }

    /** The numbers between the bins, in ascending order. */
    public Discretization binBoundaries(double... binBoundaries) {
        return with(BIN_BOUNDARIES, DoubleStream.of(binBoundaries).boxed().toList());
    }

    /** How many bins {@link #adapt(NdArray)} makes. */
    public Discretization numBins(int numBins) {
        return with(NUM_BINS, numBins);
    }

    /** Which part of the numbers one of them may stand for while {@code adapt} reads batches; 0.01 by default. */
    public Discretization epsilon(double epsilon) {
        return with(EPSILON, epsilon);
    }

    /** What comes out; the index of the bin by default. */
    public Discretization outputMode(OutputMode outputMode) {
        return with(OUTPUT_MODE, outputMode);
    }

    /** The numbers between the bins; empty where there are none yet. */
    public List<Double> binBoundaries() {
        List<Double> boundaries = get(BIN_BOUNDARIES);
        return boundaries == null ? List.of() : boundaries;
    }

    /**
     * This layer with boundaries between which about equally many of an array's numbers lie.
     *
     * @throws ConfigException if {@code numBins} was not set, or there are no numbers
     */
    public Discretization adapt(NdArray data) {
        return adapt(List.of(data));
    }

    /** The same of an array that comes in batches. */
    public Discretization adapt(Iterable<NdArray> batches) {
        Integer numBins = get(NUM_BINS);
        if (numBins == null) {
            throw new ConfigException("Discretization: adapt needs num_bins; received null\n  try   numBins(...)");
        }
        Quantiles quantiles = Quantiles.NONE;
        for (NdArray batch : batches) {
            if (batch.dtype() == DType.STRING) {
                throw new ConfigException("Discretization: adapt needs numbers; received string " + batch.shape());
            }
            quantiles = Quantiles.of(batch.floats(), get(EPSILON)).with(quantiles, get(EPSILON));
        }
        if (quantiles.isEmpty()) {
            throw new ConfigException("Discretization: adapt needs at least one number; received none");
        }
        float[] boundaries = quantiles.boundaries(numBins);
        return binBoundaries(IntStream.range(0, boundaries.length)
                .mapToDouble(i -> boundaries[i])
                .toArray());
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        List<Double> given = get(BIN_BOUNDARIES);
        if (given == null) {
            throw new ConfigException(Facts.of(Node.describe(this) + " has no bin_boundaries")
                    .and("try", "discretization(boundaries...), or numBins(...) and adapt(data)")
                    .toString());
        }
        double[] boundaries = given.stream().mapToDouble(Double::doubleValue).toArray();
        NdArray array = NdArray.of(boundaries, boundaries.length).cast(DType.FLOAT32);
        SymbolicTensor bins = Sorting.DIGITIZE.op().on(x, Arithmetic.literal(array));
        return get(OUTPUT_MODE) == OutputMode.INT
                ? bins
                : Core.cast(
                        Categories.encode(bins, get(OUTPUT_MODE), boundaries.length + 1),
                        call.dtype().computeDType());
    }
}
