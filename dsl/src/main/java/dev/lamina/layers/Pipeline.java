package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Codec;
import dev.lamina.config.Config;
import dev.lamina.config.Configured;
import dev.lamina.config.Field;
import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import dev.lamina.config.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One layer after the other, as one layer: for those that prepare inputs.
 *
 * <p>Shapes: those of the layers. Source: {@code keras.layers.Pipeline}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 3);
 * SymbolicTensor y = x.then(pipeline(randomFlip(), resizing(16, 16))); // (?, 16, 16, 3)
 * }</pre>
 */
public final class Pipeline extends Layer<Pipeline> {
    static final Schema<Pipeline> SCHEMA = schema("Pipeline", Pipeline::new);
    private static final Field<List<Layer<?>>> LAYERS = SCHEMA.add(Field.of("layers", new LayersCodec()));

    static {
        SCHEMA.unwritten("trainable");
        SCHEMA.unwritten("dtype");
    }

    private Pipeline(Config config) {
        super(SCHEMA, config);
    }

    static Pipeline of(Layer<?>... layers) {
        return SCHEMA.create(Config.empty().set(LAYERS, List.of(layers)));
    }

    /** The layers, in order. */
    public List<Layer<?>> layers() {
        return get(LAYERS);
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        SymbolicTensor result = x;
        for (int i = 0; i < layers().size(); i++) {
            result = call.sublayer("_pipeline_layers/" + i, layers().get(i), result);
        }
        return result;
    }

    private static final class LayersCodec implements Codec<List<Layer<?>>> {
        @Override
        public List<Layer<?>> read(@Nullable Object plain, Place place) {
            List<Layer<?>> layers = new ArrayList<>();
            List<@Nullable Object> list = Plain.list(plain, place);
            for (int i = 0; i < list.size(); i++) {
                Object element = list.get(i);
                if (element == null) {
                    throw place.at(i).unexpected(null, "a layer");
                }
                layers.add(place.at(i).read(Layer.class, element));
            }
            return List.copyOf(layers);
        }

        @Override
        public Object write(List<Layer<?>> value) {
            return value.stream().map(Configured::toPlain).toList();
        }

        @Override
        public boolean allows(List<Layer<?>> value) {
            return !value.isEmpty();
        }

        @Override
        public String expected() {
            return "a list of at least one layer";
        }
    }
}
