package dev.lamina;

import dev.lamina.errors.ConfigException;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Core;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a layer may do while it is called, beside ops on its inputs: declare weights where it uses them, add losses, metrics
 * and updates, ask whether it is training, draw random numbers.
 */
public final class Call {
    /** A scalar that a layer gave a name. */
    public record Named(Layer<?> owner, String name, SymbolicTensor value) {}

    /** An output of a layer whose size is to be kept small. */
    public record Activity(Layer<?> owner, Regularizer regularizer, SymbolicTensor output) {}

    /**
     * A new value for a weight, to be stored at the end of a step.
     *
     * @param always whether in every run, rather than in steps of training alone
     */
    public record Update(Weight weight, SymbolicTensor value, boolean always) {}

    private final Layer<?> owner;
    private final String path;
    private final DTypePolicy dtype;
    private final boolean casts;
    private final boolean training;
    private final boolean trainable;
    private final Weight.@Nullable LowRank lowRank;
    private final Map<String, @Nullable Object> options;
    private final Trace trace;

    private Call(
            Layer<?> owner,
            String path,
            DTypePolicy dtype,
            boolean casts,
            boolean training,
            boolean trainable,
            Weight.@Nullable LowRank lowRank,
            Map<String, @Nullable Object> options,
            Trace trace) {
        this.owner = owner;
        this.path = path;
        this.dtype = dtype;
        this.casts = casts;
        this.training = training;
        this.trainable = trainable;
        this.lowRank = lowRank;
        this.options = options;
        this.trace = trace;
    }

    static Call of(Layer<?> owner, boolean training, boolean trainable, Trace trace) {
        return new Call(
                owner, "", owner.dtype(), true, training, trainable && owner.isTrainable(), null, Map.of(), trace);
    }

    /** The same call with what was given beside the inputs. */
    Call options(Map<String, @Nullable Object> given) {
        return new Call(owner, path, dtype, casts, training, trainable, lowRank, given, trace);
    }

    /**
     * The same call with trainable weights in the type in which they are kept, for a layer that is to compute in that, or casts
     * what it makes of them: Keras's {@code autocast=False}.
     */
    public Call uncast() {
        return new Call(owner, path, dtype, false, training, trainable, lowRank, options, trace);
    }

    /** The same call for a weight that is frozen, since what is added to it is trained in its place. */
    public Call adapted(Weight.LowRank adapters) {
        return new Call(owner, path, dtype, casts, training, false, adapters, options, trace);
    }

    Trace trace() {
        return trace;
    }

    /** What stands before the names of the weights that are declared. */
    String path() {
        return path;
    }

    /** Whether the call is part of a training step. */
    public boolean training() {
        return training;
    }

    /** Whether the layer's weights may be trained; false for a frozen layer. */
    public boolean trainable() {
        return trainable;
    }

    /** The element types of the layer that is called. */
    public DTypePolicy dtype() {
        return dtype;
    }

    /**
     * What was given in the call beside the inputs, under one of the layer's {@link Layer#optionNames}: a tensor, a list with
     * tensors and nulls, or a plain value; null where it was not given.
     */
    public @Nullable Object option(String name) {
        return options.get(name);
    }

    /** The mask of a layer whose options have one, given in the call or else the input's; null where all counts. */
    public @Nullable SymbolicTensor mask() {
        return (SymbolicTensor) options.get(CallArguments.MASK);
    }

    /** A trainable weight. See {@link #weight(String, Shape, Initializer, Regularizer, Constraint, boolean)}. */
    public SymbolicTensor weight(String name, Shape shape, Initializer initializer) {
        return weight(name, shape, initializer, null, null, true);
    }

    /** A weight that only updates change, such as a moving average. */
    public SymbolicTensor state(String name, Shape shape, Initializer initializer) {
        return weight(name, shape, initializer, null, null, false);
    }

