package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.initializers.Initializers;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Trigonometry;

/**
 * Attention by sums: each step of a query gets the mean of the values, weighed by the softmax of {@code Σ scale · tanh(query +
 * key)}.
 *
 * <p>Shapes: query (batch, Tq, dim), value (batch, Tv, dim), maybe key (batch, Tv, dim), else the value -> (batch, Tq, dim); with
 * the option {@code return_attention_scores} also the weights (batch, Tq, Tv); scale (dim). Masks: those of query and value; the
 * option {@code use_causal_mask} hides later steps. Source: {@code keras.layers.AdditiveAttention}; Bahdanau, Cho and Bengio
 * 2015.
 *
 * <pre>{@code
 * SymbolicTensor query = input("query", 10, 64);
 * SymbolicTensor value = input("value", 20, 64);
 * SymbolicTensor y = additiveAttention().on(query, value); // (?, 10, 64)
 * }</pre>
 */
public final class AdditiveAttention extends DotAttention<AdditiveAttention> {
    static final Schema<AdditiveAttention> SCHEMA = schema("AdditiveAttention", AdditiveAttention::new);
    private static final Field<Boolean> USE_SCALE =
            SCHEMA.add(Fields.bool("use_scale").orElse(true));

    static {
        addDropout(SCHEMA);
    }

    private AdditiveAttention(Config config) {
        super(SCHEMA, config);
    }

    static AdditiveAttention of() {
        return SCHEMA.create(Config.empty());
    }

    /** Whether the terms of a sum are multiplied by learned numbers; true by default. */
    public AdditiveAttention useScale(boolean useScale) {
        return with(USE_SCALE, useScale);
    }

    @Override
    SymbolicTensor scores(Call call, SymbolicTensor query, SymbolicTensor key) {
        SymbolicTensor terms = Trigonometry.tanh(ScoreMasks.expand(query, -2).plus(ScoreMasks.expand(key, -3)));
        SymbolicTensor scaled = get(USE_SCALE)
                ? terms.times(call.weight("scale", Shape.of(query.shape().last()), Initializers.glorotUniform()))
                : terms;
        return Reductions.sum(scaled, -1);
    }
}
