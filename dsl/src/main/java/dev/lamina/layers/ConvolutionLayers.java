package dev.lamina.layers;

/** Makes convolutions, pools and what changes sizes; {@link Layers} has them too. */
public abstract class ConvolutionLayers extends ImageLayers {
    ConvolutionLayers() {}

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
}
