package dev.lamina.schedules;

import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Plain;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import java.util.List;

/**
 * One rate up to a step, another up to the next. The step of a boundary still has the rate before it. Source: {@code
 * keras.optimizers.schedules.PiecewiseConstantDecay}.
 *
 * <pre>{@code
 * Optimizer optimizer = adam(piecewiseConstantDecay(List.of(1000, 5000), List.of(1e-3, 1e-4, 1e-5)));
 * }</pre>
 */
public final class PiecewiseConstantDecay extends Schedule {
    static final Schema<Schedule> SCHEMA =
            schema("PiecewiseConstantDecay", "PiecewiseConstant", PiecewiseConstantDecay::new);
    private static final Field<List<Integer>> BOUNDARIES = SCHEMA.add(Fields.integers("boundaries"));
    private static final Field<List<Double>> VALUES = SCHEMA.add(Field.of(
            "values",
            Fields.codec(
                    "a list of numbers",
                    values -> true,
                    (plain, place) -> Plain.list(plain, place).stream()
                            .map(value -> Fields.number("values").codec().read(value, place))
                            .toList())));

    private PiecewiseConstantDecay(Config config) {
        super(SCHEMA, config);
        if (get(VALUES).size() != get(BOUNDARIES).size() + 1) {
            throw new ConfigException("PiecewiseConstantDecay: there is one value more than boundaries; received "
                    + get(BOUNDARIES).size() + " boundaries and " + get(VALUES).size() + " values");
        }
    }

    static PiecewiseConstantDecay of(List<Integer> boundaries, List<Double> values) {
        return (PiecewiseConstantDecay)
                SCHEMA.create(Config.empty().set(BOUNDARIES, boundaries).set(VALUES, values));
    }

    @Override
    public double at(long step) {
        int i = 0;
        while (i < get(BOUNDARIES).size() && step > get(BOUNDARIES).get(i)) {
            i++;
        }
        return get(VALUES).get(i);
    }
}
