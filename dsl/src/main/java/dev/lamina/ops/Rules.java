package dev.lamina.ops;

import dev.lamina.Arithmetic;
import dev.lamina.DType;
import dev.lamina.OpType;
import dev.lamina.TensorSpec;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.errors.ShapeException;

/** Declares ops that act on each element alone. */
final class Rules {
    private Rules() {}

    /** One tensor; its type stays. */
    static OpType same(String module, String className, Field<?>... fields) {
        return OpType.of(module, className, (op, in) -> in.get(0), fields);
    }

    /** One tensor; integers become float32. */
    static OpType floating(String module, String className, Field<?>... fields) {
        return OpType.of(module, className, (op, in) -> Arithmetic.floating(in.get(0)), fields);
    }

    /** One tensor; integers become float32, int64 becomes float64, as a few of Keras's ops do. */
    static OpType widening(String module, String className) {
        return OpType.of(module, className, (op, in) -> widened(in.get(0)));
    }

    /** One floating-point tensor. */
    static OpType onlyFloating(String module, String className, Field<?>... fields) {
        return OpType.of(module, className, (op, in) -> checkedFloating(in.get(0)), fields);
    }

    /** One tensor to truth values. */
    static OpType predicate(String module, String className) {
        return OpType.of(module, className, (op, in) -> new TensorSpec(in.get(0).shape(), DType.BOOL));
    }

    /** Two tensors; types are promoted. */
    static OpType binary(String module, String className, Field<?>... fields) {
        return OpType.of(module, className, (op, in) -> Arithmetic.broadcast(in), fields);
    }

    /** Two tensors of integers; types are promoted. */
    static OpType binaryInteger(String module, String className) {
        return OpType.of(module, className, (op, in) -> {
            TensorSpec both = Arithmetic.broadcast(in);
            if (!both.dtype().isInteger()) {
                throw ShapeException.because("needs integers").differs("the inputs are " + in);
            }
            return both;
        });
    }

    /** Two tensors; integers become float32. */
    static OpType binaryFloating(String module, String className) {
        return OpType.of(module, className, (op, in) -> Arithmetic.floating(Arithmetic.broadcast(in)));
    }

    /** Two tensors; integers become float32, int64 becomes float64. */
    static OpType binaryWidening(String module, String className) {
        return OpType.of(module, className, (op, in) -> widened(Arithmetic.broadcast(in)));
    }

    /** Two tensors to truth values. */
    static OpType comparison(String module, String className, Field<?>... fields) {
        return OpType.of(
                module,
                className,
                (op, in) -> new TensorSpec(Arithmetic.broadcast(in).shape(), DType.BOOL),
                fields);
    }

    /** A parameter of Keras that can only be false here. */
    static Field<Boolean> onlyFalse(String key) {
        return Field.of(key, Fields.codec("false", (Boolean value) -> !value, (plain, place) -> {
                    if (plain instanceof Boolean value) {
                        return value;
                    }
                    throw place.unexpected(plain, "false");
                }))
                .orElse(false);
    }

    static TensorSpec widened(TensorSpec spec) {
        return spec.dtype() == DType.INT64 ? new TensorSpec(spec.shape(), DType.FLOAT64) : Arithmetic.floating(spec);
    }

    static TensorSpec checkedFloating(TensorSpec spec) {
        if (!spec.dtype().isFloating()) {
            throw ShapeException.because("needs a floating-point input")
                    .differs("the input is " + spec.dtype().kerasName())
                    .remedy("cast(x, FLOAT32)");
        }
        return spec;
    }
}
