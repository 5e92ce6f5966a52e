package dev.lamina.tensorflow.train;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.Weight;
import dev.lamina.optimizers.Adam;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.optimizers.Sgd;
import dev.lamina.tensorflow.emit.Tf;
import dev.lamina.tensorflow.runtime.GraphRuntime;
import dev.lamina.tensorflow.runtime.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operation;
import org.tensorflow.Output;

/** Emits what an optimizer does to weights: by TensorFlow's fused kernels where there are, else by the optimizer's ops. */
final class WeightUpdates {
    private final GraphRuntime runtime;
    private final Tf tf;
    private final Optimizer optimizer;
    private final OptimizerState state;
    private final Output<?> rate;
    private final Output<?> step;
    private final Map<Double, Output<?>> powers = new HashMap<>();

    WeightUpdates(GraphRuntime runtime, Tf tf, Optimizer optimizer, OptimizerState state, Output<?> rate) {
        this.runtime = runtime;
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
        Variable variable = runtime.weight(weight);
        List<Operation> before = new ArrayList<>(List.of(variable.value().op()));
        Double decay = optimizer.weightDecay();
        if (decay != null && decay > 0 && isFused()) {
            Output<?> part = inTypeOf(weight, tf.op("Mul", rate, tf.constant(decay.floatValue())));
            before.add(tf.op("AssignSubVariableOp")
                    .input(variable.handle(), tf.op("Mul", variable.value(), part))
                    .attr("dtype", weight.spec().dtype())
                    .after(before)
                    .build());
        }
        if (optimizer instanceof Adam adam && !adam.amsgrad()) {
            return adam(adam, weight, gradient, before);
        }
        return optimizer instanceof Sgd sgd ? sgd(sgd, weight, gradient, before) : composed(weight, gradient);
    }

    private boolean isFused() {
        return optimizer instanceof Sgd || (optimizer instanceof Adam adam && !adam.amsgrad());
    }

    private Operation adam(Adam adam, Weight weight, Output<?> gradient, List<Operation> before) {
        List<Variable> slots = state.slots(weight);
        return tf.op("ResourceApplyAdam")
                .input(
                        runtime.weight(weight).handle(),
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
        Variable variable = runtime.weight(weight);
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

    private Operation composed(Weight weight, Output<?> gradient) {
        Variable variable = runtime.weight(weight);
        List<Variable> slots = state.slots(weight);
        SymbolicTensor scalar = Fragment.input(TensorSpec.of(weight.spec().dtype()));
        SymbolicTensor count = Fragment.input(TensorSpec.of(weight.spec().dtype()));
        SymbolicTensor old = Fragment.input(weight.spec());
        SymbolicTensor slope = Fragment.input(weight.spec());
        List<SymbolicTensor> inputs = new ArrayList<>(List.of(scalar, count, old, slope));
        List<Output<?>> values = new ArrayList<>(List.of(inTypeOf(weight, rate), inTypeOf(weight, step), variable.value(), gradient));
        for (Variable slot : slots) {
            inputs.add(Fragment.input(slot.spec()));
            values.add(slot.value());
        }
        Double decay = optimizer.weightDecay();
        SymbolicTensor decayed = decay == null || decay == 0 ? old : old.minus(old.times(scalar.times(decay)));
        Optimizer.Change change =
                optimizer.change(new Optimizer.Step(decayed, slope, inputs.subList(4, inputs.size()), scalar, count));
        List<SymbolicTensor> results = new ArrayList<>(change.slots());
        results.add(change.weight());
        List<Output<?>> made = Fragment.emit(tf, inputs, values, results);
        List<Operation> stored = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            stored.add(slots.get(i)
                    .assignAfter(tf, made.get(i), List.of(slots.get(i).value().op())));
        }
        stored.add(variable.assignAfter(
                tf, made.get(slots.size()), List.of(variable.value().op())));
        return tf.group(stored);
    }
}
