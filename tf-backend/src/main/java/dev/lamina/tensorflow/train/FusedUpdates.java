package dev.lamina.tensorflow.train;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Weight;
import dev.lamina.optimizers.Adam;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.optimizers.Sgd;
import dev.lamina.tensorflow.emit.Tf;
import dev.lamina.tensorflow.runtime.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operation;
import org.tensorflow.Output;

/** Emits what an optimizer does to weights where TensorFlow has a fused kernel for that. */
final class FusedUpdates {
    private final Before weights;
    private final Tf tf;
    private final Optimizer optimizer;
    private final OptimizerState state;
    private final Output<?> rate;
    private final Output<?> step;
    private final Map<Double, Output<?>> powers = new HashMap<>();

    FusedUpdates(Before weights, Tf tf, Optimizer optimizer, OptimizerState state, Output<?> rate) {
        this.weights = weights;
        this.tf = tf;
        this.optimizer = optimizer;
        this.state = state;
        this.rate = rate;
        Output<?> next = tf.op("AddV2", state.iteration().value(), tf.constant(NdArray.of(new long[] {1})));
        this.step = tf.cast(next, DType.FLOAT32);
    }

    /** Counts the step. */
    Operation count() {
        return tf.op("AssignAddVariableOp")
                .input(state.iteration().handle(), tf.constant(NdArray.of(new long[] {1})))
                .attr("dtype", DType.INT64)
                .after(List.of(state.iteration().value().op()))
                .build();
    }

    /** Changes a weight and its slots; returns the operation behind which the weight is new. */
    Operation update(Weight weight, Output<?> gradient) {
        Variable variable = weights.variable(weight);
        List<Operation> before = new ArrayList<>(List.of(weights.ready(weight)));
        Double decay = optimizer.weightDecay(state.trained(weight));
        if (decay != null && decay > 0) {
            Output<?> part = inTypeOf(weight, tf.op("Mul", rate, tf.constant(decay.floatValue())));
            before.add(tf.op("AssignSubVariableOp")
                    .input(variable.handle(), tf.op("Mul", weights.value(weight), part))
                    .attr("dtype", weight.spec().dtype())
                    .after(before)
                    .build());
        }
        return optimizer instanceof Adam adam
                ? adam(adam, weight, gradient, before)
                : sgd((Sgd) optimizer, weight, gradient, before);
    }

    /** Whether there are kernels for all that an optimizer does. */
    static boolean has(Optimizer optimizer) {
        return optimizer.isPlain() && (optimizer instanceof Sgd || (optimizer instanceof Adam adam && !adam.amsgrad()));
    }

    private Operation adam(Adam adam, Weight weight, Output<?> gradient, List<Operation> before) {
        List<Variable> slots = state.slots(weight);
        return tf.op("ResourceApplyAdam")
                .input(
                        weights.variable(weight).handle(),
                        slots.get(0).handle(),
                        slots.get(1).handle(),
                        inTypeOf(weight, power(adam.beta1())),
                        inTypeOf(weight, power(adam.beta2())),
                        inTypeOf(weight, rate),
                        inTypeOf(weight, tf.constant((float) adam.beta1())),
                        inTypeOf(weight, tf.constant((float) adam.beta2())),
                        inTypeOf(weight, tf.constant((float) adam.epsilon())),
                        gradient)
                .after(before)
                .build();
    }

    /** A scalar in the type in which a weight is kept. */
    private Output<?> inTypeOf(Weight weight, Output<?> scalar) {
        return tf.cast(scalar, weight.spec().dtype());
    }

    private Output<?> power(double beta) {
        return powers.computeIfAbsent(beta, base -> tf.op("Pow", tf.constant(base.floatValue()), step));
    }

    private Operation sgd(Sgd sgd, Weight weight, Output<?> gradient, List<Operation> before) {
        Variable variable = weights.variable(weight);
        if (sgd.momentum() == 0) {
            return tf.op("ResourceApplyGradientDescent")
                    .input(variable.handle(), inTypeOf(weight, rate), gradient)
                    .after(before)
                    .build();
        }
        return tf.op("ResourceApplyKerasMomentum")
                .input(
                        variable.handle(),
                        state.slots(weight).get(0).handle(),
                        inTypeOf(weight, rate),
                        gradient,
                        inTypeOf(weight, tf.constant((float) sgd.momentum())))
                .attr("use_nesterov", sgd.nesterov())
                .after(before)
                .build();
    }
}
