package dev.lamina.layers;

import dev.lamina.Block;
import dev.lamina.Call;
import dev.lamina.SymbolicTensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Java function that a {@link Lambda} layer runs, written in ops. */
@FunctionalInterface
public interface LayerFunction {
    /**
     * What the function makes of its inputs.
     *
     * @param call tells whether this is training, and gives seeds; weights declared by it are the layer's
     * @param inputs the tensors that the layer is called on
     * @param arguments the layer's {@code arguments}, as Keras passes them by keyword
     */
    List<SymbolicTensor> outputs(Call call, List<SymbolicTensor> inputs, Map<String, @Nullable Object> arguments);

    /** A function of one tensor. */
    static LayerFunction of(Block block) {
        return (call, inputs, arguments) -> List.of(block.on(inputs.get(0)));
    }
}
