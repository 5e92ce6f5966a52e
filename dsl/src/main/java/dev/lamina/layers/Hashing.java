package dev.lamina.layers;

import dev.lamina.Arithmetic;
import dev.lamina.Call;
import dev.lamina.DType;
import dev.lamina.Layer;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Core;
import dev.lamina.ops.Selection;
import dev.lamina.ops.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bin for each string or number, by its hash: FarmHash64, or SipHash64 with a salt. Numbers are hashed as their integer part is
 * written.
 *
 * <p>Shapes: int (…) -> (…) int64; one_hot (…) -> (…, bins), and (…, 1) -> (…, bins); multi_hot and count (batch, n) -> (batch, bins),
 * float32. Source: {@code keras.layers.Hashing}.
 *
 * <pre>{@code
 * SymbolicTensor city = input("city", STRING, 1);
 * SymbolicTensor bin = city.then(hashing(100)); // (?, 1)
 * }</pre>
 */
public final class Hashing extends Layer<Hashing> {
    static final Schema<Hashing> SCHEMA = schema("Hashing", Hashing::new);
    private static final Field<Integer> NUM_BINS = SCHEMA.add(Fields.positive("num_bins"));
    private static final Field<@Nullable List<Long>> SALT = SCHEMA.add(Text.SALT);
    private static final Field<@Nullable Object> MASK_VALUE = SCHEMA.add(Field.<Object>of(
                    "mask_value",
                    Fields.codec(
                            "a string or an integer",
                            value -> value instanceof String || value instanceof Integer || value instanceof Long,
                            (plain, place) -> {
                                if (plain instanceof String || plain instanceof Integer || plain instanceof Long) {
                                    return plain;
                                }
                                throw place.unexpected(plain, "a string or an integer");
                            }))
            .orNull());
    private static final Field<OutputMode> OUTPUT_MODE =
            SCHEMA.add(OutputMode.field(OutputMode.INT, OutputMode.ONE_HOT, OutputMode.MULTI_HOT, OutputMode.COUNT)
                    .orElse(OutputMode.INT));

    static {
        SCHEMA.add(TokenKeys.SPARSE);
    }

    private Hashing(Config config) {
        super(SCHEMA, BinPolicy.inConfig(config, OUTPUT_MODE));
    }

    static Hashing of(int numBins) {
        return SCHEMA.create(Config.empty().set(NUM_BINS, numBins));
    }

    /** A key for the hash; none by default. */
    public Hashing salt(long salt) {
        return salt(salt, salt);
    }

    /** A key of two halves. */
    public Hashing salt(long first, long second) {
        return with(SALT, List.of(first, second));
    }

    /** The string that has bin 0 for itself; none by default. */
    public Hashing maskValue(String maskValue) {
        return with(MASK_VALUE, maskValue);
    }

    /** The number that has bin 0 for itself; none by default. */
    public Hashing maskValue(long maskValue) {
        return with(MASK_VALUE, maskValue);
    }

    /** What comes out; the bin by default. */
    public Hashing outputMode(OutputMode outputMode) {
        return with(OUTPUT_MODE, outputMode);
    }

    @Override
    protected boolean castsInputs() {
        return false;
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        Object mask = get(MASK_VALUE);
        boolean reserves = mask != null && get(NUM_BINS) > 1;
        SymbolicTensor values = x.dtype() == DType.STRING || x.dtype().isInteger() ? x : Core.cast(x, DType.INT64);
        SymbolicTensor bins = Text.hashBin(values, get(NUM_BINS) - (reserves ? 1 : 0), get(SALT));
        if (mask != null && reserves) {
            SymbolicTensor zero = Arithmetic.literal(0, DType.INT64);
            bins = Selection.where(masked(x, mask), zero, bins.plus(1));
        }
        return BinPolicy.encoded(this, bins, get(OUTPUT_MODE), get(NUM_BINS), call.dtype());
    }

    private static SymbolicTensor masked(SymbolicTensor x, Object mask) {
        if ((x.dtype() == DType.STRING) != (mask instanceof String)) {
            throw ShapeException.because("has a mask_value of another type than its input")
                    .differs("the input is " + x.dtype().kerasName() + ", mask_value is "
                            + (mask instanceof String ? "a string" : mask));
        }
        if (mask instanceof String text) {
            return Comparisons.equal(Text.indexOf(x, NdArray.of(new String[] {text}, 1), false), 0);
        }
        return Comparisons.equal(x, ((Number) mask).doubleValue());
    }
}
