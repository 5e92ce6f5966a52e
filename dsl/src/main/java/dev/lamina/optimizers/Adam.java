package dev.lamina.optimizers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Elementwise;
import java.util.List;

/**
 * Steps in units of how much gradients vary (Kingma and Ba 2015): {@code m ← β₁ m + (1 − β₁) g}, {@code v ← β₂ v + (1 − β₂)
 * g²}, {@code w ← w − α √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε)}. With {@code amsgrad}, the largest v so far stands for v (Reddi et
 * al. 2018).
 *
 * <p>Source: {@code keras.optimizers.Adam}, {@code keras.optimizers.AdamW}.
 *
 * <pre>{@code
 * Adam optimizer = adam(1e-3).beta2(0.99);
 * Training training = training().optimizer(optimizer.clipnorm(1).weightDecay(0.01)).loss(meanSquaredError());
 * }</pre>
 */
public final class Adam extends Optimizer {
    private static final OptimizerKeys.Own ADAM = own("adam", 0.001, null);
    private static final OptimizerKeys.Own ADAM_W = own("adamw", 0.001, 0.004);
    static final Schema<Optimizer> SCHEMA = schema("Adam", ADAM, Adam::adam);
    static final Schema<Optimizer> ADAM_W_SCHEMA = schema("AdamW", ADAM_W, Adam::adamW);
    private static final Field<Double> BETA_1 =
            both(OptimizerKeys.beta("beta_1").orElse(0.9));
    private static final Field<Double> BETA_2 =
            both(OptimizerKeys.beta("beta_2").orElse(0.999));
    private static final Field<Double> EPSILON = both(OptimizerKeys.epsilon(1e-7));
    private static final Field<Boolean> AMSGRAD = both(Fields.bool("amsgrad").orElse(false));

    private Adam(Schema<Optimizer> schema, OptimizerKeys.Own own, Config config) {
        super(schema, own, config);
    }

    private static Adam adam(Config config) {
        return new Adam(SCHEMA, ADAM, config);
    }

    private static Adam adamW(Config config) {
        return new Adam(ADAM_W_SCHEMA, ADAM_W, config);
    }

    private static <T> Field<T> both(Field<T> field) {
        return ADAM_W_SCHEMA.add(SCHEMA.add(field));
    }

    static Adam of(double learningRate) {
        return (Adam) SCHEMA.create(Config.empty()).learningRate(learningRate);
    }

    static Adam withDecay(double learningRate) {
        return (Adam) ADAM_W_SCHEMA.create(Config.empty()).learningRate(learningRate);
    }

    /** How slowly the mean of the gradients forgets. */
    public double beta1() {
        return get(BETA_1);
    }

    public Adam beta1(double beta1) {
        return (Adam) with(BETA_1, beta1);
    }

    /** How slowly the mean of the squared gradients forgets. */
    public double beta2() {
        return get(BETA_2);
    }

    public Adam beta2(double beta2) {
        return (Adam) with(BETA_2, beta2);
    }

    /** Keeps steps finite where gradients vanish. */
    public double epsilon() {
        return get(EPSILON);
    }

    public Adam epsilon(double epsilon) {
        return (Adam) with(EPSILON, epsilon);
    }

    /** Whether the largest variation so far counts rather than the present one. */
    public boolean amsgrad() {
        return get(AMSGRAD);
    }

    public Adam amsgrad(boolean amsgrad) {
        return (Adam) with(AMSGRAD, amsgrad);
    }

    @Override
    protected List<List<Slot>> slots(Trained weight) {
        List<Slot> moments = List.of(Slot.zeros("momentum"), Slot.zeros("velocity"));
        return amsgrad() ? List.of(moments, List.of(Slot.zeros("velocity_hat"))) : List.of(moments);
    }

    @Override
    protected Change change(Step step) {
        SymbolicTensor g = step.gradient();
        SymbolicTensor m = Moments.mean(step.slots().get(0), g, beta1());
        SymbolicTensor v = Moments.mean(step.slots().get(1), Elementwise.square(g), beta2());
        SymbolicTensor rate = Moments.rate(step, beta1(), beta2());
        SymbolicTensor most = amsgrad() ? Elementwise.maximum(step.slots().get(2), v) : v;
        SymbolicTensor move = rate.times(m).div(Elementwise.sqrt(most).plus(epsilon()));
        return new Change(step.weight().minus(move), amsgrad() ? List.of(m, v, most) : List.of(m, v));
    }
}
