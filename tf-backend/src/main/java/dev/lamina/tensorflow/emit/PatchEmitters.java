package dev.lamina.tensorflow.emit;

import dev.lamina.NdArray;
import dev.lamina.ops.Convolutions;
import dev.lamina.ops.Crops;
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Padding;
import dev.lamina.ops.Patches;
import dev.lamina.ops.Rearrange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Output;

/** Emits ops on parts and neighbourhoods of images, and on axes by patterns. */
final class PatchEmitters {
    private PatchEmitters() {}

    static void addTo(Emitters table) {
        table.add(Crops.CROP_IMAGES, PatchEmitters::crop);
        table.add(Crops.PAD_IMAGES, PatchEmitters::pad);
        table.add(Patches.EXTRACT_PATCHES, PatchEmitters::patches);
        table.add(Patches.SOBEL_EDGES, PatchEmitters::edges);
        table.add(Patches.SSIM, PatchEmitters::likeness);
        table.add(Rearrange.REARRANGE, PatchEmitters::rearrange);
    }

    private static Output<?> number(Emission e, @Nullable Integer given, Output<?> otherwise) {
        return given == null ? otherwise : e.tf().constant(given);
    }

    private static Output<?> plain(Emission e, @Nullable Integer given) {
        return e.tf().constant(given == null ? 0 : given);
    }

    private static Output<?> crop(Emission e) {
        Calc calc = Calc.of(e);
        int rank = e.inputShape(0).rank();
        List<Output<?>> start = new ArrayList<>(Collections.nCopies(rank, e.tf().constant(0)));
        List<Output<?>> size = new ArrayList<>(Collections.nCopies(rank, e.tf().constant(-1)));
        for (Crops.Side side : Crops.sides(e.op(), e.inputSpec(0))) {
            Output<?> whole = calc.size(e.input(0), side.axis());
            Output<?> rest = calc.sub(calc.sub(whole, plain(e, side.target())), plain(e, side.behind()));
            Output<?> before = number(e, side.before(), rest);
            start.set(side.axis(), before);
            size.set(side.axis(), number(e, side.target(), calc.sub(calc.sub(whole, before), plain(e, side.behind()))));
        }
        return e.tf().op("Slice", e.input(0), calc.pack(start), calc.pack(size));
    }

    private static Output<?> pad(Emission e) {
        Calc calc = Calc.of(e);
        int rank = e.inputShape(0).rank();
        List<Output<?>> before = new ArrayList<>(Collections.nCopies(rank, e.tf().constant(0)));
        List<Output<?>> behind = new ArrayList<>(before);
        for (Crops.Side side : Crops.sides(e.op(), e.inputSpec(0))) {
            Output<?> more = calc.sub(plain(e, side.target()), calc.size(e.input(0), side.axis()));
            before.set(side.axis(), number(e, side.before(), calc.sub(more, plain(e, side.behind()))));
            behind.set(side.axis(), number(e, side.behind(), calc.sub(more, plain(e, side.before()))));
        }
        Output<?> widths = e.tf().op("Pack")
                .inList(List.of(calc.pack(before), calc.pack(behind)))
                .attr("axis", 1)
                .out();
        return e.tf().op("PadV2", e.input(0), widths, calc.num(0, e.input(0)));
    }

    /** Gathers the elements of each window on each axis in turn, then brings the windows before their elements. */
    private static Output<?> patches(Emission e) {
        Calc calc = Calc.of(e);
        List<Integer> sides = Patches.sides(e.op());
        int axes = sides.size();
        boolean single = e.inputShape(0).rank() == axes + 1;
        boolean channelsFirst = e.param(Nn.DATA_FORMAT) == DataFormat.CHANNELS_FIRST;
        Output<?> batch = single ? calc.expand(e.input(0), 0) : e.input(0);
        Output<?> x = channelsFirst ? calc.move(batch, 1, axes + 1) : batch;
        Output<?> channels = calc.size(x, axes + 1);
        for (int i = 0; i < axes; i++) {
            x = windows(e, x, i);
        }
        List<Integer> order = new ArrayList<>(List.of(0));
        List<Output<?>> sizes = new ArrayList<>(List.of(calc.size(x, 0)));
        for (int i = 0; i < axes; i++) {
            order.add(1 + 2 * i);
            sizes.add(calc.size(x, 1 + 2 * i));
        }
        for (int i = 0; i < axes; i++) {
            order.add(2 + 2 * i);
        }
        order.add(2 * axes + 1);
        sizes.add(calc.mul(channels, sides.stream().reduce(1, Math::multiplyExact)));
        Output<?> joined = calc.reshape(calc.transpose(x, order), sizes);
        Output<?> placed = channelsFirst ? calc.move(joined, axes + 1, 1) : joined;
        return single ? ReductionEmitters.squeezed(e, placed, List.of(0)) : placed;
    }

