package dev.lamina.tensorflow.emit;

import dev.lamina.Node;
import dev.lamina.Op;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Output;

/**
 * One op that is being emitted.
 *
 * @param inputs the tensors of its arguments
 */
public record Emission(Tf tf, Node node, List<Output<?>> inputs) {
    /** An input. */
    public Output<?> input(int index) {
        return inputs.get(index);
    }

    /** The input that Keras knows by a name; null if it is missing. */
    public @Nullable Output<?> operand(String name) {
        int position = op().type().operands().indexOf(name);
        List<@Nullable Object> positional = node.arguments().positional();
        Object given = position < positional.size()
                ? positional.get(position)
                : node.arguments().keyword().get(name);
        return given instanceof SymbolicTensor tensor
                ? input(node.arguments().tensors().indexOf(tensor))
                : null;
    }

    public Op op() {
        return (Op) node.operation();
    }

    /** A static parameter of the op. */
    public <T extends @Nullable Object> T param(Field<T> field) {
        return op().param(field);
    }

    /** What is known of an input. */
    public TensorSpec inputSpec(int index) {
        return node.arguments().tensors().get(index).spec();
    }

    /** What is known of an input's shape. */
    public Shape inputShape(int index) {
        return inputSpec(index).shape();
    }

    /** What is known of the first output. */
    public TensorSpec outputSpec() {
        return node.outputs().get(0).spec();
    }

    /** An input in the type of the output, for ops that promote. */
    public Output<?> promoted(int index) {
        return tf.cast(input(index), outputSpec().dtype());
    }
}
