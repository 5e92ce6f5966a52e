package dev.lamina.ops;

import static dev.lamina.ops.Modules.NN;

import dev.lamina.OpType;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;

/** Activations: functions that layers end with, and their smooth and sparse kin. Shapes: x (…) -> (…). */
public final class Rectifiers {
    public static final OpType RELU6 = Rules.onlyFloating(NN, "Relu6");
    public static final OpType SILU = Rules.onlyFloating(NN, "Silu");
    public static final OpType SELU = Rules.onlyFloating(NN, "Selu");
    public static final OpType LOG_SIGMOID = Rules.onlyFloating(NN, "LogSigmoid");
    public static final OpType SOFTSIGN = Rules.onlyFloating(NN, "Softsign");
    public static final OpType HARD_SIGMOID = Rules.onlyFloating(NN, "HardSigmoid");
    public static final OpType HARD_SILU = Rules.onlyFloating(NN, "HardSilu");
    public static final OpType HARD_TANH = Rules.onlyFloating(NN, "HardTanh");
    public static final OpType TANH_SHRINK = Rules.onlyFloating(NN, "TanhShrink");
    public static final OpType SPARSE_PLUS = Rules.onlyFloating(NN, "SparsePlus");
    public static final OpType SPARSE_SIGMOID = Rules.onlyFloating(NN, "SparseSigmoid");

    public static final Field<Double> NEGATIVE_SLOPE =
            Fields.number("negative_slope").orElse(0.2);
    public static final Field<Double> ALPHA = Fields.number("alpha").orElse(1.0);
    public static final Field<Boolean> APPROXIMATE = Fields.bool("approximate").orElse(true);
    public static final Field<Double> SHRINKAGE = Fields.number("threshold").orElse(0.5);
    public static final Field<Double> B = Fields.number("b").orElse(4.0);
    public static final Field<Double> THRESHOLD_VALUE = Fields.number("threshold");
    public static final Field<Double> DEFAULT_VALUE = Fields.number("default_value");

    public static final OpType LEAKY_RELU = Rules.onlyFloating(NN, "LeakyRelu", NEGATIVE_SLOPE);
    public static final OpType ELU = Rules.onlyFloating(NN, "Elu", ALPHA);
    public static final OpType CELU = Rules.onlyFloating(NN, "Celu", ALPHA);
    public static final OpType GELU = Rules.onlyFloating(NN, "Gelu", APPROXIMATE);
    public static final OpType SOFT_SHRINK = Rules.onlyFloating(NN, "SoftShrink", SHRINKAGE);
    public static final OpType HARD_SHRINK = Rules.onlyFloating(NN, "HardShrink", SHRINKAGE);
    public static final OpType SQUAREPLUS = Rules.onlyFloating(NN, "Squareplus", B);
    public static final OpType THRESHOLD = Rules.onlyFloating(NN, "Threshold", THRESHOLD_VALUE, DEFAULT_VALUE);

    private Rectifiers() {}

    /**
     * {@code min(max(x, 0), 6)}
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = relu6(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor relu6(SymbolicTensor x) {
        return RELU6.op().on(x);
    }

    /**
     * {@code x · sigmoid(x)}
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = silu(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor silu(SymbolicTensor x) {
        return SILU.op().on(x);
    }

    /**
     * Source: Klambauer et al., Self-Normalizing Neural Networks.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = selu(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor selu(SymbolicTensor x) {
        return SELU.op().on(x);
    }

    /**
     * {@code log(sigmoid(x))}
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = logSigmoid(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor logSigmoid(SymbolicTensor x) {
        return LOG_SIGMOID.op().on(x);
    }

    /**
     * {@code x / (1 + |x|)}
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = softsign(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor softsign(SymbolicTensor x) {
        return SOFTSIGN.op().on(x);
    }

    /**
     * {@code relu6(x + 3) / 6}
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = hardSigmoid(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor hardSigmoid(SymbolicTensor x) {
        return HARD_SIGMOID.op().on(x);
    }

    /**
     * {@code x · relu6(x + 3) / 6}
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = hardSilu(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor hardSilu(SymbolicTensor x) {
        return HARD_SILU.op().on(x);
    }

    /**
     * x, between -1 and 1
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = hardTanh(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor hardTanh(SymbolicTensor x) {
        return HARD_TANH.op().on(x);
    }

    /**
     * {@code x - tanh(x)}
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = tanhShrink(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor tanhShrink(SymbolicTensor x) {
        return TANH_SHRINK.op().on(x);
    }

    /**
     * 0 up to -1, {@code (x + 1)² / 4} between, x from 1 on.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = sparsePlus(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor sparsePlus(SymbolicTensor x) {
        return SPARSE_PLUS.op().on(x);
    }

    /**
     * 0 up to -1, {@code (x + 1) / 2} between, 1 from 1 on.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = sparseSigmoid(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor sparseSigmoid(SymbolicTensor x) {
        return SPARSE_SIGMOID.op().on(x);
    }

    /**
     * {@code x} where positive, else {@code slope · x}.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = leakyRelu(x, 0.2); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor leakyRelu(SymbolicTensor x, double slope) {
        return LEAKY_RELU.op(NEGATIVE_SLOPE, slope).on(x);
    }

    /**
     * {@code x} where positive, else {@code alpha · (e^x - 1)}. Source: Clevert et al., ELUs.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = elu(x, 1); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor elu(SymbolicTensor x, double alpha) {
        return ELU.op(ALPHA, alpha).on(x);
    }

    /**
     * {@code max(x, 0) + alpha · (e^(min(x, 0) / alpha) - 1)}
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = celu(x, 1); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor celu(SymbolicTensor x, double alpha) {
        return CELU.op(ALPHA, alpha).on(x);
    }

    /**
     * {@code x · Φ(x)}. Source: Hendrycks, Gimpel, GELUs.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = gelu(x, true); // (?, 3)
     * }</pre>
     *
     * @param approximate whether Φ is approximated by a tanh
     */
    public static SymbolicTensor gelu(SymbolicTensor x, boolean approximate) {
        return GELU.op(APPROXIMATE, approximate).on(x);
    }

    /**
     * x moved towards 0 by the threshold, 0 where it is smaller.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = softShrink(x, 0.5); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor softShrink(SymbolicTensor x, double threshold) {
        return SOFT_SHRINK.op(SHRINKAGE, threshold).on(x);
    }

    /**
     * x where its absolute value exceeds the threshold, else 0.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = hardShrink(x, 0.5); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor hardShrink(SymbolicTensor x, double threshold) {
        return HARD_SHRINK.op(SHRINKAGE, threshold).on(x);
    }

    /**
     * {@code (x + √(x² + b)) / 2}
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = squareplus(x, 4); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor squareplus(SymbolicTensor x, double b) {
        return SQUAREPLUS.op(B, b).on(x);
    }

    /**
     * x where it exceeds the threshold, else a default.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = threshold(x, 0.5, 0); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor threshold(SymbolicTensor x, double threshold, double defaultValue) {
        return THRESHOLD
                .op(Config.empty().set(THRESHOLD_VALUE, threshold).set(DEFAULT_VALUE, defaultValue))
                .on(x);
    }
}
