package dev.lamina.layers;

import static dev.lamina.Lamina.input;
import static dev.lamina.constraints.Constraints.nonNeg;
import static dev.lamina.layers.Layers.alphaDropout;
import static dev.lamina.layers.Layers.batchNormalization;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.dot;
import static dev.lamina.layers.Layers.dropout;
import static dev.lamina.layers.Layers.einsumDense;
import static dev.lamina.layers.Layers.gaussianDropout;
import static dev.lamina.layers.Layers.gaussianNoise;
import static dev.lamina.layers.Layers.groupNormalization;
import static dev.lamina.layers.Layers.layerNormalization;
import static dev.lamina.layers.Layers.preLU;
import static dev.lamina.layers.Layers.reversibleEmbedding;
import static dev.lamina.layers.Layers.rmsNormalization;
import static dev.lamina.layers.Layers.spatialDropout2d;
import static dev.lamina.layers.Layers.spectralNormalization;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.DType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Place;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.ShapeException;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What normalizing, dropping and multiplying layers refuse, in words. */
final class DenseLayerErrorTest {
    private static void shapeError(ThrowingCallable call, String... parts) {
        assertThatThrownBy(call).isInstanceOf(ShapeException.class).hasMessageContainingAll(parts);
    }

    private static void configError(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(ConfigException.class).hasMessage(message);
    }

    private static Object read(Schema<?> schema, Map<String, Object> config) {
        Place root = Place.root(DenseLayerErrorTest::nothing);
        return schema.read(new java.util.LinkedHashMap<>(config), root);
    }

    private static <T> T nothing(Class<T> kind, Object plain, Place place) {
        throw place.unexpected(plain, "nothing of " + kind);
    }

    @Test
    void groupsMustDivideTheChannels() {
        SymbolicTensor x = input("x", 4, 6);
        shapeError(
                () -> x.then(groupNormalization(4)),
                "cannot split its input into 4 groups of channels",
                "axis 2 has 6, no multiple of 4");
        shapeError(() -> input("open", 4, Shape.UNKNOWN).then(groupNormalization(2)), "a known number of channels");
        shapeError(() -> x.then(groupNormalization(2).axis(-3)), "cannot take the batch for the channels");
        configError(
                () -> groupNormalization(0),
                "GroupNormalization: groups must be a positive integer, or -1; received 0");
        configError(
                () -> groupNormalization(2).axis(0),
                "GroupNormalization: axis must be an axis other than 0, the batch; received 0");
    }

    @Test
    void spectralNormalizationNeedsAKernel() {
        SymbolicTensor x = input("x", 4, 6);
        configError(
                () -> x.then(spectralNormalization(batchNormalization())),
                "SpectralNormalization: layer must be one with a kernel or embeddings; received BatchNormalization, which has"
                        + " gamma, beta, moving_mean, moving_variance");
        configError(
                () -> x.then(spectralNormalization(dropout(0.1))),
                "SpectralNormalization: layer must be one with a kernel or embeddings; received Dropout, which has no weights");
        configError(
                () -> spectralNormalization(dense(2)).powerIterations(0),
                "SpectralNormalization: power_iterations must be a positive integer; received 0");
    }

    @Test
    void reversibleEmbeddingSaysWhatComesBack() {
        SymbolicTensor x = input("x", 4, 6);
        shapeError(
                () -> reversibleEmbedding(9, 5).reverse(x),
                "needs vectors of size 5 on the way back",
                "the input has shape (?, 4, 6)",
                "dense(5) before it");
        configError(
                () -> reversibleEmbedding(9, 5).logitSoftCap(0),
                "ReversibleEmbedding: logit_soft_cap must be a number other than 0 or null; received 0.0");
        configError(
                () -> reversibleEmbedding(9, 5).reverseDtype(DType.INT32),
                "ReversibleEmbedding: reverse_dtype must be a floating-point type or null; received \"int32\"");
    }

