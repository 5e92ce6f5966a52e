package dev.lamina.constraints;

import dev.lamina.Constraint;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import java.util.List;

/**
 * The norm over some axes is 1. Source: {@code keras.constraints.UnitNorm}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 4);
 * SymbolicTensor y = x.then(dense(8).kernelConstraint(unitNorm())); // (?, 8)
 * }</pre>
 */
public final class UnitNorm extends Constraint {
    static final Schema<Constraint> SCHEMA = Constraints.schema("UnitNorm", UnitNorm::new);
    private static final Field<List<Integer>> AXIS =
            SCHEMA.add(Fields.axes("axis").orElse(List.of(0)));

    private UnitNorm(Config config) {
        super(SCHEMA, config);
    }

    static Constraint of(List<Integer> axis) {
        return SCHEMA.create(Config.empty().set(AXIS, axis));
    }

    @Override
    public SymbolicTensor project(SymbolicTensor weight) {
        return weight.div(Constraints.norm(weight, get(AXIS)).plus(Constraints.EPSILON));
    }
}
