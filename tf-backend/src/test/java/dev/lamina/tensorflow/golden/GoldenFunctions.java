package dev.lamina.tensorflow.golden;

import dev.lamina.config.Schema;
import dev.lamina.json.SchemaProvider;
import dev.lamina.layers.LayerFunction;
import dev.lamina.ops.Elementwise;
import java.util.List;
import java.util.Map;

/** The functions that the Lambda layers of the golden cases name, as Java has them. */
public final class GoldenFunctions implements SchemaProvider {
    @Override
    public List<? extends Schema<?>> schemas() {
        return List.of();
    }

    @Override
    public Map<String, LayerFunction> functions() {
        return Map.of(
                "golden>halve",
                LayerFunction.of(x -> x.div(2)),
                "golden>power",
                (call, inputs, arguments) ->
                        List.of(Elementwise.pow(inputs.get(0), ((Number) arguments.get("exponent")).doubleValue())),
                "golden>weigh",
                (call, inputs, arguments) -> List.of(inputs.get(0).times(2).minus(inputs.get(1))));
    }
}
