package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.ops.FillMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Output;

/**
 * Takes elements of a tensor at positions along several axes, the nearest ones or means of neighbours in proportion. Gradients pass
 * to the elements and, through the proportions, to the positions.
 */
final class Sampler {
    /** A whole position on one axis, and its part in the mean; null where it is the only one. */
    private record Neighbor(
            Output<?> position, Output<?> inside, @Nullable Output<?> part) {}

    private final Tf tf;
    private final Calc calc;
    private final Borders borders;
    private final FillMode mode;
    private final double fill;

    /** Whether positions are between the borders already, as TensorFlow's transformations bring them, or beyond to be filled. */
    private final boolean placed;

    private Sampler(Tf tf, FillMode mode, double fill, boolean placed) {
        this.tf = tf;
        this.calc = Calc.of(tf);
        this.borders = Borders.of(tf, mode);
        this.mode = mode;
        this.fill = fill;
        this.placed = placed;
    }

    /** By the rule of Keras's {@code map_coordinates}, which looks for the borders where it has whole positions. */
    static Sampler ofCoordinates(Tf tf, FillMode mode, double fill) {
        return new Sampler(tf, mode, fill, false);
    }

    /** By the rule of TensorFlow's transformations: positions beyond the borders are moved before neighbours are looked for. */
    static Sampler ofImages(Tf tf, FillMode mode, double fill) {
        return new Sampler(tf, mode, fill, true);
    }

    /**
     * The elements at positions.
     *
     * @param elements floating-point, the axes flattened to the first one; further axes are taken whole
     * @param base where the first element of a position's part lies among them, null for 0
     * @param positions one tensor for each axis, of equal shapes
     * @param sizes int32 scalars
     */
    Output<?> take(
            Output<?> elements,
            @Nullable Output<?> base,
            List<Output<?>> positions,
            List<Output<?>> sizes,
            boolean nearest) {
        List<List<Neighbor>> neighbors = new ArrayList<>();
        for (int axis = 0; axis < positions.size(); axis++) {
            neighbors.add(neighbors(positions.get(axis), sizes.get(axis), nearest));
        }
        Output<?> sum = null;
        for (int corner = 0; corner < Math.pow(nearest ? 1 : 2, positions.size()); corner++) {
            List<Neighbor> chosen = new ArrayList<>();
            for (int axis = 0; axis < positions.size(); axis++) {
                chosen.add(neighbors.get(axis).get(corner >> axis & 1));
            }
            Output<?> term = corner(elements, base, chosen, sizes);
            sum = sum == null ? term : calc.add(sum, term);
        }
        Output<?> sampled = Objects.requireNonNull(sum);
        return nearest ? reaching(positions, sampled, calc.rank(elements) > 1) : sampled;
    }

    /** What was sampled, with a way back to the positions for gradients, which are zero. */
    private Output<?> reaching(List<Output<?>> positions, Output<?> sampled, boolean channels) {
        Output<?> result = sampled;
        for (Output<?> position : positions) {
            if (DTypes.isFloating(position)) {
                Output<?> zero = calc.mul(calc.sub(position, calc.stop(position)), 0);
                Output<?> safe = calc.where(tf.op("IsFinite", position), zero, 0);
                result = calc.add(result, channels ? calc.expand(safe, -1) : safe);
            }
        }
        return result;
    }

    private List<Neighbor> neighbors(Output<?> position, Output<?> size, boolean nearest) {
        if (!DTypes.isFloating(position)) {
            return List.of(neighbor(position, size, null));
        }
        Output<?> place = placed ? borders.between(position, size) : position;
        if (nearest) {
            return List.of(neighbor(placed ? awayFromZero(place) : tf.op("Round", calc.stop(place)), size, null));
        }
        Output<?> low = tf.op("Floor", calc.stop(place));
        Output<?> upper = calc.sub(place, low);
        Output<?> lower = calc.sub(calc.num(1, upper), upper);
        return List.of(neighbor(low, size, lower), neighbor(calc.add(low, 1), size, upper));
    }

    private Output<?> awayFromZero(Output<?> place) {
        Output<?> constant = calc.stop(place);
        return calc.mul(tf.op("Sign", constant), tf.op("Floor", calc.add(tf.op("Abs", constant), 0.5)));
    }

    private Neighbor neighbor(Output<?> number, Output<?> size, @Nullable Output<?> part) {
        Output<?> whole = tf.cast(number, DType.INT32);
        Output<?> inside = calc.and(calc.not(calc.less(whole, 0)), calc.less(whole, size));
        return new Neighbor(placed ? clipped(whole, size) : borders.whole(whole, size), inside, part);
    }

    private Output<?> clipped(Output<?> whole, Output<?> size) {
        return tf.op("Minimum", calc.max(whole, 0), calc.add(size, -1));
    }

    private Output<?> corner(
            Output<?> elements, @Nullable Output<?> base, List<Neighbor> chosen, List<Output<?>> sizes) {
        Output<?> index = chosen.get(0).position();
        Output<?> inside = chosen.get(0).inside();
        Output<?> part = chosen.get(0).part();
        for (int axis = 1; axis < chosen.size(); axis++) {
            Neighbor next = chosen.get(axis);
            index = calc.add(tf.op("Mul", index, sizes.get(axis)), next.position());
            inside = calc.and(inside, next.inside());
            part = part == null || next.part() == null ? null : calc.mul(part, next.part());
        }
        Output<?> taken = calc.gather(elements, base == null ? index : calc.add(index, base), 0);
        boolean channels = calc.rank(elements) > 1;
        if (mode == FillMode.CONSTANT) {
            taken = calc.where(channels ? calc.expand(inside, -1) : inside, taken, fill);
        }
        return part == null ? taken : calc.mul(taken, channels ? calc.expand(part, -1) : part);
    }
}
