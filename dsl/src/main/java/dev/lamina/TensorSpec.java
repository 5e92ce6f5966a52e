package dev.lamina;

/** What is known of a tensor before the model runs: its shape and its element type. */
public record TensorSpec(Shape shape, DType dtype) {
    public static TensorSpec of(DType dtype, int... sizes) {
        return new TensorSpec(Shape.of(sizes), dtype);
    }

    @Override
    public String toString() {
        return shape + " " + dtype.kerasName();
    }
}
