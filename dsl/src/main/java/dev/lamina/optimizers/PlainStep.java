package dev.lamina.optimizers;

import dev.lamina.Arithmetic;
import dev.lamina.Constraint;
import dev.lamina.DType;
import dev.lamina.SymbolicTensor;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Core;
import dev.lamina.ops.Rounding;
import dev.lamina.ops.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One step of an optimizer, in Keras's order: gradients are accumulated and clipped, weights decay, the optimizer changes them,
 * their moving averages follow and from time to time stand in for them, their constraints hold them.
 *
 * <p>Source: {@code keras.src.optimizers.base_optimizer.BaseOptimizer.apply}.
 */
final class PlainStep {
    private final Optimizer optimizer;
    private final Given given;
    private final Layout layout;
    private final List<SymbolicTensor> values;
    private final List<SymbolicTensor> kept;
    private final SymbolicTensor count;
    private final SymbolicTensor rate;
    /** Whether the accumulated gradients are used in this step; null where they always are. */
    private final @Nullable SymbolicTensor due;

    /** How many steps have changed weights. */
    private final SymbolicTensor updates;

    private PlainStep(Optimizer optimizer, Given given) {
        this.optimizer = optimizer;
        this.given = given;
        this.layout = Layout.of(optimizer, given.weights());
        this.values = new ArrayList<>(given.values());
        this.kept = new ArrayList<>(given.kept());
        this.count = kept.get(0);
        this.rate = given.rates().isEmpty() ? kept.get(1) : given.rates().get(0);
        Integer every = optimizer.accumulated();
        this.due = every == null ? null : isMultiple(count.plus(1), every);
        this.updates = every == null ? count : Rounding.floorDivide(count, whole(every));
    }

    static Made of(Optimizer optimizer, Given given) {
        return new PlainStep(optimizer, given).made();
    }

    private static SymbolicTensor whole(int value) {
        return Arithmetic.literal(value, DType.INT64);
    }

    private static SymbolicTensor isMultiple(SymbolicTensor x, int of) {
        return Comparisons.equal(Rounding.rem(x, whole(of)), whole(0));
    }

    private Made made() {
        List<Integer> reached = IntStream.range(0, values.size())
                .filter(i -> given.gradients().get(i) != null)
                .boxed()
                .toList();
        SymbolicTensor step = Core.cast(updates.plus(1), DType.FLOAT32);
        List<SymbolicTensor> gradients = optimizer.clipped(gradients(reached));
        List<SymbolicTensor> shared = layout.shared().stream().map(kept::get).toList();
        List<SymbolicTensor> newShared = shared.isEmpty() ? shared : optimizer.sharedChange(shared, step);
        for (int i = 0; i < shared.size(); i++) {
            keep(layout.shared().get(i), newShared.get(i));
        }
        for (int i = 0; i < reached.size(); i++) {
            change(reached.get(i), gradients.get(i), newShared, step);
        }
        average();
        reached.forEach(this::constrain);
        kept.set(0, count.plus(1));
        return new Made(values, kept);
    }

    /** The gradients as Keras has them before it clips them: without the scale of the loss, as means of those accumulated. */
    private List<SymbolicTensor> gradients(List<Integer> reached) {
        List<SymbolicTensor> gradients = new ArrayList<>();
        Double scale = optimizer.lossScaleFactor();
        for (int i : reached) {
            SymbolicTensor gradient = cast(
                    Objects.requireNonNull(given.gradients().get(i)),
                    values.get(i).dtype());
            if (scale != null) {
                gradient = gradient.div(scale);
            }
            Integer every = optimizer.accumulated();
            if (due != null && every != null) {
                int position = layout.accumulators().get(i);
                SymbolicTensor sum = kept.get(position).plus(gradient);
                kept.set(position, Selection.where(due, Selection.zerosLike(sum), sum));
                gradient = sum.div(every);
            }
            gradients.add(gradient);
        }
        return gradients;
    }

    private void change(int i, SymbolicTensor gradient, List<SymbolicTensor> shared, SymbolicTensor step) {
        Trained weight = given.weights().get(i);
        SymbolicTensor old = values.get(i);
        SymbolicTensor own = cast(rate, old.dtype());
        Double decay = optimizer.weightDecay(weight);
        SymbolicTensor decayed = decay == null || decay == 0 ? old : old.minus(old.times(own.times(decay)));
        List<Integer> positions = layout.slots().get(i);
        Optimizer.Change change = optimizer.change(new Optimizer.Step(
                weight,
                decayed,
                gradient,
                positions.stream().map(kept::get).toList(),
                shared,
                own,
                cast(step, old.dtype())));
        values.set(i, onlyWhenDue(cast(change.weight(), old.dtype()), old));
        for (int s = 0; s < positions.size(); s++) {
            keep(positions.get(s), change.slots().get(s));
        }
    }

    private void keep(int position, SymbolicTensor value) {
        SymbolicTensor old = kept.get(position);
        if (value != old) {
            kept.set(position, onlyWhenDue(cast(value, old.dtype()), old));
        }
    }

    private SymbolicTensor onlyWhenDue(SymbolicTensor value, SymbolicTensor old) {
        return due == null ? value : Selection.where(due, value, old);
    }

    private void average() {
        for (int i = 0; i < layout.averages().size(); i++) {
            int position = layout.averages().get(i);
            SymbolicTensor value = values.get(i);
            SymbolicTensor notFirst = Core.cast(Comparisons.notEqual(updates, whole(0)), value.dtype());
            SymbolicTensor momentum = notFirst.times(optimizer.averagesMomentum());
            SymbolicTensor average = kept.get(position)
                    .times(momentum)
                    .plus(value.times(momentum.unaryMinus().plus(1)));
            kept.set(position, average);
            Integer every = optimizer.averagesOverwrite();
            if (every != null) {
                values.set(i, Selection.where(isMultiple(updates.plus(1), every), average, value));
            }
        }
    }

    private void constrain(int i) {
        Constraint constraint = given.weights().get(i).constraint();
        if (constraint != null) {
            values.set(i, constraint.project(values.get(i)));
        }
    }

    private static SymbolicTensor cast(SymbolicTensor x, DType dtype) {
        return x.dtype() == dtype ? x : Core.cast(x, dtype);
    }
}
