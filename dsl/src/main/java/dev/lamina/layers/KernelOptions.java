package dev.lamina.layers;

import dev.lamina.config.Codec;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Place;
import dev.lamina.config.Schema;
import org.jspecify.annotations.Nullable;

/** Keys of Keras's layers with large kernels: {@link Adapters}, and quantized weights, which are refused. */
final class KernelOptions {
    private static final Field<@Nullable Object> QUANTIZATION_CONFIG =
            Field.of("quantization_config", new OnlyNullCodec()).orNull().omittedByDefault();
    static final Field<@Nullable Integer> LORA_RANK =
            Fields.positive("lora_rank").orNull().omittedByDefault();
    static final Field<@Nullable Double> LORA_ALPHA =
            Fields.number("lora_alpha").orNull().omittedByDefault();

    private KernelOptions() {}

    static void addTo(Schema<?> schema) {
        schema.add(QUANTIZATION_CONFIG);
        schema.add(LORA_RANK);
        schema.add(LORA_ALPHA);
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
