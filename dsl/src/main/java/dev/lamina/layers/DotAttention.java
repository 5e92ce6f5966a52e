package dev.lamina.layers;

import dev.lamina.Arguments;
import dev.lamina.Arithmetic;
import dev.lamina.Call;
import dev.lamina.DType;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Linear;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Selection;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What attention layers have in common that take query, value and key as one list and have one head. */
abstract class DotAttention<S extends DotAttention<S>> extends Layer<S> {
    private static final Field<Double> DROPOUT = Fields.number(
                    "dropout", "a number from 0 to 1", value -> value >= 0 && value <= 1)
            .orElse(0.0);
    private static final Field<@Nullable Integer> SEED = NoiseShape.seedField();

    DotAttention(Schema<S> schema, Config config) {
        super(schema, config);
    }

    static void addDropout(Schema<?> schema) {
        schema.add(DROPOUT);
        schema.add(SEED);
    }

    /** The probability that a weight becomes zero in training; 0 by default. */
    public final S dropout(double dropout) {
        return with(DROPOUT, dropout);
    }

    /** A seed that makes the dropout the same in every run, whatever the seed of the run. */
    public final S seed(int seed) {
        return with(SEED, seed);
    }

    /** Calls this layer so that no step of the query sees a later one of the value: {@code use_causal_mask}. */
    public final SymbolicTensor causal(SymbolicTensor query, SymbolicTensor value) {
        return call(Arguments.of(List.of(List.of(query, value)), Map.of("use_causal_mask", true)))
                .get(0);
    }

    /** Calls this layer and returns the weights too: {@code return_attention_scores}. */
    public final List<SymbolicTensor> withScores(SymbolicTensor query, SymbolicTensor value) {
        return call(Arguments.of(List.of(List.of(query, value)), Map.of("return_attention_scores", true)));
    }

    @Override
    protected final boolean takesList() {
        return true;
    }

    @Override
    protected final int inputCount() {
        return -1;
    }

    @Override
    protected final List<String> optionNames() {
        return List.of("mask", "training", "return_attention_scores", "use_causal_mask");
    }

    @Override
    protected final List<@Nullable SymbolicTensor> computeMask(
            List<SymbolicTensor> inputs, List<@Nullable SymbolicTensor> masks) {
        return masks.isEmpty() ? List.of() : Arrays.asList(masks.get(0));
    }

    /** How much each step of the query cares for each of the key: (batch, Tq, Tv). */
    abstract SymbolicTensor scores(Call call, SymbolicTensor query, SymbolicTensor key);

    @Override
    protected final List<SymbolicTensor> call(Call call, List<SymbolicTensor> inputs) {
        check(inputs);
        SymbolicTensor query = inputs.get(0);
        SymbolicTensor value = inputs.get(1);
        SymbolicTensor key = inputs.size() > 2 ? inputs.get(2) : value;
        SymbolicTensor scores = scores(call, query, key);
        boolean causal = Boolean.TRUE.equals(call.option("use_causal_mask"));
        SymbolicTensor mask =
                ScoreMasks.and(ScoreMasks.expanded(mask(call, 1), -2), causal ? ScoreMasks.causal(query, key) : null);
        if (mask != null) {
            double far = scores.dtype() == DType.FLOAT16 ? 65504 : 1e9;
            scores = Selection.where(mask, scores, scores.minus(far));
        }
        SymbolicTensor weights = Dropout.dropped(call, Nn.softmax(scores, -1), get(DROPOUT), null, get(SEED));
        SymbolicTensor output = Linear.matmul(weights, value);
        SymbolicTensor counts = ScoreMasks.expanded(mask(call, 0), -1);
        if (counts != null) {
            output = Selection.where(counts, output, Arithmetic.literal(0, output));
        }
        boolean returns = Boolean.TRUE.equals(call.option("return_attention_scores"));
        return returns ? List.of(output, weights) : List.of(output);
    }

    private static void check(List<SymbolicTensor> inputs) {
        if (inputs.size() < 2 || inputs.size() > 3) {
            throw ShapeException.because(
                            "takes a query, a value and maybe a key; received " + inputs.size() + " inputs")
                    .remedy("on(query, value), or on(query, value, key)");
        }
        for (SymbolicTensor input : inputs) {
            if (input.shape().rank() != 3) {
                throw ShapeException.because("needs inputs of rank 3: batch, steps, channels")
                        .differs("an input has shape " + input.shape());
            }
        }
    }

    private static @Nullable SymbolicTensor mask(Call call, int input) {
        Object masks = call.option("mask");
        return masks instanceof List<?> list && list.size() > input ? (SymbolicTensor) list.get(input) : null;
    }
}