    /** A weight that only updates change, of any type. Its value is not cast to the type of the computation. */
    public SymbolicTensor state(String name, TensorSpec spec, Initializer initializer) {
        return trace.weight(declared(name, spec, initializer, null, null, false));
    }

    /**
     * Declares a weight of this layer in the type in which the layer keeps its weights, and returns its value in the type in
     * which it computes. The order of declaration is the order in files.
     *
     * @param shape known whole
     * @throws ShapeException if a size is unknown
     */
    public SymbolicTensor weight(
            String name,
            Shape shape,
            Initializer initializer,
            @Nullable Regularizer regularizer,
            @Nullable Constraint constraint,
            boolean trainable) {
        // Integers and strings have no weights of their type to be multiplied with.
        DType kept = dtype.variableDType().isFloating() ? dtype.variableDType() : DType.FLOAT32;
        Weight weight = declared(name, new TensorSpec(shape, kept), initializer, regularizer, constraint, trainable);
        SymbolicTensor value = trace.weight(weight);
        return casts && trainable && dtype.computeDType().isFloating()
                ? trace.cast(value, dtype.computeDType())
                : value;
    }

    private Weight declared(
            String name,
            TensorSpec spec,
            Initializer initializer,
            @Nullable Regularizer regularizer,
            @Nullable Constraint constraint,
            boolean trainable) {
        if (!spec.shape().isKnown()) {
            throw ShapeException.because("cannot make its weight \"" + name + "\" of shape " + spec.shape())
                    .remedy("give the input a known size on the axes that the weight depends on");
        }
        return new Weight(
                owner,
                path + name,
                spec,
                initializer,
                regularizer,
                constraint,
                trainable,
                trainable && this.trainable,
                lowRank);
    }

    /**
     * Calls another layer inside this one; its weights become this layer's, under the path {@code attribute/…}.
     *
     * @param attribute what Keras calls the inner layer's attribute in weight files
     */
    public SymbolicTensor sublayer(String attribute, Layer<?> layer, SymbolicTensor... inputs) {
        return sublayer(attribute, layer, Arguments.of(List.of(inputs))).get(0);
    }

    /** Calls another layer inside this one with any arguments, and returns all its outputs. */
    public List<SymbolicTensor> sublayer(String attribute, Layer<?> layer, Arguments arguments) {
        return layer.lower(inside(attribute, layer), arguments);
    }

    /**
     * Calls a model inside this layer; the weights of its layers become this layer's, under the paths that files have for them:
     * {@code attribute/layers/conv2d/kernel}.
     *
     * @param attribute what Keras calls the model's attribute in weight files
     */
    public List<SymbolicTensor> submodel(String attribute, Model model, SymbolicTensor... inputs) {
        return new Submodel(model.places()).call(at(attribute, dtype, trainable), model, Arguments.of(List.of(inputs)));
    }

    /**
     * The call of another layer inside this one, for layers that do more with it than call it once; its weights become this
     * layer's, under the path {@code attribute/…}.
     *
     * @param attribute what Keras calls the inner layer's attribute in weight files
     */
    public Call inside(String attribute, Layer<?> layer) {
        return at(attribute, layer.dtype(), trainable && layer.isTrainable());
    }

    /** The call of what is at a place inside what is called, if it is trained. */
    Call at(String place, DTypePolicy policy, boolean trained) {
        return new Call(owner, path + place + "/", policy, true, training, trained, null, Map.of(), trace);
    }

    /** The same call, of which nothing remains but the weights that it declares. */
    Call noting(Set<Weight> declared) {
        Trace apart = new Trace(trace.runNumber(), weight -> {
            declared.add(weight);
            return Node.source(new Source.WeightValue(weight), weight.spec());
        });
        return new Call(owner, path, dtype, casts, training, trainable, lowRank, Map.of(), apart);
    }

