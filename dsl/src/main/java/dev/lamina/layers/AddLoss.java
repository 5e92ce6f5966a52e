package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import java.util.List;

/**
 * Gives its first input back and adds {@code weight} times its second, a scalar, to what training minimizes.
 *
 * <p>Shapes: x (…), loss () -> x (…). Source: {@code add_loss} of Keras.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10);
 * SymbolicTensor y = addLoss(x, mean(square(x))); // (?, 10)
 * }</pre>
 */
public final class AddLoss extends Layer<AddLoss> {
    static final Schema<AddLoss> SCHEMA = customSchema("lamina", "AddLoss", AddLoss::new);
    private static final Field<Double> WEIGHT =
            SCHEMA.add(Fields.number("weight").orElse(1.0));

    private AddLoss(Config config) {
        super(SCHEMA, config);
    }

    static AddLoss of() {
        return SCHEMA.create(Config.empty());
    }

    /** The factor of the loss; 1 by default. */
    public AddLoss weight(double weight) {
        return with(WEIGHT, weight);
    }

    @Override
    protected boolean takesList() {
        return true;
    }

    @Override
    protected int inputCount() {
        return 2;
    }

    @Override
    protected List<SymbolicTensor> call(Call call, List<SymbolicTensor> inputs) {
        call.addLoss(inputs.get(1).times(get(WEIGHT)));
        return List.of(inputs.get(0));
    }
}
