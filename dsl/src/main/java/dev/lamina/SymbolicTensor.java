package dev.lamina;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of a model that is being described: shape and element type, no data. Ops on it make further tensors; in Kotlin
 * {@code + - * / []} and unary minus work on it.
 *
 * <p>Source: {@code keras.KerasTensor}.
 */
public final class SymbolicTensor {
    private final Node node;
    private final int index;
    private final TensorSpec spec;
    private final @Nullable SymbolicTensor mask;

    SymbolicTensor(Node node, int index, TensorSpec spec, @Nullable SymbolicTensor mask) {
        this.node = node;
        this.index = index;
        this.spec = spec;
        this.mask = mask;
    }

    /** The call that made this tensor. */
    public Node node() {
        return node;
    }

    /** Which of the call's outputs this is. */
    public int index() {
        return index;
    }

    /**
     * Which steps of this tensor count, where a layer such as {@code embedding(…).maskZero(true)} has marked some as padding: a
     * boolean tensor, as a rule (batch, steps); null where all count. Layers hand it on, ops do not.
     */
    public @Nullable SymbolicTensor mask() {
        return mask;
    }

    public TensorSpec spec() {
        return spec;
    }

    public Shape shape() {
        return spec.shape();
    }

    public DType dtype() {
        return spec.dtype();
    }

    /** What a layer, a model or any block makes of this tensor. */
    public SymbolicTensor then(Block block) {
        return block.on(this);
    }

    public SymbolicTensor plus(SymbolicTensor other) {
        return Arithmetic.ADD.op().on(this, other);
    }

    public SymbolicTensor plus(double other) {
        return plus(Arithmetic.literal(other, this));
    }

    public SymbolicTensor minus(SymbolicTensor other) {
        return Arithmetic.SUBTRACT.op().on(this, other);
    }

    public SymbolicTensor minus(double other) {
        return minus(Arithmetic.literal(other, this));
    }

    public SymbolicTensor times(SymbolicTensor other) {
        return Arithmetic.MULTIPLY.op().on(this, other);
    }

    public SymbolicTensor times(double other) {
        return times(Arithmetic.literal(other, this));
    }

    public SymbolicTensor div(SymbolicTensor other) {
        return Arithmetic.DIVIDE.op().on(this, other);
    }

    public SymbolicTensor div(double other) {
        return div(Arithmetic.literal(other, this));
    }

    public SymbolicTensor unaryMinus() {
        return Arithmetic.NEGATIVE.op().on(this);
    }

    /** The part that {@code [key, …]} takes in NumPy: {@code x.get(at(0), range(1, 3), all())}. */
    public SymbolicTensor get(Index... keys) {
        return Arithmetic.GET_ITEM.op(Arithmetic.KEYS, List.of(keys)).on(this);
    }

    static List<String> describe(List<SymbolicTensor> tensors) {
        List<String> names = tensors.stream()
                .map(tensor -> Node.describe(tensor.node.operation()))
                .toList();
        int width = names.stream().mapToInt(String::length).max().orElse(0);
        return java.util.stream.IntStream.range(0, names.size())
                .mapToObj(i -> names.get(i)
                        + " ".repeat(width - names.get(i).length() + 3)
                        + tensors.get(i).shape()
                        + (tensors.get(i).dtype() == DType.FLOAT32
                                ? ""
                                : " " + tensors.get(i).dtype().kerasName()))
                .toList();
    }

    /** What made this tensor, its shape and its type. */
    @Override
    public String toString() {
        return Node.describe(node.operation()) + " " + spec;
    }
}
