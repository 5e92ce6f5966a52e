package dev.lamina.json;

import static dev.lamina.json.Keras2Op.CORE;
import static dev.lamina.json.Keras2Op.MATH;
import static dev.lamina.json.Keras2Op.NN;
import static dev.lamina.json.Keras2Op.NUMPY;

import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** TensorFlow's functions, by the last word of their names, and the ops of Keras 3 that do the same. */
final class Keras2Functions {
    private static final String AXIS = "axis";
    private static final Map<String, Consumer<Keras2Op>> RULES = new HashMap<>();

    static {
        unary(
                NUMPY,
                "abs ceil conj cos cosh exp expm1 floor imag log log1p logical_not negative ones_like real reciprocal round");
        unary(NUMPY, "sign sin sinh sqrt square tan tanh zeros_like");
        unary(MATH, "erf rsqrt");
        unary(NN, "relu relu6 selu sigmoid silu softplus softsign elu");
        unary(CORE, "stop_gradient");
        named(
                NUMPY,
                "acos Arccos acosh Arccosh asin Arcsin asinh Arcsinh atan Arctan atanh Arctanh identity Copy is_nan Isnan");
        named(NUMPY, "is_inf Isinf is_finite Isfinite neg Negative");
        named(NN, "swish Silu");
        binary(
                "add Add subtract Subtract sub Subtract multiply Multiply mul Multiply divide TrueDivide truediv TrueDivide");
        binary(
                "div TrueDivide realdiv TrueDivide floordiv FloorDivide floor_div FloorDivide floormod Mod mod Mod pow Power");
        binary(
                "maximum Maximum minimum Minimum greater Greater greater_equal GreaterEqual less Less less_equal LessEqual");
        binary("equal Equal not_equal NotEqual logical_and LogicalAnd logical_or LogicalOr logical_xor LogicalXor");
        binary("atan2 Arctan2 divide_no_nan DivideNoNan bias_add Add");
        reduction("reduce_sum Sum reduce_mean Mean reduce_max Max reduce_min Min reduce_prod Prod reduce_any Any");
        reduction("reduce_all All reduce_std Std reduce_variance Var");
        RULES.put("reduce_logsumexp", op -> reduce(op, MATH, "Logsumexp"));
        RULES.put("argmax", op -> extreme(op, "Argmax"));
        RULES.put("argmin", op -> extreme(op, "Argmin"));
        RULES.put("cumsum", op -> op.result(NUMPY, "Cumsum", Map.of(AXIS, present(op.or(0, AXIS))), op.x()));
        RULES.put("cumprod", op -> op.result(NUMPY, "Cumprod", Map.of(AXIS, present(op.or(0, AXIS))), op.x()));
        RULES.put("softmax", op -> op.result(NN, "Softmax", Map.of(AXIS, present(op.or(-1, AXIS))), op.x()));
        RULES.put("log_softmax", op -> op.result(NN, "LogSoftmax", Map.of(AXIS, present(op.or(-1, AXIS))), op.x()));
        RULES.put(
                "leaky_relu", op -> op.result(NN, "LeakyRelu", Map.of("negative_slope", op.or(0.2, "alpha")), op.x()));
        RULES.put("gelu", op -> op.result(NN, "Gelu", Map.of("approximate", op.flag("approximate", false)), op.x()));
        RULES.put("l2_normalize", Keras2Functions::normalize);
        RULES.put(
                "squared_difference",
                op -> op.result(
                        NUMPY, "Square", Map.of(), op.helper(NUMPY, "Subtract", Map.of(), op.x(), op.get("y"))));
        RULES.put("add_n", Keras2Functions::sum);
        RULES.put("cast", op -> op.result(CORE, "Cast", Map.of("dtype", op.get("dtype")), op.x()));
        RULES.put(
                "clip_by_value",
                op -> op.result(
                        NUMPY,
                        "Clip",
                        Map.of("x_min", op.get("clip_value_min", "min"), "x_max", op.get("clip_value_max", "max")),
                        op.x()));
        RULES.put("where", op -> op.result(NUMPY, "Where", Map.of(), op.x(), op.get("x"), op.get("y")));
        RULES.put("one_hot", Keras2Functions::oneHot);
        RULES.put("matmul", Keras2Functions::matmul);
        RULES.put(
                "tensordot", op -> op.result(NUMPY, "Tensordot", Map.of("axes", op.get("axes")), op.x(), op.get("b")));
        RULES.putAll(Keras2Shapes.RULES);
    }

    private Keras2Functions() {}

    /**
     * How a function becomes ops.
     *
     * @throws dev.lamina.errors.ConfigException if it is not known here, with the nearest name that is
     */
    static Consumer<Keras2Op> rule(String function, Place place) {
        String name = function.substring(function.lastIndexOf('.') + 1);
        Consumer<Keras2Op> rule = RULES.get(name.toLowerCase(Locale.ROOT));
        if (rule == null) {
            boolean random = function.contains("random");
            throw place.error(
                    "tf." + function + " has no counterpart in Keras 3; "
                            + Plain.suggestion(
                                    name, RULES.keySet().stream().sorted().toList()),
                    random
                            ? "a layer that draws, such as Sampling or GaussianNoise, in its place"
                            : "a layer in its place, in Keras 2");
        }
        return rule;
    }