    /** An axis as two: its windows, and the elements of each. */
    private static Output<?> windows(Emission e, Output<?> x, int index) {
        Calc calc = Calc.of(e);
        int axes = Patches.sides(e.op()).size();
        int axis = 1 + 2 * index;
        int kernel = Patches.sides(e.op()).get(index);
        int stride = Patches.strides(e.op()).get(index);
        int dilation =
                Convolutions.perAxis(e.param(Patches.DILATION_RATE), axes).get(index);
        int extent = dilation * (kernel - 1) + 1;
        Output<?> size = calc.size(x, axis);
        Output<?> padded = x;
        Output<?> count = calc.add(e.tf().op("FloorDiv", calc.add(size, -extent), e.tf().constant(stride)), 1);
        if (e.param(Patches.PADDING) != Padding.VALID) {
            count = e.tf().op("FloorDiv", calc.add(size, stride - 1), e.tf().constant(stride));
            Output<?> reach = calc.add(calc.mul(calc.add(count, -1), stride), extent);
            Output<?> total = e.tf().op("Maximum", calc.sub(reach, size), e.tf().constant(0));
            Output<?> before = e.tf().op("FloorDiv", total, e.tf().constant(2));
            padded = padded(e, x, axis, before, calc.sub(total, before));
        }
        Output<?> starts = calc.expand(calc.mul(calc.range(count), stride), 1);
        Output<?> steps = calc.expand(calc.mul(calc.range(e.tf().constant(kernel)), dilation), 0);
        return calc.gather(padded, calc.add(starts, steps), axis);
    }

    private static Output<?> padded(Emission e, Output<?> x, int axis, Output<?> before, Output<?> behind) {
        Calc calc = Calc.of(e);
        int rank = calc.rank(x);
        List<Output<?>> first = new ArrayList<>(Collections.nCopies(rank, e.tf().constant(0)));
        List<Output<?>> second = new ArrayList<>(first);
        first.set(axis, before);
        second.set(axis, behind);
        Output<?> widths = e.tf().op("Pack")
                .inList(List.of(calc.pack(first), calc.pack(second)))
                .attr("axis", 1)
                .out();
        return e.tf().op("PadV2", x, widths, calc.num(0, x));
    }

    /** Differences of neighbours on one side of each pixel, smoothed on the other. */
    private static Output<?> edges(Emission e) {
        ImageLayout layout = ImageLayout.of(e);
        Output<?> images = layout.toImages(e.input(0));
        Output<?> mirrored = e.tf().op("MirrorPad")
                .input(images, e.tf().constant(NdArray.of(new int[] {0, 0, 1, 1, 1, 1, 0, 0}, 4, 2)))
                .attr("mode", "REFLECT")
                .out();
        Output<?> down = weighed(e, weighed(e, mirrored, images, 1, -1, 0, 1), images, 2, 1, 2, 1);
        Output<?> right = weighed(e, weighed(e, mirrored, images, 2, -1, 0, 1), images, 1, 1, 2, 1);
        return e.tf().op("Pack")
                .inList(List.of(layout.back(down), layout.back(right)))
                .attr("axis", 4)
                .out();
    }

