package dev.lamina.tensorflow.runtime;

import dev.lamina.TensorSpec;
import dev.lamina.tensorflow.emit.Tf;
import java.util.List;
import org.tensorflow.Operation;
import org.tensorflow.Output;

/**
 * A TensorFlow resource variable: a weight, an optimizer's slot, a learning rate.
 *
 * @param handle the resource
 * @param value the variable, read at the beginning of a run
 * @param fed a tensor of its type and shape, to be fed
 * @param assign stores {@link #fed}
 */
public record Variable(
        String name, TensorSpec spec, Output<?> handle, Output<?> value, Output<?> fed, Operation assign) {
    /** A new variable in a graph in which none has this name. */
    public static Variable create(Tf root, String name, TensorSpec spec) {
        Tf tf = root.under(name);
        Output<?> handle = tf.op("VarHandleOp")
                .attr("dtype", spec.dtype())
                .attr("shape", spec.shape())
                .attr("shared_name", name)
                .out();
        Output<?> value = tf.op("ReadVariableOp")
                .input(handle)
                .attr("dtype", spec.dtype())
                .out();
        Output<?> fed = tf.placeholder("fed", spec.dtype(), spec.shape());
        return new Variable(name, spec, handle, value, fed, assign(tf, handle, fed, spec));
    }

    /** An operation that stores a value. */
    public Operation assign(Tf tf, Output<?> newValue) {
        return assignAfter(tf, newValue, List.of());
    }

    /** An operation that stores a value behind others, such as {@link #value} where the old value is to be read first. */
    public Operation assignAfter(Tf tf, Output<?> newValue, List<Operation> before) {
        return tf.op("AssignVariableOp")
                .input(handle, newValue)
                .attr("dtype", spec.dtype())
                .after(before)
                .build();
    }

    /** The variable, read behind other operations. */
    public Output<?> readAfter(Tf tf, List<Operation> before) {
        return tf.op("ReadVariableOp")
                .input(handle)
                .attr("dtype", spec.dtype())
                .after(before)
                .out();
    }

    private static Operation assign(Tf tf, Output<?> handle, Output<?> newValue, TensorSpec spec) {
        return tf.op("AssignVariableOp")
                .input(handle, newValue)
                .attr("dtype", spec.dtype())
                .build();
    }
}
