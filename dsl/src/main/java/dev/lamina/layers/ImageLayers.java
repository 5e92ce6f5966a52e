package dev.lamina.layers;

import dev.lamina.Layer;

/** Makes layers that change images or take spectra of signals; {@link Layers} has them too. */
public abstract class ImageLayers {
    ImageLayers() {}

    /** See {@link Resizing}. */
    public static Resizing resizing(int height, int width) {
        return Resizing.of(height, width);
    }

    /** See {@link CenterCrop}. */
    public static CenterCrop centerCrop(int height, int width) {
        return CenterCrop.of(height, width);
    }

    /** See {@link RandomCrop}. */
    public static RandomCrop randomCrop(int height, int width) {
        return RandomCrop.of(height, width);
    }

    /** See {@link Pipeline}. */
    public static Pipeline pipeline(Layer<?>... layers) {
        return Pipeline.of(layers);
    }

    // Places

    /** See {@link RandomFlip}. */
    public static RandomFlip randomFlip() {
        return RandomFlip.of();
    }

    /** See {@link RandomRotation}; a part of a full turn either way, or the least and the most. */
    public static RandomRotation randomRotation(double... factor) {
        return RandomRotation.of(factor);
    }

    /** See {@link RandomTranslation}; parts of height and width, either way. */
    public static RandomTranslation randomTranslation(double heightFactor, double widthFactor) {
        return RandomTranslation.of(heightFactor, widthFactor);
    }

    /** See {@link RandomZoom}; one number either way, or the least and the most. */
    public static RandomZoom randomZoom(double... heightFactor) {
        return RandomZoom.of(heightFactor);
    }

    /** See {@link RandomShear}; numbers from 0 to 1, either way. */
    public static RandomShear randomShear(double xFactor, double yFactor) {
        return RandomShear.of(xFactor, yFactor);
    }

    /** See {@link RandomPerspective}; the probability, at most one number or between two. */
    public static RandomPerspective randomPerspective(double... factor) {
        return RandomPerspective.of(factor);
    }

    /** See {@link RandomElasticTransform}; the probability, at most one number or between two. */
    public static RandomElasticTransform randomElasticTransform(double... factor) {
        return RandomElasticTransform.of(factor);
    }

    // Values

    /** See {@link AutoContrast}. */
    public static AutoContrast autoContrast() {
        return AutoContrast.of();
    }

    /** See {@link Equalization}. */
    public static Equalization equalization() {
        return Equalization.of();
    }

    /** See {@link ContrastLimitedAdaptiveHistogramEqualization}. */
    public static ContrastLimitedAdaptiveHistogramEqualization contrastLimitedAdaptiveHistogramEqualization() {
        return ContrastLimitedAdaptiveHistogramEqualization.of();
    }

    /** See {@link Solarization}. */
    public static Solarization solarization() {
        return Solarization.of();
    }

    /** See {@link RandomBrightness}; one number either way, or the least and the most. */
    public static RandomBrightness randomBrightness(double... factor) {
        return RandomBrightness.of(factor);
    }

    /** See {@link RandomContrast}; at most one number, or between two. */
    public static RandomContrast randomContrast(double... factor) {
        return RandomContrast.of(factor);
    }

    /** See {@link RandomHue}; at most one number, or between two. */
    public static RandomHue randomHue(double... factor) {
        return RandomHue.of(factor);
    }

    /** See {@link RandomSaturation}; one number either way, or the least and the most. */
    public static RandomSaturation randomSaturation(double... factor) {
        return RandomSaturation.of(factor);
    }

    /** See {@link RandomColorJitter}. */
    public static RandomColorJitter randomColorJitter() {
        return RandomColorJitter.of();
    }

    /** See {@link RandomColorDegeneration}; one number either way, or the least and the most. */
    public static RandomColorDegeneration randomColorDegeneration(double... factor) {
        return RandomColorDegeneration.of(factor);
    }

    /** See {@link RandomGrayscale}; the probability. */
    public static RandomGrayscale randomGrayscale(double factor) {
        return RandomGrayscale.of(factor);
    }

    /** See {@link RandomInvert}; the probability, at most one number or between two. */
    public static RandomInvert randomInvert(double... factor) {
        return RandomInvert.of(factor);
    }

    /** See {@link RandomPosterization}; at most one number of bits, or between two. */
    public static RandomPosterization randomPosterization(int... bits) {
        return RandomPosterization.of(bits);
    }

    /** See {@link RandomSharpness}; at most one number, or between two. */
    public static RandomSharpness randomSharpness(double... factor) {
        return RandomSharpness.of(factor);
    }

    /** See {@link RandomGaussianBlur}; the probability, at most one number or between two. */
    public static RandomGaussianBlur randomGaussianBlur(double... factor) {
        return RandomGaussianBlur.of(factor);
    }

    /** See {@link RandomErasing}; the probability, at most one number or between two. */
    public static RandomErasing randomErasing(double... factor) {
        return RandomErasing.of(factor);
    }

    // Mixtures

    /** See {@link RandAugment}. */
    public static RandAugment randAugment() {
        return RandAugment.of();
    }

    /** See {@link AugMix}. */
    public static AugMix augMix() {
        return AugMix.of();
    }

    /** See {@link MixUp}. */
    public static MixUp mixUp() {
        return MixUp.of();
    }

    /** See {@link CutMix}; the parameter of the beta distribution, at most one number or between two. */
    public static CutMix cutMix(double... factor) {
        return CutMix.of(factor);
    }

    // Signals

    /** See {@link STFTSpectrogram}. */
    public static STFTSpectrogram stftSpectrogram() {
        return STFTSpectrogram.of();
    }

    /** See {@link MelSpectrogram}. */
    public static MelSpectrogram melSpectrogram() {
        return MelSpectrogram.of();
    }
}
