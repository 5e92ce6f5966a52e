package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Graph;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.Tensor;
import org.tensorflow.op.Scope;

/** A TensorFlow graph that is being built. The generic form of its operations keeps emitters short. */
public final class Tf {
    private final Graph graph;
    private final OpNames names;
    private final CustomGradients custom;
    private final boolean differentiable;
    private final boolean callsLoops;

    private Tf(Graph graph, OpNames names, CustomGradients custom, boolean differentiable, boolean callsLoops) {
        this.graph = graph;
        this.names = names;
        this.custom = custom;
        this.differentiable = differentiable;
        this.callsLoops = callsLoops;
    }

    /** A graph without operations; to be made once for each graph. */
    public static Tf of(Graph graph) {
        return new Tf(graph, OpNames.counted(graph.baseScope()), new CustomGradients(), true, false);
    }

    /** The inside of a gradient that is being built. */
    static Tf within(Graph graph, Scope scope, CustomGradients custom, boolean callsLoops) {
        return new Tf(graph, OpNames.of(scope), custom, false, callsLoops);
    }

    /** The same graph; operations get names under {@code name}. */
    public Tf under(String name) {
        return new Tf(graph, names.under(name), custom, differentiable, callsLoops);
    }

    /** The same place, for operations whose gradients nobody will ask for: they keep nothing for them. */
    public Tf forwardOnly() {
        return new Tf(graph, names, custom, false, callsLoops);
    }

    /** The same place, for loops whose steps are called as functions: slower, but any executor can run them. */
    public Tf callingLoops() {
        return new Tf(graph, names, custom, differentiable, true);
    }

    /** The same place, for operations that run behind another, whether they need it or not. */
    Tf after(Operation operation) {
        return new Tf(graph, names.after(operation), custom, differentiable, callsLoops);
    }

    boolean callsLoops() {
        return callsLoops;
    }

    /** Whether gradients of what is built here may be asked for. */
    boolean isDifferentiable() {
        return differentiable;
    }

    /** Brings a function into the graph, so that operations here may call it. */
    void attach(ConcreteFunction function) {
        custom.attach(graph, function);
    }

    public Graph graph() {
        return graph;
    }

    /** A name that no operation here has. */
    String uniqueName(String name) {
        return names.unique(name);
    }

    /** Begins an operation of a TensorFlow type such as {@code MatMul}. */
    public OpBuilder op(String type) {
        return new OpBuilder(builder(type));
    }

    private OperationBuilder builder(String type) {
        return names.scope().apply(graph.opBuilder(type, names.unique(type), names.scope()));
    }

    /** An operation on tensors, without attributes. */
    public Output<?> op(String type, Output<?>... inputs) {
        return op(type).input(inputs).out();
    }

    /** A constant. */
    public Output<?> constant(NdArray value) {
        if (!DTypes.passesFromJava(value.dtype())) {
            return cast(constant(value.cast(DType.INT64)), value.dtype());
        }
        try (Tensor tensor = Natives.tensor(value)) {
            return constant(tensor, value.dtype());
        }
    }

    private Output<?> constant(Tensor tensor, DType dtype) {
        return builder("Const")
                .setAttr("value", tensor)
                .setAttr("dtype", DTypes.proto(dtype))
                .build()
                .output(0);
    }

    /** A float32 scalar. */
    public Output<?> constant(float value) {
        return constant(NdArray.of(new float[] {value}));
    }

    /** An int32 scalar. */
    public Output<?> constant(int value) {
        return constant(NdArray.of(new int[] {value}));
    }

    /** An int32 vector. */
    public Output<?> constant(List<Integer> values) {
        return constant(NdArray.of(values.stream().mapToInt(Integer::intValue).toArray(), values.size()));
    }

    /** A scalar of the type of a tensor. */
    public Output<?> scalarLike(double value, Output<?> beside) {
        DType dtype = DTypes.of(beside.dataType());
        return constant(NdArray.of(new double[] {value}).cast(dtype));
    }

    /** A tensor in another type; the tensor itself where it has that type. */
    public Output<?> cast(Output<?> x, DType dtype) {
        return x.dataType() == DTypes.proto(dtype)
                ? x
                : op("Cast").input(x).attr("DstT", dtype).out();
    }

    /**
     * Gives outputs a gradient of their own, in place of what TensorFlow knows or does not know of the operations that made
     * them.
     *
     * @param inputs the tensors that gradients go to; of these only those of floating-point types count
     * @param outputs tensors that operations have made from the inputs
     * @param vjp the gradients by the floating-point inputs, from those of the floating-point outputs
     * @return the outputs, to be used in place of those
     */
    List<Output<?>> withGradient(List<Output<?>> inputs, List<Output<?>> outputs, Vjp vjp) {
        List<Output<?>> from = inputs.stream().filter(DTypes::isFloating).toList();
        List<Output<?>> floats = outputs.stream().filter(DTypes::isFloating).toList();
        if (from.isEmpty() || floats.isEmpty()) {
            return outputs;
        }
        Iterator<Output<?>> cut = custom.cut(this, from, floats, vjp).iterator();
        return outputs.stream()
                .<Output<?>>map(output -> DTypes.isFloating(output) ? cut.next() : output)
                .toList();
    }

    /**
     * Gives outputs a gradient of their own where it may be asked for, and the system takes it; elsewhere TensorFlow's, which is
     * as right but slower, stays.
     *
     * @see #withGradient
     */
    List<Output<?>> withFasterGradient(List<Output<?>> inputs, List<Output<?>> outputs, Vjp vjp) {
        return differentiable && CustomGradients.canBeGiven() ? withGradient(inputs, outputs, vjp) : outputs;
    }

    /**
     * The derivatives of the sum of some tensors: the one way to them.
     *
     * @param outputGradients the weights of that sum; null for ones
     * @return one for each of {@code by}
     */
    List<Output<?>> gradients(List<Output<?>> of, List<Output<?>> by, @Nullable List<Output<?>> outputGradients) {
        return List.of(custom.gradients(
                graph,
                uniqueName("gradients"),
                custom.separate(this, of, by).toArray(Output<?>[]::new),
                by.toArray(Output<?>[]::new),
                outputGradients == null ? null : outputGradients.toArray(Output<?>[]::new)));
    }

    /** A tensor that is fed. */
    public Output<?> placeholder(String name, DType dtype, Shape shape) {
        return under(name)
                .op("Placeholder")
                .attr("dtype", dtype)
                .attr("shape", shape)
                .out();
    }

    /** An operation that does nothing but run behind others. */
    public Operation group(List<Operation> operations) {
        return op("NoOp").after(operations).build();
    }
}
