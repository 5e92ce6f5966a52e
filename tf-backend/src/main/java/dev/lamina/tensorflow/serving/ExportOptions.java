package dev.lamina.tensorflow.serving;

import dev.lamina.Model;
import dev.lamina.errors.ConfigException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a SavedModel holds beside the model itself. A setter returns a changed copy.
 *
 * @param signatures models over layers of the exported one, by the names that callers use
 * @param servingOnly whether to leave out what {@link dev.lamina.tensorflow.TensorFlowBackend#load TensorFlowBackend.load} needs to give the
 *     trainable model back: the folder is then less than half as large, and holds no training, which the files of Keras may have no
 *     words for
 */
public record ExportOptions(Map<String, Model> signatures, boolean servingOnly) {
    public ExportOptions {
        signatures = Collections.unmodifiableMap(new LinkedHashMap<>(signatures));
    }

    /** The model alone, and all that it takes to train on. */
    public static ExportOptions defaults() {
        return new ExportOptions(Map.of(), false);
    }

    /**
     * Adds a signature for a part of the model, such as the encoder of an autoencoder.
     *
     * @param part a model over layers of the exported one
     * @throws ConfigException if the name is taken
     */
    public ExportOptions signature(String name, Model part) {
        if (name.isEmpty()
                || Export.NAMES.contains(name)
                || Signature.isInternal(name)
                || signatures.containsKey(name)) {
            throw new ConfigException("a signature needs a name of its own, other than "
                    + String.join(" and ", Export.NAMES) + ", which the model itself has; received \"" + name + "\"");
        }
        Map<String, Model> more = new LinkedHashMap<>(signatures);
        more.put(name, part);
        return new ExportOptions(more, servingOnly);
    }

    public ExportOptions servingOnly(boolean changed) {
        return new ExportOptions(signatures, changed);
    }
}
