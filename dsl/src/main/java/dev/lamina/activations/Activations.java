package dev.lamina.activations;

import dev.lamina.Block;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Nn;
import java.util.Locale;

/** Keras's own activations. */
public enum Activations implements Activation {
    LINEAR(x -> x),
    RELU(Nn::relu),
    SIGMOID(Nn::sigmoid),
    SOFTMAX(x -> Nn.softmax(x, -1)),
    SOFTPLUS(Nn::softplus),
    EXPONENTIAL(Elementwise::exp);

    private final Block function;

    Activations(Block function) {
        this.function = function;
    }

    /** A field that holds an activation, none by default. */
    public static Field<Activation> field(String key) {
        return Fields.object(key, Activation.class, Activation::toPlain).orElse(LINEAR);
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
