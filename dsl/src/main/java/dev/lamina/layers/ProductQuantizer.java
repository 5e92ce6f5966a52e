package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Joining;
import dev.lamina.ops.Shapes;
import java.util.ArrayList;
import java.util.List;

/**
 * Vectors cut into groups of equal size, each replaced by the nearest code of a codebook of its own: with g groups of k codes there
 * are k to the power of g combinations. Losses and metrics are those of each {@link VectorQuantizer}.
 *
 * <p>Called on indices, of any integer type, it goes the way back: their codes, and the indices; without losses.
 *
 * <p>Shapes: x (…, groups · embedding_dim) -> codes (…, groups · embedding_dim) and their indices (…, groups), int32. Source: Jégou,
 * Douze, Schmid 2011: Product Quantization for Nearest Neighbor Search; van den Oord, Vinyals, Kavukcuoglu 2017, whose net for
 * CIFAR-10 has ten codebooks.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 7, 7, 16);
 * SymbolicTensor quantized = x.then(productQuantizer(4, vectorQuantizer(32, 4))); // (?, 7, 7, 16)
 * }</pre>
 */
public final class ProductQuantizer extends SeveralQuantizers<ProductQuantizer> {
    static final Schema<ProductQuantizer> SCHEMA = customSchema("lamina", "ProductQuantizer", ProductQuantizer::new);
    private static final Field<Integer> GROUPS = addTo(SCHEMA, "groups");

    private ProductQuantizer(Config config) {
        super(SCHEMA, config, GROUPS);
    }

    static ProductQuantizer of(int groups, VectorQuantizer quantizer) {
        return SCHEMA.create(config(GROUPS, groups, quantizer));
    }

    @Override
    List<SymbolicTensor> quantize(Call call, SymbolicTensor x) {
        int size = count() * quantizer().embeddingDim();
        if (x.shape().last() != size) {
            throw ShapeException.because("needs vectors of size " + size + ", " + count() + " groups of "
                            + quantizer().embeddingDim())
                    .differs("the last axis of the input has " + x.shape().last())
                    .remedy("conv2d(" + size + ", 1) or dense(" + size + ") before it");
        }
        List<SymbolicTensor> codes = new ArrayList<>();
        List<SymbolicTensor> indices = new ArrayList<>();
        List<SymbolicTensor> groups = Joining.split(x, count(), -1);
        for (int i = 0; i < count(); i++) {
            List<SymbolicTensor> quantized = quantized(call, i, groups.get(i));
            codes.add(quantized.get(0));
            indices.add(quantized.get(1));
        }
        return List.of(joined(codes), stacked(indices));
    }

    @Override
    SymbolicTensor joined(List<SymbolicTensor> codes) {
        return Shapes.concatenate(codes, -1);
    }
}
