package dev.lamina.tensorflow.emit;

import dev.lamina.ops.FillMode;
import org.tensorflow.Output;

/**
 * Where positions beyond the borders of an axis lead. There are two rules: that of TensorFlow's image transformations, for
 * positions between elements, and that of Keras's {@code map_coordinates}, for whole positions. Gradients pass to the positions.
 */
final class Borders {
    private final Tf tf;
    private final Calc calc;
    private final FillMode mode;

    private Borders(Tf tf, FillMode mode) {
        this.tf = tf;
        this.calc = Calc.of(tf);
        this.mode = mode;
    }

    static Borders of(Tf tf, FillMode mode) {
        return new Borders(tf, mode);
    }

    /**
     * Positions from 0 to {@code size - 1}; unchanged where the rule is to fill.
     *
     * @param size an int32 scalar
     */
    Output<?> between(Output<?> position, Output<?> size) {
        Output<?> length = tf.cast(size, DTypes.of(position.dataType()));
        Output<?> last = calc.add(length, -1);
        return switch (mode) {
            case CONSTANT -> position;
            case NEAREST -> clipped(position, last);
            case REFLECT, MIRROR -> clipped(reflected(position, length), last);
            case WRAP -> clipped(wrapped(position, length, last), last);
        };
    }

    private Output<?> clipped(Output<?> position, Output<?> last) {
        return tf.op("Minimum", calc.max(position, 0), last);
    }

    private Output<?> reflected(Output<?> position, Output<?> length) {
        Output<?> period = calc.mul(length, 2);
        Output<?> rest = calc.sub(position, calc.mul(period, floorOfQuotient(position, period)));
        return tf.op("Minimum", rest, calc.sub(calc.add(period, -1), rest));
    }

    /** TensorFlow counts the turns by {@code size - 1}, and goes {@code size} elements for each. */
    private Output<?> wrapped(Output<?> position, Output<?> length, Output<?> last) {
        Output<?> period = calc.max(last, 1);
        Output<?> turnsBelow = calc.add(floorOfQuotient(calc.neg(position), period), 1);
        Output<?> below = calc.add(position, calc.mul(length, turnsBelow));
        Output<?> above = calc.sub(position, calc.mul(length, floorOfQuotient(position, period)));
        Output<?> inside = calc.where(calc.less(last, position), above, position);
        return calc.where(calc.less(position, 0), below, inside);
    }

    /** A constant to gradients. */
    private Output<?> floorOfQuotient(Output<?> a, Output<?> b) {
        return calc.stop(tf.op("Floor", calc.div(calc.stop(a), b)));
    }

    /**
     * Whole positions from 0 to {@code size - 1}.
     *
     * @param position int32
     * @param size an int32 scalar
     */
    Output<?> whole(Output<?> position, Output<?> size) {
        Output<?> found = switch (mode) {
            case CONSTANT, NEAREST -> position;
            case WRAP -> tf.op("FloorMod", position, size);
            case REFLECT, MIRROR -> mirrored(position, size);
        };
        // Keras's mirror leads one step too far at one place; here it ends at the border.
        return clipped(found, calc.add(size, -1));
    }

    private Output<?> mirrored(Output<?> position, Output<?> size) {
        Output<?> period = calc.mul(size, 2);
        Output<?> rest = tf.op("FloorMod", tf.op("Abs", position), period);
        Output<?> back = calc.sub(period, rest);
        return calc.where(calc.less(rest, size), rest, mode == FillMode.REFLECT ? calc.add(back, -1) : back);
    }
}
