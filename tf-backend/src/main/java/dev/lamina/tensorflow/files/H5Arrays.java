package dev.lamina.tensorflow.files;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.errors.LaminaException;
import dev.lamina.tensorflow.files.H5Superblock.Defect;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.dataset.DatasetBase;
import io.jhdf.filter.PipelineFilterWithData;
import io.jhdf.object.datatype.BitField;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.OpaqueDataType;
import io.jhdf.object.datatype.OrderedDataType;
import io.jhdf.object.datatype.StringData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the arrays of one HDF5 file, after it has checked that they can be in it. */
final class H5Arrays {
    /** Deflate makes nothing more than 1032 times smaller. */
    private static final long MAX_EXPANSION = 1032;

    private static final long SMALL_CHUNK = 1 << 22;
    private static final int DEFLATE = 1;
    private static final int SHUFFLE = 2;
    private static final int FLETCHER32 = 3;
    private static final int LZF = 32_000;
    private static final Set<Integer> COMPRESSIONS = Set.of(DEFLATE, LZF);
    private static final Set<Integer> FILTERS = Set.of(DEFLATE, SHUFFLE, FLETCHER32, LZF);

    private final FileSlice slice;
    private final long fileLength;
    private long plainBytes;
    private long expandedBytes;

    H5Arrays(FileSlice slice) {
        this.slice = slice;
        this.fileLength = slice.length();
    }

    /**
     * An array, whose elements are read later where the file lets them be.
     *
     * @param failure what is thrown where that fails
     */
    StoredArray read(
            Dataset dataset, Map<String, H5Tree.Attribute> attributes, Function<IOException, LaminaException> failure)
            throws Defect {
        DType type = type(dataset.getDataType(), attributes);
        Shape shape = shape(dataset.getDimensionsAsLong());
        long bytes = elements(shape) * type.bytes();
        if (bytes == 0) {
            return StoredArray.of(NdArray.zeros(type, shape));
        }
        if (dataset.getSizeInBytes() != bytes || !(dataset instanceof DatasetBase base)) {
            throw damaged("its " + bytes + " bytes are " + dataset.getSizeInBytes() + " in the file");
        }
        if (dataset instanceof ChunkedDataset chunked) {
            checkChunks(chunked, bytes);
        } else {
            checkPlain(dataset, bytes);
        }
        // jHDF sets the order for some layouts only.
        boolean bigEndian = dataset.getDataType() instanceof OrderedDataType ordered
                && ordered.getByteOrder() == ByteOrder.BIG_ENDIAN;
        boolean asInTensors = !bigEndian && type != DType.BOOL;
        if (slice.isLasting() && asInTensors && dataset instanceof ContiguousDataset contiguous) {
            return StoredArray.of(type, shape, slice.part(contiguous.getDataAddress(), bytes), failure);
        }
        ByteBuffer buffer = base.getDataBuffer().order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        if (buffer.remaining() < bytes) {
            throw damaged("only " + buffer.remaining() + " of its " + bytes + " bytes are there");
        }
        NdArray array = H5Elements.read(type, shape, buffer);
        return StoredArray.of(type == DType.BOOL ? normalized(array) : array);
    }

    /** The type of an array, as h5py maps NumPy's types to HDF5's and back. */
    private static DType type(DataType type, Map<String, H5Tree.Attribute> attributes) throws Defect {
        DType result = null;
        if (type instanceof FloatingPoint floating) {
            result = floating(floating);
        } else if (type instanceof FixedPoint fixed) {
            String name = (fixed.isSigned() ? "int" : "uint") + fixed.getSize() * 8;
            boolean whole = fixed.getBitOffset() == 0 && fixed.getBitPrecision() == fixed.getSize() * 8;
            result = whole && fixed.getSize() <= 8 ? DType.ofKerasName(name) : null;
        } else if (type instanceof EnumDataType names && names.getSize() == 1) {
            result = names.getEnumMapping().equals(Map.of(0, "FALSE", 1, "TRUE")) ? DType.BOOL : null;
        } else if (type instanceof BitField && type.getSize() == 1) {
            result = DType.BOOL;
        } else if ((type instanceof OpaqueDataType || type instanceof StringData) && type.getSize() == 2) {
            // NumPy has no bfloat16, so Keras writes two bytes of no type and says what they are beside them (see
            // H5Index).
            H5Tree.Attribute dtype = attributes.get("dtype");
            result = dtype != null && dtype.values().contains("bfloat16") ? DType.BFLOAT16 : null;
        }
        if (result == null) {
            String kind = type.getClass().getSimpleName() + " of " + type.getSize() + " bytes";
            throw new Defect("its elements are no numbers that Keras knows: " + kind, "another file");
        }
        return result;
    }

