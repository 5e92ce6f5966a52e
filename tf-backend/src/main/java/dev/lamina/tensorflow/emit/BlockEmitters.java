package dev.lamina.tensorflow.emit;

import dev.lamina.NdArray;
import dev.lamina.OpType;
import dev.lamina.ops.Blocks;
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Nn;
import java.util.List;
import java.util.function.IntBinaryOperator;
import org.tensorflow.Output;

/** Emits ops that cut tensors into windows and put them together again. */
final class BlockEmitters {
    private BlockEmitters() {}

    static void addTo(Emitters table) {
        trade(table, Blocks.DEPTH_TO_SPACE, "DepthToSpace");
        trade(table, Blocks.SPACE_TO_DEPTH, "SpaceToDepth");
        table.add(Blocks.UNFOLD, BlockEmitters::unfold);
        table.add(Blocks.FOLD, BlockEmitters::fold);
        table.add(
                Blocks.EXTRACT_SEQUENCES,
                e -> frames(e, e.input(0), e.param(Blocks.SEQUENCE_LENGTH), e.param(Blocks.SEQUENCE_STRIDE)));
    }

    private static void trade(Emitters table, OpType type, String tensorFlowType) {
        table.add(
                type,
                e -> channelsLast(
                        e,
                        e.input(0),
                        x -> e.tf().op(tensorFlowType)
                                .input(x)
                                .attr("block_size", e.param(Blocks.BLOCK_SIZE))
                                .out()));
    }

    /** What a function that knows only images with the channels last makes of images of the op's format. */
    static Output<?> channelsLast(Emission e, Output<?> images, java.util.function.UnaryOperator<Output<?>> function) {
        if (e.param(Nn.DATA_FORMAT) == DataFormat.CHANNELS_LAST) {
            return function.apply(images);
        }
        Calc calc = Calc.of(e);
        int last = calc.rank(images) - 1;
        int channels = last - 2;
        Output<?> result = function.apply(calc.move(images, channels, last));
        return calc.move(result, last, channels);
    }

    /** The positions {@code f(window, element)}, an int32 matrix. */
    private static Output<?> positions(Emission e, int windows, int elements, IntBinaryOperator f) {
        int[] values = new int[windows * elements];
        java.util.Arrays.setAll(values, i -> f.applyAsInt(i / elements, i % elements));
        return e.tf().constant(NdArray.of(values, windows, elements));
    }

    private static Output<?> unfold(Emission e) {
        Calc calc = Calc.of(e);
        List<Integer> padding = Blocks.both(e.op(), Blocks.PADDING);
        Output<?> x = e.input(0);
        if (padding.stream().anyMatch(width -> width > 0)) {
            int rows = padding.get(0);
            int columns = padding.get(1);
            Output<?> widths = e.tf().constant(NdArray.of(new int[] {0, 0, 0, 0, rows, rows, columns, columns}, 4, 2));
            x = e.tf().op("Pad", x, widths);
        }
        Output<?> rows = calc.gather(x, places(e, calc.size(x, 2), 0), 2);
        Output<?> cells = calc.gather(rows, places(e, calc.size(x, 3), 1), 4);
        Output<?> ordered = calc.transpose(cells, List.of(0, 1, 3, 5, 2, 4));
        List<Integer> kernel = Blocks.both(e.op(), Blocks.KERNEL_SIZE);
        Output<?> channels = calc.mul(calc.size(x, 1), kernel.get(0) * kernel.get(1));
        Output<?> count = e.tf().op("Mul", calc.size(ordered, 4), calc.size(ordered, 5));
        return calc.reshape(ordered, List.of(calc.size(x, 0), channels, count));
    }

