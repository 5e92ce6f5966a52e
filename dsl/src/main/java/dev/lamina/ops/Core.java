package dev.lamina.ops;

import static dev.lamina.ops.Modules.CORE;
import static dev.lamina.ops.Modules.LAMINA;

import dev.lamina.DType;
import dev.lamina.OpType;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;

/** Ops on what a tensor is rather than on its values. Source: {@code keras.ops.core}. */
public final class Core {
    public static final Field<DType> DTYPE = Fields.dtype("dtype");

    public static final OpType CAST =
            OpType.of(CORE, "Cast", (op, in) -> new TensorSpec(in.get(0).shape(), op.param(DTYPE)), DTYPE);

    /** A cast that takes the nearest number the type has. */
    public static final OpType SATURATE_CAST =
            OpType.of(CORE, "SaturateCast", (op, in) -> new TensorSpec(in.get(0).shape(), op.param(DTYPE)), DTYPE);

    public static final OpType STOP_GRADIENT = OpType.of(CORE, "StopGradient", (op, in) -> in.get(0));

    /** The sizes of the axes when the model runs, an int32 vector. */
    public static final OpType SHAPE = OpType.of(
            LAMINA,
            "Shape",
            (op, in) -> TensorSpec.of(DType.INT32, in.get(0).shape().rank()));

    private Core() {}

    /**
     * The elements in another type, each the nearest number that the type has.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = saturateCast(x, DType.UINT8); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor saturateCast(SymbolicTensor x, DType dtype) {
        return SATURATE_CAST.op(DTYPE, dtype).on(x);
    }

    /**
     * The elements in another type; the tensor itself where it has that type.
     *
     * <pre>{@code
     * SymbolicTensor y = cast(input("x", 3), DType.INT32); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor cast(SymbolicTensor x, DType dtype) {
        return x.dtype() == dtype ? x : CAST.op(DTYPE, dtype).on(x);
    }

    /**
     * The tensor as a constant to gradients: nothing before it learns from what comes behind it.
     *
     * <pre>{@code
     * SymbolicTensor y = stopGradient(input("x", 3)); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor stopGradient(SymbolicTensor x) {
        return STOP_GRADIENT.op().on(x);
    }

    /**
     * The sizes of the axes when the model runs, an int32 vector.
     *
     * <pre>{@code
     * SymbolicTensor sizes = shape(input("x", 3)); // (2,)
     * }</pre>
     */
    public static SymbolicTensor shape(SymbolicTensor x) {
        return SHAPE.op().on(x);
    }
}
