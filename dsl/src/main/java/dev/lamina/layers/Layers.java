package dev.lamina.layers;

/** Makes layers; made for {@code import static}. Factories take what Keras requires, setters the rest. */
public final class Layers {
    private Layers() {}

    /** See {@link Dense}. */
    public static Dense dense(int units) {
        return Dense.of(units);
    }
}
