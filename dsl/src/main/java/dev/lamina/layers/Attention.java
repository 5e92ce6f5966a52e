package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.initializers.Initializers;
import dev.lamina.ops.Linear;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Shapes;
import dev.lamina.ops.Trigonometry;

/**
 * Attention by products: each step of a query gets the mean of the values, weighed by the softmax of {@code query · key}.
 *
 * <p>Shapes: query (batch, Tq, dim), value (batch, Tv, dimv), maybe key (batch, Tv, dim), else the value -> (batch, Tq, dimv);
 * with the option {@code return_attention_scores} also the weights (batch, Tq, Tv). Masks: those of query and value; the option
 * {@code use_causal_mask} hides later steps. Source: {@code keras.layers.Attention}; Luong, Pham and Manning 2015.
 *
 * <pre>{@code
 * SymbolicTensor query = input("query", 10, 64);
 * SymbolicTensor value = input("value", 20, 64);
 * SymbolicTensor y = attention().on(query, value); // (?, 10, 64)
 * }</pre>
 */
public final class Attention extends DotAttention<Attention> {
    /** How a query and a key are compared. */
    public enum ScoreMode {
        /** By their product. */
        DOT,
        /** By the sum of {@code tanh(query + key)}, times a learned number. */
        CONCAT
    }

    static final Schema<Attention> SCHEMA = schema("Attention", Attention::new);
    private static final Field<Boolean> USE_SCALE =
            SCHEMA.add(Fields.bool("use_scale").orElse(false));
    private static final Field<ScoreMode> SCORE_MODE =
            SCHEMA.add(Fields.choice("score_mode", ScoreMode.class).orElse(ScoreMode.DOT));

    static {
        addDropout(SCHEMA);
    }

    private Attention(Config config) {
        super(SCHEMA, config);
    }

    static Attention of() {
        return SCHEMA.create(Config.empty());
    }

    /** Whether scores are multiplied by a learned number; false by default. */
    public Attention useScale(boolean useScale) {
        return with(USE_SCALE, useScale);
    }

    /** How a query and a key are compared; by their product by default. */
    public Attention scoreMode(ScoreMode mode) {
        return with(SCORE_MODE, mode);
    }

    @Override
    SymbolicTensor scores(Call call, SymbolicTensor query, SymbolicTensor key) {
        SymbolicTensor scale = get(USE_SCALE) ? call.weight("scale", Shape.scalar(), Initializers.ones()) : null;
        if (get(SCORE_MODE) == ScoreMode.DOT) {
            SymbolicTensor products = Linear.matmul(query, Shapes.transpose(key, 0, 2, 1));
            return scale == null ? products : products.times(scale);
        }
        SymbolicTensor weight = call.weight("concat_score_weight", Shape.scalar(), Initializers.ones());
        SymbolicTensor sums = ScoreMasks.expand(query, -2).plus(ScoreMasks.expand(key, -3));
        SymbolicTensor scaled = scale == null ? sums : sums.times(scale);
        return Reductions.sum(Trigonometry.tanh(scaled), -1).times(weight);
    }
}
