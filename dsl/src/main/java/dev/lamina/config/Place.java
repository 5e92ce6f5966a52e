package dev.lamina.config;

import dev.lamina.errors.ConfigException;
import dev.lamina.errors.Facts;
import org.jspecify.annotations.Nullable;

/** A place in a document that is being read, and the way to read objects that stand there. */
public final class Place {
    /** Reads a nested object, such as an initializer, that a configuration holds. */
    @FunctionalInterface
    public interface ObjectReader {
        /**
         * Reads an object.
         *
         * @param kind the type that is wanted, such as {@code Initializer.class}
         * @param plain a string or a map, as in the document
         */
        <T> T read(Class<T> kind, Object plain, Place place);
    }

    private final String path;
    private final String owner;
    private final ObjectReader objects;

    private Place(String path, String owner, ObjectReader objects) {
        this.path = path;
        this.owner = owner;
        this.objects = objects;
    }

    /** The root of a document. */
    public static Place root(ObjectReader objects) {
        return new Place("", "", objects);
    }

    /** The place of a key in the object here. */
    public Place at(String key) {
        return new Place(path.isEmpty() ? key : path + "." + key, owner, objects);
    }

    /** The place of an element in the list here. */
    public Place at(int index) {
        return new Place(path + "[" + index + "]", owner, objects);
    }

    /** This place as part of something with a name, which errors name. */
    Place of(String named) {
        return new Place(path, named, objects);
    }

    /** Reads the object that stands here. */
    public <T> T read(Class<T> kind, Object plain) {
        return objects.read(kind, plain, this);
    }

    /** An error about what stands here. */
    public ConfigException error(String problem, String remedy) {
        return ConfigException.at(
                path, Facts.of(said(problem)).and("try", remedy).toString());
    }

    /** A problem, behind the name of what this place is part of. */
    public String said(String problem) {
        return owner.isEmpty() ? problem : owner + ": " + problem;
    }

    /** An error about a value that stands here. */
    public ConfigException unexpected(@Nullable Object received, String expected) {
        return error("expected " + expected + "; received " + Plain.show(received), "");
    }

    /** The path from the document's root, such as {@code config.layers[7].config.units}. */
    public String path() {
        return path;
    }

    @Override
    public String toString() {
        return path;
    }
}
