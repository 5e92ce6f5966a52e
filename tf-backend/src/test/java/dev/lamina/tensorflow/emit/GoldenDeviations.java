package dev.lamina.tensorflow.emit;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows on which Lamina answers differently from Keras, and why. */
final class GoldenDeviations {
    private GoldenDeviations() {}

    /** Why the row is not compared; null if it is. */
    static @Nullable String reason(GoldenOp row) {
        List<?> arguments = (List<?>) row.row().get("args");
        boolean number = arguments.stream().anyMatch(Number.class::isInstance);
        boolean half =
                arguments.stream().anyMatch(x -> x instanceof Map<?, ?> map && "float16".equals(map.get("dtype")));
        List<?> outputs = row.outputs();
        if (half && number && "float32".equals(((Map<?, ?>) outputs.get(0)).get("dtype"))) {
            return "Keras widens float16 beside a number in some ops and not in others; Lamina never does";
        }
        if (row.name().equals("numpy.Where") && arguments.size() == 1) {
            return "the shape of the result depends on values";
        }
        Map<?, ?> config = (Map<?, ?>) row.row().get("config");
        if (row.name().equals("numpy.Quantile") && !"linear".equals(config.get("method"))) {
            return "Keras's class reads the method and does not use it";
        }
        if (row.name().equals("core.SaturateCast") && "int32".equals(config.get("dtype"))) {
            return "Keras's bound is not exact in float32, so that its result wraps around";
        }
        if (row.name().equals("numpy.Prod") && config.get("dtype") != null) {
            return "Keras's class takes the dtype, and its result does not have it";
        }
        return null;
    }

    /** Why the row is not compared where sizes are unknown; null if it is. */
    static @Nullable String reasonWhereUnknown(GoldenOp row) {
        Map<?, ?> config = (Map<?, ?>) row.row().get("config");
        if (row.name().equals("numpy.Squeeze") && config.get("axis") == null) {
            return "Keras's shape rule and its run differ; in Lamina an axis of unknown size stays";
        }
        if (row.name().endsWith("Pool") && config.get("data_format") == null) {
            return "Keras's shape rule takes no data_format for channels_first, its run for channels_last";
        }
        if (row.name().equals("image.ScaleAndTranslate")) {
            return "Keras says the shape that the call names; in Lamina an axis of unknown size stays";
        }
        if (row.name().equals("numpy.Unique") && config.get("axis") != null) {
            return "slices are sorted element by element, so that their number must be known";
        }
        if (row.name().equals("numpy.Corrcoef")) {
            return "Keras's shape rule gives the shape of the input, its run a square matrix";
        }
        if (row.name().equals("numpy.Slogdet")) {
            return "Keras's shape rule gives one sign for all matrices, its run one for each";
        }
        if (row.name().equals("numpy.Ndim")) {
            return "Keras's shape rule says a vector, its run gives a scalar";
        }
        return null;
    }
}
