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
    LINEAR(x -> x),
    RELU(Nn::relu),
    RELU6(Rectifiers::relu6),
    LEAKY_RELU(x -> Rectifiers.leakyRelu(x, 0.2)),
    ELU(x -> Rectifiers.elu(x, 1)),
    SELU(Rectifiers::selu),
    CELU(x -> Rectifiers.celu(x, 1)),
    GELU(x -> Rectifiers.gelu(x, false)),
    SILU(Rectifiers::silu),
    MISH(x -> x.times(Trigonometry.tanh(Nn.softplus(x)))),
    SOFTMAX(x -> Nn.softmax(x, -1)),
    LOG_SOFTMAX(x -> Normalizing.logSoftmax(x, -1)),
    SOFTPLUS(Nn::softplus),
    SOFTSIGN(Rectifiers::softsign),
    TANH(Trigonometry::tanh),
    SIGMOID(Nn::sigmoid),
    LOG_SIGMOID(Rectifiers::logSigmoid),
    EXPONENTIAL(Elementwise::exp),
    HARD_SIGMOID(Rectifiers::hardSigmoid),
    HARD_SILU(Rectifiers::hardSilu),
    HARD_TANH(Rectifiers::hardTanh),
    HARD_SHRINK(x -> Rectifiers.hardShrink(x, 0.5)),
    SOFT_SHRINK(x -> Rectifiers.softShrink(x, 0.5)),
    TANH_SHRINK(Rectifiers::tanhShrink),
    SQUAREPLUS(x -> Rectifiers.squareplus(x, 4)),
    GLU(x -> Normalizing.glu(x, -1)),
    SPARSEMAX(x -> Normalizing.sparsemax(x, -1)),
    SPARSE_PLUS(Rectifiers::sparsePlus),
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
