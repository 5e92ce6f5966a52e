package dev.lamina.ops;

import static dev.lamina.ops.Modules.NN;

import dev.lamina.Arguments;
import dev.lamina.DType;
import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.errors.ShapeException;
import java.util.List;

/** What losses are made of, as ops: crossentropies, CTC, and the ratio of a signal to its noise. */
public final class Crossentropies {
    /** Whether the outputs are logits rather than probabilities. */
    public static final Field<Boolean> FROM_LOGITS = Fields.bool("from_logits").orElse(false);

    public static final Field<Integer> AXIS = Fields.integer("axis").orElse(-1);

    /** The class that stands for no label. */
    public static final Field<Integer> MASK_INDEX = Fields.integer("mask_index").orElse(0);

    /** How labels are found. */
    public enum Strategy {
        GREEDY,
        BEAM_SEARCH
    }

    public static final Field<Strategy> STRATEGY =
            Fields.choice("strategy", Strategy.class).orElse(Strategy.GREEDY);
    public static final Field<Integer> BEAM_WIDTH =
            Fields.positive("beam_width").orElse(100);
    public static final Field<Integer> TOP_PATHS = Fields.positive("top_paths").orElse(1);
    public static final Field<Boolean> MERGE_REPEATED =
            Fields.bool("merge_repeated").orElse(true);

    /** The largest value that a signal can have. */
    public static final Field<Double> MAX_VAL = Fields.number("max_val");

    public static final OpType BINARY_CROSSENTROPY =
            OpType.of(NN, "BinaryCrossentropy", (op, in) -> alike(in), FROM_LOGITS);
    public static final OpType CATEGORICAL_CROSSENTROPY =
            OpType.of(NN, "CategoricalCrossentropy", (op, in) -> reduced(alike(in), op.param(AXIS)), FROM_LOGITS, AXIS);
    public static final OpType SPARSE_CATEGORICAL_CROSSENTROPY =
            OpType.of(NN, "SparseCategoricalCrossentropy", Crossentropies::sparse, FROM_LOGITS, AXIS);
    public static final OpType PSNR = OpType.of(
            NN, "PSNR", (op, in) -> new TensorSpec(Shape.scalar(), alike(in).dtype()), MAX_VAL);
    public static final OpType CTC_LOSS = OpType.of(
                    NN,
                    "CTCLoss",
                    (op, in) -> new TensorSpec(
                            Shape.of(labelled(in).size(0)),
                            DType.promote(Rules.checkedFloating(in.get(1)).dtype(), DType.FLOAT32)),
                    MASK_INDEX)
            .operands("target", "output", "target_length", "output_length");
    public static final OpType CTC_DECODE = OpType.multiple(
                    NN,
                    "CTCDecode",
                    (op, in) -> decoded(op, in.get(0)),
                    STRATEGY,
                    BEAM_WIDTH,
                    TOP_PATHS,
                    MERGE_REPEATED,
                    MASK_INDEX)
            .operands("inputs", "sequence_lengths");

    private Crossentropies() {}

    private static TensorSpec alike(List<TensorSpec> in) {
        if (!in.get(0).shape().isCompatibleWith(in.get(1).shape())) {
            throw ShapeException.because("needs two inputs of one shape")
                    .differs(in.get(0).shape() + " is not " + in.get(1).shape());
        }
        return Rules.checkedFloating(in.get(1));
    }

    private static TensorSpec reduced(TensorSpec x, int axis) {
        return new TensorSpec(Reductions.without(x.shape(), List.of(axis), false), x.dtype());
    }

    private static TensorSpec sparse(Op op, List<TensorSpec> in) {
        Shape output = in.get(1).shape();
        if (output.axis(op.param(AXIS)) != output.rank() - 1) {
            throw ShapeException.because("takes classes on the last axis only; received axis " + op.param(AXIS));
        }
        Shape target = in.get(0).shape();
        Shape classes =
                target.rank() == output.rank() && target.last() == 1 ? target.slice(0, target.rank() - 1) : target;
        Shape expected = output.slice(0, output.rank() - 1);
        if (!classes.isCompatibleWith(expected)) {
            throw ShapeException.because("needs a class for each output").differs(classes + " is not " + expected);
        }
        return new TensorSpec(expected, Rules.checkedFloating(in.get(1)).dtype());
    }

    private static Shape labelled(List<TensorSpec> in) {
        Shape target = in.get(0).shape();
        Shape output = in.get(1).shape();
        boolean fits = target.rank() == 2
                && output.rank() == 3
                && in.subList(2, in.size()).stream()
                        .allMatch(length -> length.shape().isCompatibleWith(Shape.of(target.size(0))))
                && Shape.of(target.size(0)).isCompatibleWith(Shape.of(output.size(0)));
        if (!fits) {
            throw ShapeException.because(
                            "needs labels (batch, length), outputs (batch, steps, classes) and a length of each")
                    .differs("the shapes are "
                            + in.stream().map(TensorSpec::shape).toList());
        }
        return output;
    }

