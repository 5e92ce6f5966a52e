package dev.lamina.inspect;

import dev.lamina.Model;
import dev.lamina.Op;
import dev.lamina.Operation;
import dev.lamina.Source;
import dev.lamina.config.Configured;
import java.util.regex.Pattern;

/** Keras's families of layers, which plots tell apart by their colours. The first whose names fit counts. */
enum Family {
    INPUT("#eef1f5", "#6b7a8d", ""),
    MODEL("#ffffff", "#52677f", ""),
    OPS("#f3f3f0", "#77776c", ""),
    /** Not Keras's: Lamina's layers, and users'. */
    OWN("#eff8d6", "#668500", ""),
    ATTENTION("#fde7f1", "#c62a72", ".*Attention"),
    RECURRENT("#f2e7fd", "#8440bf", ".*(LSTM|LSTM\\dD|GRU|RNN|Cell|RNNCells)|Bidirectional|TimeDistributed"),
    PREPROCESSING(
            "#e6f0e4",
            "#4b7a44",
            "Random.*|.*(Lookup|Crossing|Hashing|Encoding|Mix|Equalization|Vectorization|Spectrogram)"
                    + "|RandAugment|MixUp|AutoContrast|Solarization|Discretization|Rescaling|Resizing|CenterCrop|Pipeline"),
    CONVOLUTIONAL("#dcf3f3", "#0f7f87", ".*Conv.*"),
    POOLING("#e2f5e2", "#2f8236", ".*Pooling.*"),
    NORMALIZATION("#fcf2d0", "#a17b00", ".*Normalization|LayerScale"),
    REGULARIZATION("#f5ece2", "#946238", ".*(Dropout.*|Noise|Regularization)|StochasticDepth"),
    ACTIVATION("#fde4e2", "#c43d30", ".*(ReLU|ELU|Softmax)|Activation"),
    MERGING("#ffe9dc", "#c75b0e", "Add|Average|Concatenate|CustomScaleLayer|Dot|Maximum|Minimum|Multiply|Subtract"),
    RESHAPING("#eae8fb", "#5d4fcf", "Cropping.*|Flatten|Permute|RepeatVector|Reshape|UpSampling.*|ZeroPadding.*"),
    CORE("#e2ebfd", "#2f62c4", ".*");

    private final String fill;
    private final String line;
    private final Pattern names;

    Family(String fill, String line, String names) {
        this.fill = fill;
        this.line = line;
        this.names = Pattern.compile(names);
    }

    static Family of(Operation operation) {
        if (operation instanceof Source) {
            return INPUT;
        }
        if (operation instanceof Model) {
            return MODEL;
        }
        if (operation instanceof Op) {
            return OPS;
        }
        return of(String.valueOf(((Configured<?>) operation).schema().home().module()), operation.className());
    }

    /** The family of a layer by its class in Python. */
    static Family of(String module, String className) {
        if (!module.startsWith("keras.")) {
            return OWN;
        }
        for (Family family : values()) {
            if (family.names.matcher(className).matches()) {
                return family;
            }
        }
        throw new IllegalStateException(className);
    }

    /** The colour of a box. */
    String fill() {
        return fill;
    }

    /** The colour of its border and its headline. */
    String line() {
        return line;
    }
}
