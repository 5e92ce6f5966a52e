package dev.lamina.optimizers;

import dev.lamina.Arithmetic;
import dev.lamina.SymbolicTensor;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Reductions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How gradients are kept from being too large: at most one of the three is set. */
record Clipping(
        @Nullable Double norm,
        @Nullable Double globalNorm,
        @Nullable Double value) {
    List<SymbolicTensor> of(List<SymbolicTensor> gradients) {
        if (gradients.isEmpty()) {
            return gradients;
        }
        if (norm != null && norm > 0) {
            double limit = norm;
            return gradients.stream()
                    .map(gradient -> gradient.times(shortening(limit, squaredNorm(gradient))))
                    .toList();
        }
        if (globalNorm != null && globalNorm > 0) {
            SymbolicTensor sum = gradients.stream()
                    .map(Clipping::squaredNorm)
                    .reduce(SymbolicTensor::plus)
                    .orElseThrow();
            SymbolicTensor factor = shortening(globalNorm, sum);
            return gradients.stream().map(gradient -> gradient.times(factor)).toList();
        }
        if (value != null && value > 0) {
            double limit = value;
            return gradients.stream()
                    .map(gradient -> Elementwise.minimum(Elementwise.maximum(gradient, -limit), limit))
                    .toList();
        }
        return gradients;
    }

    private static SymbolicTensor squaredNorm(SymbolicTensor gradient) {
        return Reductions.sum(Elementwise.square(gradient));
    }

    /** {@code norm / max(norm, length)}: no gradient is lengthened. */
    private static SymbolicTensor shortening(double norm, SymbolicTensor squaredLength) {
        SymbolicTensor length = Elementwise.maximum(Elementwise.sqrt(squaredLength), norm);
        return Arithmetic.literal(norm, length).div(length);
    }
}
