package dev.lamina.tensorflow.files;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.errors.LaminaException;
import dev.lamina.tensorflow.emit.Natives;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Tensor;

/**
 * An array whose type and shape are known, and whose elements are taken from where they lie when they are asked for. So weights are
 * compared with a model before any of them takes memory, and then move into it one by one.
 */
public final class StoredArray {
    private final DType dtype;
    private final Shape shape;
    private final Supplier<NdArray> elements;

    /** A native copy of the elements. */
    private final Supplier<Tensor> copy;

    private StoredArray(DType dtype, Shape shape, Supplier<NdArray> elements, Supplier<Tensor> copy) {
        this.dtype = dtype;
        this.shape = shape;
        this.elements = elements;
        this.copy = copy;
    }

    /** An array on the heap. */
    static StoredArray of(NdArray array) {
        return new StoredArray(array.dtype(), array.shape(), () -> array, () -> Natives.tensor(array));
    }

    /**
     * The elements in a file, little-endian.
     *
     * @param failure what is thrown where they cannot be read
     */
    static StoredArray of(DType dtype, Shape shape, FileSlice bytes, Function<IOException, LaminaException> failure) {
        Reading<NdArray> elements = () -> H5Elements.read(dtype, shape, bytes.read(0, Math.toIntExact(bytes.length())));
        Reading<Tensor> copy = () -> Natives.tensor(dtype, shape, bytes.seekable());
        return new StoredArray(dtype, shape, () -> elements.orElse(failure), () -> copy.orElse(failure));
    }

    private interface Reading<T> {
        T read() throws IOException;

        default T orElse(Function<IOException, LaminaException> failure) {
            try {
                return read();
            } catch (IOException e) {
                throw failure.apply(e);
            }
        }
    }

    public DType dtype() {
        return dtype;
    }

    public Shape shape() {
        return shape;
    }

    /** The elements on the heap. */
    public NdArray read() {
        return elements.get();
    }

    /** A native copy, which the caller closes. */
    public Tensor tensor() {
        return copy.get();
    }

    /** This array in another element type. */
    StoredArray cast(DType target) {
        Supplier<NdArray> converted = () -> read().cast(target);
        return target == dtype
                ? this
                : new StoredArray(target, shape, converted, () -> Natives.tensor(converted.get()));
    }

    /** Whether the other is an array of the same type, shape and elements. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StoredArray array
                && dtype == array.dtype
                && shape.equals(array.shape)
                && read().equals(array.read());
    }

    @Override
    public int hashCode() {
        return Objects.hash(dtype, shape);
    }

    /** The type and the shape. */
    @Override
    public String toString() {
        return dtype.kerasName() + shape;
    }
}
