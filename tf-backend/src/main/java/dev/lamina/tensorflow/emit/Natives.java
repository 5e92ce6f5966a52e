package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.NdArray;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** Moves arrays between the Java heap and native memory, in one copy. */
public final class Natives {
    private static final int PIECE_BYTES = 1 << 18; // what a processor's cache holds

    private Natives() {}

    /** A native copy of an array, which the caller closes. */
    public static Tensor tensor(NdArray array) {
        Shape shape = shape(array.shape());
        if (array.dtype() == DType.STRING) {
            return TString.tensorOf(strings((String[]) array.storage(), shape));
        }
        Tensor tensor = Tensor.of(type(array.dtype()), shape);
        fill(tensor, array);
        return tensor;
    }

    private static org.tensorflow.ndarray.NdArray<String> strings(String[] values, Shape shape) {
        org.tensorflow.ndarray.NdArray<String> result = NdArrays.ofObjects(String.class, shape);
        int[] next = {0};
        result.scalars().forEach(scalar -> scalar.setObject(values[next[0]++]));
        return result;
    }

    /**
     * A native copy of elements that come as they lie in tensors, which the caller closes.
     *
     * @throws IOException if the elements end too early or cannot be read
     */
    public static Tensor tensor(DType dtype, dev.lamina.Shape sizes, ReadableByteChannel elements) throws IOException {
        Tensor tensor = Tensor.of(type(dtype), shape(sizes));
        try {
            ByteDataBuffer target = tensor.asRawTensor().data();
            byte[] piece = new byte[(int) Math.min(target.size(), PIECE_BYTES)];
            for (long at = 0; at < target.size(); ) {
                int count = elements.read(ByteBuffer.wrap(piece, 0, (int) Math.min(target.size() - at, piece.length)));
                if (count < 0) {
                    throw new EOFException("the file became shorter while it was read");
                }
                target.offset(at).write(piece, 0, count);
                at += count;
            }
            return tensor;
        } catch (IOException | RuntimeException e) {
            tensor.close();
            throw e;
        }
    }

    /** Copies an array into a tensor of the same type and size. */
    public static void fill(Tensor tensor, NdArray array) {
        if (array.size() == 0) {
            return;
        }
        ByteDataBuffer target = tensor.asRawTensor().data();
        Object storage = array.storage();
        if (storage instanceof float[] values) {
            target.asFloats().write(values);
        } else if (storage instanceof byte[] values) {
            target.write(values);
        } else if (storage instanceof int[] values) {
            target.asInts().write(values);
        } else if (storage instanceof long[] values) {
            target.asLongs().write(values);
        } else if (storage instanceof double[] values) {
            target.asDoubles().write(values);
        } else {
            target.asShorts().write((short[]) storage);
        }
    }

    /** A heap copy of a tensor, which stays open. */
    public static NdArray array(Tensor tensor) {
        DType dtype = DTypes.of(tensor.dataType());
        dev.lamina.Shape shape =
                dev.lamina.Shape.of(LongStream.of(tensor.shape().asArray())
                        .mapToInt(Math::toIntExact)
                        .toArray());
        if (tensor instanceof TString strings) {
            List<String> values = new ArrayList<>();
            strings.scalars().forEach(scalar -> values.add(scalar.getObject()));
            return NdArray.wrap(dtype, shape, values.toArray(String[]::new));
        }
        NdArray array = NdArray.zeros(dtype, shape);
        if (array.size() > 0) {
            read(tensor.asRawTensor().data(), array.storage());
        }
        return array;
    }

    private static void read(ByteDataBuffer source, Object storage) {
        if (storage instanceof float[] values) {
            source.asFloats().read(values);
        } else if (storage instanceof byte[] values) {
            source.read(values);
        } else if (storage instanceof int[] values) {
            source.asInts().read(values);
        } else if (storage instanceof long[] values) {
            source.asLongs().read(values);
        } else if (storage instanceof double[] values) {
            source.asDoubles().read(values);
        } else {
            source.asShorts().read((short[]) storage);
        }
    }

    private static Shape shape(dev.lamina.Shape shape) {
        return Shape.of(IntStream.of(shape.sizes()).asLongStream().toArray());
    }

    private static Class<? extends TType> type(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> TFloat32.class;
            case FLOAT64 -> TFloat64.class;
            case FLOAT16 -> TFloat16.class;
            case BFLOAT16 -> TBfloat16.class;
            case INT32 -> TInt32.class;
            case INT64 -> TInt64.class;
            case UINT8, INT8 -> TUint8.class;
            case UINT16 -> TUint16.class;
            case BOOL -> TBool.class;
            case STRING -> TString.class;
            case UINT32, UINT64, INT16 ->
                throw new IllegalArgumentException(
                        dtype.kerasName() + " arrays cannot be passed to TensorFlow from Java; cast to int32 or int64");
        };
    }
}
