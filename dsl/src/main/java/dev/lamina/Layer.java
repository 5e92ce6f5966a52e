package dev.lamina;

import dev.lamina.config.Config;
import dev.lamina.config.Configured;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ShapeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A configuration and one method {@code call}, written in ops. The same layer object called twice shares its weights; a
 * setter makes a new layer. Own layers extend this class just as Lamina's do: their schema says under which name a Python class is
 * registered with Keras that opens their files, and a catalog that has it reads what that class wrote.
 *
 * <p>Source: {@code keras.Layer}.
 *
 * <pre>{@code
 * class Gate extends Layer<Gate> {
 *   static final Schema<Gate> SCHEMA = customSchema("my_package", "Gate", Gate::new);
 *   static final Field<Integer> UNITS = SCHEMA.add(Fields.positive("units"));
 *
 *   Gate(Config config) {
 *     super(SCHEMA, config);
 *   }
 *
 *   static Gate of(int units) {
 *     return SCHEMA.create(Config.empty().set(UNITS, units));
 *   }
 *
 *   protected SymbolicTensor call(Call call, SymbolicTensor x) {
 *     SymbolicTensor openness = call.weight("openness", Shape.of(get(UNITS)), zeros());
 *     return call.sublayer("inner", dense(get(UNITS)), x).times(sigmoid(openness));
 *   }
 * }
 * SymbolicTensor y = input("x", 8).then(Gate.of(4)); // (?, 4)
 * Catalog catalog = Catalog.installed().plus(Gate.SCHEMA); // to read files with; SchemaProvider adds it for good
 * }</pre>
 *
 * @param <S> the class itself
 */