    @Test
    void normalizationsSayWhatDoesNotFit() {
        shapeError(
                () -> input("x", 4, 6).then(rmsNormalization().axis(1)),
                "cannot multiply by its scale of shape (4,)",
                "axis(...) with the last axes");
        shapeError(() -> input("x", 4).then(layerNormalization().axis(3)), "no axis 3");
        configError(
                () -> layerNormalization().axis(),
                "LayerNormalization: axis must be a list of different axes; received []");
        configError(
                () -> batchNormalization().renormClipping(RenormClipping.of(2, 1, 1)),
                "BatchNormalization: renorm_clipping must be limits rmin, rmax, dmax with rmin not above rmax and dmax at"
                        + " least 0 or null; received {rmax=1.0, rmin=2.0, dmax=1.0}");
        configError(
                () -> read(BatchNormalization.SCHEMA, Map.of("renorm_clipping", Map.of("rmix", 1))),
                "renorm_clipping.rmix: unknown limit; did you mean rmin?");
    }

    @Test
    void ratesAreProbabilities() {
        configError(() -> dropout(1.5), "Dropout: rate must be a number from 0 to 1; received 1.5");
        configError(
                () -> gaussianDropout(1),
                "GaussianDropout: rate must be a number of at least 0 and below 1; received 1.0");
        configError(
                () -> alphaDropout(-1), "AlphaDropout: rate must be a number of at least 0 and below 1; received -1.0");
        configError(() -> gaussianNoise(2), "GaussianNoise: stddev must be a number from 0 to 1; received 2.0");
        configError(
                () -> dropout(0.5).noiseShape(0),
                "Dropout: noise_shape must be a list of positive integers and nulls or null; received [0]");
        shapeError(() -> input("x", 4).then(spatialDropout2d(0.5)), "needs an input of rank 4");
    }

    @Test
    void equationsNameEveryAxis() {
        configError(
                () -> einsumDense("ab,bc", 3),
                "EinsumDense: equation must be an equation \"ab,bc->ac\", \"...ab,bc->...ac\" or \"ab...,bc->ac...\";"
                        + " received \"ab,bc\"");
        configError(
                () -> einsumDense("ab,bc->ad", 3),
                "EinsumDense: equation must have each axis of its output in an input; received \"ab,bc->ad\", where nothing"
                        + " has \"d\"");
        configError(
                () -> einsumDense("ab,bc->ac", 3).biasAxes("b"),
                "EinsumDense: bias_axes must be letters of the output \"ac\" or null; received \"b\"");
        SymbolicTensor x = input("x", 4, 6);
        shapeError(() -> x.then(einsumDense("ab,bc->ac", 3)), "cannot name the axes of its input", "has 3 axes");
        shapeError(
                () -> x.then(einsumDense("abc,cd->abd", 5, 3)),
                "cannot keep the size of its axis \"b\"",
                "the input has 4, the output 5");
        shapeError(() -> x.then(einsumDense("abc,cd->abd", 3)), "makes one of 3 axes", "an output shape of 2 sizes");
        shapeError(() -> x.then(einsumDense("abc,ce->ab", 4)), "cannot know the size of its kernel's axis \"e\"");
    }

    @Test
    void othersNameTheirAxes() {
        configError(() -> dot(1, 2, 3), "Dot: axes must be an axis, or one of each input; received [1, 2, 3]");
        configError(
                () -> preLU().sharedAxes(-1),
                "PReLU: shared_axes must be a list of axes of at least 1, the batch being 0 or null; received [-1]");
    }

    @Test
    void quantizedWeightsAndConstrainedAdaptersAreRefused() {
        configError(
                () -> read(Dense.SCHEMA, Map.of("units", 4, "quantization_config", Map.of("mode", "int8"))),
                "quantization_config: expected null; received {mode=int8}: quantized weights are not supported"
                        + "\n  try   saving the model in Keras before it is quantized");
        Dense adapted = dense(4).loraRank(2).kernelConstraint(nonNeg());
        configError(
                () -> input("x", 3).then(adapted),
                "Dense: kernel_constraint must be null where lora_rank is not; received a constraint and rank 2");
    }
}
