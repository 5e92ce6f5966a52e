package dev.lamina.optimizers;

import dev.lamina.SymbolicTensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a step of an optimizer begins with.
 *
 * @param weights the weights that may change, in the order of files
 * @param values their values
 * @param gradients their gradients, of the loss times {@link Optimizer#lossScale}; null for a weight that no loss depends on
 * @param kept the values of {@link Optimizer#kept}
 * @param rates the values of {@link Optimizer#schedules} for this step, float32 scalars
 */
public record Given(
        List<Trained> weights,
        List<SymbolicTensor> values,
        List<@Nullable SymbolicTensor> gradients,
        List<SymbolicTensor> kept,
        List<SymbolicTensor> rates) {

    /** The part of this that concerns some weights, with other kept values and rates. */
    Given of(List<Integer> positions, List<SymbolicTensor> otherKept, List<SymbolicTensor> otherRates) {
        List<@Nullable SymbolicTensor> some = new ArrayList<>();
        positions.forEach(i -> some.add(gradients.get(i)));
        return new Given(
                positions.stream().map(weights::get).toList(),
                positions.stream().map(values::get).toList(),
                Collections.unmodifiableList(some),
                otherKept,
                otherRates);
    }
}
