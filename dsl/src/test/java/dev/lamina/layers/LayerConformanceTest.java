package dev.lamina.layers;

import static dev.lamina.Lamina.input;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.Block;
import dev.lamina.Constraint;
import dev.lamina.DType;
import dev.lamina.DTypePolicy;
import dev.lamina.Initializer;
import dev.lamina.Layer;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Operation;
import dev.lamina.Regularizer;
import dev.lamina.Sequential;
import dev.lamina.activations.Activation;
import dev.lamina.activations.Activations;
import dev.lamina.config.Field;
import dev.lamina.config.Place;
import dev.lamina.config.Schema;
import dev.lamina.constraints.Constraints;
import dev.lamina.initializers.Initializers;
import dev.lamina.ops.Interpolation;
import dev.lamina.ops.Padding;
import dev.lamina.regularizers.Regularizers;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every layer owes: found by reflection over the factories, so that none is missing. */
final class LayerConformanceTest {
    /** Keys that only files set: what they say is refused where it is not the default, or changes nothing on one device. */
    private static final Set<String> OF_FILES = Set.of(
            "dtype",
            "quantization_config",
            "sparse",
            "ragged",
            "encoding",
            "vocabulary_dtype",
            "BatchNormalization.synchronized",
            "Lambda.output_shape",
            "Resizing.fill_mode",
            "StringLookup.oov_method",
            "Lambda.mask");

    /** Keys that one setter of the quantizer sets together. */
    private static final Set<String> OF_CODEBOOK = Set.of(
            "VectorQuantizer.ema_decay",
            "VectorQuantizer.ema_epsilon",
            "VectorQuantizer.restart_threshold",
            "VectorQuantizer.kmeans_steps");

    /** Layers that give integers or vectors, whose element type follows. */
    private static final Set<String> BINNING = Set.of("Hashing", "HashedCrossing");

    static Stream<Layer<?>> layers() {
        return Arrays.stream(Layers.class.getMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers())
                        && Layer.class.isAssignableFrom(method.getReturnType()))
                .map(method -> (Layer<?>) call(method, null));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void readsWhatItWrites(Layer<?> layer) {
        assertThat(reread(layer)).isEqualTo(layer.configMap());
        for (Method setter : setters(layer)) {
            Layer<?> changed = (Layer<?>) call(setter, layer);
            assertThat(reread(changed)).as(changed.toString()).isEqualTo(changed.configMap());
        }
    }

    private static Map<String, @Nullable Object> reread(Layer<?> layer) {
        Object read = layer.schema().read(layer.configMap(), Place.root(LayerConformanceTest::object));
        return ((Layer<?>) read).configMap();
    }

