package dev.lamina;

import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of an op: its name in {@code keras.ops}, its static parameters, and the rule that gives the shapes and
 * types of its outputs. A backend knows how to run it.
 */
public final class OpType {
    /** What the outputs of an op are, given what its inputs are. */
    @FunctionalInterface
    public interface Rule {
        /**
         * Shapes and types of the outputs.
         *
         * @throws dev.lamina.errors.ShapeException if the inputs do not fit
         */
        List<TensorSpec> outputs(Op op, List<TensorSpec> inputs);
    }

    /** The rule of an op with one output. */
    @FunctionalInterface
    public interface SingleRule {
        TensorSpec output(Op op, List<TensorSpec> inputs);
    }

    private final Schema<Op> schema;
    private final Rule rule;
    private final List<Field<?>> passed;
    private final int passedFrom;
    private final List<String> operands;
    private final @Nullable Field<?> collected;

    private OpType(
            String module,
            String className,
            List<Field<?>> fields,
            int passedFrom,
            List<Field<?>> passed,
            List<String> operands,
            @Nullable Field<?> collected,
            Rule rule) {
        this.rule = rule;
        this.passedFrom = passedFrom;
        this.passed = passed;
        this.operands = operands;
        this.collected = collected;
        this.schema =
                Schema.of(Op.class, className, new Schema.Home(module, className), config -> new Op(this, config));
        schema.add(Op.NAME);
        fields.forEach(schema::add);
        passed.forEach(schema::add);
        if (collected != null) {
            schema.add(collected);
        }
    }

    /**
     * Declares an op with one output.
     *
     * @param module the Python module of the op's class, such as {@code keras.src.ops.numpy}
     */
    public static OpType of(String module, String className, SingleRule rule, Field<?>... fields) {
        return multiple(module, className, (op, inputs) -> List.of(rule.output(op, inputs)), fields);
    }

    /** Declares an op with several outputs. */
    public static OpType multiple(String module, String className, Rule rule, Field<?>... fields) {
        return new OpType(module, className, List.of(fields), 0, List.of(), List.of(), null, rule);
    }

    /** This type with further parameters, which Keras takes in the call, behind one tensor, and not in the configuration. */
    public OpType passing(Field<?>... more) {
        return passing(1, more);
    }

    /**
     * This type with further parameters, which Keras takes in the call and not in the configuration.
     *
     * @param position how many arguments come before them
     */
    public OpType passing(int position, Field<?>... more) {
        return with(position, List.of(more), operands, collected);
    }

    /** This type with one more parameter: a map of all further arguments that a call has by keyword. */
    public OpType collecting(Field<?> keywords) {
        return with(passedFrom, passed, operands, keywords);
    }

    /**
     * This type with the names that Keras gives its tensors, for those that may be missing or passed by keyword. The first
     * ones, which the rule looks at, come by position.
     */
    public OpType operands(String... names) {
        return with(passedFrom, passed, List.of(names), collected);
    }

    private OpType with(int position, List<Field<?>> more, List<String> names, @Nullable Field<?> keywords) {
        List<Field<?>> own = schema.fields().stream()
                .filter(field -> field != Op.NAME && !passed.contains(field) && field != collected)
                .toList();
        return new OpType(
                String.valueOf(schema.home().module()), schema.className(), own, position, more, names, keywords, rule);
    }

    /** How many arguments come before the {@link #passed} parameters in a call. */
    public int passedFrom() {
        return passedFrom;
    }

    /** The names of the tensors; empty where they only come by position. */
    public List<String> operands() {
        return operands;
    }

    /** The parameter that holds all further arguments by keyword; null if there may be none. */
    public @Nullable Field<?> collected() {
        return collected;
    }

    /** The parameters that Keras takes in the call, behind the tensors. */
    public List<Field<?>> passed() {
        return passed;
    }

    public Schema<Op> schema() {
        return schema;
    }

    Rule rule() {
        return rule;
    }

    /** An op of this type without parameters. */
    public Op op() {
        return schema.create(Config.empty());
    }

    /** An op of this type with one parameter. */
    public <T extends @Nullable Object> Op op(Field<T> field, T value) {
        return schema.create(Config.empty().set(field, value));
    }

    /** An op of this type with its parameters. */
    public Op op(Config config) {
        return schema.create(config);
    }

    @Override
    public String toString() {
        return schema.className();
    }
}
