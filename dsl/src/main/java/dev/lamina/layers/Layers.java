package dev.lamina.layers;

import dev.lamina.Block;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;
import dev.lamina.activations.Activation;
import dev.lamina.config.Schema;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Makes layers; made for {@code import static}. Factories take what Keras requires, setters the rest. */
public final class Layers extends SequenceLayers {
    private Layers() {}

    /**
     * The schemas of all layers here, sorted by class name: those of the classes that the factories return, so that a layer
     * with a factory is known to files too.
     */
    public static List<Schema<? extends Layer<?>>> schemas() {
        return Arrays.stream(Layers.class.getMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getReturnType)
                .filter(Layer.class::isAssignableFrom)
                .distinct()
                .<Schema<? extends Layer<?>>>map(Layers::schema)
                .sorted(Comparator.comparing(Schema::className))
                .toList();
    }

    @SuppressWarnings("unchecked") // a layer's schema makes that layer
    private static Schema<? extends Layer<?>> schema(Class<?> layer) {
        try {
            return (Schema<? extends Layer<?>>) layer.getDeclaredField("SCHEMA").get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(layer.getName() + " needs a constant SCHEMA", e);
        }
    }

    // Core

    /** See {@link Dense}. */
    public static Dense dense(int units) {
        return Dense.of(units);
    }

    /** See {@link Embedding}. */
    public static Embedding embedding(int inputDim, int outputDim) {
        return Embedding.of(inputDim, outputDim);
    }

    /** See {@link ReversibleEmbedding}. */
    public static ReversibleEmbedding reversibleEmbedding(int inputDim, int outputDim) {
        return ReversibleEmbedding.of(inputDim, outputDim);
    }

    /** See {@link EinsumDense}; the shape of the output without the batch, {@link dev.lamina.Shape#UNKNOWN} where x says it. */
    public static EinsumDense einsumDense(String equation, int... outputShape) {
        return EinsumDense.of(equation, outputShape);
    }

    /** See {@link Lambda}; a function of one tensor, and the name of the Python function that it stands for. */
    public static Lambda lambda(String functionName, Block function) {
        return Lambda.of(functionName, false, LayerFunction.of(function));
    }

    /** See {@link Lambda}; a function of a list of tensors, and the name of the Python function that it stands for. */
    public static Lambda lambda(String functionName, LayerFunction function) {
        return Lambda.of(functionName, true, function);
    }

    /** See {@link Masking}. */
    public static Masking masking() {
        return Masking.of();
    }

    /** See {@link Identity}. */
    public static Identity identity() {
        return Identity.of();
    }

    // Normalization

    /** See {@link BatchNormalization}. */
    public static BatchNormalization batchNormalization() {
        return BatchNormalization.of();
    }

    /** See {@link LayerNormalization}. */
    public static LayerNormalization layerNormalization() {
        return LayerNormalization.of();
    }

    /** See {@link GroupNormalization}; the number of groups, -1 for one of each channel. */
    public static GroupNormalization groupNormalization(int groups) {
        return GroupNormalization.of(groups);
    }

    /** See {@link RMSNormalization}. */
    public static RMSNormalization rmsNormalization() {
        return RMSNormalization.of();
    }

    /** See {@link UnitNormalization}. */
    public static UnitNormalization unitNormalization() {
        return UnitNormalization.of();
    }

    /** See {@link SpectralNormalization}; a layer with a kernel or embeddings. */
    public static SpectralNormalization spectralNormalization(Layer<?> layer) {
        return SpectralNormalization.of(layer);
    }

    // Regularization

    /** See {@link Dropout}. */
    public static Dropout dropout(double rate) {
        return Dropout.of(rate);
    }

    /** See {@link SpatialDropout1D}. */
    public static SpatialDropout1D spatialDropout1d(double rate) {
        return SpatialDropout1D.of(rate);
    }

    /** See {@link SpatialDropout2D}. */
    public static SpatialDropout2D spatialDropout2d(double rate) {
        return SpatialDropout2D.of(rate);
    }

    /** See {@link SpatialDropout3D}. */
    public static SpatialDropout3D spatialDropout3d(double rate) {
        return SpatialDropout3D.of(rate);
    }

    /** See {@link GaussianDropout}. */
    public static GaussianDropout gaussianDropout(double rate) {
        return GaussianDropout.of(rate);
    }

    /** See {@link AlphaDropout}. */
    public static AlphaDropout alphaDropout(double rate) {
        return AlphaDropout.of(rate);
    }

