package dev.lamina.tensorflow;

import dev.lamina.json.Catalog;

/**
 * How a saved model is loaded. A setter returns a changed copy.
 *
 * @param catalog the classes that the file may name; by default Keras's, Lamina's, and those of providers on the class path
 * @param training whether the model is compiled for training where it was when it was saved, so that training can go on
 * @param compile how it is compiled
 */
public record LoadOptions(Catalog catalog, boolean training, CompileOptions compile) {
    static LoadOptions defaults() {
        return new LoadOptions(Catalog.installed(), true, CompileOptions.DEFAULT);
    }

    public LoadOptions catalog(Catalog changed) {
        return new LoadOptions(changed, training, compile);
    }

    public LoadOptions training(boolean changed) {
        return new LoadOptions(catalog, changed, compile);
    }

    public LoadOptions compile(CompileOptions changed) {
        return new LoadOptions(catalog, training, changed);
    }
}
