package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Constraint;
import dev.lamina.DType;
import dev.lamina.Initializer;
import dev.lamina.Layer;
import dev.lamina.Regularizer;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.initializers.Initializers;
import dev.lamina.ops.Core;
import org.jspecify.annotations.Nullable;

/** What normalizations have in common that end with a learned factor gamma and summand beta. */
abstract class AffineLayer<S extends AffineLayer<S>> extends Layer<S> {
    private static final Field<Boolean> CENTER = Fields.bool("center").orElse(true);
    private static final Field<Boolean> SCALE = Fields.bool("scale").orElse(true);
    private static final WeightKeys BETA = WeightKeys.of("beta", Initializers.zeros());
    private static final WeightKeys GAMMA = WeightKeys.of("gamma", Initializers.ones());

    AffineLayer(Schema<S> schema, Config config) {
        super(schema, config);
    }

    /** Declares the keys of gamma and beta. */
    static void addAffine(Schema<?> schema) {
        schema.add(CENTER);
        schema.add(SCALE);
        WeightKeys.add(schema, BETA, GAMMA);
    }

    /** The key of the number that is added to a variance. */
    static Field<Double> epsilonField(double otherwise) {
        return Fields.number("epsilon", "a positive number", value -> value > 0).orElse(otherwise);
    }

    /** Whether beta is added; true by default. */
    public final S center(boolean center) {
        return with(CENTER, center);
    }

    /** Whether gamma multiplies; true by default. */
    public final S scale(boolean scale) {
        return with(SCALE, scale);
    }

    public final S betaInitializer(Initializer initializer) {
        return with(BETA.initializer(), initializer);
    }

    public final S gammaInitializer(Initializer initializer) {
        return with(GAMMA.initializer(), initializer);
    }

    /** A loss on beta. */
    public final S betaRegularizer(Regularizer regularizer) {
        return with(BETA.regularizer(), regularizer);
    }

    /** A loss on gamma. */
    public final S gammaRegularizer(Regularizer regularizer) {
        return with(GAMMA.regularizer(), regularizer);
    }

    /** What holds for beta after each step of training. */
    public final S betaConstraint(Constraint constraint) {
        return with(BETA.constraint(), constraint);
    }

    /** What holds for gamma after each step of training. */
    public final S gammaConstraint(Constraint constraint) {
        return with(GAMMA.constraint(), constraint);
    }

    final boolean scales() {
        return get(SCALE);
    }

    final boolean centers() {
        return get(CENTER);
    }

    /** In float32 at least, as sums over many numbers of a narrow type overflow or lose them. */
    static SymbolicTensor widened(SymbolicTensor x) {
        return x.dtype() == DType.FLOAT16 || x.dtype() == DType.BFLOAT16 ? Core.cast(x, DType.FLOAT32) : x;
    }

    static SymbolicTensor cast(SymbolicTensor x, DType dtype) {
        return x.dtype() == dtype ? x : Core.cast(x, dtype);
    }

    /** Declares gamma, whether or not the layer scales; like beta in the type in which it is kept. */
    final SymbolicTensor declareGamma(Call call, Shape shape) {
        return GAMMA.weight(call.uncast(), config(), "gamma", shape);
    }

    /** Gamma, null where the layer does not scale. To be called before {@link #beta}: files hold gamma first. */
    final @Nullable SymbolicTensor gamma(Call call, Shape shape) {
        return scales() ? declareGamma(call, shape) : null;
    }

    /** Beta, null where the layer does not center. */
    final @Nullable SymbolicTensor beta(Call call, Shape shape) {
        return centers() ? BETA.weight(call.uncast(), config(), "beta", shape) : null;
    }
}
