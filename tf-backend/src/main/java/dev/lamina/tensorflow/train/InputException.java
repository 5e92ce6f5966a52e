package dev.lamina.tensorflow.train;

import dev.lamina.Shape;
import dev.lamina.errors.Facts;
import dev.lamina.errors.LaminaException;

/** An array that does not fit the input of a model. */
public final class InputException extends LaminaException {
    private static final long serialVersionUID = 1L;

    private final String headline;
    private final int index;
    private final String expected;
    private final String found;

    private InputException(String headline, int index, String expected, String found, String differs, String remedy) {
        super(Facts.of(headline)
                .and("expected", expected)
                .and("found", found)
                .and("differs", differs)
                .and("try", remedy)
                .toString());
        this.headline = headline;
        this.index = index;
        this.expected = expected;
        this.found = found;
    }

    static InputException of(String model, String role, int index, String name, String expected, String found) {
        String headline = role + " " + index + " \"" + name + "\" of model \"" + model + "\" cannot take its array";
        return new InputException(headline, index, expected, found, "", "");
    }

    InputException trying(String remedy) {
        return new InputException(headline, index, expected, found, "", remedy);
    }

    InputException differing(Shape wanted, Shape given) {
        if (wanted.rank() != given.rank()) {
            String batch = given.rank() == wanted.rank() - 1
                    ? "reshape it to " + wanted + "; the first axis is the batch"
                    : "";
            return new InputException(
                    headline, index, expected, found, "rank: " + given.rank() + " is not " + wanted.rank(), batch);
        }
        for (int axis = 0; axis < wanted.rank(); axis++) {
            boolean known = wanted.size(axis) != Shape.UNKNOWN && given.size(axis) != Shape.UNKNOWN;
            if (known && wanted.size(axis) != given.size(axis)) {
                String differs = "axis " + axis + ": " + given.size(axis) + " is not " + wanted.size(axis);
                return new InputException(headline, index, expected, found, differs, "");
            }
        }
        return this;
    }

    /** Which input of the model it is. */
    public int index() {
        return index;
    }

    /** What the model takes. */
    public String expected() {
        return expected;
    }

    /** What it was given. */
    public String found() {
        return found;
    }
}
