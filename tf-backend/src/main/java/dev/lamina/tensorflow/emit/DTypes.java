package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import java.util.Arrays;
import java.util.Optional;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** Element types, in TensorFlow's words. */
public final class DTypes {
    private DTypes() {}

    /** TensorFlow's name of a type. */
    public static DataType proto(DType dtype) {
        return switch (dtype) {
            case BOOL -> DataType.DT_BOOL;
            case UINT8 -> DataType.DT_UINT8;
            case UINT16 -> DataType.DT_UINT16;
            case UINT32 -> DataType.DT_UINT32;
            case UINT64 -> DataType.DT_UINT64;
            case INT8 -> DataType.DT_INT8;
            case INT16 -> DataType.DT_INT16;
            case INT32 -> DataType.DT_INT32;
            case INT64 -> DataType.DT_INT64;
            case BFLOAT16 -> DataType.DT_BFLOAT16;
            case FLOAT16 -> DataType.DT_HALF;
            case FLOAT32 -> DataType.DT_FLOAT;
            case FLOAT64 -> DataType.DT_DOUBLE;
            case STRING -> DataType.DT_STRING;
        };
    }

    /** Whether gradients can be of a tensor. */
    static boolean isFloating(Output<?> tensor) {
        return switch (tensor.dataType()) {
            case DT_BFLOAT16, DT_HALF, DT_FLOAT, DT_DOUBLE -> true;
            default -> false;
        };
    }

    /** Whether arrays of a type can be passed to TensorFlow from Java, and back. */
    public static boolean passesFromJava(DType dtype) {
        return switch (dtype) {
            case INT8, INT16, UINT32, UINT64 -> false;
            default -> true;
        };
    }

    /** The type that TensorFlow names so. */
    public static DType of(DataType dataType) {
        return find(dataType)
                .orElseThrow(() -> new IllegalArgumentException("TensorFlow's " + dataType + " has no counterpart"));
    }

    /** The type that TensorFlow names so; empty where Lamina has none. */
    public static Optional<DType> find(DataType dataType) {
        return Arrays.stream(DType.values())
                .filter(dtype -> proto(dtype) == dataType)
                .findFirst();
    }
}
