package dev.lamina.json;

import dev.lamina.config.Place;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.Facts;

/** A document names a class or a function that the catalog does not have. */
final class UnknownNameException extends ConfigException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    UnknownNameException(Place place, String problem, String remedy) {
        super(place.path(), Facts.of(place.said(problem)).and("try", remedy).toString());
        this.remedy = remedy;
    }

    /** What makes the name known. */
    String remedy() {
        return remedy;
    }
}
