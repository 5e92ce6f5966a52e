package dev.lamina.activations;

import dev.lamina.Block;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Plain;
import dev.lamina.errors.ConfigException;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Normalizing;
import dev.lamina.ops.Rectifiers;
import dev.lamina.ops.Trigonometry;
import java.util.Arrays;
import java.util.Locale;

/** Keras's own activations, with the parameters that their names stand for. Of {@code threshold}, which has none, no layer can
 * be made. */
public enum Activations implements Activation {
    /**
     * {@code x}
     *
     * <pre>{@code
     * SymbolicTensor y = input("x", 3).then(dense(8).activation(LINEAR)); // (?, 8)
     * }</pre>
     */
    LINEAR(x -> x),
    /**
     * {@code max(x, 0)}
     *
     * <pre>{@code
     * SymbolicTensor y = input("x", 3).then(dense(8).activation(RELU)); // (?, 8)
     * }</pre>
     */
    RELU(Nn::relu),
    /**
     * {@code min(max(x, 0), 6)}
     *
     * <pre>{@code
     * SymbolicTensor y = input("x", 3).then(dense(8).activation(RELU6)); // (?, 8)
     * }</pre>
     */
    RELU6(Rectifiers::relu6),
    /**
     * {@code x where x > 0, else 0.2 x}
     *
     * <pre>{@code
     * SymbolicTensor y = input("x", 3).then(dense(8).activation(LEAKY_RELU)); // (?, 8)
     * }</pre>
     */
    LEAKY_RELU(x -> Rectifiers.leakyRelu(x, 0.2)),
    /**
     * {@code x where x > 0, else eˣ − 1} (Clevert et al. 2016)
     *
     * <pre>{@code
     * SymbolicTensor y = input("x", 3).then(dense(8).activation(ELU)); // (?, 8)
     * }</pre>
     */
    ELU(x -> Rectifiers.elu(x, 1)),
    /**
     * {@code 1.0507 x where x > 0, else 1.0507 · 1.6733 (eˣ − 1)} (Klambauer et al. 2017)
     *
     * <pre>{@code
     * SymbolicTensor y = input("x", 3).then(dense(8).activation(SELU)); // (?, 8)
     * }</pre>
     */
    SELU(Rectifiers::selu),
    /**
     * {@code max(x, 0) + min(eˣ − 1, 0)} (Barron 2017)
     *
     * <pre>{@code
     * SymbolicTensor y = input("x", 3).then(dense(8).activation(CELU)); // (?, 8)
     * }</pre>
     */
    CELU(x -> Rectifiers.celu(x, 1)),
    /**
     * {@code x Φ(x)}, Φ the normal distribution (Hendrycks and Gimpel 2016)
     *
     * <pre>{@code
     * SymbolicTensor y = input("x", 3).then(dense(8).activation(GELU)); // (?, 8)
     * }</pre>
     */
    GELU(x -> Rectifiers.gelu(x, false)),
    /**
     * {@code x / (1 + e⁻ˣ)}, also called swish
     *
     * <pre>{@code
     * SymbolicTensor y = input("x", 3).then(dense(8).activation(SILU)); // (?, 8)
     * }</pre>
     */
    SILU(Rectifiers::silu),
    /**
     * {@code x tanh(log(1 + eˣ))} (Misra 2019)
     *
     * <pre>{@code
     * SymbolicTensor y = input("x", 3).then(dense(8).activation(MISH)); // (?, 8)
     * }</pre>
     */
    MISH(x -> x.times(Trigonometry.tanh(Nn.softplus(x)))),
    /**
     * {@code eˣ / Σ eˣ over the last axis}
     *
     * <pre>{@code
     * SymbolicTensor y = input("x", 3).then(dense(8).activation(SOFTMAX)); // (?, 8)
     * }</pre>
     */
    SOFTMAX(x -> Nn.softmax(x, -1)),
    /**
     * {@code x − log Σ eˣ over the last axis}
     *
     * <pre>{@code
     * SymbolicTensor y = input("x", 3).then(dense(8).activation(LOG_SOFTMAX)); // (?, 8)
     * }</pre>
     */
    LOG_SOFTMAX(x -> Normalizing.logSoftmax(x, -1)),
    /**
     * {@code log(1 + eˣ)}
     *
     * <pre>{@code
     * SymbolicTensor y = input("x", 3).then(dense(8).activation(SOFTPLUS)); // (?, 8)
     * }</pre>
     */
    SOFTPLUS(Nn::softplus),
    /**
     * {@code x / (1 + |x|)}
     *
     * <pre>{@code
     * SymbolicTensor y = input("x", 3).then(dense(8).activation(SOFTSIGN)); // (?, 8)
     * }</pre>
     */
    SOFTSIGN(Rectifiers::softsign),
    /**
     * {@code tanh(x)}
     *
     * <pre>{@code
     * SymbolicTensor y = input("x", 3).then(dense(8).activation(TANH)); // (?, 8)
     * }</pre>
     */
    TANH(Trigonometry::tanh),
    /**
     * {@code 1 / (1 + e⁻ˣ)}
     *
     * <pre>{@code
     * SymbolicTensor y = input("x", 3).then(dense(8).activation(SIGMOID)); // (?, 8)
     * }</pre>
     */
    SIGMOID(Nn::sigmoid),
    /**
     * {@code −log(1 + e⁻ˣ)}
     *
     * <pre>{@code
     * SymbolicTensor y = input("x", 3).then(dense(8).activation(LOG_SIGMOID)); // (?, 8)
     * }</pre>
     */
    LOG_SIGMOID(Rectifiers::logSigmoid),
    /**
     * {@code eˣ}
     *
     * <pre>{@code
     * SymbolicTensor y = input("x", 3).then(dense(8).activation(EXPONENTIAL)); // (?, 8)
     * }</pre>
     */
    EXPONENTIAL(Elementwise::exp),
    /**
     * {@code min(max(x / 6 + ½, 0), 1)}
     *
     * <pre>{@code
     * SymbolicTensor y = input("x", 3).then(dense(8).activation(HARD_SIGMOID)); // (?, 8)
     * }</pre>
     */
    HARD_SIGMOID(Rectifiers::hardSigmoid),
    /**
     * {@code x · min(max(x / 6 + ½, 0), 1)}, also called hard_swish
     *
     * <pre>{@code
     * SymbolicTensor y = input("x", 3).then(dense(8).activation(HARD_SILU)); // (?, 8)
     * }</pre>
     */
    HARD_SILU(Rectifiers::hardSilu),
    /**
     * {@code min(max(x, −1), 1)}
     *
     * <pre>{@code
     * SymbolicTensor y = input("x", 3).then(dense(8).activation(HARD_TANH)); // (?, 8)
     * }</pre>
     */
    HARD_TANH(Rectifiers::hardTanh),
    /**
     * {@code x where |x| > ½, else 0}
     *
     * <pre>{@code
     * SymbolicTensor y = input("x", 3).then(dense(8).activation(HARD_SHRINK)); // (?, 8)
     * }</pre>
     */
    HARD_SHRINK(x -> Rectifiers.hardShrink(x, 0.5)),
    /**
     * {@code x − ½ sign(x) where |x| > ½, else 0}
     *
     * <pre>{@code
     * SymbolicTensor y = input("x", 3).then(dense(8).activation(SOFT_SHRINK)); // (?, 8)
     * }</pre>
     */
    SOFT_SHRINK(x -> Rectifiers.softShrink(x, 0.5)),
    /**
     * {@code x − tanh(x)}
     *
     * <pre>{@code
     * SymbolicTensor y = input("x", 3).then(dense(8).activation(TANH_SHRINK)); // (?, 8)
     * }</pre>
     */
    TANH_SHRINK(Rectifiers::tanhShrink),
    /**
     * {@code (x + √(x² + 4)) / 2} (Barron 2021)
     *
     * <pre>{@code
     * SymbolicTensor y = input("x", 3).then(dense(8).activation(SQUAREPLUS)); // (?, 8)
     * }</pre>
     */
    SQUAREPLUS(x -> Rectifiers.squareplus(x, 4)),
    /**
     * The first half of the last axis times the sigmoid of the second (Dauphin et al. 2017). Keras infers the shape of the input for it, although its output is half as long: where shapes are inferred ahead, Lamina says the shape of what is computed.
     *
     * <pre>{@code
     * SymbolicTensor y = input("x", 3).then(dense(8).activation(GLU)); // (?, 4)
     * }</pre>
     */
    GLU(x -> Normalizing.glu(x, -1)),
    /**
     * {@code max(x − τ, 0) with τ such that the last axis adds up to 1} (Martins and Astudillo 2016)
     *
     * <pre>{@code
     * SymbolicTensor y = input("x", 3).then(dense(8).activation(SPARSEMAX)); // (?, 8)
     * }</pre>
     */
    SPARSEMAX(x -> Normalizing.sparsemax(x, -1)),
    /**
     * {@code 0 where x ≤ −1, x where x ≥ 1, else (x + 1)² / 4}
     *
     * <pre>{@code
     * SymbolicTensor y = input("x", 3).then(dense(8).activation(SPARSE_PLUS)); // (?, 8)
     * }</pre>
     */
    SPARSE_PLUS(Rectifiers::sparsePlus),
    /**
     * {@code min(max((x + 1) / 2, 0), 1)}
     *
     * <pre>{@code
     * SymbolicTensor y = input("x", 3).then(dense(8).activation(SPARSE_SIGMOID)); // (?, 8)
     * }</pre>
     */
    SPARSE_SIGMOID(Rectifiers::sparseSigmoid);

    private final Block function;

    Activations(Block function) {
        this.function = function;
    }

    /** A field that holds an activation, none by default. */
    public static Field<Activation> field(String key) {
        return Fields.configured(key, Activation.class, Activation::toPlain).orElse(LINEAR);
    }

    /**
     * The activation that Keras calls so; {@code swish} and {@code hard_swish} are older names of silu and hard_silu.
     *
     * @throws ConfigException if there is none, naming the nearest
     */
    public static Activations ofKerasName(String name) {
        String present = switch (name) {
            case "swish" -> "silu";
            case "hard_swish" -> "hard_silu";
            default -> name;
        };
        return Arrays.stream(values())
                .filter(activation -> activation.kerasName().equals(present))
                .findFirst()
                .orElseThrow(() -> new ConfigException("unknown activation \"" + name + "\"; "
                        + Plain.suggestion(
                                name,
                                Arrays.stream(values())
                                        .map(Activations::kerasName)
                                        .toList())));
    }

    @Override
    public SymbolicTensor on(SymbolicTensor x) {
        return function.on(x);
    }

    /** The name in Keras, such as {@code log_softmax}. */
    public String kerasName() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Object toPlain() {
        return kerasName();
    }
}
