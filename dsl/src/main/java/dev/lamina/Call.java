package dev.lamina;

import dev.lamina.errors.ConfigException;
import dev.lamina.errors.ShapeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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

    /** A new value for a weight, to be stored at the end of a training step. */
    public record Update(Weight weight, SymbolicTensor value) {}

    private final Layer<?> owner;
    private final String path;
    private final boolean training;
    private final boolean trainable;
    private final Trace trace;

    private Call(Layer<?> owner, String path, boolean training, boolean trainable, Trace trace) {
        this.owner = owner;
        this.path = path;
        this.training = training;
        this.trainable = trainable;
        this.trace = trace;
    }

    static Call of(Layer<?> owner, boolean training, boolean trainable, Trace trace) {
        return new Call(owner, "", training, trainable && owner.isTrainable(), trace);
    }

    /** Whether the call is part of a training step. */
    public boolean training() {
        return training;
    }

    /** Whether the layer's weights may be trained; false for a frozen layer. */
    public boolean trainable() {
        return trainable;
    }

    /** A trainable weight. See {@link #weight(String, Shape, Initializer, Regularizer, Constraint, boolean)}. */
    public SymbolicTensor weight(String name, Shape shape, Initializer initializer) {
        return weight(name, shape, initializer, null, null, true);
    }

    /** A weight that only updates change, such as a moving average. */
    public SymbolicTensor state(String name, Shape shape, Initializer initializer) {
        return weight(name, shape, initializer, null, null, false);
    }

    /**
     * Declares a float32 weight of this layer and returns its value. The order of declaration is the order in files.
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
        if (!shape.isKnown()) {
            throw ShapeException.because("cannot make its weight \"" + name + "\" of shape " + shape)
                    .remedy("give the input a known size on the axes that the weight depends on");
        }
        Weight weight = new Weight(
                owner,
                path + name,
                new TensorSpec(shape, DType.FLOAT32),
                initializer,
                regularizer,
                constraint,
                trainable,
                trainable && this.trainable);
        return trace.weight(weight);
    }

    /**
     * Calls another layer inside this one; its weights become this layer's, under the path {@code attribute/…}.
     *
     * @param attribute what Keras calls the inner layer's attribute in weight files
     */
    public SymbolicTensor sublayer(String attribute, Layer<?> layer, SymbolicTensor... inputs) {
        Call inner = new Call(owner, path + attribute + "/", training, trainable && layer.isTrainable(), trace);
        return layer.call(inner, List.of(inputs)).get(0);
    }

    /** Adds a scalar to what training minimizes. */
    public void addLoss(SymbolicTensor loss) {
        trace.losses.add(new Named(owner, path + "loss", scalar(loss, "loss")));
    }

    /** Reports a scalar, averaged over the batches of an epoch. */
    public void addMetric(String name, SymbolicTensor value) {
        trace.metrics.add(new Named(owner, name, scalar(value, "metric \"" + name + "\"")));
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
     * Stores a new value in a weight at the end of each training step; nothing happens outside training.
     *
     * @param weight a weight of this layer, as {@link #weight} or {@link #state} returned it
     */
    public void update(SymbolicTensor weight, SymbolicTensor value) {
        Weight updated = trace.weightOf(weight);
        if (updated == null) {
            throw new ConfigException(Node.describe(owner) + ": update() needs a weight that weight() or state()"
                    + " returned; received " + weight);
        }
        if (!weight.spec().equals(value.spec())) {
            throw ShapeException.because("cannot update its weight \"" + updated.path() + "\"")
                    .differs("the weight is " + weight.spec() + ", the new value is " + value.spec());
        }
        trace.updates.add(new Update(updated, value));
        if (training) {
            trace.values.put(updated, value);
        }
    }

    /**
     * A seed for a random op: an int64 pair, another in each run and at each call of this method.
     *
     * @param layerSeed the seed that the user gave the layer, null for none
     */
    public SymbolicTensor seed(@Nullable Integer layerSeed) {
        return Randomness.seed(trace.runNumber, layerSeed == null ? trace.nextSalt() : layerSeed);
    }

    /** What calling layers left behind, beside their outputs. Filled by calls, read by whoever made it. */
    public static final class Trace {
        private final SymbolicTensor runNumber;
        private final Function<Weight, SymbolicTensor> weights;
        private final List<Named> losses = new ArrayList<>();
        private final List<Named> metrics = new ArrayList<>();
        private final List<Update> updates = new ArrayList<>();
        private final Map<Weight, SymbolicTensor> values = new HashMap<>();
        private final Map<SymbolicTensor, Weight> read = new IdentityHashMap<>();
        private final List<Activity> activities = new ArrayList<>();
        private int salts;

        /**
         * An empty trace.
         *
         * @param runNumber an int64 scalar that random draws differ by
         * @param weights the value of each weight that a layer declares
         */
        public Trace(SymbolicTensor runNumber, Function<Weight, SymbolicTensor> weights) {
            this.runNumber = runNumber;
            this.weights = weights;
        }

        /** The weight's value, or what an earlier call of the layer in this step made of it, as in Keras. */
        private SymbolicTensor weight(Weight weight) {
            SymbolicTensor stored = weights.apply(weight);
            SymbolicTensor value = values.getOrDefault(weight, stored);
            read.put(value, weight);
            return value;
        }

        private @Nullable Weight weightOf(SymbolicTensor value) {
            return read.get(value);
        }

        /** A number for a random draw, another at each call. */
        public int nextSalt() {
            return ++salts;
        }

        public SymbolicTensor runNumber() {
            return runNumber;
        }

        public List<Named> losses() {
            return List.copyOf(losses);
        }

        public List<Named> metrics() {
            return List.copyOf(metrics);
        }

        void add(Activity activity) {
            activities.add(activity);
        }

        public List<Activity> activities() {
            return List.copyOf(activities);
        }

        public List<Update> updates() {
            return List.copyOf(updates);
        }
    }
}
