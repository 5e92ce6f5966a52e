package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.ops.Counting;
import dev.lamina.ops.Text;
import java.util.List;
import org.tensorflow.Operation;
import org.tensorflow.Output;

/** Emits ops on strings, and what counts the numbers that stand for them. */
final class TextEmitters {
    /** The key by which {@code tf.sparse.cross_hashed} joins hashes. */
    private static final long CROSS_KEY = 0xDECAFCAFFEL;

    private TextEmitters() {}

    static void addTo(Emitters table) {
        table.addStopping(
                Text.LOWER,
                e -> e.tf().op("StringLower")
                        .input(e.input(0))
                        .attr("encoding", "")
                        .out());
        table.addStopping(
                Text.REPLACE,
                e -> e.tf().op("StaticRegexReplace")
                        .input(e.input(0))
                        .attr("pattern", e.param(Text.PATTERN))
                        .attr("rewrite", e.param(Text.REPLACEMENT))
                        .out());
        table.addStopping(Text.TOKENIZE, e -> Tokens.of(e).padded(e.param(Text.WIDTH)));
        table.addStopping(Text.HASH_BIN, TextEmitters::hashBin);
        table.addStopping(Text.CROSS_BIN, TextEmitters::crossBin);
        table.addStopping(Text.INDEX_OF, TextEmitters::indexOf);
        table.addStopping(Counting.OCCURRENCES, TextEmitters::occurrences);
        table.addRefusing(Counting.WEIGHTED_OCCURRENCES, TextEmitters::occurrences);
    }

    private static Output<?> text(Emission e, int index) {
        return e.inputSpec(index).dtype() == DType.STRING
                ? e.input(index)
                : e.tf().op("AsString", e.tf().cast(e.input(index), DType.INT64));
    }

    private static Output<?> hashBin(Emission e) {
        List<Long> salt = e.param(Text.SALT);
        OpBuilder hash = e.tf().op(salt == null ? "StringToHashBucketFast" : "StringToHashBucketStrong")
                .input(text(e, 0))
                .attr("num_buckets", (long) e.param(Text.NUM_BINS));
        return (salt == null ? hash : hash.attrLongs("key", salt)).out();
    }

    private static Output<?> crossBin(Emission e) {
        List<Output<?>> columns = java.util.stream.IntStream.range(0, e.inputs().size())
                .<Output<?>>mapToObj(i -> Calc.of(e)
                        .expand(
                                e.inputSpec(i).dtype() == DType.STRING
                                        ? e.input(i)
                                        : e.tf().cast(e.input(i), DType.INT64),
                                -1))
                .toList();
        Operation cross = e.tf().op("SparseCross")
                .inList(List.of())
                .inList(List.of())
                .inList(List.of())
                .inList(columns)
                .attr("hashed_output", true)
                .attr("num_buckets", (long) e.param(Text.NUM_BINS))
                .attr("hash_key", CROSS_KEY)
                .attr("out_type", DType.INT64)
                .attr("internal_type", DType.INT64)
                .build();
        // One value for each row: with columns of size 1 there is one combination.
        return e.tf().op("Reshape", cross.output(1), Calc.of(e).shape(e.input(0)));
    }

    /**
     * A search without a table, which would be a state that each session has to initialize: see ADR 11. Strings are looked for by
     * their hashes, and then compared.
     */
    private static Output<?> indexOf(Emission e) {
        NdArray values = e.param(Text.VALUES);
        SortedValues sorted = SortedValues.of(values);
        Output<?> flat = Calc.of(e).reshape(e.input(0), 1, -1);
        Output<?> keys = values.dtype() == DType.STRING ? SortedValues.hash(e.tf(), flat) : flat;
        Output<?> at = e.tf().op("LowerBound")
                .input(Calc.of(e).expand(e.tf().constant(sorted.keys()), 0), keys)
                .attr("out_type", DType.INT32)
                .out();
        Output<?> near = Calc.of(e).min(at, values.size() - 1);
        Output<?> found = Calc.of(e).equal(Calc.of(e).gather(e.tf().constant(sorted.values()), near, 0), flat);
        Output<?> place = Calc.of(e).where(found, Calc.of(e).gather(e.tf().constant(sorted.positions()), near, 0), -1);
        Output<?> shaped = e.tf().op("Reshape", place, Calc.of(e).shape(e.input(0)));
        return e.param(Text.STRICT) ? allFound(e, found, shaped) : shaped;
    }

    private static Output<?> allFound(Emission e, Output<?> found, Output<?> place) {
        Output<?> all = Calc.of(e).reduce("All", found, List.of(0, 1), false);
        String message =
                "not in the vocabulary, which has no index for other tokens (num_oov_indices is 0); the tokens:";
        Operation check = e.tf().op("Assert")
                .input(all)
                .inList(List.of(e.tf().constant(NdArray.of(new String[] {message})), e.input(0)))
                .build();
        return e.tf().op("Identity").input(place).after(List.of(check)).out();
    }

    private static Output<?> occurrences(Emission e) {
        Output<?> x = e.tf().cast(e.input(0), DType.INT64);
        Output<?> weights = e.inputs().size() > 1
                ? e.tf().cast(e.input(1), DType.FLOAT32)
                : e.tf().constant(NdArray.of(new float[0], 0));
        return e.tf().op("DenseBincount")
                .input(x, e.tf().cast(e.tf().constant(e.param(Counting.DEPTH)), DType.INT64), weights)
                .attr("binary_output", e.param(Counting.BINARY))
                .out();
    }
}
