package dev.lamina.ops;

import static dev.lamina.ops.Modules.NUMPY;
import static dev.lamina.ops.Reductions.AXIS;
import static dev.lamina.ops.Reductions.KEEPDIMS;
import static dev.lamina.ops.Reductions.ONE_AXIS;

import dev.lamina.OpType;

/** Reductions that leave out elements that are not numbers; called as Keras files name them. */
public final class NanReductions {
    public static final OpType NANSUM = OpType.of(
            NUMPY,
            "Nansum",
            (op, in) -> Reductions.typed(
                    op, in.get(0), Reductions.accumulating(in.get(0).dtype())),
            AXIS,
            KEEPDIMS);
    public static final OpType NANPROD = OpType.of(
            NUMPY,
            "Nanprod",
            (op, in) -> Reductions.typed(
                    op, in.get(0), Reductions.accumulating(in.get(0).dtype())),
            AXIS,
            KEEPDIMS);
    public static final OpType NANMAX =
            OpType.of(NUMPY, "Nanmax", (op, in) -> Reductions.reduced(op, in.get(0)), AXIS, KEEPDIMS);
    public static final OpType NANMIN =
            OpType.of(NUMPY, "Nanmin", (op, in) -> Reductions.reduced(op, in.get(0)), AXIS, KEEPDIMS);
    public static final OpType NANMEAN = averaged("Nanmean");
    public static final OpType NANVAR = averaged("Nanvar");
    public static final OpType NANSTD = averaged("Nanstd");
    public static final OpType NANARGMAX =
            OpType.of(NUMPY, "Nanargmax", (op, in) -> Reductions.position(op, in.get(0)), ONE_AXIS, KEEPDIMS);
    public static final OpType NANARGMIN =
            OpType.of(NUMPY, "Nanargmin", (op, in) -> Reductions.position(op, in.get(0)), ONE_AXIS, KEEPDIMS);

    private NanReductions() {}

    private static OpType averaged(String className) {
        return OpType.of(NUMPY, className, (op, in) -> Reductions.averaged(op, in.get(0)), AXIS, KEEPDIMS);
    }
}
