package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Initializer;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.initializers.Initializers;
import dev.lamina.ops.Core;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Selection;
import org.jspecify.annotations.Nullable;

/**
 * The states and corrections of batch renormalization, which makes a batch normalized by its own statistics look as if it were
 * by moving ones: {@code x̂ · r + d}. Source: Ioffe 2017.
 *
 * @param stddev the moving standard deviation, from which the moving variance of inference follows
 * @param renormMean the moving mean that batches are compared with
 * @param renormStddev the moving standard deviation that batches are compared with
 */
record Renormalization(SymbolicTensor stddev, SymbolicTensor renormMean, SymbolicTensor renormStddev) {
    /** The factor and the summand for what is normalized by the batch. */
    record Correction(SymbolicTensor factor, SymbolicTensor summand) {}

    static Renormalization of(Call call, Shape shape, Initializer meanInitializer, Initializer varianceInitializer) {
        Initializer deviations = Initializers.squareRootOf(varianceInitializer);
        return new Renormalization(
                call.state("moving_stddev", shape, deviations),
                call.state("renorm_mean", shape, meanInitializer),
                call.state("renorm_stddev", shape, deviations));
    }

    /** What no gradient flows through. */
    Correction correction(
            SymbolicTensor mean, SymbolicTensor variance, double epsilon, @Nullable RenormClipping clipping) {
        RenormClipping limits = clipping == null ? RenormClipping.NONE : clipping;
        SymbolicTensor known = Elementwise.maximum(renormStddev, Math.sqrt(epsilon));
        SymbolicTensor r = Elementwise.sqrt(variance.plus(epsilon)).div(known);
        SymbolicTensor d = mean.minus(renormMean).div(known);
        r = limits.rmin() == null ? r : Elementwise.maximum(r, limits.rmin());
        r = limits.rmax() == null ? r : Elementwise.minimum(r, limits.rmax());
        d = limits.dmax() == null ? d : Selection.clip(d, -limits.dmax(), limits.dmax());
        return new Correction(Core.stopGradient(r), Core.stopGradient(d));
    }

    /**
     * Stores the moving averages.
     *
     * @param moving how much of the averages of inference stays
     * @param renorm how much of the averages that batches are compared with stays
     */
    void update(
            Call call,
            SymbolicTensor movingVariance,
            SymbolicTensor mean,
            SymbolicTensor variance,
            double epsilon,
            double moving,
            double renorm) {
        SymbolicTensor deviation = Elementwise.sqrt(variance.plus(epsilon));
        call.update(renormMean, moved(renormMean, mean, renorm));
        call.update(renormStddev, moved(renormStddev, deviation, renorm));
        SymbolicTensor newStddev = moved(stddev, deviation, moving);
        call.update(stddev, newStddev);
        call.update(movingVariance, Nn.relu(Elementwise.square(newStddev).minus(epsilon)));
    }

    /** A moving average after one more value. */
    static SymbolicTensor moved(SymbolicTensor average, SymbolicTensor value, double momentum) {
        return average.times(momentum).plus(value.times(1 - momentum));
    }
}
