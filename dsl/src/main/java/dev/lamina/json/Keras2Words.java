package dev.lamina.json;

import dev.lamina.activations.SteepSigmoid;
import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import dev.lamina.errors.ConfigException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Layers of Keras 3, and the objects in their configurations, in the words of Keras 2. Source: {@code tf_keras} 2.21. */
final class Keras2Words {
    /** The layers that Keras 2 has under these names and that mean the same there. */
    private static final Set<String> LAYERS = words("""
            Activation ActivityRegularization Add AdditiveAttention AlphaDropout Attention Average AveragePooling1D AveragePooling2D
            AveragePooling3D BatchNormalization Bidirectional CategoryEncoding CenterCrop Concatenate Conv1D Conv1DTranspose Conv2D
            Conv2DTranspose Conv3D Conv3DTranspose ConvLSTM1D ConvLSTM2D ConvLSTM3D Cropping1D Cropping2D Cropping3D Dense DepthwiseConv1D
            DepthwiseConv2D Discretization Dot Dropout ELU EinsumDense Embedding Flatten GRU GRUCell GaussianDropout GaussianNoise
            GlobalAveragePooling1D GlobalAveragePooling2D GlobalAveragePooling3D GlobalMaxPooling1D GlobalMaxPooling2D
            GlobalMaxPooling3D GroupNormalization HashedCrossing Hashing Identity InputLayer IntegerLookup LSTM LSTMCell
            LayerNormalization LeakyReLU Masking MaxPooling1D MaxPooling2D MaxPooling3D Maximum Minimum MultiHeadAttention Multiply
            Normalization PReLU Permute RNN ReLU RepeatVector Rescaling Reshape Resizing SeparableConv1D SeparableConv2D SimpleRNN
            SimpleRNNCell Softmax SpatialDropout1D SpatialDropout2D SpatialDropout3D SpectralNormalization StackedRNNCells StringLookup
            Subtract TextVectorization TimeDistributed UnitNormalization UpSampling1D UpSampling2D UpSampling3D ZeroPadding1D
            ZeroPadding2D ZeroPadding3D""");

    private static final Set<String> TEXTS = Set.of("StringLookup", "TextVectorization");

    private static final Set<String> ACTIVATIONS =
            words("elu exponential gelu linear mish relu selu sigmoid softmax softplus softsign swish tanh");

    /** Keys that Keras 2 does not know, of any layer, and what they say where they can be left out. */
    private static final Map<String, List<@Nullable Object>> UNKNOWN = Map.ofEntries(
            left("quantization_config", (Object) null),
            left("synchronized", false, true),
            left("renorm", false),
            left("renorm_clipping", (Object) null),
            left("renorm_momentum", 0.99),
            left("rms_scaling", false),
            left("use_gate", false),
            left("sliding_window", (Object) null),
            left("flash_attention", (Object) null),
            left("antialias", false),
            left("pad_to_aspect_ratio", false),
            left("optional", false));

    /** The same of single layers: {@code Layer.key}. */
    private static final Map<String, List<@Nullable Object>> UNKNOWN_OF_LAYER = Map.ofEntries(
            left("Attention.seed", (Object) null),
            left("AdditiveAttention.seed", (Object) null),
            left("MultiHeadAttention.seed", (Object) null),
            left("SimpleRNN.seed", (Object) null),
            left("SimpleRNNCell.seed", (Object) null),
            left("LSTM.seed", (Object) null),
            left("LSTMCell.seed", (Object) null),
            left("GRU.seed", (Object) null),
            left("GRUCell.seed", (Object) null),
            left("ConvLSTM1D.seed", (Object) null),
            left("ConvLSTM2D.seed", (Object) null),
            left("ConvLSTM3D.seed", (Object) null),
            left("Conv3DTranspose.dilation_rate", List.of(1, 1, 1)),
            left("ZeroPadding1D.data_format", "channels_last", null),
            left("Resizing.data_format", "channels_last", null),
            left("Resizing.fill_mode", "constant"),
            left("Resizing.fill_value", 0.0),
            left("CenterCrop.data_format", "channels_last", null));

