package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Index;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

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

    /** The masks of the inputs; in the call of a Keras layer they hang on the inputs. */
    @Override
    protected final List<String> optionNames() {
        return List.of("mask");
    }

    @Override
    protected final boolean supportsMasking() {
        return true;
    }

    @Override
    protected final List<@Nullable SymbolicTensor> computeMask(
            List<SymbolicTensor> inputs, List<@Nullable SymbolicTensor> masks) {
        return MergedMasks.any(masks);
    }

    /**
     * The inputs combined.
     *
     * @param masks one for each input, null for none
     */
    abstract SymbolicTensor merge(List<SymbolicTensor> inputs, List<@Nullable SymbolicTensor> masks);

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
        List<?> given = call.option("mask") instanceof List<?> list ? list : List.of();
        List<@Nullable SymbolicTensor> masks = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            // An input that gets further axes loses its mask, as in Keras.
            boolean keeps = i < given.size() && inputs.get(i).shape().rank() == rank;
            masks.add(keeps ? (SymbolicTensor) given.get(i) : null);
        }
        return List.of(merge(inputs.stream().map(input -> ofRank(input, rank)).toList(), masks));
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
