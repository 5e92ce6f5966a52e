package dev.lamina.tensorflow.emit;

import dev.lamina.Arithmetic;
import dev.lamina.Node;
import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.SymbolicTensor;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Rectifiers;
import dev.lamina.ops.Trigonometry;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sums that several ops of a program read, such as those of residual blocks that begin with an activation. TensorFlow's optimizer would
 * make one operation of such an activation, the sum and the convolution before it, then finds that others read the sum, and gives up on
 * the whole graph ("remapper failed"). It lets be what waits for another operation.
 */
final class SharedSums {
    private static final Set<OpType> FUSED =
            Set.of(Nn.RELU, Rectifiers.RELU6, Rectifiers.ELU, Rectifiers.LEAKY_RELU, Nn.SIGMOID, Trigonometry.TANH);

    private final Map<SymbolicTensor, Integer> reads = new IdentityHashMap<>();
    private final Set<SymbolicTensor> sums = Collections.newSetFromMap(new IdentityHashMap<>());

    private SharedSums() {}

    static SharedSums of(List<Node> body) {
        SharedSums shared = new SharedSums();
        for (Node node : body) {
            node.arguments().tensors().forEach(tensor -> shared.reads.merge(tensor, 1, Integer::sum));
            if (((Op) node.operation()).type() == Arithmetic.ADD) {
                shared.sums.add(node.outputs().get(0));
            }
        }
        return shared;
    }

    /** Whether an op is an activation that reads a sum which others read too. */
    boolean isActivationOf(Node node) {
        if (!FUSED.contains(((Op) node.operation()).type())) {
            return false;
        }
        SymbolicTensor x = node.arguments().tensors().get(0);
        return sums.contains(x) && reads.getOrDefault(x, 0) > 1;
    }
}
