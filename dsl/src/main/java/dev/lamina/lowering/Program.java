package dev.lamina.lowering;

import dev.lamina.Call;
import dev.lamina.Node;
import dev.lamina.SymbolicTensor;
import dev.lamina.Weight;
import java.util.List;

/**
 * A model as a flat list of ops over inputs and weights: all that a backend sees. Prints as readable text.
 *
 * @param name the model's name
 * @param training whether this is what a training step runs
 * @param inputs the model's inputs, and behind them the targets where losses or metrics need them
 * @param weights the weights with their names, in the order of files
 * @param body calls of ops, in an order in which they can run
 * @param outputs the model's outputs
 * @param losses scalars whose sum training minimizes
 * @param metrics scalars to report
 * @param updates new values of weights, to be stored after the step
 * @param measures what is to be reported of all batches so far
 */
public record Program(
        String name,
        boolean training,
        List<Input> inputs,
        List<NamedWeight> weights,
        List<Node> body,
        List<SymbolicTensor> outputs,
        List<Scalar> losses,
        List<Scalar> metrics,
        List<Call.Update> updates,
        List<Measure> measures) {

    /** A tensor that is fed. */
    public record Input(String name, SymbolicTensor tensor) {}

    /** A weight and its name in the model, such as {@code conv2d/kernel}. */
    public record NamedWeight(String name, Weight weight) {}

    /** A scalar with a name. */
    public record Scalar(String name, SymbolicTensor tensor) {}

    /**
     * Something that is kept from batch to batch, in float64.
     *
     * @param initial its elements before the first batch
     * @param before stands for its value before the batch
     * @param after its value behind it
     */
    public record Kept(String name, double initial, SymbolicTensor before, SymbolicTensor after) {}

    /**
     * A metric: a scalar or a tensor of known shape, and what it depends on beside the batch.
     *
     * @param result its value over all batches so far
     */
    public record Measure(String name, SymbolicTensor result, List<Kept> kept) {}

    /** What all metrics keep, in order. */
    public List<Kept> kept() {
        return measures.stream().flatMap(measure -> measure.kept().stream()).toList();
    }

    @Override
    public String toString() {
        return ProgramText.of(this);
    }
}
