package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Interpolation;
import java.util.List;
import java.util.function.UnaryOperator;

/** The changes that {@link RandAugment} and {@link AugMix} draw from. */
record Augmentations(Factor factor, ValueRange valueRange, Interpolation interpolation, DataFormat dataFormat) {
    enum Kind {
        SHEAR,
        TRANSLATION,
        ROTATION,
        BRIGHTNESS,
        COLOR_DEGENERATION,
        CONTRAST,
        SHARPNESS,
        POSTERIZATION,
        SOLARIZATION,
        AUTO_CONTRAST,
        EQUALIZATION
    }

    static final List<Kind> ALL = List.of(Kind.values());

    /** Those that do not change the colours of the images that they are tested with. */
    static final List<Kind> SOME = List.of(
            Kind.SHEAR,
            Kind.TRANSLATION,
            Kind.ROTATION,
            Kind.POSTERIZATION,
            Kind.SOLARIZATION,
            Kind.AUTO_CONTRAST,
            Kind.EQUALIZATION);

    /** Draws a change of one kind. */
    UnaryOperator<SymbolicTensor> drawn(Kind kind, SymbolicTensor images, Draws draws) {
        double[] range = {factor.lower(), factor.upper()};
        double[] values = {valueRange.lower(), valueRange.upper()};
        return switch (kind) {
            case AUTO_CONTRAST -> x -> AutoContrast.stretched(x, valueRange);
            case EQUALIZATION -> x -> Equalization.equalized(x, dataFormat, valueRange, 256);
            case SHEAR ->
                drawn(RandomShear.of(0, 0).xFactor(range).yFactor(range).interpolation(interpolation), images, draws);
            case TRANSLATION ->
                drawn(
                        RandomTranslation.of(0, 0)
                                .heightFactor(range)
                                .widthFactor(range)
                                .interpolation(interpolation),
                        images,
                        draws);
            case ROTATION -> drawn(RandomRotation.of(range).interpolation(interpolation), images, draws);
            case BRIGHTNESS -> drawn(RandomBrightness.of(range).valueRange(values), images, draws);
            case COLOR_DEGENERATION -> drawn(RandomColorDegeneration.of(range).valueRange(values), images, draws);
            case CONTRAST -> drawn(RandomContrast.of(range).valueRange(values), images, draws);
            case SHARPNESS -> drawn(RandomSharpness.of(range).valueRange(values), images, draws);
            case POSTERIZATION ->
                drawn(
                        RandomPosterization.of(Math.max(1, (int) (8 * factor.upper())))
                                .valueRange(values),
                        images,
                        draws);
            case SOLARIZATION ->
                drawn(
                        Solarization.of()
                                .additionFactor(range)
                                .thresholdFactor(range)
                                .valueRange(values),
                        images,
                        draws);
        };
    }

    private UnaryOperator<SymbolicTensor> drawn(RandomImageLayer<?> layer, SymbolicTensor images, Draws draws) {
        return layer.dataFormat(dataFormat).drawn(images, draws);
    }
}
