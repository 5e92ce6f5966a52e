package dev.lamina.layers;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.errors.ConfigException;
import java.util.ArrayList;
import java.util.List;

/** Mean and variance of numbers for each position of some axes. Immutable. */
final class AxisMoments {
    private final Shape shape;
    private final double count;
    private final double[] mean;
    private final double[] variance;

    private AxisMoments(Shape shape, double count, double[] mean, double[] variance) {
        this.shape = shape;
        this.count = count;
        this.mean = mean;
        this.variance = variance;
    }

    /** Of a batch, on which the axes count as on any other: -1 is the last. */
    static AxisMoments of(NdArray data, List<Integer> axes) {
        int rank = data.shape().rank();
        if (data.dtype() == DType.STRING || data.size() == 0) {
            throw new ConfigException("Normalization: adapt needs numbers; received "
                    + data.dtype().kerasName() + " " + data.shape());
        }
        boolean[] kept = new boolean[rank];
        for (int axis : axes) {
            if (axis < -rank || axis >= rank) {
                throw new ConfigException("Normalization: axis " + axis + " is not among the " + rank
                        + " axes of the data, whose shape is " + data.shape());
            }
            kept[axis < 0 ? axis + rank : axis] = true;
        }
        List<Integer> sizes = new ArrayList<>();
        int[] strides = new int[rank];
        int groups = 1;
        for (int axis = rank - 1; axis >= 0; axis--) {
            strides[axis] = kept[axis] ? groups : 0;
            if (kept[axis]) {
                sizes.add(0, data.shape().size(axis));
                groups *= data.shape().size(axis);
            }
        }
        Shape shape = Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
        return of(data, strides, groups, shape);
    }

    private static AxisMoments of(NdArray data, int[] strides, int groups, Shape shape) {
        double[] mean = new double[groups];
        double[] variance = new double[groups];
        int[] group = groups(data, strides);
        double count = (double) data.size() / groups;
        for (int i = 0; i < group.length; i++) {
            mean[group[i]] += data.getDouble(i) / count;
        }
        for (int i = 0; i < group.length; i++) {
            double distance = data.getDouble(i) - mean[group[i]];
            variance[group[i]] += distance * distance / count;
        }
        return new AxisMoments(shape, count, mean, variance);
    }

    /** The position on the kept axes of each element. */
    private static int[] groups(NdArray data, int[] strides) {
        int[] result = new int[data.size()];
        int[] at = new int[strides.length];
        int group = 0;
        for (int i = 0; i < result.length; i++) {
            result[i] = group;
            for (int axis = strides.length - 1; axis >= 0; axis--) {
                group += strides[axis];
                if (++at[axis] < data.shape().size(axis)) {
                    break;
                }
                group -= strides[axis] * at[axis];
                at[axis] = 0;
            }
        }
        return result;
    }

    /** Of all numbers so far and those of a further batch. */
    AxisMoments plus(AxisMoments batch) {
        if (!shape.equals(batch.shape)) {
            throw new ConfigException("Normalization: adapt needs batches of one shape on its axes; received " + shape
                    + " and then " + batch.shape);
        }
        double all = count + batch.count;
        double[] newMean = new double[mean.length];
        double[] newVariance = new double[mean.length];
        for (int i = 0; i < mean.length; i++) {
            double part = batch.count / all;
            newMean[i] = mean[i] + (batch.mean[i] - mean[i]) * part;
            double before = mean[i] - newMean[i];
            double after = batch.mean[i] - newMean[i];
            newVariance[i] = (variance[i] + before * before) * (1 - part) + (batch.variance[i] + after * after) * part;
        }
        return new AxisMoments(shape, all, newMean, newVariance);
    }

    /** The sizes of the axes. */
    Shape shape() {
        return shape;
    }

    NdArray meanArray() {
        return NdArray.wrap(DType.FLOAT64, shape, mean).cast(DType.FLOAT32);
    }

    NdArray varianceArray() {
        return NdArray.wrap(DType.FLOAT64, shape, variance).cast(DType.FLOAT32);
    }

    @Override
    public String toString() {
        return "moments " + shape + " of " + count + " numbers each";
    }
}
