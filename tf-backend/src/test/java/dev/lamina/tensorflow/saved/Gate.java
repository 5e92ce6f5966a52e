package dev.lamina.tensorflow.saved;

import static dev.lamina.initializers.Initializers.ones;
import static dev.lamina.layers.Layers.dense;

import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Nn;

/** A layer of a user's own, as checks/keras/user_package.py has it in Python: a gate behind each output of a dense layer. */
final class Gate extends Layer<Gate> {
    static final Schema<Gate> SCHEMA = customSchema("user_package", "Gate", Gate::new);
    private static final Field<Integer> UNITS = SCHEMA.add(Fields.positive("units"));

    private Gate(Config config) {
        super(SCHEMA, config);
    }

    static Gate of(int units) {
        return SCHEMA.create(Config.empty().set(UNITS, units));
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        SymbolicTensor openness = call.weight("openness", Shape.of(get(UNITS)), ones());
        return call.sublayer("inner", dense(get(UNITS)).name("inner"), x).times(Nn.sigmoid(openness));
    }
}
