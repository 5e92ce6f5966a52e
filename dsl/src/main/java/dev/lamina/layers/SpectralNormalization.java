package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.Weight;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.initializers.Initializers;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Core;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Linear;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Selection;
import dev.lamina.ops.Shapes;
import java.util.List;

/**
 * A layer whose kernel, as a matrix (…, out), has the largest singular value 1: in each step of training it is divided by that
 * value, which some steps of power iteration estimate, and the optimizer changes what came of it. A kernel of zeros stays as it
 * is. In inference the layer computes with the kernel as it was stored last. The output has the type of the input, as in Keras:
 * an {@link Embedding} needs its tokens as floating-point numbers.
 *
 * <p>Shapes: those of the layer. Weights: the layer's kernel or embeddings, vector_u (1, out), the layer's others. Source: {@code
 * keras.layers.SpectralNormalization}; Miyato et al. 2018, "Spectral Normalization for Generative Adversarial Networks".
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 3);
 * SymbolicTensor y = x.then(spectralNormalization(conv2d(8, 3))); // (?, 26, 26, 8)
 * }</pre>
 */
public final class SpectralNormalization extends Layer<SpectralNormalization> {
    static final Schema<SpectralNormalization> SCHEMA = schema("SpectralNormalization", SpectralNormalization::new);

    @SuppressWarnings({"unchecked", "rawtypes"}) // a field of layers of any class
    private static final Field<Layer<?>> LAYER =
            SCHEMA.add((Field<Layer<?>>) (Field) Fields.configured("layer", Layer.class));

    private static final Field<Integer> POWER_ITERATIONS =
            SCHEMA.add(Fields.positive("power_iterations").orElse(1));
    private static final String ATTRIBUTE = "layer";

    /** The name of the weight that the power iteration starts from. */
    public static final String VECTOR = "vector_u";

    /** The names of what is normalized, in the order in which Keras looks for them. */
    public static final List<String> KERNELS = List.of("kernel", "embeddings");

    /** Keras divides by no length below it. */
    private static final double EPSILON = 1e-7;

    private SpectralNormalization(Config config) {
        super(SCHEMA, config);
    }

    static SpectralNormalization of(Layer<?> layer) {
        return SCHEMA.create(Config.empty().set(LAYER, layer));
    }

    /** The layer whose kernel is normalized. */
    public Layer<?> layer() {
        return get(LAYER);
    }

    /** How often the estimate of the largest singular value is refined in a step; 1 by default. */
    public SpectralNormalization powerIterations(int powerIterations) {
        return with(POWER_ITERATIONS, powerIterations);
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        Weight found = kernel(call.weightsInside(ATTRIBUTE, layer(), x));
        SymbolicTensor kernel = call.weight(found);
        SymbolicTensor u =
                call.state(VECTOR, Shape.of(1, kernel.shape().last()), Initializers.truncatedNormal(0, 0.02));
        if (call.training()) {
            normalize(call, kernel, u);
        }
        return Core.cast(call.sublayer(ATTRIBUTE, layer(), x), x.dtype());
    }

    /** @throws ConfigException if there is none */
    private Weight kernel(List<Weight> weights) {
        return KERNELS.stream()
                .flatMap(name -> weights.stream().filter(weight -> weight.path().endsWith(ATTRIBUTE + "/" + name)))
                .findFirst()
                .orElseThrow(() ->
                        new ConfigException("SpectralNormalization: layer must be one with a kernel or embeddings;"
                                + " received " + layer().className() + ", which has "
                                + (weights.isEmpty()
                                        ? "no weights"
                                        : String.join(
                                                ", ",
                                                weights.stream()
                                                        .map(Weight::name)
                                                        .toList()))));
    }

    private void normalize(Call call, SymbolicTensor kernel, SymbolicTensor u) {
        SymbolicTensor weights = Core.cast(kernel, dtype().computeDType());
        SymbolicTensor matrix = Shapes.reshape(weights, -1, kernel.shape().last());
        SymbolicTensor right = Core.cast(u, weights.dtype());
        SymbolicTensor left = right;
        for (int i = 0; i < get(POWER_ITERATIONS); i++) {
            left = ofLengthOne(Linear.matmul(right, Shapes.transpose(matrix)));
            right = ofLengthOne(Linear.matmul(left, matrix));
        }
        SymbolicTensor sigma = Linear.matmul(Linear.matmul(left, matrix), Shapes.transpose(right));
        SymbolicTensor normalized =
                Core.cast(Shapes.reshape(matrix.div(sigma), kernel.shape().sizes()), kernel.dtype());
        SymbolicTensor isZero = Reductions.all(Comparisons.equal(kernel, 0));
        call.update(u, Selection.where(isZero, u, Core.cast(right, u.dtype())));
        call.update(kernel, Selection.where(isZero, kernel, normalized));
    }

    private static SymbolicTensor ofLengthOne(SymbolicTensor x) {
        SymbolicTensor inverse = Elementwise.rsqrt(Reductions.sum(Elementwise.square(x)));
        return x.times(Elementwise.minimum(inverse, 1 / EPSILON));
    }
}
