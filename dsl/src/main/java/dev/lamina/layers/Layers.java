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
public final class Layers extends ImageLayers {
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

    // Convolution

    /** See {@link Conv1D}; the kernel has one size. */
    public static Conv1D conv1d(int filters, int... kernelSize) {
        return Conv1D.of(filters, kernelSize);
    }

    /** See {@link Conv2D}; the kernel has one size for both axes, or height and width. */
    public static Conv2D conv2d(int filters, int... kernelSize) {
        return Conv2D.of(filters, kernelSize);
    }

    /** See {@link Conv3D}; the kernel has one size for all axes, or depth, height and width. */
    public static Conv3D conv3d(int filters, int... kernelSize) {
        return Conv3D.of(filters, kernelSize);
    }

    /** See {@link Conv1DTranspose}; the kernel has one size. */
    public static Conv1DTranspose conv1dTranspose(int filters, int... kernelSize) {
        return Conv1DTranspose.of(filters, kernelSize);
    }

    /** See {@link Conv2DTranspose}; the kernel has one size for both axes, or height and width. */
    public static Conv2DTranspose conv2dTranspose(int filters, int... kernelSize) {
        return Conv2DTranspose.of(filters, kernelSize);
    }

    /** See {@link Conv3DTranspose}; the kernel has one size for all axes, or depth, height and width. */
    public static Conv3DTranspose conv3dTranspose(int filters, int... kernelSize) {
        return Conv3DTranspose.of(filters, kernelSize);
    }

    /** See {@link DepthwiseConv1D}; the kernel has one size. */
    public static DepthwiseConv1D depthwiseConv1d(int... kernelSize) {
        return DepthwiseConv1D.of(kernelSize);
    }

    /** See {@link DepthwiseConv2D}; the kernel has one size for both axes, or height and width. */
    public static DepthwiseConv2D depthwiseConv2d(int... kernelSize) {
        return DepthwiseConv2D.of(kernelSize);
    }

    /** See {@link SeparableConv1D}; the kernel has one size. */
    public static SeparableConv1D separableConv1d(int filters, int... kernelSize) {
        return SeparableConv1D.of(filters, kernelSize);
    }

    /** See {@link SeparableConv2D}; the kernel has one size for both axes, or height and width. */
    public static SeparableConv2D separableConv2d(int filters, int... kernelSize) {
        return SeparableConv2D.of(filters, kernelSize);
    }

    // Recurrent

    /** See {@link SimpleRNN}. */
    public static SimpleRNN simpleRnn(int units) {
        return SimpleRNN.of(units);
    }

    /** See {@link GRU}. */
    public static GRU gru(int units) {
        return GRU.of(units);
    }

    /** See {@link LSTM}. */
    public static LSTM lstm(int units) {
        return LSTM.of(units);
    }

    /** See {@link RNN}. */
    public static RNN rnn(RnnCell cell) {
        return RNN.of(cell);
    }

    /** See {@link ConvLSTM1D}. */
    public static ConvLSTM1D convLstm1d(int filters, int kernelSize) {
        return ConvLSTM1D.of(filters, kernelSize);
    }

    /** See {@link ConvLSTM2D}; the kernel has one size for both axes, or height and width. */
    public static ConvLSTM2D convLstm2d(int filters, int... kernelSize) {
        return ConvLSTM2D.of(filters, kernelSize);
    }

    /** See {@link ConvLSTM3D}; the kernel has one size for all axes, or depth, height and width. */
    public static ConvLSTM3D convLstm3d(int filters, int... kernelSize) {
        return ConvLSTM3D.of(filters, kernelSize);
    }

    /** See {@link SimpleRNNCell}. */
    public static SimpleRNNCell simpleRnnCell(int units) {
        return SimpleRNNCell.of(units);
    }

    /** See {@link GRUCell}. */
    public static GRUCell gruCell(int units) {
        return GRUCell.of(units);
    }

    /** See {@link LSTMCell}. */
    public static LSTMCell lstmCell(int units) {
        return LSTMCell.of(units);
    }

    /** See {@link StackedRNNCells}. */
    public static StackedRNNCells stackedRnnCells(RnnCell... cells) {
        return StackedRNNCells.of(List.of(cells));
    }

    /** See {@link Bidirectional}. */
    public static Bidirectional bidirectional(Layer<?> layer) {
        return Bidirectional.of(layer);
    }

