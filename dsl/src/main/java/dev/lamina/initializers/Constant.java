package dev.lamina.initializers;

import dev.lamina.Arithmetic;
import dev.lamina.Initializer;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import dev.lamina.errors.ShapeException;

/**
 * One number everywhere, or an array whose shape broadcasts to the weight's. Source: {@code keras.initializers.Constant}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 4);
 * SymbolicTensor y = x.then(dense(2).biasInitializer(constant(0.1))); // (?, 2)
 * SymbolicTensor z = x.then(dense(2).biasInitializer(constant(NdArray.of(new float[] {1, -1}, 2)))); // (?, 2)
 * }</pre>
 */
public final class Constant extends Initializer {
    static final Schema<Initializer> SCHEMA = Initializers.schema("Constant", Constant::new);
    private static final Field<Numbers> VALUE =
            SCHEMA.add(Field.of("value", new Numbers.NumbersCodec()).orElse(Numbers.of(0)));

    private Constant(Config config) {
        super(SCHEMA, config);
    }

    static Initializer of(double value) {
        return SCHEMA.create(Config.empty().set(VALUE, Numbers.of(value)));
    }

    static Initializer of(NdArray value) {
        return SCHEMA.create(Config.empty().set(VALUE, Numbers.of(value)));
    }

    @Override
    public SymbolicTensor value(TensorSpec spec, SymbolicTensor seed) {
        NdArray array = get(VALUE).array();
        if (!broadcasts(array.shape(), spec.shape())) {
            throw ShapeException.because("the initializer Constant has an array of shape " + array.shape()
                    + ", which does not broadcast to the weight's shape " + spec.shape());
        }
        return Initializers.filled(spec, Arithmetic.literal(array.cast(spec.dtype())));
    }

    private static boolean broadcasts(Shape from, Shape to) {
        try {
            return Shape.broadcast(from, to).equals(to);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
