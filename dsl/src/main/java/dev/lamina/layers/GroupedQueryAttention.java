package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.SymbolicTensor;
import dev.lamina.activations.Activations;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Rearranging;
import java.util.List;

/**
 * Attention with several heads for the query, of which groups share a head for key and value. As many heads for all is {@link
 * MultiHeadAttention}, one for key and value is multi-query attention.
 *
 * <p>Shapes: query (batch, Tq, dim), value (batch, Tv, dim), maybe key (batch, Tv, dim), else the value -> (batch, Tq, dim); with
 * the option {@code return_attention_scores} also the weights (batch, query heads, Tq, Tv). Masks: those of query, value and key,
 * the option {@code attention_mask} (batch, Tq, Tv), and {@code use_causal_mask}. Source: {@code
 * keras.layers.GroupQueryAttention}; Ainslie et al. 2023.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 64);
 * SymbolicTensor y = groupedQueryAttention(16, 8, 2).on(x, x); // (?, 10, 64)
 * }</pre>
 */
public final class GroupedQueryAttention extends HeadedAttention<GroupedQueryAttention> {
    /** Files name it so; Keras reads {@code GroupedQueryAttention} too. */
    static final Schema<GroupedQueryAttention> SCHEMA = schema("GroupQueryAttention", GroupedQueryAttention::new);

    private static final Field<Integer> HEAD_DIM = SCHEMA.add(Fields.positive("head_dim"));
    private static final Field<Integer> NUM_QUERY_HEADS = SCHEMA.add(Fields.positive("num_query_heads"));
    private static final Field<Integer> NUM_KEY_VALUE_HEADS = SCHEMA.add(Fields.positive("num_key_value_heads"));

    static {
        addHeaded(SCHEMA);
    }

    private GroupedQueryAttention(Config config) {
        super(SCHEMA, config);
        if (config.get(NUM_QUERY_HEADS) % config.get(NUM_KEY_VALUE_HEADS) != 0) {
            throw new ConfigException("GroupQueryAttention: num_query_heads must be a multiple of num_key_value_heads "
                    + config.get(NUM_KEY_VALUE_HEADS) + "; received " + config.get(NUM_QUERY_HEADS));
        }
    }

    static GroupedQueryAttention of(int headDim, int numQueryHeads, int numKeyValueHeads) {
        return SCHEMA.create(Config.empty()
                .set(HEAD_DIM, headDim)
                .set(NUM_QUERY_HEADS, numQueryHeads)
                .set(NUM_KEY_VALUE_HEADS, numKeyValueHeads));
    }

    /** The size of a head. */
    public int headDim() {
        return get(HEAD_DIM);
    }

    /** The number of heads of the query. */
    public int numQueryHeads() {
        return get(NUM_QUERY_HEADS);
    }

    /** The number of heads of key and value. */
    public int numKeyValueHeads() {
        return get(NUM_KEY_VALUE_HEADS);
    }

    @Override
    protected List<SymbolicTensor> call(Call call, List<SymbolicTensor> inputs) {
        check(inputs);
        SymbolicTensor query = inputs.get(0);
        SymbolicTensor value = inputs.get(1);
        SymbolicTensor key = inputs.size() > 2 ? inputs.get(2) : value;
        if (query.shape().rank() != 3 || value.shape().rank() != 3) {
            throw ShapeException.because("needs inputs of rank 3: batch, steps, channels")
                    .differs("the query has shape " + query.shape() + ", the value " + value.shape());
        }
        Projection toQuery = Projection.of(2, 1, List.of(numQueryHeads(), headDim()));
        Projection toValue = Projection.of(2, 1, List.of(numKeyValueHeads(), headDim()));
        SymbolicTensor projectedQuery = call.sublayer("_query_dense", projection(toQuery, true), query);
        SymbolicTensor projectedKey = call.sublayer("_key_dense", projection(toValue, true), key);
        SymbolicTensor gate = usesGate()
                ? call.sublayer("_gate_dense", projection(toQuery.activation(Activations.SIGMOID), true), query)
                : null;
        SymbolicTensor projectedValue = call.sublayer("_value_dense", projection(toValue, true), value);
        int repeats = numQueryHeads() / numKeyValueHeads();
        Attended attended = attend(
                call,
                AttentionEquations.of(4, List.of(1)),
                projectedQuery,
                repeats == 1 ? projectedKey : Rearranging.repeat(projectedKey, repeats, 2),
                repeats == 1 ? projectedValue : Rearranging.repeat(projectedValue, repeats, 2),
                1,
                mask(call, query, value));
        SymbolicTensor heads =
                gate == null ? attended.output() : attended.output().times(gate);
        Projection toOutput = Projection.of(2, 2, List.of(query.shape().last()));
        SymbolicTensor output = call.sublayer("_output_dense", projection(toOutput, true), heads);
        return returnsScores(call) ? List.of(output, attended.weights()) : List.of(output);
    }
}