    /** Which elements of an axis lie in each window: int32 (windows, kernel). */
    private static Output<?> places(Emission e, Output<?> size, int axis) {
        Calc calc = Calc.of(e);
        int dilation = Blocks.both(e.op(), Blocks.DILATION).get(axis);
        int kernel = Blocks.both(e.op(), Blocks.KERNEL_SIZE).get(axis);
        int stride = Blocks.both(e.op(), Blocks.STRIDE).get(axis);
        Output<?> free = calc.add(size, -(dilation * (kernel - 1) + 1));
        Output<?> count = calc.add(e.tf().op("FloorDiv", free, e.tf().constant(stride)), 1);
        Output<?> starts = calc.expand(calc.mul(calc.range(count), stride), 1);
        Output<?> steps = calc.expand(calc.mul(calc.range(e.tf().constant(kernel)), dilation), 0);
        return calc.add(starts, steps);
    }

    /** Adds up rows, then columns: sums by segment have right gradients. */
    private static Output<?> fold(Emission e) {
        Calc calc = Calc.of(e);
        List<Integer> kernel = Blocks.both(e.op(), Blocks.KERNEL_SIZE);
        int rows = Blocks.foldedWindows(e.op(), 0);
        int columns = Blocks.foldedWindows(e.op(), 1);
        int channels = kernel.get(0) * kernel.get(1);
        Output<?> batch = calc.size(e.input(0), 0);
        Output<?> depth = e.tf().op("FloorDiv", calc.size(e.input(0), 1), e.tf().constant(channels));
        Output<?> cells = calc.reshape(
                e.input(0),
                List.of(
                        batch,
                        depth,
                        e.tf().constant(kernel.get(0)),
                        e.tf().constant(kernel.get(1)),
                        e.tf().constant(rows),
                        e.tf().constant(columns)));
        Output<?> byRow = summed(e, calc.transpose(cells, List.of(2, 4, 3, 5, 0, 1)), rows, 0);
        Output<?> byColumn = summed(e, calc.transpose(byRow, List.of(1, 2, 0, 3, 4)), columns, 1);
        Output<?> images = calc.transpose(byColumn, List.of(2, 3, 1, 0));
        List<Integer> padding = Blocks.both(e.op(), Blocks.PADDING);
        return e.tf().op(
                        "Slice",
                        images,
                        e.tf().constant(List.of(0, 0, padding.get(0), padding.get(1))),
                        calc.pack(List.of(
                                batch,
                                depth,
                                e.tf().constant(Blocks.both(e.op(), Blocks.OUTPUT_SIZE)
                                        .get(0)),
                                e.tf().constant(Blocks.both(e.op(), Blocks.OUTPUT_SIZE)
                                        .get(1)))));
    }

    /** The sums of what lies at each place of an axis. Shapes: x (kernel, windows, …) -> (padded size, …). */
    private static Output<?> summed(Emission e, Output<?> x, int windows, int axis) {
        int dilation = Blocks.both(e.op(), Blocks.DILATION).get(axis);
        int stride = Blocks.both(e.op(), Blocks.STRIDE).get(axis);
        int kernel = Blocks.both(e.op(), Blocks.KERNEL_SIZE).get(axis);
        int size = Blocks.both(e.op(), Blocks.OUTPUT_SIZE).get(axis)
                + 2 * Blocks.both(e.op(), Blocks.PADDING).get(axis);
        Output<?> places = positions(e, kernel, windows, (element, window) -> element * dilation + window * stride);
        return e.tf().op("UnsortedSegmentSum", x, places, e.tf().constant(size));
    }

    /** Frames of the last axis. Shapes: x (…, n) -> (…, frames, length). */
    static Output<?> frames(Emission e, Output<?> x, int length, int stride) {
        Calc calc = Calc.of(e);
        Output<?> free = calc.add(calc.size(x, -1), stride - length);
        Output<?> count =
                e.tf().op("Maximum", e.tf().op("FloorDiv", free, e.tf().constant(stride)), e.tf().constant(0));
        Output<?> starts = calc.expand(calc.mul(calc.range(count), stride), 1);
        Output<?> steps = calc.expand(calc.range(e.tf().constant(length)), 0);
        return calc.gather(x, calc.add(starts, steps), calc.rank(x) - 1);
    }
}
