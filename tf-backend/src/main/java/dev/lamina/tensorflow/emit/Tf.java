package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.Tensor;
import org.tensorflow.op.Scope;

/** A TensorFlow graph that is being built. The generic form of its operations keeps emitters short. */
public final class Tf {
    private final Graph graph;
    private final Scope scope;

    private Tf(Graph graph, Scope scope) {
        this.graph = graph;
        this.scope = scope;
    }

    public static Tf of(Graph graph) {
        return new Tf(graph, graph.baseScope());
    }

    /** The same graph; operations get names under {@code name}. */
    public Tf under(String name) {
        return new Tf(
                graph,
                scope.withSubScope(name.replaceAll("[^A-Za-z0-9_.-]", "_").replaceFirst("^[^A-Za-z0-9.]", "x")));
    }

    public Graph graph() {
        return graph;
    }

    /** A name that no operation here has. */
    String uniqueName(String name) {
        return scope.makeOpName(name);
    }

    /** Begins an operation of a TensorFlow type such as {@code MatMul}. */
    public OpBuilder op(String type) {
        return new OpBuilder(scope.apply(graph.opBuilder(type, scope.makeOpName(type), scope)));
    }

    /** An operation on tensors, without attributes. */
    public Output<?> op(String type, Output<?>... inputs) {
        return op(type).input(inputs).out();
    }

    /** A constant. */
    public Output<?> constant(NdArray value) {
        boolean unknownToJava = switch (value.dtype()) {
            case INT8, INT16, UINT32, UINT64 -> true;
            default -> false;
        };
        if (unknownToJava) {
            return cast(constant(value.cast(DType.INT64)), value.dtype());
        }
        try (Tensor tensor = Natives.tensor(value)) {
            return constant(tensor, value.dtype());
        }
    }

    private Output<?> constant(Tensor tensor, DType dtype) {
        return scope.apply(graph.opBuilder("Const", scope.makeOpName("Const"), scope))
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
