package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.ops.Images;
import dev.lamina.ops.Interpolation;
import java.util.List;

/**
 * Makes images larger by whole factors.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height · size, width · size, channels). Source: {@code
 * keras.layers.UpSampling2D}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 9, 3);
 * SymbolicTensor y = x.then(upSampling2d(2, 3)); // (?, 20, 27, 3)
 * }</pre>
 */
public final class UpSampling2D extends SpatialLayer<UpSampling2D> {
    static final Schema<UpSampling2D> SCHEMA = schema("UpSampling2D", UpSampling2D::new);
    private static final Field<List<Integer>> SIZE =
            SCHEMA.add(Fields.perAxis("size", 2, 1).orElse(List.of(2, 2)));

    static {
        SCHEMA.add(DATA_FORMAT);
    }

    private static final Field<Interpolation> INTERPOLATION =
            SCHEMA.add(Fields.choice("interpolation", Interpolation.class).orElse(Interpolation.NEAREST));

    private UpSampling2D(Config config) {
        super(SCHEMA, config);
        if (config.get(INTERPOLATION) == Interpolation.AREA) {
            throw new ConfigException("UpSampling2D: interpolation must be one of nearest, bilinear, bicubic, lanczos3,"
                    + " lanczos5; received \"area\"");
        }
    }

    static UpSampling2D of(int... size) {
        return SCHEMA.create(size.length == 0 ? Config.empty() : Config.empty().set(SIZE, PerAxis.sizes(2, size)));
    }

    /** The factors for height and width. */
    public List<Integer> size() {
        return get(SIZE);
    }

    /** How new elements are found; {@link Interpolation#NEAREST} by default, which repeats each element. */
    public UpSampling2D interpolation(Interpolation interpolation) {
        return with(INTERPOLATION, interpolation);
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        return Images.upSample(x, size(), get(INTERPOLATION), dataFormat());
    }
}
