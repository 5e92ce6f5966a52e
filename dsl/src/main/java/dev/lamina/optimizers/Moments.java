package dev.lamina.optimizers;

import dev.lamina.Arithmetic;
import dev.lamina.SymbolicTensor;
import dev.lamina.ops.Elementwise;

/** What optimizers keep of gradients. */
final class Moments {
    private Moments() {}

    /** {@code ρ old + (1 − ρ) x} */
    static SymbolicTensor mean(SymbolicTensor old, SymbolicTensor x, double rho) {
        return old.times(rho).plus(x.times(1 - rho));
    }

    /** {@code 1 − βᵗ}, by which a mean that began at 0 is too small. */
    static SymbolicTensor weight(double beta, SymbolicTensor step) {
        SymbolicTensor power = Elementwise.exp(step.times(Math.log(beta)));
        return Arithmetic.literal(1, power).minus(power);
    }

    /** {@code α √(1 − β₂ᵗ) / (1 − β₁ᵗ)}, the rate of Adam. */
    static SymbolicTensor rate(Optimizer.Step step, double beta1, double beta2) {
        return step.learningRate()
                .times(Elementwise.sqrt(weight(beta2, step.step())))
                .div(weight(beta1, step.step()));
    }
}