    @ParameterizedTest
    @MethodSource("layers")
    void aSetterChangesTheKeyOfItsName(Layer<?> layer) {
        for (Method setter : setters(layer)) {
            Map<String, @Nullable Object> set = ((Layer<?>) call(setter, layer)).configMap();
            Set<String> changed = differing(layer.configMap(), set);
            Set<String> expected = setter.getName().equals("codebook") ? Set.of("ema_decay") : Set.of(key(setter));
            if (BINNING.contains(layer.className()) && setter.getName().equals("outputMode")) {
                expected = Set.of("output_mode", "dtype");
            }
            if (layer instanceof Pipeline && Set.of("trainable", "dtype").contains(setter.getName())) {
                expected = Set.of(); // Keras's class does not take them
            }
            if (Set.of("trainable", "dtype", "seed").contains(key(setter)) && !set.containsKey(key(setter))) {
                expected = Set.of(); // Keras's class does not take it
            }
            assertThat(changed).as(layer + " " + setter.getName()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void everyKeyHasASetterOrAPlaceInTheFactory(Layer<?> layer) {
        Set<String> open = new TreeSet<>();
        for (Field<?> field : layer.schema().fields()) {
            open.add(field.key());
        }
        setters(layer).forEach(setter -> open.remove(key(setter)));
        open.removeAll(factoryKeys(layer));
        open.removeIf(key -> OF_FILES.contains(key)
                || OF_FILES.contains(layer.className() + "." + key)
                || OF_CODEBOOK.contains(layer.className() + "." + key));

        assertThat(open).as(layer.className()).isEmpty();
    }

    /** The keys that the factory's arguments set: those that differ from the defaults, or have none. */
    private static Set<String> factoryKeys(Layer<?> layer) {
        return layer.schema().fields().stream()
                .filter(field -> field.isRequired()
                        || !Objects.equals(defaultOf(field), layer.configMap().get(field.key())))
                .map(Field::key)
                .collect(Collectors.toSet());
    }

    private static <T extends @Nullable Object> @Nullable Object defaultOf(Field<T> field) {
        return field.codec().write(dev.lamina.config.Config.empty().get(field));
    }

    private static Set<String> differing(Map<String, @Nullable Object> before, Map<String, @Nullable Object> after) {
        Set<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        keys.removeIf(key -> Objects.equals(before.get(key), after.get(key)));
        return keys;
    }

    private static List<Method> setters(Layer<?> layer) {
        return Arrays.stream(layer.getClass().getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers())
                        && !method.isBridge()
                        && method.getParameterCount() == 1
                        && !method.getName().equals("adapt")
                        && method.getParameterTypes()[0] != Path.class
                        && Layer.class.isAssignableFrom(method.getReturnType()))
                .toList();
    }

    private static String key(Method setter) {
        return setter.getName().replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private static Object call(Method method, @Nullable Object target) {
        List<Object> arguments = new ArrayList<>();
        for (Class<?> type : method.getParameterTypes()) {
            String layer = target == null ? method.getReturnType().getSimpleName() : ((Layer<?>) target).className();
            boolean flips = type == boolean.class && target instanceof Layer;
            Object special = ImageSamples.of(type, method, target);
            if (special != null) {
                arguments.add(special);
                continue;
            }
            arguments.add(
                    flips
                            ? !flag((Layer<?>) target, key(method))
                            : type == int[].class ? sizes(layer, method.getName()) : sample(type, method.getName()));
        }
        try {
            return Objects.requireNonNull(method.invoke(target, arguments.toArray()));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(method + " on " + target, e);
        }
    }

    /** A key that is not written has its default, which is false. */
    private static boolean flag(Layer<?> layer, String key) {
        return Boolean.TRUE.equals(layer.configMap().get(key));
    }

    /** Sizes for as many axes as the layer has by its name, which differ from all defaults. */
    private static int[] sizes(String layer, String name) {
        if (name.equals("permute")) {
            return new int[] {2, 1};
        }
        int other = name.equals("strides") ? 4 : 3;
        return layer.contains("1D")
                ? new int[] {other}
                : layer.contains("3D") ? new int[] {2, 3, other + 1} : new int[] {2, other};
    }

    /** An argument that no factory has as its default. */
    private static Object sample(Class<?> type, String name) {
        if (type == DType.class) {
            return DType.FLOAT16;
        }
        if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            return type == Padding.class
                    ? Padding.SAME
                    : type == OutputMode.class
                            ? OutputMode.ONE_HOT
                            : type == Interpolation.class ? Interpolation.LANCZOS3 : constants[constants.length - 1];
        }
        return switch (type.getSimpleName()) {
            case "int" -> 4;
            case "double" -> 0.125;
            case "double[]" -> new double[] {0.5, name.equals("binBoundaries") ? 3 : 2};
            case "String" -> name.equals("einsumDense") ? "ab,bc->ac" : name.equals("biasAxes") ? "c" : "some_name";
            case "Block" -> (Block) x -> x;
            case "LayerFunction" -> (LayerFunction) (call, inputs, arguments) -> inputs;
            case "RnnCell" -> Layers.simpleRnnCell(3);
            case "RnnCell[]" -> new RnnCell[] {Layers.lstmCell(3), Layers.gruCell(2)};
            case "Layer" -> Layers.lstm(3).goBackwards(name.equals("backwardLayer"));
            case "Model" -> Sequential.of("some_model", input("x", 3), Layers.dense(2));
            case "Map" -> Map.of("scale", 2);
            case "String[]" -> new String[] {"one", "two"};
            case "long" -> 8L;
            case "long[]" -> new long[] {8, 9};
            case "List" -> List.of(2);
            case "NdArray" -> NdArray.of(new double[] {0.5, 2}, 1, 2);
            case "Initializer" -> Initializers.constant(0.5);
            case "Regularizer" -> Regularizers.l1(0.5);
            case "Constraint" -> Constraints.nonNeg();
            case "Activation" -> Activations.RELU;
            case "RenormClipping" -> RenormClipping.of(0.5, 2, 1);
            case "DTypePolicy" -> DTypePolicy.MIXED_BFLOAT16;
            case "Codebook" -> Codebook.ema(0.9);
            case "VectorQuantizer" -> Layers.vectorQuantizer(3, 2).cosine(true);
            default -> throw new AssertionError("a sample " + type + " is needed for " + name);
        };
    }

    private static <T> T object(Class<T> kind, Object plain, Place place) {
        if (kind == Activation.class) {
            return kind.cast(Activations.ofKerasName((String) plain));
        }
        if (plain instanceof Model) {
            return kind.cast(plain);
        }
        Map<?, ?> map = (Map<?, ?>) plain;
        List<? extends Schema<?>> schemas = kind == Initializer.class
                ? Initializers.schemas()
                : kind == Layer.class || kind == Operation.class
                        ? Layers.schemas()
                        : kind == Regularizer.class ? Regularizers.schemas() : Constraints.schemas();
        assertThat(kind).isIn(Layer.class, Operation.class, Initializer.class, Regularizer.class, Constraint.class);
        Schema<?> schema = schemas.stream()
                .filter(candidate -> candidate.className().equals(map.get("class_name")))
                .findFirst()
                .orElseThrow();
        return kind.cast(schema.read(dev.lamina.config.Plain.map(map.get("config"), place), place));
    }
}
