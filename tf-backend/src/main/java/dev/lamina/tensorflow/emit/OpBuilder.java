package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NameAttrList;

/** One TensorFlow operation that is being built. */
public final class OpBuilder {
    private final OperationBuilder builder;

    OpBuilder(OperationBuilder builder) {
        this.builder = builder;
    }

    public OpBuilder input(Output<?>... inputs) {
        for (Output<?> input : inputs) {
            builder.addInput(input);
        }
        return this;
    }

    /** An input that is a list of tensors. */
    public OpBuilder inList(List<Output<?>> inputs) {
        builder.addInputList(inputs.toArray(Output<?>[]::new));
        return this;
    }

    /** Runs behind these operations. */
    public OpBuilder after(List<Operation> operations) {
        operations.forEach(builder::addControlInput);
        return this;
    }

    public OpBuilder attr(String name, boolean value) {
        builder.setAttr(name, value);
        return this;
    }

    public OpBuilder attr(String name, long value) {
        builder.setAttr(name, value);
        return this;
    }

    public OpBuilder attr(String name, float value) {
        builder.setAttr(name, value);
        return this;
    }

    public OpBuilder attr(String name, String value) {
        builder.setAttr(name, value);
        return this;
    }

    public OpBuilder attr(String name, DType value) {
        builder.setAttr(name, DTypes.proto(value));
        return this;
    }

    /** A type that has no counterpart in Lamina, such as complex ones. */
    OpBuilder type(String name, DataType value) {
        builder.setAttr(name, value);
        return this;
    }

    public OpBuilder attr(String name, dev.lamina.Shape value) {
        builder.setAttr(
                name, Shape.of(IntStream.of(value.sizes()).asLongStream().toArray()));
        return this;
    }

    public OpBuilder attr(String name, List<Integer> values) {
        builder.setAttr(name, values.stream().mapToLong(Integer::longValue).toArray());
        return this;
    }

    public OpBuilder attrLongs(String name, List<Long> values) {
        builder.setAttr(name, values.stream().mapToLong(Long::longValue).toArray());
        return this;
    }

    public OpBuilder attrStrings(String name, List<String> values) {
        builder.setAttr(name, values.toArray(String[]::new));
        return this;
    }

    OpBuilder attr(String name, Shape value) {
        builder.setAttr(name, value);
        return this;
    }

    /** A list of types. */
    public OpBuilder types(String name, List<DataType> values) {
        builder.setAttr(name, values.toArray(DataType[]::new));
        return this;
    }

    OpBuilder shapes(String name, List<Shape> values) {
        builder.setAttr(name, values.toArray(Shape[]::new));
        return this;
    }

    /** A function, by the name that it has or is to get in this graph. */
    OpBuilder function(String name, String function) {
        builder.setAttr(
                name,
                AttrValue.newBuilder()
                        .setFunc(NameAttrList.newBuilder().setName(function))
                        .build());
        return this;
    }

    /** Builds an operation and returns its one output. */
    public Output<?> out() {
        return build().output(0);
    }

    /** Builds an operation and returns all its outputs. */
    public List<Output<?>> outs() {
        Operation operation = build();
        return IntStream.range(0, operation.numOutputs())
                .<Output<?>>mapToObj(operation::output)
                .toList();
    }

    public Operation build() {
        return builder.build();
    }
}
