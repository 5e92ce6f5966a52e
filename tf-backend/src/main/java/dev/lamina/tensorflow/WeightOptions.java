package dev.lamina.tensorflow;

/**
 * How the weights of a file find those of a model. A setter returns a changed copy.
 *
 * @param byName whether layers are matched by their names, as Keras's {@code by_name} does for older files, and not by their places;
 *     those that only one side has are left alone. Layers inside a model inside are matched under the name of that model
 * @param skipMismatch whether what does not fit is left as it was, as when a model has got another output layer
 */
public record WeightOptions(boolean byName, boolean skipMismatch) {
    static final WeightOptions STRICT = new WeightOptions(false, false);

    public WeightOptions byName(boolean changed) {
        return new WeightOptions(changed, skipMismatch);
    }

    public WeightOptions skipMismatch(boolean changed) {
        return new WeightOptions(byName, changed);
    }
}
