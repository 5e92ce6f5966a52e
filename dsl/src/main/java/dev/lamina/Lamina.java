package dev.lamina;

import java.util.List;

/** What every model definition begins with; made for {@code import static}. */
public final class Lamina {
    private Lamina() {}

    /**
     * An input of float32 examples.
     *
     * @param sizes the shape of one example, without the batch
     */
    public static SymbolicTensor input(String name, int... sizes) {
        return input(name, DType.FLOAT32, sizes);
    }

    /**
     * An input.
     *
     * @param sizes the shape of one example, without the batch; {@link Shape#UNKNOWN} where it varies
     */
    public static SymbolicTensor input(String name, DType dtype, int... sizes) {
        return batchInput(name, new TensorSpec(Shape.of(Shape.UNKNOWN).plus(sizes), dtype));
    }

    /**
     * An input whose batch has a known size, or none.
     *
     * @param name the name, empty where the model shall choose one
     * @param spec shape and type, the batch included
     */
    public static SymbolicTensor batchInput(String name, TensorSpec spec) {
        return Node.source(new Source.Input(name, spec), spec);
    }

    /** One block after the other. */
    public static Block chain(Block... blocks) {
        List<Block> copy = List.of(blocks);
        return x -> {
            SymbolicTensor result = x;
            for (Block block : copy) {
                result = result.then(block);
            }
            return result;
        };
    }
}
