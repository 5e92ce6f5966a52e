package dev.lamina.lowering;

import dev.lamina.Model;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What training minimizes and reports, beside what the layers themselves add. */
@FunctionalInterface
public interface Objective {
    /**
     * What an objective computes.
     *
     * @param metrics scalars whose mean over batches is reported
     * @param measures metrics that keep something from batch to batch
     */
    record Scalars(List<Program.Scalar> losses, List<Program.Scalar> metrics, List<Program.Measure> measures) {
        /** Nothing that is kept from batch to batch. */
        public Scalars(List<Program.Scalar> losses, List<Program.Scalar> metrics) {
            this(losses, metrics, List.of());
        }
    }

    /**
     * The losses and metrics of a model's outputs.
     *
     * @param masks which steps of each output count; null where all do
     * @param feed declares a further input, such as targets, by name and spec
     */
    Scalars on(
            Model model,
            List<SymbolicTensor> outputs,
            List<@Nullable SymbolicTensor> masks,
            BiFunction<String, TensorSpec, SymbolicTensor> feed);
}
