package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.config.Codec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Place;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Keys of Keras's layers with large kernels for what Lamina does in part or not at all. Adapters of low rank: Keras saves the
 * kernel with its adapters added, so that predictions are right without them; training them is refused. Quantized weights are
 * refused.
 */
final class KernelOptions {
    private static final Field<@Nullable Object> QUANTIZATION_CONFIG =
            Field.of("quantization_config", new OnlyNullCodec()).orNull().omittedByDefault();
    private static final Field<@Nullable Integer> LORA_RANK =
            Fields.positive("lora_rank").orNull().omittedByDefault();
    private static final Field<@Nullable Double> LORA_ALPHA =
            Fields.number("lora_alpha").orNull().omittedByDefault();

    private KernelOptions() {}

    static void addTo(Schema<?> schema) {
        schema.add(QUANTIZATION_CONFIG);
        schema.add(LORA_RANK);
        schema.add(LORA_ALPHA);
    }

    /**
     * Refuses to train a layer of which Keras would train adapters only.
     *
     * @throws ConfigException in a step of training, unless the layer is frozen
     */
    static void check(Call call, Config config, String className) {
        Integer rank = config.get(LORA_RANK);
        if (rank != null && call.training() && call.trainable()) {
            throw new ConfigException(
                    className + ": lora_rank must be null where the layer is trained; received " + rank
                            + ": adapters of low rank cannot be trained here"
                            + "\n  try   trainable(false) on the layer, or training in Keras: what it saves predicts the same here");
        }
    }

    private static final class OnlyNullCodec implements Codec<Object> {
        @Override
        public Object read(@Nullable Object plain, Place place) {
            throw place.error(
                    "expected null; received " + dev.lamina.config.Plain.show(plain)
                            + ": quantized weights are not supported",
                    "saving the model in Keras before it is quantized");
        }

        @Override
        public Object write(Object value) {
            return value;
        }

        @Override
        public boolean allows(Object value) {
            return false;
        }

        @Override
        public String expected() {
            return "null: quantized weights are not supported";
        }
    }
}
