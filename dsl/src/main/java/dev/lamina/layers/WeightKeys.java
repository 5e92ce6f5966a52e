package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Constraint;
import dev.lamina.Initializer;
import dev.lamina.Regularizer;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.initializers.Initializers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys that configure one weight: {@code kernel_initializer, kernel_regularizer, kernel_constraint}. */
record WeightKeys(
        Field<Initializer> initializer,
        Field<@Nullable Regularizer> regularizer,
        Field<@Nullable Constraint> constraint) {

    /**
     * Keys that begin with {@code prefix}.
     *
     * @param otherwise the initializer where none is given
     */
    static WeightKeys of(String prefix, Initializer otherwise) {
        return new WeightKeys(
                Initializers.field(prefix + "_initializer", otherwise),
                Fields.configured(prefix + "_regularizer", Regularizer.class).orNull(),
                Fields.configured(prefix + "_constraint", Constraint.class).orNull());
    }

    /** Declares the keys of some weights in Keras's order: the initializers, then the regularizers, then the constraints. */
    static void add(Schema<?> schema, WeightKeys... weights) {
        List<WeightKeys> all = List.of(weights);
        all.forEach(keys -> schema.add(keys.initializer));
        all.forEach(keys -> schema.add(keys.regularizer));
        all.forEach(keys -> schema.add(keys.constraint));
    }

    /** Declares the weight and returns its value. */
    SymbolicTensor weight(Call call, Config config, String name, Shape shape) {
        return call.weight(name, shape, config.get(initializer), config.get(regularizer), config.get(constraint), true);
    }
}