    private static @Nullable DType floating(FloatingPoint type) {
        int exponent = type.getExponentSize();
        int mantissa = type.getMantissaSize();
        DType result = switch (type.getSize()) {
            case 2 -> exponent == 5 ? DType.FLOAT16 : DType.BFLOAT16;
            case 4 -> DType.FLOAT32;
            case 8 -> DType.FLOAT64;
            default -> null;
        };
        int expected = result == DType.FLOAT16 ? 5 : result == DType.FLOAT64 ? 11 : 8;
        return result != null && exponent == expected && mantissa == result.bytes() * 8 - 1 - exponent ? result : null;
    }

    private static Shape shape(long[] sizes) throws Defect {
        int[] result = new int[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] < 0 || sizes[i] > Integer.MAX_VALUE) {
                throw damaged("axis " + i + " has the size " + Long.toUnsignedString(sizes[i]));
            }
            result[i] = (int) sizes[i];
        }
        return Shape.of(result);
    }

    private static long elements(Shape shape) throws Defect {
        try {
            long elements = shape.elements();
            if (elements <= Integer.MAX_VALUE) {
                return elements;
            }
        } catch (ArithmeticException e) {
            // More than a long holds; told below.
        }
        throw new Defect("an array of shape " + shape + " has more elements than the JVM can hold", "smaller arrays");
    }

    private void checkPlain(Dataset dataset, long bytes) throws Defect {
        if (dataset instanceof ContiguousDataset contiguous) {
            long address = contiguous.getDataAddress();
            if (address == -1) {
                throw new Defect("nothing was ever written to it", "another file, or writing zeros to it with h5py");
            }
            if (address < 0 || address > fileLength - bytes) {
                throw damaged("its " + bytes + " bytes at " + address + " are not within the file's " + fileLength);
            }
        }
        plainBytes += bytes;
        if (plainBytes > fileLength) {
            throw damaged("the arrays so far take " + plainBytes + " bytes of a file of " + fileLength);
        }
        if (bytes > Integer.MAX_VALUE) {
            throw new Defect(
                    "an array of " + bytes + " bytes is more than the 2 GiB that are read here", "smaller arrays");
        }
    }

    private void checkChunks(ChunkedDataset dataset, long bytes) throws Defect {
        int compressions = 0;
        for (PipelineFilterWithData filter : dataset.getFilters()) {
            compressions += COMPRESSIONS.contains(filter.getId()) ? 1 : 0;
            if (compressions > 1 || !FILTERS.contains(filter.getId())) {
                throw new Defect(
                        "it went through the filter " + filter.getName(), "writing it with gzip or uncompressed");
            }
        }
        long chunk = dataset.getDataType().getSize();
        for (int size : dataset.getChunkDimensions()) {
            chunk = size <= 0 || chunk > Integer.MAX_VALUE ? Long.MAX_VALUE : chunk * size;
        }
        if (dataset.getChunkDimensions().length != dataset.getDimensionsAsLong().length
                || chunk > Math.max(SMALL_CHUNK, 2 * bytes)) {
            throw damaged("its chunks do not fit it");
        }
        expandedBytes += bytes;
        if (bytes > Integer.MAX_VALUE || expandedBytes / MAX_EXPANSION > fileLength) {
            throw damaged("it would expand to " + bytes + " bytes, from a file of " + fileLength);
        }
    }

    private static NdArray normalized(NdArray bools) {
        byte[] bytes = (byte[]) bools.storage();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (bytes[i] == 0 ? 0 : 1);
        }
        return bools;
    }

    private static Defect damaged(String problem) {
        return new Defect(problem, ModelFileException.DAMAGED);
    }
}
