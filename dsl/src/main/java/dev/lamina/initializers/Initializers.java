package dev.lamina.initializers;

import dev.lamina.Initializer;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Shapes;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes initializers. Source: {@code keras.initializers}. */
public final class Initializers {
    static final Field<@Nullable Integer> SEED = Fields.integer("seed").orNull();

    private static final Schema.Home HOME = new Schema.Home("keras.initializers", null);

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
                RandomUniform.SCHEMA,
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
        return Fields.object(key, Initializer.class).orElse(otherwise);
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

    /** Draws from {@code minimum} to {@code maximum}, all equally likely. */
    public static Initializer randomUniform(double minimum, double maximum) {
        return RandomUniform.of(minimum, maximum);
    }

    /** Uniform draws of variance {@code 2 / (fan_in + fan_out)} (Glorot and Bengio 2010). */
    public static Initializer glorotUniform() {
        return VarianceScaling.GLOROT_UNIFORM.create(Config.empty());
    }

    /** Uniform draws of variance {@code 2 / fan_in} (He et al. 2015). */
    public static Initializer heUniform() {
        return VarianceScaling.HE_UNIFORM.create(Config.empty());
    }

    /** Cut normal draws of variance {@code 2 / fan_in} (He et al. 2015). */
    public static Initializer heNormal() {
        return VarianceScaling.HE_NORMAL.create(Config.empty());
    }
}
