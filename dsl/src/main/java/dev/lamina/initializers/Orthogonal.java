package dev.lamina.initializers;

import dev.lamina.Arithmetic;
import dev.lamina.Initializer;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Decompositions;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Random;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Shapes;
import java.util.stream.IntStream;

/**
 * A random matrix with orthonormal columns, or rows where there are more columns than rows. A weight of more axes counts as
 * a matrix with one column per element of the last axis. Saxe et al. 2014.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 4);
 * SymbolicTensor y = x.then(dense(8).kernelInitializer(orthogonal(1.4).seed(7))); // (?, 8)
 * }</pre>
 */
public final class Orthogonal extends RandomInitializer {
    static final Schema<Initializer> SCHEMA = Initializers.schema("Orthogonal", Orthogonal::new);
    private static final Field<Double> GAIN = SCHEMA.add(Fields.number("gain").orElse(1.0));

    static {
        SCHEMA.add(SEED);
    }

    private Orthogonal(Config config) {
        super(SCHEMA, config);
    }

    static RandomInitializer of(double gain) {
        return (RandomInitializer) SCHEMA.create(Config.empty().set(GAIN, gain));
    }

    @Override
    public SymbolicTensor value(TensorSpec spec, SymbolicTensor seed) {
        Shape shape = spec.shape();
        if (shape.rank() < 2) {
            throw ShapeException.because(
                    "the initializer Orthogonal needs at least two axes; the weight has shape " + shape);
        }
        int columns = shape.last();
        int rows = Math.toIntExact(shape.slice(0, shape.rank() - 1).elements());
        int longer = Math.max(rows, columns);
        int shorter = Math.min(rows, columns);
        SymbolicTensor normal = Random.of(Random.NORMAL, Shape.of(longer, shorter), seed);
        Decompositions.Qr qr = Decompositions.qr(normal);
        SymbolicTensor diagonal = Reductions.sum(qr.r().times(identity(shorter)), 0);
        // Without the signs, Q would not be uniform among the orthonormal matrices.
        SymbolicTensor uniform = qr.q().times(diagonal.div(Elementwise.abs(diagonal)));
        SymbolicTensor oriented = rows < columns ? Shapes.transpose(uniform) : uniform;
        return Shapes.reshape(oriented, shape.sizes()).times(get(GAIN));
    }

    private static SymbolicTensor identity(int size) {
        int[] rows = IntStream.range(0, size).toArray();
        return Nn.oneHot(Arithmetic.literal(NdArray.of(rows, size)), size);
    }
}