public abstract non-sealed class Layer<S extends Layer<S>> extends Configured<S> implements Operation, Block {
    private static final Field<@Nullable String> NAME = Fields.string("name").orNull();
    private static final Field<Boolean> TRAINABLE = Fields.bool("trainable").orElse(true);
    private static final Field<DTypePolicy> DTYPE =
            Field.of("dtype", new DTypePolicy.PolicyCodec()).orElse(DTypePolicy.FLOAT32);

    private static final Field<@Nullable Regularizer> ACTIVITY_REGULARIZER = Fields.configured(
                    "activity_regularizer", Regularizer.class)
            .orNull()
            .omittedByDefault();

    protected Layer(Schema<S> schema, Config config) {
        super(schema, config);
    }

    /** The schema of one of Keras's own layers, with the keys that all layers have. */
    protected static <S extends Layer<S>> Schema<S> schema(String className, Function<Config, S> constructor) {
        return schema(className, new Schema.Home("keras.layers", null), constructor);
    }

    /**
     * The schema of a layer that is registered with Keras as {@code pack>className}.
     *
     * @param pack the package of {@code keras.saving.register_keras_serializable}
     */
    protected static <S extends Layer<S>> Schema<S> customSchema(
            String pack, String className, Function<Config, S> constructor) {
        return schema(className, new Schema.Home(null, pack + ">" + className), constructor);
    }

    /** The schema of a layer that Keras knows by a module and a registered name of its own. */
    protected static <S extends Layer<S>> Schema<S> schema(
            String className, Schema.Home home, Function<Config, S> constructor) {
        Schema<S> schema = Schema.of(Layer.class, className, home, constructor);
        schema.add(NAME);
        schema.add(TRAINABLE);
        schema.add(DTYPE);
        schema.add(ACTIVITY_REGULARIZER);
        return schema;
    }

    /** This layer with a name; unnamed layers are named by the model they are in. */
    public final S name(String name) {
        return with(NAME, name);
    }

    /** This layer, frozen where false: its weights stay as they are in training. */
    public final S trainable(boolean trainable) {
        return with(TRAINABLE, trainable);
    }

    public final boolean isTrainable() {
        return get(TRAINABLE);
    }

    /** This layer with a loss on the size of its outputs, divided by the size of the batch. */
    public final S activityRegularizer(Regularizer regularizer) {
        return with(ACTIVITY_REGULARIZER, regularizer);
    }

    /** The element types of this layer's weights and of its computation. */
    public final DTypePolicy dtype() {
        return get(DTYPE);
    }

    /** This layer, computing and keeping its weights in other element types; float32 by default. */
    public final S dtype(DTypePolicy dtype) {
        return with(DTYPE, dtype);
    }

    /** This layer, and those that its configuration holds, in other element types; those that work on whole numbers or text stay. */
    final Layer<?> retyped(DTypePolicy policy) {
        Config changed = dtype().computeDType().isFloating() ? config().set(DTYPE, policy) : config();
        for (Field<?> field : schema().fields()) {
            changed = retyped(changed, field, policy);
        }
        return schema().create(changed);
    }

    @SuppressWarnings("unchecked") // a layer of the same class, a list of such, or a model
    private static <T extends @Nullable Object> Config retyped(Config config, Field<T> field, DTypePolicy policy) {
        T value = config.get(field);
        if (value instanceof Layer<?> inner) {
            return config.set(field, (T) inner.retyped(policy));
        }
        if (value instanceof Model inner) {
            return config.set(field, (T) inner.dtype(policy));
        }
        if (value instanceof List<?> list && list.stream().anyMatch(Layer.class::isInstance)) {
            List<Object> all = new ArrayList<>();
            list.forEach(one -> all.add(one instanceof Layer<?> inner ? inner.retyped(policy) : one));
            return config.set(field, (T) List.copyOf(all));
        }
        return config;
    }

    @Override
    public final String givenName() {
        String name = get(NAME);
        return name == null ? "" : name;
    }

    @Override
    public final String className() {
        return schema().className();
    }

    /** Whether this layer takes its inputs as one list, as merging layers do, rather than one by one. */
    protected boolean takesList() {
        return false;
    }

    /** The number of inputs that this layer takes; -1 for any number of at least one. */
    protected int inputCount() {
        return 1;
    }

    /**
     * The names of the inputs, as {@code call} of the Keras class has them, for a layer that takes several one by one; empty where
     * every argument by position is an input.
     */
    protected List<String> inputNames() {
        return List.of();
    }

    /**
     * The names of what may be given in a call beside the inputs, such as {@code mask} or {@code initial_state}, in Keras's order;
     * {@link Call#option} gives the values. A layer with the option {@code mask} receives the mask of its input; one with several
     * inputs receives that of each as {@code <input>_mask}.
     */
    protected List<String> optionNames() {
        return List.of();
    }

    /** Whether the outputs of this layer have the masks of its inputs. */
    protected boolean supportsMasking() {
        return false;
    }

    /**
     * The masks of the outputs, written in ops on the inputs and their masks.
     *
     * @param masks the mask of each input, null for none; or those that were given in the call
     * @return one for each output, null for none; fewer where the last have none
     */
    protected List<@Nullable SymbolicTensor> computeMask(
            List<SymbolicTensor> inputs, List<@Nullable SymbolicTensor> masks) {
        return supportsMasking() ? masks : List.of();
    }

    /** Whether floating-point inputs are cast to the type in which this layer computes. */
    protected boolean castsInputs() {
        return dtype().computeDType().isFloating();
    }

    /**
     * What this layer does to one tensor; to be overridden by layers with one input and one output.
     *
     * @throws ShapeException if the input does not fit
     */
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        throw new IllegalStateException(getClass().getName() + " overrides neither of its two call methods");
    }

    /** What this layer does to its tensors; to be overridden by layers with several inputs or outputs. */
    protected List<SymbolicTensor> call(Call call, List<SymbolicTensor> inputs) {
        return List.of(call(call, inputs.get(0)));
    }

    /** Calls this layer on one tensor; of several outputs, the first. */
    @Override
    public final SymbolicTensor on(SymbolicTensor x) {
        return outputsOn(x).get(0);
    }

    /** Calls this layer on several tensors; of several outputs, the first. */
    public final SymbolicTensor on(SymbolicTensor first, SymbolicTensor... more) {
        List<SymbolicTensor> inputs = new ArrayList<>(List.of(first));
        inputs.addAll(List.of(more));
        return call(inputs).get(0);
    }

    /** Calls this layer and returns all its outputs. */
    public final List<SymbolicTensor> outputsOn(SymbolicTensor... inputs) {
        return call(List.of(inputs));
    }

    /**
     * Calls this layer.
     *
     * @throws ShapeException if the inputs do not fit, naming this layer and the inputs
     */
    public final List<SymbolicTensor> call(List<SymbolicTensor> inputs) {
        return call(takesList() ? Arguments.ofList(inputs) : Arguments.of(inputs));
    }

    /** Calls this layer with arguments as a file holds them. */
    public final List<SymbolicTensor> call(Arguments arguments) {
        Map<Weight, SymbolicTensor> weights = new LinkedHashMap<>();
        Trace trace = new Trace(Randomness.runNumber(), weight -> weights.computeIfAbsent(weight, Layer::declare));
        Arguments recorded =
                CallArguments.recorded(arguments, optionNames().contains(CallArguments.MASK), dtype().computeDType());
        List<SymbolicTensor> outputs = lower(recorded, trace, false, true);
        List<@Nullable SymbolicTensor> masks = new ArrayList<>();
        outputs.forEach(output -> masks.add(trace.writtenMaskOf(output)));
        return Node.of(
                        this,
                        recorded,
                        outputs.stream().map(SymbolicTensor::spec).toList(),
                        masks,
                        List.copyOf(weights.keySet()))
                .outputs();
    }

    private static SymbolicTensor declare(Weight weight) {
        return Node.source(new Source.WeightValue(weight), weight.spec());
    }

    /**
     * Runs {@link #call} on tensors: for the lowering, and to infer shapes.
     *
     * @param trace takes the weights, losses, metrics and updates
     * @param trainable whether the models around this layer are trainable
     */
    public final List<SymbolicTensor> lower(Arguments arguments, Trace trace, boolean training, boolean trainable) {
        return lower(Call.of(this, training, trainable, trace), arguments);
    }

    /** Runs {@link #call} as a part of the call of a layer around this one. */
    final List<SymbolicTensor> lower(Call around, Arguments arguments) {
        Trace trace = around.trace();
        List<SymbolicTensor> inputs = arguments.tensors();
        try {
            DType computed = dtype().computeDType();
            CallArguments bound = CallArguments.bind(
                    this,
                    inputNames(),
                    optionNames(),
                    arguments.map(tensor ->
                            castsInputs() && tensor.dtype().isFloating() ? trace.cast(tensor, computed) : tensor));
            bound.populateMasks(optionNames(), trace);
            inputs = bound.inputs();
            if (inputs.isEmpty() || (inputCount() > 0 && inputCount() != inputs.size())) {
                throw ShapeException.because("takes " + (inputCount() > 0 ? inputCount() : "at least 1") + " input"
                        + (inputCount() > 1 ? "s" : "") + "; received " + inputs.size());
            }
            List<SymbolicTensor> outputs = call(around.options(bound.options()), inputs);
            trace.mask(outputs, computeMask(inputs, bound.previousMasks(trace)));
            Regularizer activity = get(ACTIVITY_REGULARIZER);
            if (activity != null) {
                outputs.forEach(output -> trace.addActivity(new Call.Activity(this, activity, output)));
            }
            return outputs;
        } catch (ShapeException e) {
            throw e.at(Node.describe(this), SymbolicTensor.describe(inputs));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw ShapeException.because("cannot be called: " + e.getMessage())
                    .at(Node.describe(this), SymbolicTensor.describe(inputs));
        }
    }
}
