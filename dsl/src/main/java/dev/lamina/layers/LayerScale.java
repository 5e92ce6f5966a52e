package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.initializers.Initializers;

/**
 * Multiplies each channel by a weight that begins small: the layer of {@code keras.applications.ConvNeXt}.
 *
 * <p>Shapes: x (…, projection_dim) -> the same; gamma (projection_dim). Source: {@code
 * keras.src.applications.convnext.LayerScale}; Touvron et al. 2021, arXiv:2103.17239.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 7, 7, 96);
 * SymbolicTensor y = x.then(layerScale(1e-6, 96)); // (?, 7, 7, 96)
 * }</pre>
 */
public final class LayerScale extends Layer<LayerScale> {
    static final Schema<LayerScale> SCHEMA =
            schema("LayerScale", new Schema.Home("keras.src.applications.convnext", "LayerScale"), LayerScale::new);
    private static final Field<Double> INIT_VALUES =
            SCHEMA.add(Fields.number("init_values", "a number", Double::isFinite));
    private static final Field<Integer> PROJECTION_DIM = SCHEMA.add(Fields.positive("projection_dim"));

    private LayerScale(Config config) {
        super(SCHEMA, config);
    }

    static LayerScale of(double initValues, int projectionDim) {
        return SCHEMA.create(Config.empty().set(INIT_VALUES, initValues).set(PROJECTION_DIM, projectionDim));
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        // Keras gives the weight no name, and files hold weights of a layer by number.
        return x.times(call.weight("variable", Shape.of(get(PROJECTION_DIM)), Initializers.constant(get(INIT_VALUES))));
    }
}
