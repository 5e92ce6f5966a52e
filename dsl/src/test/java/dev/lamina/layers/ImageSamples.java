package dev.lamina.layers;

import dev.lamina.Layer;
import dev.lamina.ops.FillMode;
import dev.lamina.ops.Interpolation;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Arguments that layers on images and signals take, and that none of them has by default. */
final class ImageSamples {
    private ImageSamples() {}

    /**
     * An argument.
     *
     * @param target the layer that is set; null for a factory
     * @return null where any argument of the type will do
     */
    static @Nullable Object of(Class<?> type, Method method, @Nullable Object target) {
        Class<?> layer = target == null ? method.getReturnType() : target.getClass();
        String name = method.getName();
        if (type == Layer[].class) {
            return new Layer<?>[] {Layers.flatten(), Layers.dense(3)};
        }
        if (type == String.class && name.equals("window")) {
            return "hamming";
        }
        if (!ImageLayer.class.isAssignableFrom(layer)) {
            return null;
        }
        if (type == double[].class) {
            return name.equals("fillValue") ? new double[] {0.5, 1, 2} : new double[] {0.25, 0.5};
        }
        if (type == int[].class) {
            return name.equals("kernelSize") ? new int[] {5, 7} : new int[] {2, 3};
        }
        return type == Interpolation.class ? Interpolation.NEAREST : type == FillMode.class ? FillMode.WRAP : null;
    }
}
