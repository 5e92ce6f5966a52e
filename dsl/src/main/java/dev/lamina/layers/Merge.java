package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Index;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import java.util.List;
import java.util.function.BinaryOperator;

/** What layers have in common that combine a list of tensors element by element. */
abstract class Merge<S extends Merge<S>> extends Layer<S> {
    Merge(Schema<S> schema, Config config) {
        super(schema, config);
    }

    @Override
    protected final boolean takesList() {
        return true;
    }

    @Override
    protected int inputCount() {
        return -1;
    }

    abstract SymbolicTensor merge(List<SymbolicTensor> inputs);

    /** The inputs combined from left to right. */
    static SymbolicTensor fold(List<SymbolicTensor> inputs, BinaryOperator<SymbolicTensor> combine) {
        SymbolicTensor result = inputs.get(0);
        for (SymbolicTensor input : inputs.subList(1, inputs.size())) {
            result = combine.apply(result, input);
        }
        return result;
    }

    @Override
    protected final List<SymbolicTensor> call(Call call, List<SymbolicTensor> inputs) {
        int rank = inputs.stream().mapToInt(input -> input.shape().rank()).max().orElse(0);
        return List.of(merge(inputs.stream().map(input -> ofRank(input, rank)).toList()));
    }

    /** An input of lower rank gets axes of size 1 behind the batch, as in Keras. */
    private static SymbolicTensor ofRank(SymbolicTensor input, int rank) {
        SymbolicTensor result = input;
        while (result.shape().rank() < rank) {
            result = result.get(Index.all(), Index.newAxis());
        }
        return result;
    }
}
