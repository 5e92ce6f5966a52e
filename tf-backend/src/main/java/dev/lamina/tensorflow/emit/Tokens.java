package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.ops.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Output;

/**
 * The tokens of texts, one behind the other: as many for each text as it has.
 *
 * @param values all tokens
 * @param splits where each text's tokens begin, and at the end how many there are, int64
 */
record Tokens(Emission e, Output<?> values, Output<?> splits) {
    private static final int REPLACEMENT_CHARACTER = 0xFFFD;

    static Tokens of(Emission e) {
        Tokens single = switch (e.param(Text.SPLIT)) {
            case WHITESPACE -> words(e);
            case CHARACTER -> characters(e);
            case NONE -> given(e);
        };
        List<Integer> widths = e.param(Text.NGRAMS);
        return widths.isEmpty() ? single : single.ngrams(widths);
    }

    private static Tokens words(Emission e) {
        Calc calc = Calc.of(e);
        List<Output<?>> sparse = e.tf().op("StringSplitV2")
                .input(e.input(0), e.tf().constant(NdArray.of(new String[] {""})))
                .outs();
        Output<?> rows = calc.reshape(
                e.tf().op("Slice", sparse.get(0), e.tf().constant(List.of(0, 0)), e.tf().constant(List.of(-1, 1))), -1);
        Output<?> counts = e.tf().op("UnsortedSegmentSum", e.tf().op("OnesLike", rows), rows, calc.size(e.input(0), 0));
        return new Tokens(e, sparse.get(1), splits(e, counts));
    }

    private static Output<?> splits(Emission e, Output<?> counts) {
        Output<?> zero = e.tf().constant(NdArray.of(new long[] {0}, 1));
        return Calc.of(e).concat(List.of(zero, e.tf().op("Cumsum", counts, e.tf().constant(0))), 0);
    }

    private static Tokens characters(Emission e) {
        List<Output<?>> decoded = e.tf().op("UnicodeDecode")
                .input(e.input(0))
                .attr("input_encoding", "UTF-8")
                .attr("errors", "replace")
                .attr("replacement_char", REPLACEMENT_CHARACTER)
                .attr("Tsplits", DType.INT64)
                .outs();
        Output<?> codes = decoded.get(1);
        Output<?> each = Calc.of(e).range(Calc.of(e).add(Calc.of(e).size(codes, 0), 1));
        Output<?> encoded = e.tf().op("UnicodeEncode")
                .input(codes, e.tf().cast(each, DType.INT64))
                .attr("output_encoding", "UTF-8")
                .out();
        return new Tokens(e, encoded, decoded.get(0));
    }

    private static Tokens given(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> rows = calc.range(calc.add(calc.size(e.input(0), 0), 1));
        Output<?> splits = calc.mul(rows, calc.size(e.input(0), 1));
        return new Tokens(e, calc.flat(e.input(0)), e.tf().cast(splits, DType.INT64));
    }

    private Tokens ngrams(List<Integer> widths) {
        List<Output<?>> joined = e.tf().op("StringNGrams")
                .input(values, splits)
                .attr("separator", " ")
                .attr("ngram_widths", widths)
                .attr("left_pad", "")
                .attr("right_pad", "")
                .attr("pad_width", 0)
                .attr("preserve_short_sequences", false)
                .outs();
        return new Tokens(e, joined.get(0), joined.get(1));
    }

    /** A row for each text, filled up with empty tokens; longer rows than {@code width} are cut. */
    Output<?> padded(@Nullable Integer width) {
        return e.tf().op("RaggedTensorToTensor")
                .input(
                        e.tf().constant(NdArray.of(new long[] {-1, width == null ? -1 : width}, 2)),
                        values,
                        e.tf().constant(NdArray.of(new String[] {""})))
                .inList(List.of(splits))
                .attrStrings("row_partition_types", List.of("ROW_SPLITS"))
                .out();
    }
}
