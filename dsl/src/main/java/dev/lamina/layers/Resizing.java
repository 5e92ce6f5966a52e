package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.ops.FillMode;
import dev.lamina.ops.Images;
import dev.lamina.ops.Interpolation;
import dev.lamina.ops.Nn;
import java.util.List;

/**
 * Images in another size, in training and in inference.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, new height, new width, channels). Integers are rounded. Source: {@code
 * keras.layers.Resizing}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 20, 3);
 * SymbolicTensor y = x.then(resizing(64, 64).cropToAspectRatio(true)); // (?, 64, 64, 3)
 * }</pre>
 */
public final class Resizing extends ImageLayer<Resizing> {
    static final Schema<Resizing> SCHEMA = images("Resizing", Resizing::new);
    private static final Field<Integer> HEIGHT = SCHEMA.add(Fields.positive("height"));
    private static final Field<Integer> WIDTH = SCHEMA.add(Fields.positive("width"));
    private static final Field<Interpolation> INTERPOLATION =
            SCHEMA.add(Fields.choice("interpolation", Interpolation.class).orElse(Interpolation.BILINEAR));
    private static final Field<Boolean> CROP_TO_ASPECT_RATIO = SCHEMA.add(Images.CROP_TO_ASPECT_RATIO);
    private static final Field<Boolean> PAD_TO_ASPECT_RATIO = SCHEMA.add(Images.PAD_TO_ASPECT_RATIO);
    private static final Field<FillMode> FILL_MODE = SCHEMA.add(Images.FILL_MODE);
    private static final Field<Double> FILL_VALUE = SCHEMA.add(Images.FILL_VALUE);
    private static final Field<Boolean> ANTIALIAS = SCHEMA.add(Images.ANTIALIAS);

    private Resizing(Config config) {
        super(SCHEMA, config);
        if (get(CROP_TO_ASPECT_RATIO) && get(PAD_TO_ASPECT_RATIO)) {
            throw new ConfigException(
                    "Resizing: crop_to_aspect_ratio and pad_to_aspect_ratio cannot both be true; received both");
        }
    }

    static Resizing of(int height, int width) {
        return SCHEMA.create(Config.empty().set(HEIGHT, height).set(WIDTH, width));
    }

    /** How elements between others are found; {@link Interpolation#BILINEAR} by default. */
    public Resizing interpolation(Interpolation interpolation) {
        return with(INTERPOLATION, interpolation);
    }

    /** Whether the largest centred part of the new sides' ratio is taken first; false by default. */
    public Resizing cropToAspectRatio(boolean crop) {
        return with(CROP_TO_ASPECT_RATIO, crop);
    }

    /** Whether images are first filled up, on two sides, to the new sides' ratio; false by default. */
    public Resizing padToAspectRatio(boolean pad) {
        return with(PAD_TO_ASPECT_RATIO, pad);
    }

    /** What fills them up; 0 by default. */
    public Resizing fillValue(double value) {
        return with(FILL_VALUE, value);
    }

    /** Whether images that become smaller are smoothed first; false by default. */
    public Resizing antialias(boolean antialias) {
        return with(ANTIALIAS, antialias);
    }

    @Override
    SymbolicTensor changed(Call call, SymbolicTensor images) {
        return floats(Images.resize(
                images,
                Config.empty()
                        .set(Images.SIZE, List.of(get(HEIGHT), get(WIDTH)))
                        .set(Images.INTERPOLATION, get(INTERPOLATION))
                        .set(Images.ANTIALIAS, get(ANTIALIAS))
                        .set(Images.CROP_TO_ASPECT_RATIO, get(CROP_TO_ASPECT_RATIO))
                        .set(Images.PAD_TO_ASPECT_RATIO, get(PAD_TO_ASPECT_RATIO))
                        .set(Images.FILL_MODE, get(FILL_MODE))
                        .set(Images.FILL_VALUE, get(FILL_VALUE))
                        .set(Nn.DATA_FORMAT, dataFormat())));
    }
}
