package dev.lamina.tensorflow.emit;

import dev.lamina.errors.Facts;
import dev.lamina.errors.LaminaException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.TensorFlow;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;

/**
 * Gradients that Java gives, for operations of which TensorFlow has none.
 *
 * <p>All of them are the gradient of one operation type, IdentityN, since TensorFlow takes a new gradient for few types and never
 * gives one back: outputs leave the operations as {@code (_, y) = IdentityN(x, stopGradient(f(x)))}, and the gradient of that
 * IdentityN is the vector-Jacobian product of f by x. Nothing is asked for the gradient of what is inside f.
 *
 * <p>One table for each graph, which the graph's {@link Tf} holds.
 */
final class CustomGradients {
    private static final String CUT = "IdentityN";

    /** The table whose graph is being differentiated in a thread. */
    private static final ThreadLocal<@Nullable CustomGradients> ACTIVE = new ThreadLocal<>();

    /** Registers with the process, once. */
    private static final class Registration {
        static final @Nullable String FAILURE = register();

        private static @Nullable String register() {
            try {
                return TensorFlow.registerCustomGradient(CUT, CustomGradients::dispatch)
                        ? null
                        : "something else in this process has given " + CUT + " a gradient";
            } catch (UnsupportedOperationException e) {
                return "TensorFlow for Java takes no gradients on this system: " + e.getMessage();
            }
        }
    }

    private record Entry(int inputs, Vjp vjp, boolean callsLoops) {}

    private final Map<String, Entry> entries = new HashMap<>();
    private final List<ConcreteFunction> functions = new ArrayList<>();
    private @Nullable Throwable failure;
    private boolean building;

    /**
     * Gives outputs the gradient that Java says.
     *
     * @param inputs the floating-point tensors that gradients go to
     * @param outputs floating-point tensors that operations have made from the inputs
     * @return the outputs, to be used in place of those
     */
    List<Output<?>> cut(Tf tf, List<Output<?>> inputs, List<Output<?>> outputs, Vjp vjp) {
        List<Output<?>> all = new ArrayList<>(inputs);
        outputs.forEach(output -> all.add(tf.op("StopGradient", output)));
        List<Output<?>> cut = tf.op(CUT).inList(all).outs();
        entries.put(cut.get(0).op().name(), new Entry(inputs.size(), vjp, tf.callsLoops()));
        return cut.subList(inputs.size(), cut.size());
    }

    /** Whether TensorFlow takes gradients on this system. */
    static boolean canBeGiven() {
        return Registration.FAILURE == null;
    }

    /**
     * The same tensors, as outputs of one operation that nothing else follows. Where one of several tensors lies behind another,
     * TensorFlow loses gradients, by its search for those where it may stop; where one is differentiated by itself too.
     */
    List<Output<?>> separate(Tf tf, List<Output<?>> of, List<Output<?>> by) {
        if (of.size() > 1 && canBeGiven()) {
            return tf.op(CUT).inList(of).outs();
        }
        return of.stream()
                .<Output<?>>map(output -> by.contains(output) ? tf.op("Identity", output) : output)
                .toList();
    }

    /** Brings a function into the graph: once its lock is free. */
    void attach(Graph graph, ConcreteFunction function) {
        if (building) {
            functions.add(function);
        } else {
            graph.attachFunction(function);
        }
    }

    /** {@link Graph#addGradients}, which asks for the gradients of this table. */
    Output<?>[] gradients(
            Graph graph, String prefix, Output<?>[] of, Output<?>[] by, Output<?> @Nullable [] outputGradients) {
        if (!entries.isEmpty() && Registration.FAILURE != null) {
            throw new LaminaException(
                    Facts.of("training needs a gradient that TensorFlow has not, and that cannot be given to it")
                            .and("because", Registration.FAILURE)
                            .toString());
        }
        CustomGradients outer = ACTIVE.get();
        ACTIVE.set(this);
        failure = null;
        building = true;
        try {
            Output<?>[] found = graph.addGradients(prefix, of, by, outputGradients);
            if (failure != null) {
                throw new LaminaException("a gradient cannot be built: " + failure.getMessage(), failure);
            }
            return found;
        } finally {
            building = false;
            functions.forEach(graph::attachFunction);
            functions.clear();
            ACTIVE.set(outer);
            failure = null;
        }
    }

    /** What TensorFlow calls. No exception may get out: it would end the process. */
    @SuppressWarnings("CatchingUnchecked")
    private static List<Operand<?>> dispatch(Ops ops, GraphOperation cut, List<Output<?>> outputGradients) {
        CustomGradients table = ACTIVE.get();
        try {
            if (table == null) {
                return List.copyOf(outputGradients);
            }
            return table.gradients(ops, cut, outputGradients);
        } catch (Throwable e) {
            if (table != null && table.failure == null) {
                table.failure = e;
            }
            return List.copyOf(outputGradients);
        }
    }

    private List<Operand<?>> gradients(Ops ops, GraphOperation cut, List<Output<?>> outputGradients) {
        Entry entry = entries.get(cut.name());
        if (entry == null) {
            // It only separates; see above.
            return List.copyOf(outputGradients);
        }
        int count = entry.inputs();
        Tf tf = Tf.within((Graph) ops.scope().env(), ops.scope(), this, entry.callsLoops());
        List<? extends @Nullable Output<?>> found =
                entry.vjp().of(tf, outputGradients.subList(count, outputGradients.size()));
        if (found.size() != count) {
            throw new IllegalStateException(
                    "the gradient of " + cut.name() + " is for " + found.size() + " inputs, not " + count);
        }
        List<Operand<?>> result = new ArrayList<>();
        for (int i = 0; i < outputGradients.size(); i++) {
            // Of the copies of the inputs nothing is made, so TensorFlow hands zeros in for them.
            Output<?> gradient = i < count ? found.get(i) : null;
            result.add(gradient == null ? outputGradients.get(i) : checked(gradient, outputGradients.get(i)));
        }
        return result;
    }

    private static Output<?> checked(Output<?> gradient, Output<?> expected) {
        DataType type = expected.dataType();
        if (gradient.dataType() != type) {
            throw new IllegalStateException("a gradient is " + gradient.dataType() + ", not " + type);
        }
        return gradient;
    }
}
