package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.ops.Crossentropies;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Output;

/** Emits crossentropies, CTC and the ratio of a signal to its noise. */
final class CrossentropyEmitters {
    private static final double KERAS_EPSILON = 1e-7;

    private CrossentropyEmitters() {}

    static void addTo(Emitters table) {
        table.add(Crossentropies.BINARY_CROSSENTROPY, CrossentropyEmitters::binary);
        table.add(Crossentropies.CATEGORICAL_CROSSENTROPY, CrossentropyEmitters::categorical);
        table.add(Crossentropies.SPARSE_CATEGORICAL_CROSSENTROPY, CrossentropyEmitters::sparse);
        table.add(Crossentropies.PSNR, CrossentropyEmitters::signalToNoise);
        table.add(Crossentropies.CTC_LOSS, CrossentropyEmitters::ctcLoss);
        table.addRefusingMultiple(Crossentropies.CTC_DECODE, CrossentropyEmitters::ctcDecode);
    }

    private static Output<?> target(Emission e) {
        return e.tf().cast(e.input(0), e.inputSpec(1).dtype());
    }

    private static Output<?> probabilities(Calc calc, Output<?> x) {
        return calc.min(calc.max(x, KERAS_EPSILON), 1 - KERAS_EPSILON);
    }

    private static Output<?> binary(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> t = target(e);
        Output<?> x = e.input(1);
        Output<?> other = calc.sub(calc.num(1, t), t);
        if (e.param(Crossentropies.FROM_LOGITS)) {
            return calc.add(calc.mul(other, x), e.tf().op("Softplus", calc.neg(x)));
        }
        Output<?> p = probabilities(calc, x);
        Output<?> hit = calc.mul(t, e.tf().op("Log", p));
        Output<?> miss = calc.mul(other, e.tf().op("Log", calc.sub(calc.num(1, p), p)));
        return calc.neg(calc.add(hit, miss));
    }

    private static Output<?> categorical(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> x = e.input(1);
        List<Integer> axes = List.of(e.param(Crossentropies.AXIS));
        Output<?> logs;
        if (e.param(Crossentropies.FROM_LOGITS)) {
            logs = calc.sub(x, calc.logSumExp(x, axes));
        } else {
            Output<?> shares = calc.div(x, calc.reduce("Sum", x, axes, true));
            logs = e.tf().op("Log", probabilities(calc, shares));
        }
        return calc.neg(calc.reduce("Sum", calc.mul(target(e), logs), axes, false));
    }

    /** A class that there is not is an error when the model runs, of the operation that gathers. */
    private static Output<?> sparse(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> x = e.input(1);
        Output<?> logits = e.param(Crossentropies.FROM_LOGITS) ? x : e.tf().op("Log", probabilities(calc, x));
        Output<?> logs = calc.sub(logits, calc.logSumExp(logits, List.of(-1)));
        Output<?> rows = calc.reshape(logs, List.of(e.tf().constant(-1), calc.size(x, -1)));
        Output<?> classes = e.tf().cast(calc.flat(e.input(0)), DType.INT32);
        Output<?> places = e.tf().op("Pack")
                .inList(List.of(calc.range(calc.size(rows, 0)), classes))
                .attr("axis", 1)
                .out();
        List<Output<?>> sizes = calc.sizes(x);
        Output<?> found = e.tf().op("GatherNd", rows, places);
        return calc.neg(calc.reshape(found, sizes.subList(0, sizes.size() - 1)));
    }

    private static Output<?> signalToNoise(Emission e) {
        Calc calc = Calc.of(e);
        DType dtype = e.outputSpec().dtype();
        Output<?> difference = calc.sub(e.tf().cast(e.input(0), dtype), e.input(1));
        Output<?> error =
                calc.reduce("Mean", e.tf().op("Square", difference), Calc.allAxes(calc.rank(difference)), false);
        Output<?> decibels = calc.mul(e.tf().op("Log", error), -10 / Math.log(10));
        return calc.add(decibels, 20 * Math.log10(e.param(Crossentropies.MAX_VAL)));
    }

    /**
     * TensorFlow's operation gives the loss and its derivative, and takes the last class for no label: classes are put in that
     * order. It computes in float32, whatever the type.
     */
    private static Output<?> ctcLoss(Emission e) {
        return e.tf().cast(ctcLossOfFloats(e), e.outputSpec().dtype());
    }

