package dev.lamina.activations;

import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;

/**
 * A layer in the place of an activation, such as {@code leakyReLU().negativeSlope(0.1)}. Its weights, if it has any, become
 * weights of the layer that ends with it.
 */
public record LayerActivation(Layer<?> layer) implements Activation {
    @Override
    public Object toPlain() {
        return layer.toPlain();
    }

    @Override
    public SymbolicTensor on(SymbolicTensor x) {
        return layer.on(x);
    }

    @Override
    public SymbolicTensor inside(Call call, SymbolicTensor x) {
        return call.sublayer("activation", layer, x);
    }
}