    /** See {@link TimeDistributed}. */
    public static TimeDistributed timeDistributed(Layer<?> layer) {
        return TimeDistributed.of(layer);
    }

    // Pooling

    /** See {@link MaxPooling1D}; 2 by default. */
    public static MaxPooling1D maxPooling1d(int... poolSize) {
        return MaxPooling1D.of(poolSize);
    }

    /** See {@link MaxPooling2D}; 2 by default, else one size for both axes, or height and width. */
    public static MaxPooling2D maxPooling2d(int... poolSize) {
        return MaxPooling2D.of(poolSize);
    }

    /** See {@link MaxPooling3D}; 2 by default, else one size for all axes, or depth, height and width. */
    public static MaxPooling3D maxPooling3d(int... poolSize) {
        return MaxPooling3D.of(poolSize);
    }

    /** See {@link AveragePooling1D}; 2 by default. */
    public static AveragePooling1D averagePooling1d(int... poolSize) {
        return AveragePooling1D.of(poolSize);
    }

    /** See {@link AveragePooling2D}; 2 by default, else one size for both axes, or height and width. */
    public static AveragePooling2D averagePooling2d(int... poolSize) {
        return AveragePooling2D.of(poolSize);
    }

    /** See {@link AveragePooling3D}; 2 by default, else one size for all axes, or depth, height and width. */
    public static AveragePooling3D averagePooling3d(int... poolSize) {
        return AveragePooling3D.of(poolSize);
    }

    /** See {@link GlobalAveragePooling1D}. */
    public static GlobalAveragePooling1D globalAveragePooling1d() {
        return GlobalAveragePooling1D.of();
    }

    /** See {@link GlobalAveragePooling2D}. */
    public static GlobalAveragePooling2D globalAveragePooling2d() {
        return GlobalAveragePooling2D.of();
    }

    /** See {@link GlobalAveragePooling3D}. */
    public static GlobalAveragePooling3D globalAveragePooling3d() {
        return GlobalAveragePooling3D.of();
    }

    /** See {@link GlobalMaxPooling1D}. */
    public static GlobalMaxPooling1D globalMaxPooling1d() {
        return GlobalMaxPooling1D.of();
    }

    /** See {@link GlobalMaxPooling2D}. */
    public static GlobalMaxPooling2D globalMaxPooling2d() {
        return GlobalMaxPooling2D.of();
    }

    /** See {@link GlobalMaxPooling3D}. */
    public static GlobalMaxPooling3D globalMaxPooling3d() {
        return GlobalMaxPooling3D.of();
    }

    /** See {@link AdaptiveAveragePooling1D}. */
    public static AdaptiveAveragePooling1D adaptiveAveragePooling1d(int... outputSize) {
        return AdaptiveAveragePooling1D.of(outputSize);
    }

    /** See {@link AdaptiveAveragePooling2D}; one size for both axes, or height and width. */
    public static AdaptiveAveragePooling2D adaptiveAveragePooling2d(int... outputSize) {
        return AdaptiveAveragePooling2D.of(outputSize);
    }

    /** See {@link AdaptiveAveragePooling3D}; one size for all axes, or depth, height and width. */
    public static AdaptiveAveragePooling3D adaptiveAveragePooling3d(int... outputSize) {
        return AdaptiveAveragePooling3D.of(outputSize);
    }

    /** See {@link AdaptiveMaxPooling1D}. */
    public static AdaptiveMaxPooling1D adaptiveMaxPooling1d(int... outputSize) {
        return AdaptiveMaxPooling1D.of(outputSize);
    }

    /** See {@link AdaptiveMaxPooling2D}; one size for both axes, or height and width. */
    public static AdaptiveMaxPooling2D adaptiveMaxPooling2d(int... outputSize) {
        return AdaptiveMaxPooling2D.of(outputSize);
    }

