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
 * Adds a residual that is made smaller: {@code a + scale · b}; the layer of {@code keras.applications.InceptionResNetV2}.
 *
 * <p>Shapes: a (…), b (…) -> the same. Source: {@code keras.src.applications.inception_resnet_v2.CustomScaleLayer}; Szegedy et al.
 * 2016, arXiv:1602.07261.
 *
 * <pre>{@code
 * SymbolicTensor a = input("a", 8, 8, 4);
 * SymbolicTensor b = input("b", 8, 8, 4);
 * SymbolicTensor y = customScaleLayer(0.17).on(a, b); // (?, 8, 8, 4)
 * }</pre>
 */
public final class CustomScaleLayer extends Layer<CustomScaleLayer> {
    static final Schema<CustomScaleLayer> SCHEMA = schema(
            "CustomScaleLayer",
            new Schema.Home("keras.src.applications.inception_resnet_v2", "CustomScaleLayer"),
            CustomScaleLayer::new);
    private static final Field<Double> SCALE = SCHEMA.add(Fields.number("scale", "a number", Double::isFinite));

    private CustomScaleLayer(Config config) {
        super(SCHEMA, config);
    }

    static CustomScaleLayer of(double scale) {
        return SCHEMA.create(Config.empty().set(SCALE, scale));
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
        return List.of(inputs.get(0).plus(inputs.get(1).times(get(SCALE))));
    }
}
