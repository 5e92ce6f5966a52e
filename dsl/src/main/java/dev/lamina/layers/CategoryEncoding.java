package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Core;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Vectors for categories that are numbered from 0. Larger numbers than there are categories are in no vector; negative ones are an
 * error when the model runs, unless each number has its own vector.
 *
 * <p>Shapes: multi_hot and count (batch, n) -> (batch, tokens), one_hot (…) -> (…, tokens), and (…, 1) -> (…, tokens). A second input
 * of the first one's shape says what each number counts for. Source: {@code keras.layers.CategoryEncoding}.
 *
 * <pre>{@code
 * SymbolicTensor genres = input("genres", INT32, 3);
 * SymbolicTensor hot = genres.then(categoryEncoding(20)); // (?, 20)
 * }</pre>
 */
public final class CategoryEncoding extends Layer<CategoryEncoding> {
    static final Schema<CategoryEncoding> SCHEMA =
            schema("CategoryEncoding", CategoryEncoding::new).ignoring("sparse");
    private static final Field<Integer> NUM_TOKENS = SCHEMA.add(Fields.positive("num_tokens"));
    private static final Field<OutputMode> OUTPUT_MODE =
            SCHEMA.add(OutputMode.field(OutputMode.MULTI_HOT, OutputMode.ONE_HOT, OutputMode.COUNT)
                    .orElse(OutputMode.MULTI_HOT));

    private CategoryEncoding(Config config) {
        super(SCHEMA, config);
    }

    static CategoryEncoding of(int numTokens) {
        return SCHEMA.create(Config.empty().set(NUM_TOKENS, numTokens));
    }

    /** What comes out: one vector for each example, with 1 for each of its categories, by default. */
    public CategoryEncoding outputMode(OutputMode outputMode) {
        return with(OUTPUT_MODE, outputMode);
    }

    @Override
    protected int inputCount() {
        return -1;
    }

    @Override
    protected List<String> inputNames() {
        return List.of("inputs", "count_weights");
    }

    @Override
    protected List<SymbolicTensor> call(Call call, List<SymbolicTensor> inputs) {
        if (inputs.size() > 2) {
            throw ShapeException.because("takes categories, and weights for counting them; received " + inputs.size());
        }
        @Nullable SymbolicTensor weights = inputs.size() > 1 ? inputs.get(1) : null;
        if (weights != null && get(OUTPUT_MODE) != OutputMode.COUNT) {
            throw ShapeException.because("takes weights only for counting")
                    .differs("output_mode is " + get(OUTPUT_MODE).kerasName())
                    .remedy("outputMode(COUNT)");
        }
        SymbolicTensor vectors =
                Categories.encode(Categories.whole(inputs.get(0)), get(OUTPUT_MODE), get(NUM_TOKENS), weights);
        return List.of(Core.cast(vectors, call.dtype().computeDType()));
    }
}
