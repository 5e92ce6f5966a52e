package dev.lamina.ops;

import static dev.lamina.ops.Modules.NN;

import dev.lamina.Arguments;
import dev.lamina.DType;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.errors.ShapeException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Attention as an op. Source: Vaswani et al., Attention Is All You Need; {@code keras.ops.dot_product_attention}. */
public final class Attention {
    /** Whether a position sees only those before it and itself. */
    public static final Field<Boolean> IS_CAUSAL = Fields.bool("is_causal").orElse(false);

    /** What products are multiplied by; null for {@code 1 / √size}. */
    public static final Field<@Nullable Double> SCALE = Fields.number("scale").orNull();

    /** TensorFlow has no flash attention. */
    private static final Field<@Nullable Boolean> FLASH_ATTENTION = Field.of(
                    "flash_attention", Fields.codec("false or null", (Boolean flash) -> !flash, (plain, place) -> {
                        if (plain instanceof Boolean flash && !flash) {
                            return flash;
                        }
                        throw place.unexpected(plain, "false or null: TensorFlow has no flash attention");
                    }))
            .orNull();

    private static final Field<@Nullable Double> SOFT_CAP = Fields.number(
                    "attn_logits_soft_cap", "null: Keras has it on TPUs only", cap -> false)
            .orNull();

    public static final OpType DOT_PRODUCT_ATTENTION = OpType.of(
                    NN,
                    "DotProductAttention",
                    (op, in) -> attended(in.subList(0, 3)),
                    IS_CAUSAL,
                    FLASH_ATTENTION,
                    SOFT_CAP)
            .operands("query", "key", "value", "bias", "mask")
            .passing(5, SCALE);

    private Attention() {}

    private static TensorSpec attended(List<TensorSpec> in) {
        Shape query = in.get(0).shape();
        Shape key = in.get(1).shape();
        Shape value = in.get(2).shape();
        if (in.stream().anyMatch(x -> x.shape().rank() != 4)) {
            throw ShapeException.because("needs query, key and value of rank 4: batch, length, heads, size")
                    .differs("the shapes are " + query + ", " + key + ", " + value);
        }
        boolean fits = Shape.of(query.last()).isCompatibleWith(Shape.of(key.last()))
                && key.slice(0, 3).isCompatibleWith(value.slice(0, 3));
        boolean groups = query.size(2) == key.size(2)
                || Math.min(query.size(2), key.size(2)) < 1
                || query.size(2) % key.size(2) == 0;
        if (!fits || !groups) {
            throw ShapeException.because("cannot attend")
                    .differs("query " + query + ", key " + key + ", value " + value)
                    .remedy("keys and queries of one size, and as many heads of keys as of queries, or a part of them");
        }
        DType dtype = in.stream().map(TensorSpec::dtype).reduce(in.get(0).dtype(), DType::promote);
        return new TensorSpec(query.withSize(-1, value.last()), dtype);
    }

    /**
     * {@code softmax(query · keyᵀ · scale + bias) · value} for each head. Keys and values may have fewer heads than queries.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 10, 4, 8); // positions, heads, size
     * SymbolicTensor y = dotProductAttention(x, x, x, null, null, true); // (?, 10, 4, 8)
     * }</pre>
     *
     * @param query (batch, t, heads, size)
     * @param key (batch, s, heads, size)
     * @param value (batch, s, heads, size)
     * @param bias what is added to the logits (batch, heads, t, s), broadcast; null for nothing
     * @param mask where logits count (batch, heads, t, s), broadcast; null for everywhere
     * @param isCausal whether a position sees only those before it and itself
     */
    public static SymbolicTensor dotProductAttention(
            SymbolicTensor query,
            SymbolicTensor key,
            SymbolicTensor value,
            @Nullable SymbolicTensor bias,
            @Nullable SymbolicTensor mask,
            boolean isCausal) {
        List<@Nullable Object> given = Arrays.asList(query, key, value, bias, mask);
        return DOT_PRODUCT_ATTENTION
                .op(Config.empty().set(IS_CAUSAL, isCausal))
                .call(Arguments.of(given, Map.of()))
                .get(0);
    }
}
