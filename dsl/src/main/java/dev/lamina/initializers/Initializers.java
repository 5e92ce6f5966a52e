package dev.lamina.initializers;

import dev.lamina.Initializer;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Shapes;
import java.util.List;
import java.util.function.Function;

/** Makes initializers. Source: {@code keras.initializers}. */
public final class Initializers {
    static final Schema.Home HOME = new Schema.Home("keras.initializers", null);

    private Initializers() {}

    static Schema<Initializer> schema(String className, Function<Config, Initializer> constructor) {
        return Schema.of(Initializer.class, className, HOME, constructor);
    }

    static SymbolicTensor filled(TensorSpec spec, SymbolicTensor value) {
        return Shapes.broadcastTo(value, spec.shape());
    }

    /** All of Keras's initializers that Lamina has. */
    public static List<Schema<Initializer>> schemas() {
        return List.of(
                Zeros.SCHEMA,
                Ones.SCHEMA,
                Constant.SCHEMA,
                Identity.SCHEMA,
                Stft.SCHEMA,
                RandomNormal.SCHEMA,
                RandomUniform.SCHEMA,
                TruncatedNormal.SCHEMA,
                Orthogonal.SCHEMA,
                VarianceScaling.SCHEMA,
                VarianceScaling.GLOROT_UNIFORM,
                VarianceScaling.GLOROT_NORMAL,
                VarianceScaling.HE_UNIFORM,
                VarianceScaling.HE_NORMAL,
                VarianceScaling.LECUN_UNIFORM,
                VarianceScaling.LECUN_NORMAL);
    }

    /** A field that holds an initializer. */
    public static Field<Initializer> field(String key, Initializer otherwise) {
        return Fields.configured(key, Initializer.class).orElse(otherwise);
    }

    /**
     * The first value of another weight of the same layer, for layers that keep two weights equal at the beginning.
     *
     * <pre>{@code
     * Initializer target = sameAs(glorotUniform(), "kernel");
     * }</pre>
     *
     * @param initializer that weight's initializer
     * @param sibling that weight's name in the layer
     */
    public static Initializer sameAs(Initializer initializer, String sibling) {
        return new SameDraws(initializer, sibling);
    }

    /**
     * An initializer that takes its variance from the connections along these axes of a kernel, where it takes it from any; for
     * the definition of a layer whose kernel does not end with inputs and outputs.
     *
     * <pre>{@code
     * Initializer kernel = overAxes(glorotUniform(), List.of(0), List.of(1, 2));
     * }</pre>
     *
     * @param inputAxes the axes that are summed over
     * @param outputAxes the axes that the output has
     */
    public static Initializer overAxes(Initializer initializer, List<Integer> inputAxes, List<Integer> outputAxes) {
        return initializer instanceof VarianceScaling scaling
                ? new OverAxes(scaling, inputAxes, outputAxes)
                : initializer;
    }

    /**
     * The roots of what another initializer makes, as deviations are of variances; for the definition of a layer.
     *
     * <pre>{@code
     * Initializer deviations = squareRootOf(constant(4));
     * }</pre>
     */
    public static Initializer squareRootOf(Initializer initializer) {
        return new SquareRoot(initializer);
    }

    /** Zeros. */
    public static Initializer zeros() {
        return Zeros.SCHEMA.create(Config.empty());
    }

    /** Ones. */
    public static Initializer ones() {
        return Ones.SCHEMA.create(Config.empty());
    }

    /** One number everywhere. */
    public static Initializer constant(double value) {
        return Constant.of(value);
    }

    /** An array whose shape broadcasts to the weight's. */
    public static Initializer constant(NdArray value) {
        return Constant.of(value);
    }

    /** See {@link Stft}. */
    public static Stft stft(Stft.Side side) {
        return Stft.of(side);
    }

    /** {@code gain} on the diagonal of a matrix, zeros elsewhere. */
    public static Initializer identity(double gain) {
        return Identity.of(gain);
    }

    /** Draws from a normal distribution. */
    public static RandomInitializer randomNormal(double mean, double stddev) {
        return RandomNormal.of(mean, stddev);
    }

    /** Draws from {@code minimum} to {@code maximum}, all equally likely. */
    public static RandomInitializer randomUniform(double minimum, double maximum) {
        return RandomUniform.of(minimum, maximum);
    }

    /** Draws from a normal distribution; those beyond two standard deviations are drawn anew. */
    public static RandomInitializer truncatedNormal(double mean, double stddev) {
        return TruncatedNormal.of(mean, stddev);
    }

    /** A random matrix with orthonormal columns, times {@code gain} (Saxe et al. 2014). */
    public static RandomInitializer orthogonal(double gain) {
        return Orthogonal.of(gain);
    }

    /** Draws of variance {@code scale / fan}. */
    public static VarianceScaling varianceScaling(
            double scale, VarianceScaling.Mode mode, VarianceScaling.Distribution distribution) {
        return VarianceScaling.of(scale, mode, distribution);
    }

    /**
     * Uniform draws of variance {@code 2 / (fan_in + fan_out)} (Glorot and Bengio 2010).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 4);
     * SymbolicTensor y = x.then(dense(8).kernelInitializer(glorotUniform())); // (?, 8)
     * }</pre>
     */
    public static RandomInitializer glorotUniform() {
        return VarianceScaling.of(VarianceScaling.GLOROT_UNIFORM);
    }

    /**
     * Cut normal draws of variance {@code 2 / (fan_in + fan_out)} (Glorot and Bengio 2010).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 4);
     * SymbolicTensor y = x.then(dense(8).kernelInitializer(glorotNormal())); // (?, 8)
     * }</pre>
     */
    public static RandomInitializer glorotNormal() {
        return VarianceScaling.of(VarianceScaling.GLOROT_NORMAL);
    }

    /**
     * Uniform draws of variance {@code 2 / fan_in} (He et al. 2015).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 4);
     * SymbolicTensor y = x.then(dense(8).kernelInitializer(heUniform())); // (?, 8)
     * }</pre>
     */
    public static RandomInitializer heUniform() {
        return VarianceScaling.of(VarianceScaling.HE_UNIFORM);
    }

    /**
     * Cut normal draws of variance {@code 2 / fan_in} (He et al. 2015).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 4);
     * SymbolicTensor y = x.then(dense(8).kernelInitializer(heNormal())); // (?, 8)
     * }</pre>
     */
    public static RandomInitializer heNormal() {
        return VarianceScaling.of(VarianceScaling.HE_NORMAL);
    }

    /**
     * Uniform draws of variance {@code 1 / fan_in} (LeCun et al. 1998).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 4);
     * SymbolicTensor y = x.then(dense(8).kernelInitializer(lecunUniform())); // (?, 8)
     * }</pre>
     */
    public static RandomInitializer lecunUniform() {
        return VarianceScaling.of(VarianceScaling.LECUN_UNIFORM);
    }

    /**
     * Cut normal draws of variance {@code 1 / fan_in} (LeCun et al. 1998).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 4);
     * SymbolicTensor y = x.then(dense(8).kernelInitializer(lecunNormal())); // (?, 8)
     * }</pre>
     */
    public static RandomInitializer lecunNormal() {
        return VarianceScaling.of(VarianceScaling.LECUN_NORMAL);
    }
}
