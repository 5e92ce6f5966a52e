package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.SymbolicTensor;
import dev.lamina.activations.Activations;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ShapeException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Attention with several heads: query, key and value are projected for each head, each step of the query gets the mean of the
 * values that {@code softmax(query · key / √key_dim)} weighs, and what the heads give is projected together.
 *
 * <p>Shapes: query (batch, Tq, dim), value (batch, Tv, …), maybe key (batch, Tv, …), else the value -> (batch, Tq, dim), or
 * (batch, Tq, …) with {@code outputShape}; with the option {@code return_attention_scores} also the weights (batch, heads, Tq,
 * Tv). Kernels: query and key (dim, heads, key_dim), value (dim, heads, value_dim), output (heads, value_dim, dim). Masks: those
 * of query, value and key, the option {@code attention_mask} (batch, Tq, Tv), and {@code use_causal_mask}. Source: {@code
 * keras.layers.MultiHeadAttention}; Vaswani et al. 2017.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 64);
 * SymbolicTensor y = multiHeadAttention(8, 16).on(x, x); // (?, 10, 64)
 * SymbolicTensor z = multiHeadAttention(8, 16).causal(x, x); // (?, 10, 64)
 * }</pre>
 */
public final class MultiHeadAttention extends HeadedAttention<MultiHeadAttention> {
    static final Schema<MultiHeadAttention> SCHEMA = schema("MultiHeadAttention", MultiHeadAttention::new);
    private static final Field<Integer> NUM_HEADS = SCHEMA.add(Fields.positive("num_heads"));
    private static final Field<Integer> KEY_DIM = SCHEMA.add(Fields.positive("key_dim"));
    private static final Field<@Nullable Integer> VALUE_DIM =
            SCHEMA.add(Fields.positive("value_dim").orNull());
    private static final Field<@Nullable List<Integer>> OUTPUT_SHAPE = SCHEMA.add(Fields.integers(
                    "output_shape",
                    "a list of positive integers",
                    sizes -> sizes.stream().allMatch(size -> size > 0))
            .orNull());
    private static final Field<@Nullable List<Integer>> ATTENTION_AXES =
            SCHEMA.add(Fields.integers("attention_axes", "a list of axes", axes -> !axes.isEmpty())
                    .orNull());

    static {
        addHeaded(SCHEMA);
    }

    private MultiHeadAttention(Config config) {
        super(SCHEMA, config);
    }

    static MultiHeadAttention of(int numHeads, int keyDim) {
        return SCHEMA.create(Config.empty().set(NUM_HEADS, numHeads).set(KEY_DIM, keyDim));
    }

    /** The number of heads. */
    public int numHeads() {
        return get(NUM_HEADS);
    }

    /** The size of a head's query and key. */
    public int keyDim() {
        return get(KEY_DIM);
    }

    /** The size of a head's value; that of its key by default. */
    public MultiHeadAttention valueDim(int valueDim) {
        return with(VALUE_DIM, valueDim);
    }

    /** What takes the place of the query's last axis in the output; that axis by default. */
    public MultiHeadAttention outputShape(int... sizes) {
        return with(OUTPUT_SHAPE, IntStream.of(sizes).boxed().toList());
    }

    /** The axes that are attended over, the batch being 0; all but the batch and the channels by default. */
    public MultiHeadAttention attentionAxes(int... axes) {
        return with(ATTENTION_AXES, IntStream.of(axes).boxed().toList());
    }

    @Override
    protected List<SymbolicTensor> call(Call call, List<SymbolicTensor> inputs) {
        check(inputs);
        SymbolicTensor query = inputs.get(0);
        SymbolicTensor value = inputs.get(1);
        SymbolicTensor key = inputs.size() > 2 ? inputs.get(2) : value;
        int rank = query.shape().rank();
        if (rank != value.shape().rank()) {
            throw ShapeException.because("needs a query and a value of the same rank")
                    .differs("the query has shape " + query.shape() + ", the value " + value.shape());
        }
        Integer given = get(VALUE_DIM);
        int valueDim = given == null ? keyDim() : given;
        Projection toKeys = Projection.of(rank - 1, 1, List.of(numHeads(), keyDim()));
        Projection toValues = Projection.of(rank - 1, 1, List.of(numHeads(), valueDim));
        SymbolicTensor projectedQuery = call.sublayer("query_dense", projection(toKeys, true), query);
        SymbolicTensor projectedKey = call.sublayer("key_dense", projection(toKeys, true), key);
        SymbolicTensor gate = usesGate()
                ? call.sublayer("_gate_dense", projection(toValues.activation(Activations.SIGMOID), true), query)
                : null;
        SymbolicTensor projectedValue = call.sublayer("value_dense", projection(toValues, true), value);
        List<Integer> axes = attentionAxes(rank + 1);
        Attended attended = attend(
                call,
                AttentionEquations.of(rank + 1, axes),
                projectedQuery,
                projectedKey,
                projectedValue,
                axes.size(),
                mask(call, query, value));
        SymbolicTensor heads =
                gate == null ? attended.output() : attended.output().times(gate);
        List<Integer> shape = get(OUTPUT_SHAPE);
        Projection toOutput =
                Projection.of(rank - 1, 2, shape == null ? List.of(query.shape().last()) : shape);
        // The regularizer of the activity is on this layer's output, which is that of its last projection.
        SymbolicTensor output = call.sublayer("output_dense", projection(toOutput, false), heads);
        return returnsScores(call) ? List.of(output, attended.weights()) : List.of(output);
    }

    /** The axes that are attended over, of tensors (batch, …, heads, channels). */
    private List<Integer> attentionAxes(int rank) {
        List<Integer> given = get(ATTENTION_AXES);
        List<Integer> axes = given == null
                ? IntStream.range(1, rank - 2).boxed().toList()
                : given.stream().map(axis -> axis < 0 ? axis + rank - 1 : axis).toList();
        if (axes.stream().anyMatch(axis -> axis < 1 || axis > rank - 3)
                || axes.stream().distinct().count() != axes.size()) {
            throw ShapeException.because("cannot attend over the axes " + given)
                    .differs("the query has rank " + (rank - 1) + "; axes lie between the batch and the channels")
                    .remedy("attentionAxes(...) from 1 to " + (rank - 3));
        }
        return axes;
    }
}
