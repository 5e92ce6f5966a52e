package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Rearranging;
import java.util.List;

/**
 * Makes volumes larger by whole factors, repeating their elements.
 *
 * <p>Shapes: x (batch, depth, height, width, channels) -> (batch, depth · size, height · size, width · size, channels).
 * Source: {@code keras.layers.UpSampling3D}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 4, 5, 6, 3);
 * SymbolicTensor y = x.then(upSampling3d(1, 2, 3)); // (?, 4, 10, 18, 3)
 * }</pre>
 */
public final class UpSampling3D extends SpatialLayer<UpSampling3D> {
    static final Schema<UpSampling3D> SCHEMA = schema("UpSampling3D", UpSampling3D::new);
    private static final Field<List<Integer>> SIZE =
            SCHEMA.add(Fields.perAxis("size", 3, 1).orElse(List.of(2, 2, 2)));

    static {
        SCHEMA.add(DATA_FORMAT);
    }

    private UpSampling3D(Config config) {
        super(SCHEMA, config);
    }

    static UpSampling3D of(int... size) {
        return SCHEMA.create(size.length == 0 ? Config.empty() : Config.empty().set(SIZE, PerAxis.sizes(3, size)));
    }

    /** The factors for depth, height and width. */
    public List<Integer> size() {
        return get(SIZE);
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        PerAxis.check(x, 3);
        SymbolicTensor y = x;
        for (int i = 0; i < 3; i++) {
            int factor = size().get(i);
            y = factor == 1 ? y : Rearranging.repeat(y, factor, PerAxis.first(dataFormat()) + i);
        }
        return y;
    }
}