    /** Sums of three neighbours on an axis with weights. */
    private static Output<?> weighed(Emission e, Output<?> x, Output<?> images, int axis, double... weights) {
        Calc calc = Calc.of(e);
        List<Output<?>> size = new ArrayList<>(Collections.nCopies(4, e.tf().constant(-1)));
        size.set(axis, calc.size(images, axis));
        Output<?> sum = null;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] != 0) {
                List<Integer> start = new ArrayList<>(Collections.nCopies(4, 0));
                start.set(axis, i);
                Output<?> part = calc.mul(e.tf().op("Slice", x, e.tf().constant(start), calc.pack(size)), weights[i]);
                sum = sum == null ? part : calc.add(sum, part);
            }
        }
        return java.util.Objects.requireNonNull(sum);
    }

    private static Output<?> likeness(Emission e) {
        Calc calc = Calc.of(e);
        ImageLayout layout = ImageLayout.of(e);
        Output<?> x = channels(e, layout.toImages(e.promoted(0)));
        Output<?> y = channels(e, layout.toImages(e.promoted(1)));
        double first = Math.pow(e.param(Patches.K1) * e.param(Patches.MAX_VAL), 2);
        double second = Math.pow(e.param(Patches.K2) * e.param(Patches.MAX_VAL), 2);
        Output<?> meanX = smoothed(e, x);
        Output<?> meanY = smoothed(e, y);
        Output<?> squareX = calc.mul(meanX, meanX);
        Output<?> squareY = calc.mul(meanY, meanY);
        Output<?> product = calc.mul(meanX, meanY);
        Output<?> varianceX = calc.sub(smoothed(e, calc.mul(x, x)), squareX);
        Output<?> varianceY = calc.sub(smoothed(e, calc.mul(y, y)), squareY);
        Output<?> covariance = calc.sub(smoothed(e, calc.mul(x, y)), product);
        Output<?> upper = calc.mul(calc.add(calc.mul(product, 2), first), calc.add(calc.mul(covariance, 2), second));
        Output<?> lower =
                calc.mul(calc.add(calc.add(squareX, squareY), first), calc.add(calc.add(varianceX, varianceY), second));
        Output<?> images = layout.toImages(e.promoted(0));
        Output<?> each = calc.reduce("Mean", calc.div(upper, lower), List.of(1, 2, 3), false);
        Output<?> rows = calc.reshape(each, List.of(calc.size(images, 0), calc.size(images, 3)));
        Output<?> mean = calc.reduce("Mean", rows, List.of(1), false);
        return e.inputShape(0).rank() == 3 ? ReductionEmitters.squeezed(e, mean, List.of(0)) : mean;
    }

    /** Each channel as an image of its own. */
    private static Output<?> channels(Emission e, Output<?> images) {
        Calc calc = Calc.of(e);
        Output<?> moved = calc.transpose(images, List.of(0, 3, 1, 2));
        return calc.reshape(
                moved, List.of(e.tf().constant(-1), calc.size(images, 1), calc.size(images, 2), e.tf().constant(1)));
    }

    private static Output<?> smoothed(Emission e, Output<?> images) {
        int size = e.param(Patches.FILTER_SIZE);
        double[] bell = FilterEmitters.bell(size, e.param(Patches.FILTER_SIGMA));
        double[] kernel = new double[size * size];
        java.util.Arrays.setAll(kernel, i -> bell[i / size] * bell[i % size]);
        NdArray weights =
                NdArray.of(kernel, size, size, 1, 1).cast(e.outputSpec().dtype());
        return e.tf().op("Conv2D")
                .input(images, e.tf().constant(weights))
                .attr("strides", List.of(1, 1, 1, 1))
                .attr("padding", "VALID")
                .out();
    }

    private static Output<?> rearrange(Emission e) {
        Calc calc = Calc.of(e);
        Rearrange.Plan plan = Rearrange.plan(e.op(), e.inputShape(0));
        List<Output<?>> apart = new ArrayList<>();
        for (int axis = 0; axis < plan.input().size(); axis++) {
            apart.addAll(parts(e, plan, axis));
        }
        List<Integer> order = plan.to().stream().map(plan.from()::indexOf).toList();
        List<Output<?>> joined = new ArrayList<>();
        for (List<String> group : plan.output()) {
            Output<?> size = e.tf().constant(1);
            for (String name : group) {
                size = e.tf().op("Mul", size, apart.get(plan.from().indexOf(name)));
            }
            joined.add(size);
        }
        return calc.reshape(calc.transpose(calc.reshape(e.input(0), apart), order), joined);
    }

    /** The sizes of the axes that one axis of the input is taken apart into. */
    private static List<Output<?>> parts(Emission e, Rearrange.Plan plan, int axis) {
        List<String> group = plan.input().get(axis);
        int known =
                group.stream().map(plan.sizes()::get).filter(size -> size >= 0).reduce(1, Math::multiplyExact);
        Output<?> rest = e.tf().op("FloorDiv", Calc.of(e).size(e.input(0), axis), e.tf().constant(known));
        return group.stream()
                .map(plan.sizes()::get)
                .<Output<?>>map(size -> size >= 0 ? e.tf().constant(size) : rest)
                .toList();
    }
}
