package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.OpType;
import dev.lamina.ops.Convolutions;
import dev.lamina.ops.Pooling;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Output;

/** Emits pools. */
final class PoolingEmitters {
    private PoolingEmitters() {}

    static void addTo(Emitters table) {
        pool(table, Pooling.MAX_POOL, "MaxPool");
        pool(table, Pooling.AVERAGE_POOL, "AvgPool");
        adaptive(table, Pooling.ADAPTIVE_MAX_POOL, "MaxPool");
        adaptive(table, Pooling.ADAPTIVE_AVERAGE_POOL, "AvgPool");
    }

    private static void pool(Emitters table, OpType type, String tensorFlowType) {
        table.add(type, e -> {
            int axes = e.inputShape(0).rank() - 2;
            Windows windows = Windows.of(
                    e,
                    Convolutions.perAxis(e.param(Pooling.POOL_SIZE), axes),
                    Pooling.strides(e.op(), axes),
                    Collections.nCopies(axes, 1));
            return windows.onImages(x -> pool(windows, x, tensorFlowType));
        });
    }

    private static Output<?> pool(Windows windows, Output<?> x, String type) {
        boolean volumes = windows.axes() == 3;
        return volumes && DTypes.of(x.dataType()) != DType.FLOAT32
                ? inTwoSteps(windows, x, type)
                : kernel(windows, x, volumes ? type + "3D" : type);
    }

    /** TensorFlow pools volumes in float32 alone: other types go as images, of height and width, and then of depth. */
    private static Output<?> inTwoSteps(Windows windows, Output<?> x, String type) {
        Calc calc = Calc.of(windows.emission());
        Output<?> minusOne = windows.emission().tf().constant(-1);
        List<Output<?>> sizes = calc.sizes(x);
        Output<?> planes = calc.reshape(x, List.of(minusOne, sizes.get(2), sizes.get(3), sizes.get(4)));
        Output<?> flat = kernel(windows.over(1, 2), planes, type);
        List<Output<?>> left = calc.sizes(flat);
        Output<?> columns = calc.reshape(flat, List.of(sizes.get(0), sizes.get(1), minusOne, sizes.get(4)));
        Output<?> pooled = kernel(windows.over(0), columns, type);
        return calc.reshape(pooled, List.of(sizes.get(0), minusOne, left.get(1), left.get(2), sizes.get(4)));
    }

    private static Output<?> kernel(Windows windows, Output<?> x, String type) {
        return windows.emission()
                .tf()
                .op(type)
                .input(x)
                .attr("ksize", windows.sizeAttribute())
                .attr("strides", windows.strideAttribute())
                .attr("padding", windows.padding())
                .out();
    }

    private static void adaptive(Emitters table, OpType type, String tensorFlowType) {
        table.add(type, e -> {
            int axes = e.inputShape(0).rank() - 2;
            List<Integer> ones = Collections.nCopies(axes, 1);
            Windows elements = Windows.of(e, ones, ones, ones);
            List<Integer> given = Convolutions.perAxis(e.param(Pooling.OUTPUT_SIZE), axes);
            // A sequence goes as an image of height 1.
            List<Integer> counts = axes == 1 ? List.of(1, given.get(0)) : given;
            return elements.onImages(x -> {
                Output<?> y = x;
                for (int axis = 0; axis < counts.size(); axis++) {
                    y = adapted(elements, y, axis, counts.get(axis), tensorFlowType);
                }
                return y;
            });
        });
    }

    /**
     * An adaptive pool over one axis. Where its windows differ, they have one of two sizes: each is looked up in a pool of all
     * windows of its size.
     */
    private static Output<?> adapted(Windows elements, Output<?> x, int axis, int count, String type) {
        int size = elements.sides().get(axis);
        if (size % count == 0) {
            return size == count ? x : pool(along(elements, axis, size / count, size / count), x, type);
        }
        List<Integer> starts = Pooling.starts(size, count);
        List<Integer> ends = Pooling.ends(size, count);
        int small = size / count + 1;
        boolean hasLarge = IntStream.range(0, count).anyMatch(i -> ends.get(i) - starts.get(i) > small);
        List<Integer> positions = IntStream.range(0, count)
                .mapToObj(i -> starts.get(i) + (ends.get(i) - starts.get(i) > small ? size - small + 1 : 0))
                .toList();
        Calc calc = Calc.of(elements.emission());
        List<Output<?>> pools = hasLarge
                ? List.of(
                        pool(along(elements, axis, small, 1), x, type),
                        pool(along(elements, axis, small + 1, 1), x, type))
                : List.of(pool(along(elements, axis, small, 1), x, type));
        return calc.gather(
                calc.concat(pools, axis + 1), elements.emission().tf().constant(positions), axis + 1);
    }

    /** Windows over one axis alone. */
    private static Windows along(Windows elements, int axis, int size, int stride) {
        List<Integer> sizes = elements.each(i -> i == axis ? size : 1);
        List<Integer> strides = elements.each(i -> i == axis ? stride : 1);
        return new Windows(elements.emission(), elements.sides(), sizes, strides, elements.dilations(), false);
    }
}