    private static Output<?> ctcLossOfFloats(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> logits = e.tf().cast(e.input(1), DType.FLOAT32);
        int blank = e.param(Crossentropies.MASK_INDEX);
        Output<?> steps = calc.transpose(blankLast(e, logits, blank), List.of(1, 0, 2));
        Output<?> labels = e.tf().cast(e.input(0), DType.INT32);
        Output<?> lengths = calc.expand(e.tf().cast(e.input(2), DType.INT32), 1);
        Output<?> counted = calc.less(calc.expand(calc.range(calc.size(labels, 1)), 0), lengths);
        Output<?> places = e.tf().op("Where", counted);
        Output<?> values = e.tf().op("GatherNd", labels, places);
        Output<?> behind = e.tf().cast(calc.greater(values, blank), DType.INT32);
        List<Output<?>> found = e.tf().op("CTCLoss")
                .input(steps, places, calc.sub(values, behind), e.tf().cast(e.input(3), DType.INT32))
                .outs();
        return e.tf().withGradient(List.of(steps), List.of(found.get(0)), (tf, gradients) -> {
                    Output<?> each =
                            tf.op("ExpandDims", tf.op("ExpandDims", gradients.get(0), tf.constant(0)), tf.constant(2));
                    return List.of(tf.op("Mul", each, found.get(1)));
                })
                .get(0);
    }

    /** Classes in the order that has the one for no label at the end. */
    private static Output<?> blankLast(Emission e, Output<?> logits, int blank) {
        Calc calc = Calc.of(e);
        Output<?> count = calc.size(logits, 2);
        Output<?> numbers = calc.range(count);
        Output<?> behind = e.tf().cast(e.tf().op("GreaterEqual", numbers, e.tf().constant(blank)), DType.INT32);
        Output<?> last = calc.equal(numbers, calc.add(count, -1));
        Output<?> order = calc.where(last, e.tf().constant(blank), calc.add(numbers, behind));
        return calc.gather(logits, order, 2);
    }

    private static List<Output<?>> ctcDecode(Emission e) {
        Calc calc = Calc.of(e);
        DType dtype = e.node().outputs().get(1).dtype();
        int blank = e.param(Crossentropies.MASK_INDEX);
        boolean greedy = e.param(Crossentropies.STRATEGY) == Crossentropies.Strategy.GREEDY;
        Output<?> inputs = e.tf().cast(e.input(0), dtype);
        Output<?> steps = calc.transpose(greedy ? inputs : blankLast(e, inputs, blank), List.of(1, 0, 2));
        Output<?> lengths = e.tf().cast(e.input(1), DType.INT32);
        int paths = greedy ? 1 : e.param(Crossentropies.TOP_PATHS);
        OpBuilder decoder =
                e.tf().op(greedy ? "CTCGreedyDecoder" : "CTCBeamSearchDecoder").input(steps, lengths);
        List<Output<?>> found = greedy
                ? decoder.attr("merge_repeated", e.param(Crossentropies.MERGE_REPEATED))
                        .attr("blank_index", blank)
                        .outs()
                : decoder.attr("beam_width", e.param(Crossentropies.BEAM_WIDTH))
                        .attr("top_paths", paths)
                        .attr("merge_repeated", false)
                        .outs();
        List<Output<?>> labels = new ArrayList<>();
        for (int path = 0; path < paths; path++) {
            Output<?> dense = dense(e, found.get(path), found.get(paths + path));
            Output<?> moved =
                    calc.where(e.tf().op("GreaterEqual", dense, e.tf().constant(blank)), calc.add(dense, 1), dense);
            labels.add(greedy ? dense : moved);
        }
        return List.of(e.tf().op("Pack").inList(labels).out(), found.get(3 * paths));
    }

    /** Labels in rows, -1 where there is none. */
    private static Output<?> dense(Emission e, Output<?> places, Output<?> values) {
        Calc calc = Calc.of(e);
        Output<?> shape = calc.pack(List.of(calc.size(e.input(0), 0), calc.size(e.input(0), 1)));
        Output<?> above = calc.add(e.tf().cast(values, DType.INT32), 1);
        Output<?> placed = e.tf().op("ScatterNd", e.tf().cast(places, DType.INT32), above, shape);
        return calc.add(placed, -1);
    }
}