    /** All functions that have a rule. */
    static List<String> names() {
        return RULES.keySet().stream().sorted().toList();
    }

    private static Object present(@Nullable Object value) {
        return java.util.Objects.requireNonNull(value);
    }

    private static void unary(String module, String names) {
        for (String name : names.split(" ")) {
            StringBuilder className = new StringBuilder();
            for (String word : name.split("_")) {
                className.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
            RULES.put(name, op -> op.result(module, className.toString(), Map.of(), op.x()));
        }
    }

    private static void named(String module, String pairs) {
        String[] names = pairs.split(" ");
        for (int i = 0; i < names.length; i += 2) {
            String className = names[i + 1];
            RULES.put(names[i], op -> op.result(module, className, Map.of(), op.x()));
        }
    }

    private static void binary(String pairs) {
        String[] names = pairs.split(" ");
        for (int i = 0; i < names.length; i += 2) {
            String className = names[i + 1];
            RULES.put(names[i], op -> op.result(NUMPY, className, Map.of(), op.x(), op.get("y", "bias")));
        }
    }

    private static void reduction(String pairs) {
        String[] names = pairs.split(" ");
        for (int i = 0; i < names.length; i += 2) {
            String className = names[i + 1];
            RULES.put(names[i], op -> reduce(op, NUMPY, className));
        }
    }

    private static void reduce(Keras2Op op, String module, String className) {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put(AXIS, op.or(null, AXIS, "reduction_indices"));
        config.put("keepdims", op.flag("keepdims", op.flag("keep_dims", false)));
        op.result(module, className, config, op.x());
    }

    /** TensorFlow counts in int64, along the first axis where it is told none. */
    private static void extreme(Keras2Op op, String className) {
        Object axis = present(op.or(0, AXIS, "dimension"));
        Object position = op.helper(NUMPY, className, Map.of(AXIS, axis, "keepdims", false), op.x());
        op.result(CORE, "Cast", Map.of("dtype", present(op.or("int64", "output_type"))), position);
    }

    /** {@code x / sqrt(max(sum(x²), epsilon))} */
    private static void normalize(Keras2Op op) {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put(AXIS, op.or(null, AXIS, "dim"));
        config.put("keepdims", true);
        Object squares = op.helper(NUMPY, "Square", Map.of(), op.x());
        Object sum = op.helper(NUMPY, "Sum", config, squares);
        Object most = op.helper(NUMPY, "Maximum", Map.of(), sum, present(op.or(1e-12, "epsilon")));
        op.result(NUMPY, "Multiply", Map.of(), op.x(), op.helper(MATH, "Rsqrt", Map.of(), most));
    }

    private static void sum(Keras2Op op) {
        List<?> terms = op.list();
        Object sum = terms.get(0);
        for (int i = 1; i < terms.size() - 1; i++) {
            sum = op.helper(NUMPY, "Add", Map.of(), sum, present(terms.get(i)));
        }
        if (terms.size() == 1) {
            op.result(NUMPY, "Copy", Map.of(), sum);
        } else {
            op.result(NUMPY, "Add", Map.of(), sum, terms.get(terms.size() - 1));
        }
    }

    private static void oneHot(Keras2Op op) {
        boolean usual = isNumber(op.or(1, "on_value"), 1) && isNumber(op.or(0, "off_value"), 0);
        if (!usual) {
            throw op.at("on_value").error("values other than 1 and 0 are not in Keras 3", "");
        }
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("num_classes", op.get("depth"));
        config.put(AXIS, op.or(-1, AXIS));
        config.put("dtype", op.or("float32", "dtype"));
        op.result(NN, "OneHot", config, op.x());
    }

    private static boolean isNumber(@Nullable Object value, double wanted) {
        return value instanceof Number number && number.doubleValue() == wanted;
    }

    private static void matmul(Keras2Op op) {
        Object a = turned(op, op.x(), "transpose_a");
        Object b = turned(op, op.get("b", "y"), "transpose_b");
        op.result(NUMPY, "Matmul", Map.of(), a, b);
    }

    private static Object turned(Keras2Op op, Object matrix, String flag) {
        return op.flag(flag, false) ? op.helper(NUMPY, "Swapaxes", Map.of("axis1", -2, "axis2", -1), matrix) : matrix;
    }

    /** The elements of an argument that is a list of whole numbers, or of one. */
    static List<Object> integers(Keras2Op op, Object value, String key) {
        List<Object> numbers = new ArrayList<>();
        for (Object element : value instanceof List<?> list ? list : Arrays.asList(value)) {
            if (!(element instanceof Integer)) {
                throw op.at(key).unexpected(element, "a number that is known before the model runs");
            }
            numbers.add(element);
        }
        return numbers;
    }
}