    private static List<TensorSpec> decoded(Op op, TensorSpec x) {
        if (x.shape().rank() != 3) {
            throw ShapeException.because("needs outputs (batch, steps, classes)")
                    .differs("the shape is " + x.shape());
        }
        int paths = op.param(STRATEGY) == Strategy.GREEDY ? 1 : op.param(TOP_PATHS);
        DType dtype = DType.promote(Rules.checkedFloating(x).dtype(), DType.FLOAT32);
        return List.of(
                TensorSpec.of(DType.INT32, paths, x.shape().size(0), x.shape().size(1)),
                TensorSpec.of(dtype, x.shape().size(0), paths));
    }

    /**
     * {@code -(t · log p + (1 - t) · log(1 - p))} for each element.
     *
     * <pre>{@code
     * SymbolicTensor logits = input("logits", 5);
     * SymbolicTensor loss = binaryCrossentropy(input("t", 5), logits, true); // (?, 5)
     * }</pre>
     *
     * @param fromLogits whether the outputs are logits, whose sigmoids are the probabilities
     */
    public static SymbolicTensor binaryCrossentropy(SymbolicTensor target, SymbolicTensor output, boolean fromLogits) {
        return BINARY_CROSSENTROPY.op(FROM_LOGITS, fromLogits).on(target, output);
    }

    /**
     * {@code -Σ t · log p} over the classes of the last axis.
     *
     * <pre>{@code
     * SymbolicTensor logits = input("logits", 10);
     * SymbolicTensor loss = categoricalCrossentropy(input("t", 10), logits, true); // (?,)
     * }</pre>
     *
     * @param fromLogits whether the outputs are logits, whose softmax are the probabilities
     */
    public static SymbolicTensor categoricalCrossentropy(
            SymbolicTensor target, SymbolicTensor output, boolean fromLogits) {
        return CATEGORICAL_CROSSENTROPY.op(FROM_LOGITS, fromLogits).on(target, output);
    }

    /**
     * {@code -log p} of the class that each target is. Shapes: target (…), output (…, classes) -> (…).
     *
     * <pre>{@code
     * SymbolicTensor logits = input("logits", 10);
     * SymbolicTensor loss = sparseCategoricalCrossentropy(argmax(logits, -1), logits, true); // (?,)
     * }</pre>
     *
     * @param fromLogits whether the outputs are logits, whose softmax are the probabilities
     */
    public static SymbolicTensor sparseCategoricalCrossentropy(
            SymbolicTensor target, SymbolicTensor output, boolean fromLogits) {
        return SPARSE_CATEGORICAL_CROSSENTROPY.op(FROM_LOGITS, fromLogits).on(target, output);
    }

    /**
     * {@code 20 log10(maxVal) - 10 log10(mean of (x - y)²)}, in decibels, over all elements.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 8, 8, 3);
     * SymbolicTensor ratio = psnr(x, x.times(0.5), 1); // ()
     * }</pre>
     *
     * @param maxVal the largest value that a signal can have
     */
    public static SymbolicTensor psnr(SymbolicTensor x, SymbolicTensor y, double maxVal) {
        return PSNR.op(MAX_VAL, maxVal).on(x, y);
    }

    /**
     * The negative log-likelihood of labels whose places in time are unknown. The class 0 stands for no label.
     *
     * <p>Source: Graves et al., Connectionist Temporal Classification.
     *
     * <pre>{@code
     * SymbolicTensor logits = input("logits", 20, 5);
     * SymbolicTensor labels = argmax(input("labels", 7, 5), -1);
     * SymbolicTensor steps = cast(fullLike(sum(logits, 1, 2), 20), DType.INT32);
     * SymbolicTensor loss = ctcLoss(labels, logits, minimum(steps, 7), steps); // (?,)
     * }</pre>
     *
     * @param target labels (batch, length)
     * @param output logits (batch, steps, classes)
     * @param targetLength how many labels count (batch)
     * @param outputLength how many steps count (batch)
     */
    public static SymbolicTensor ctcLoss(
            SymbolicTensor target, SymbolicTensor output, SymbolicTensor targetLength, SymbolicTensor outputLength) {
        return CTC_LOSS.op().on(target, output, targetLength, outputLength);
    }

    /** Labels (paths, batch, steps), int32, -1 behind the last; and the score of each path (batch, paths). */
    public record Decoded(SymbolicTensor labels, SymbolicTensor scores) {}

    /**
     * The likeliest labels of outputs as {@link #ctcLoss} trains them.
     *
     * <pre>{@code
     * SymbolicTensor logits = input("logits", 20, 5);
     * SymbolicTensor labels = ctcDecode(logits, cast(sum(logits, 1, 2), DType.INT32), Strategy.GREEDY, 1).labels(); // (1, ?, 20)
     * }</pre>
     *
     * @param inputs logits (batch, steps, classes)
     * @param lengths how many steps count (batch)
     * @param topPaths how many labellings a beam search gives; greedy gives one
     */
    public static Decoded ctcDecode(SymbolicTensor inputs, SymbolicTensor lengths, Strategy strategy, int topPaths) {
        List<SymbolicTensor> outputs = CTC_DECODE
                .op(Config.empty().set(STRATEGY, strategy).set(TOP_PATHS, topPaths))
                .call(Arguments.of(List.of(inputs, lengths)));
        return new Decoded(outputs.get(0), outputs.get(1));
    }
}