    /** See {@link GaussianNoise}. */
    public static GaussianNoise gaussianNoise(double stddev) {
        return GaussianNoise.of(stddev);
    }

    /** See {@link ActivityRegularization}. */
    public static ActivityRegularization activityRegularization() {
        return ActivityRegularization.of();
    }

    // Merging

    /** See {@link Add}. */
    public static Add add() {
        return Add.of();
    }

    /** See {@link Subtract}. */
    public static Subtract subtract() {
        return Subtract.of();
    }

    /** See {@link Multiply}. */
    public static Multiply multiply() {
        return Multiply.of();
    }

    /** See {@link Average}. */
    public static Average average() {
        return Average.of();
    }

    /** See {@link Maximum}. */
    public static Maximum maximum() {
        return Maximum.of();
    }

    /** See {@link Minimum}. */
    public static Minimum minimum() {
        return Minimum.of();
    }

    /** See {@link Concatenate}. */
    public static Concatenate concatenate() {
        return Concatenate.of();
    }

    /** See {@link Dot}; the axis of both inputs, or one of each. */
    public static Dot dot(int... axes) {
        return Dot.of(axes);
    }

    // Activations

    /** See {@link ActivationLayer}. */
    public static ActivationLayer activation(Activation activation) {
        return ActivationLayer.of(activation);
    }

    /** See {@link ReLU}. */
    public static ReLU reLU() {
        return ReLU.of();
    }

    /** See {@link LeakyReLU}. */
    public static LeakyReLU leakyReLU() {
        return LeakyReLU.of();
    }

    /** See {@link ELU}. */
    public static ELU elu() {
        return ELU.of();
    }

    /** See {@link PReLU}. */
    public static PReLU preLU() {
        return PReLU.of();
    }

    /** See {@link Softmax}. */
    public static Softmax softmax() {
        return Softmax.of();
    }

    // Of keras.applications

    /** See {@link LayerScale}. */
    public static LayerScale layerScale(double initValues, int projectionDim) {
        return LayerScale.of(initValues, projectionDim);
    }

    /** See {@link StochasticDepth}. */
    public static StochasticDepth stochasticDepth(double dropPathRate) {
        return StochasticDepth.of(dropPathRate);
    }

    /** See {@link CustomScaleLayer}. */
    public static CustomScaleLayer customScaleLayer(double scale) {
        return CustomScaleLayer.of(scale);
    }

    // Lamina's own

    /** See {@link VectorQuantizer}. */
    public static VectorQuantizer vectorQuantizer(int numEmbeddings, int embeddingDim) {
        return VectorQuantizer.of(numEmbeddings, embeddingDim);
    }

    /** See {@link ProductQuantizer}. */
    public static ProductQuantizer productQuantizer(int groups, VectorQuantizer quantizer) {
        return ProductQuantizer.of(groups, quantizer);
    }

    /** See {@link ResidualQuantizer}. */
    public static ResidualQuantizer residualQuantizer(int rounds, VectorQuantizer quantizer) {
        return ResidualQuantizer.of(rounds, quantizer);
    }

    /** See {@link FiniteScalarQuantizer}. */
    public static FiniteScalarQuantizer finiteScalarQuantizer(int... levels) {
        return FiniteScalarQuantizer.of(levels);
    }

    /** See {@link MaskedConv2D}. */
    public static MaskedConv2D maskedConv2d(MaskType type, int filters, int... kernelSize) {
        return MaskedConv2D.of(type, filters, kernelSize);
    }

    /** See {@link Sampling}. */
    public static Sampling sampling() {
        return Sampling.of();
    }

    /** See {@link KlDivergence}. */
    public static KlDivergence klDivergence() {
        return KlDivergence.of();
    }

    /** See {@link AddLoss}. */
    public static AddLoss addLoss() {
        return AddLoss.of();
    }

    /** Gives x back and adds a scalar to what training minimizes; see {@link AddLoss}. */
    public static SymbolicTensor addLoss(SymbolicTensor x, SymbolicTensor loss) {
        return addLoss().on(x, loss);
    }

    /** See {@link AddMetric}. */
    public static AddMetric addMetric(String name) {
        return AddMetric.of(name);
    }

    /** Gives x back and reports a scalar; see {@link AddMetric}. */
    public static SymbolicTensor addMetric(SymbolicTensor x, String name, SymbolicTensor value) {
        return addMetric(name).on(x, value);
    }
}
