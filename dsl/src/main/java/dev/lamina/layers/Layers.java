package dev.lamina.layers;

import dev.lamina.Layer;
import dev.lamina.config.Schema;
import java.util.List;

/** Makes layers; made for {@code import static}. Factories take what Keras requires, setters the rest. */
public final class Layers {
    private Layers() {}

    /** What Keras files may hold of this package: the schema of each layer. */
    public static List<Schema<? extends Layer<?>>> schemas() {
        return List.of(Dense.SCHEMA);
    }

    /** See {@link Dense}. */
    public static Dense dense(int units) {
        return Dense.of(units);
    }
}