    /**
     * The weights that a layer inside this one declares where it is called on some inputs; nothing is called by asking. For layers
     * that change a weight of another before they call it.
     *
     * @param attribute as in {@link #inside}
     */
    public List<Weight> weightsInside(String attribute, Layer<?> layer, SymbolicTensor... inputs) {
        Set<Weight> declared = new LinkedHashSet<>();
        layer.lower(inside(attribute, layer).noting(declared), Arguments.of(List.of(inputs)));
        return List.copyOf(declared);
    }

    /** Declares a weight that {@link #weightsInside} found, and returns its value in the type in which it is kept. */
    public SymbolicTensor weight(Weight found) {
        return trace.weight(found);
    }

    /**
     * Gives a tensor that this layer made a mask, for the layers behind it. Unlike the masks of {@link Layer#computeMask} it is no
     * part of the graph that files hold.
     */
    public void mask(SymbolicTensor output, SymbolicTensor mask) {
        trace.maskUnwritten(output, mask);
    }

    /** Adds a scalar to what training minimizes. */
    public void addLoss(SymbolicTensor loss) {
        trace.addLoss(new Named(owner, path + "loss", scalar(loss, "loss")));
    }

    /** Reports a scalar, averaged over the batches of an epoch. */
    public void addMetric(String name, SymbolicTensor value) {
        trace.addMetric(new Named(owner, name, scalar(value, "metric \"" + name + "\"")));
    }

    private static SymbolicTensor scalar(SymbolicTensor value, String what) {
        if (value.shape().rank() != 0 || !value.dtype().isFloating()) {
            throw ShapeException.because("adds a " + what + " that is not a floating-point scalar")
                    .differs("it is " + value.spec())
                    .remedy("reduce it with sum(...) or mean(...)");
        }
        return value;
    }

    /**
     * Stores a new value in a weight at the end of each training step; nothing happens outside training. Whatever reads the weight
     * behind this call reads the new value. A weight that is trained gets it before the optimizer changes it: gradients by the new
     * value are gradients by the weight, and none flows into how the value was made, as where Keras assigns a weight in {@code call}.
     *
     * @param weight a weight of this layer, as {@link #weight} or {@link #state} returned it
     */
    public void update(SymbolicTensor weight, SymbolicTensor value) {
        update(weight, value, false);
    }

    /** Stores a new value in a weight at the end of each run, also outside training: what a stateful layer remembers. */
    public void remember(SymbolicTensor weight, SymbolicTensor value) {
        update(weight, value, true);
    }

    private void update(SymbolicTensor weight, SymbolicTensor value, boolean always) {
        Weight updated = trace.weightOf(weight);
        if (updated == null) {
            throw new ConfigException(Node.describe(owner) + ": update() needs a weight that weight() or state()"
                    + " returned; received " + weight);
        }
        DType kept = updated.spec().dtype();
        SymbolicTensor stored = kept.isFloating() && value.dtype().isFloating() ? trace.cast(value, kept) : value;
        if (!updated.spec().equals(stored.spec())) {
            throw ShapeException.because("cannot update its weight \"" + updated.path() + "\"")
                    .differs("the weight is " + updated.spec() + ", the new value is " + value.spec());
        }
        trace.addUpdate(new Update(updated, stored, always));
        if (training || always) {
            trace.becomes(updated, updated.trainable() ? inPlaceOf(trace.weight(updated), stored) : stored);
        }
    }

    /** The value, with a gradient that flows to the weight alone: what is added is zero. */
    private static SymbolicTensor inPlaceOf(SymbolicTensor weight, SymbolicTensor value) {
        return Core.stopGradient(value).plus(weight.minus(Core.stopGradient(weight)));
    }

    /**
     * A seed for a random op: an int64 pair, another in each run and at each call of this method.
     *
     * @param layerSeed the seed that the user gave the layer, null for none
     */
    public SymbolicTensor seed(@Nullable Integer layerSeed) {
        return Randomness.seed(trace.runNumber(), layerSeed == null ? trace.nextSalt() : layerSeed);
    }
}
