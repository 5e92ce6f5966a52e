package dev.lamina;

import dev.lamina.config.Config;
import dev.lamina.config.Configured;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.errors.ShapeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One primitive of {@code keras.ops} with its static parameters: no data, no maths. */
public final class Op extends Configured<Op> implements Operation {
    static final Field<@Nullable String> NAME = Fields.string("name").orNull();

    private final OpType type;

    Op(OpType type, Config config) {
        super(type.schema(), config);
        this.type = type;
    }

    public OpType type() {
        return type;
    }

    /** The value of a static parameter. */
    public <T extends @Nullable Object> T param(Field<T> field) {
        return get(field);
    }

    @Override
    public String givenName() {
        String name = get(NAME);
        return name == null ? "" : name;
    }

    @Override
    public String className() {
        return schema().className();
    }

    /** Calls this op and returns its one output. */
    public SymbolicTensor on(SymbolicTensor... inputs) {
        return call(Arguments.of(List.of(inputs))).get(0);
    }

    /** Calls this op on a list of tensors, as concatenation takes them, and returns its one output. */
    public SymbolicTensor onList(List<SymbolicTensor> inputs) {
        return call(Arguments.ofList(inputs)).get(0);
    }

    /**
     * Calls this op.
     *
     * @throws ShapeException if the arguments do not fit
     */
    public List<SymbolicTensor> call(Arguments arguments) {
        List<TensorSpec> specs =
                arguments.tensors().stream().map(SymbolicTensor::spec).toList();
        try {
            return Node.of(this, arguments, type.rule().outputs(this, specs), List.of())
                    .outputs();
        } catch (ShapeException e) {
            throw e.at(Node.describe(this), SymbolicTensor.describe(arguments.tensors()));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw ShapeException.because("cannot be called: " + e.getMessage())
                    .at(Node.describe(this), SymbolicTensor.describe(arguments.tensors()));
        }
    }
}