    private static final Map<String, String> RENAMED =
            Map.of("InputLayer.batch_shape", "batch_input_shape", "LeakyReLU.negative_slope", "alpha");

    private final KerasFormat format;
    private final BiFunction<Map<String, @Nullable Object>, Place, Map<String, @Nullable Object>> models;

    /** Words for layers; {@code models} writes a model that stands in the place of one. */
    Keras2Words(
            KerasFormat format,
            BiFunction<Map<String, @Nullable Object>, Place, Map<String, @Nullable Object>> models) {
        this.format = format;
        this.models = models;
    }

    private static Set<String> words(String text) {
        return Set.copyOf(Arrays.asList(text.split("\\s+")));
    }

    private static Map.Entry<String, List<@Nullable Object>> left(String key, @Nullable Object... values) {
        return Map.entry(key, Arrays.asList(values));
    }

    private static Map.Entry<String, List<@Nullable Object>> left(String key, @Nullable Object value) {
        return Map.entry(key, java.util.Collections.singletonList(value));
    }

    /** An object: with its module where Keras 3 reads it, too. */
    Map<String, @Nullable Object> object(
            String module, String className, @Nullable String registeredName, @Nullable Object config) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        boolean both = format == KerasFormat.KERAS_2_AND_3;
        if (both) {
            object.put("module", "null".equals(module) ? null : module);
        }
        boolean registered = registeredName != null && registeredName.contains(">");
        object.put("class_name", registered && !both ? registeredName : className);
        object.put("config", config);
        if (both) {
            object.put("registered_name", registeredName);
        }
        return object;
    }

    /** A layer, a model or an input. */
    Map<String, @Nullable Object> element(@Nullable Object plain, Place place) {
        Map<String, @Nullable Object> keys = Plain.map(plain, place);
        if (Keras2Document.isModel(keys)) {
            return models.apply(keys, place);
        }
        String className = String.valueOf(keys.get("class_name"));
        refuseOp(keys, place);
        Map<String, @Nullable Object> config = Plain.map(keys.get("config"), place.at("config"));
        boolean custom = keys.get("registered_name") instanceof String name && name.contains(">");
        if (!custom && !LAYERS.contains(className)) {
            throw unknown("layer", className, config.get("name"), place);
        }
        Map<String, @Nullable Object> changed = new LinkedHashMap<>();
        config.forEach((key, value) -> {
            Place at = place.at("config").at(key);
            List<@Nullable Object> silent =
                    UNKNOWN_OF_LAYER.getOrDefault(className + "." + key, UNKNOWN.getOrDefault(key, List.of()));
            if (key.equals("zero_output_for_mask") && Boolean.FALSE.equals(value)) {
                return; // Keras 2 has it, but not in its documents
            }
            if (custom || silent.isEmpty()) {
                changed.put(RENAMED.getOrDefault(className + "." + key, key), value(key, value, at));
            } else if (silent.stream().noneMatch(one -> same(one, value))) {
                throw at.error("Keras 2 has no such key of " + className + "; here it is " + value, "KERAS_3");
            }
        });
        if (className.equals("MultiHeadAttention")) {
            List.of("query_shape", "key_shape", "value_shape").forEach(key -> changed.put(key, null)); // asked for
        } else if (TEXTS.contains(className)) {
            changed.remove("dtype"); // that of what the layer takes, in Keras 2
        }
        return object(
                String.valueOf(keys.get("module")),
                oldName(className, config, place),
                (String) keys.get("registered_name"),
                changed);
    }

    /** One that knows the batches of other machines is a class of its own in Keras 2. */
    private String oldName(String className, Map<String, @Nullable Object> config, Place place) {
        if (!Boolean.TRUE.equals(config.get("synchronized"))) {
            return className;
        }
        if (format == KerasFormat.KERAS_2_AND_3) {
            throw place.error(
                    "Keras 2 and 3 do not write a synchronized " + className + " alike", "KERAS_2 or KERAS_3 alone");
        }
        return "SyncBatchNormalization";
    }

    /** Whether an element of a model is an op. */
    static boolean isOp(Map<String, @Nullable Object> keys) {
        return String.valueOf(keys.get("module")).startsWith("keras.src.ops.");
    }

    static void refuseOp(Map<String, @Nullable Object> keys, Place place) {
        if (isOp(keys)) {
            throw unknown("op", String.valueOf(keys.get("class_name")), keys.get("name"), place);
        }
    }

    private static ConfigException unknown(String kind, String className, @Nullable Object name, Place place) {
        return place.error(
                kind + " " + className + " \"" + name + "\": Keras 2 has no words for it",
                "KERAS_3, or layers that both have");
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        return (one instanceof Number a && other instanceof Number b)
                ? a.doubleValue() == b.doubleValue()
                : Objects.equals(one, other);
    }

    private @Nullable Object value(String key, @Nullable Object value, Place place) {
        if (key.equals("dtype")) {
            return dtype(value, place);
        }
        if (key.equals("activation") || key.equals("recurrent_activation")) {
            return activation(value, place);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> changed = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                changed.add(key.equals("cells") ? element(list.get(i), place.at(i)) : list.get(i));
            }
            return changed;
        }
        if (!(value instanceof Map<?, ?> map) || !(map.get("class_name") instanceof String className)) {
            return value;
        }
        if (key.equals("layer") || key.equals("backward_layer") || key.equals("cell")) {
            return element(value, place);
        }
        Map<String, @Nullable Object> config = new LinkedHashMap<>(Plain.map(map.get("config"), place.at("config")));
        for (String axes : List.of("input_axes", "output_axes")) {
            if (config.remove(axes) != null) {
                throw place.at("config").at(axes).error("Keras 2 has no such key of " + className, "KERAS_3");
            }
        }
        return object(String.valueOf(map.get("module")), className, (String) map.get("registered_name"), config);
    }

    private @Nullable Object dtype(@Nullable Object value, Place place) {
        if (!(value instanceof Map<?, ?> policy)) {
            return value;
        }
        boolean plain = "DTypePolicy".equals(policy.get("class_name"));
        Object name = policy.get("config") instanceof Map<?, ?> config ? config.get("name") : null;
        if (!plain || !(name instanceof String text)) {
            throw place.error("Keras 2 has no policy " + policy.get("class_name"), "KERAS_3");
        }
        if (!text.startsWith("mixed_")) {
            return text;
        }
        if (format == KerasFormat.KERAS_2_AND_3) {
            throw place.error("Keras 2 and 3 do not write " + text + " alike", "KERAS_2 or KERAS_3 alone");
        }
        return object("keras.mixed_precision", "Policy", null, Map.of("name", text));
    }

    private @Nullable Object activation(@Nullable Object value, Place place) {
        if (value instanceof Map<?, ?> map) {
            if (!"function".equals(map.get("class_name"))) {
                return element(value, place);
            }
            boolean steep = SteepSigmoid.NAME.equals(map.get("config"));
            if (format == KerasFormat.KERAS_2) {
                return steep ? "hard_sigmoid" : map.get("config");
            }
            if (steep) {
                throw place.error("the hard_sigmoid of Keras 2 is another than that of Keras 3", "KERAS_2 alone");
            }
            return value;
        }
        Object name = "silu".equals(value) ? "swish" : value;
        if (name instanceof String && !ACTIVATIONS.contains(name)) {
            throw place.error(
                    "Keras 2 has no " + name + (name.equals("hard_sigmoid") ? " of this slope" : ""),
                    "one of " + String.join(", ", ACTIVATIONS.stream().sorted().toList()));
        }
        return name;
    }
}