    /** See {@link AdaptiveMaxPooling3D}; one size for all axes, or depth, height and width. */
    public static AdaptiveMaxPooling3D adaptiveMaxPooling3d(int... outputSize) {
        return AdaptiveMaxPooling3D.of(outputSize);
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

    // Attention

    /** See {@link Attention}. */
    public static Attention attention() {
        return Attention.of();
    }

    /** See {@link AdditiveAttention}. */
    public static AdditiveAttention additiveAttention() {
        return AdditiveAttention.of();
    }

    /** See {@link MultiHeadAttention}. */
    public static MultiHeadAttention multiHeadAttention(int numHeads, int keyDim) {
        return MultiHeadAttention.of(numHeads, keyDim);
    }

    /** See {@link GroupedQueryAttention}. */
    public static GroupedQueryAttention groupedQueryAttention(int headDim, int numQueryHeads, int numKeyValueHeads) {
        return GroupedQueryAttention.of(headDim, numQueryHeads, numKeyValueHeads);
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

    // Reshaping

    /** See {@link Flatten}. */
    public static Flatten flatten() {
        return Flatten.of();
    }

    /** See {@link Reshape}; the shape of an example, where one size may be -1. */
    public static Reshape reshape(int... targetShape) {
        return Reshape.of(targetShape);
    }

    /** See {@link Permute}; the axes, counted from 1, in their new order. */
    public static Permute permute(int... dims) {
        return Permute.of(dims);
    }

    /** See {@link RepeatVector}. */
    public static RepeatVector repeatVector(int n) {
        return RepeatVector.of(n);
    }

    /** See {@link ZeroPadding1D}; 1 by default, else one number for both ends, or before and behind. */
    public static ZeroPadding1D zeroPadding1d(int... padding) {
        return ZeroPadding1D.of(padding);
    }

    /** See {@link ZeroPadding2D}; 1 by default, else one number for all sides, height and width, or top, bottom, left, right. */
    public static ZeroPadding2D zeroPadding2d(int... padding) {
        return ZeroPadding2D.of(padding);
    }

    /** See {@link ZeroPadding3D}; 1 by default, else one number for all sides, one for each axis, or two for each. */
    public static ZeroPadding3D zeroPadding3d(int... padding) {
        return ZeroPadding3D.of(padding);
    }

    /** See {@link Cropping1D}; 1 by default, else one number for both ends, or before and behind. */
    public static Cropping1D cropping1d(int... cropping) {
        return Cropping1D.of(cropping);
    }

    /** See {@link Cropping2D}; 1 by default, else one number for all sides, height and width, or top, bottom, left, right. */
    public static Cropping2D cropping2d(int... cropping) {
        return Cropping2D.of(cropping);
    }

    /** See {@link Cropping3D}; 1 by default, else one number for all sides, one for each axis, or two for each. */
    public static Cropping3D cropping3d(int... cropping) {
        return Cropping3D.of(cropping);
    }

    /** See {@link UpSampling1D}; 2 by default. */
    public static UpSampling1D upSampling1d(int... size) {
        return UpSampling1D.of(size);
    }

    /** See {@link UpSampling2D}; 2 by default, else one factor for both axes, or height and width. */
    public static UpSampling2D upSampling2d(int... size) {
        return UpSampling2D.of(size);
    }

    /** See {@link UpSampling3D}; 2 by default, else one factor for all axes, or depth, height and width. */
    public static UpSampling3D upSampling3d(int... size) {
        return UpSampling3D.of(size);
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

    // Preprocessing

    /** See {@link Rescaling}; one factor for all, or one for each channel. */
    public static Rescaling rescaling(double... scale) {
        return Rescaling.of(scale);
    }

    /** See {@link Normalization}. */
    public static Normalization normalization() {
        return Normalization.of();
    }

    /** See {@link Discretization}; the numbers between the bins, none where they are to be learned. */
    public static Discretization discretization(double... binBoundaries) {
        return Discretization.of(binBoundaries);
    }

    /** See {@link CategoryEncoding}. */
    public static CategoryEncoding categoryEncoding(int numTokens) {
        return CategoryEncoding.of(numTokens);
    }

    /** See {@link Hashing}. */
    public static Hashing hashing(int numBins) {
        return Hashing.of(numBins);
    }

    /** See {@link HashedCrossing}. */
    public static HashedCrossing hashedCrossing(int numBins) {
        return HashedCrossing.of(numBins);
    }

    /** See {@link StringLookup}. */
    public static StringLookup stringLookup() {
        return StringLookup.of();
    }

    /** See {@link IntegerLookup}. */
    public static IntegerLookup integerLookup() {
        return IntegerLookup.of();
    }

    /** See {@link TextVectorization}. */
    public static TextVectorization textVectorization() {
        return TextVectorization.of();
    }

    // Lamina's own

    /** See {@link VectorQuantizer}. */
    public static VectorQuantizer vectorQuantizer(int numEmbeddings, int embeddingDim) {
        return VectorQuantizer.of(numEmbeddings, embeddingDim);
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
