package dev.lamina;

import dev.lamina.ops.Core;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What calling layers left behind, beside their outputs. Filled by calls, read by whoever made it. */
public final class Trace {
    private final SymbolicTensor runNumber;
    private final Function<Weight, SymbolicTensor> weights;
    private final List<Call.Named> losses = new ArrayList<>();
    private final List<Call.Named> metrics = new ArrayList<>();
    private final List<Call.Update> updates = new ArrayList<>();
    private final Map<Weight, SymbolicTensor> values = new HashMap<>();
    private final Map<SymbolicTensor, Weight> read = new IdentityHashMap<>();
    private final List<Call.Activity> activities = new ArrayList<>();
    private final Map<SymbolicTensor, SymbolicTensor> masks = new IdentityHashMap<>();
    private final Map<SymbolicTensor, SymbolicTensor> unwritten = new IdentityHashMap<>();
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
    SymbolicTensor weight(Weight weight) {
        SymbolicTensor stored = weights.apply(weight);
        SymbolicTensor value = values.getOrDefault(weight, stored);
        read.put(value, weight);
        return value;
    }

    /** From here on a weight has another value in this step. */
    void becomes(Weight weight, SymbolicTensor value) {
        values.put(weight, value);
    }

    @Nullable
    Weight weightOf(SymbolicTensor value) {
        return read.get(value);
    }

    /** A tensor in another type, with its mask, and still known as the weight that it is the value of. */
    SymbolicTensor cast(SymbolicTensor tensor, DType dtype) {
        if (tensor.dtype() == dtype) {
            return tensor;
        }
        SymbolicTensor changed = Core.cast(tensor, dtype);
        Weight weight = read.get(tensor);
        if (weight != null) {
            read.put(changed, weight);
        }
        SymbolicTensor mask = maskOf(tensor);
        if (mask != null) {
            masks.put(changed, mask);
        }
        return changed;
    }

    /** The weight's value as it is behind all calls, for what is computed of it then. */
    public SymbolicTensor valueOf(Weight weight) {
        return weight(weight);
    }

    /** The mask of a tensor; null where all of it counts. */
    public @Nullable SymbolicTensor maskOf(SymbolicTensor tensor) {
        SymbolicTensor found = unwritten.get(tensor);
        return found == null ? writtenMaskOf(tensor) : found;
    }

    /** The mask that a tensor has in files too; null where it has none. */
    @Nullable
    SymbolicTensor writtenMaskOf(SymbolicTensor tensor) {
        SymbolicTensor found = masks.get(tensor);
        return found == null ? tensor.mask() : found;
    }

    /** Gives a tensor a mask that is no part of the graph that files hold. */
    void maskUnwritten(SymbolicTensor tensor, SymbolicTensor mask) {
        unwritten.put(tensor, mask);
    }

    /** Gives tensors masks, where there are any and they have none. */
    void mask(List<SymbolicTensor> tensors, List<@Nullable SymbolicTensor> given) {
        for (int i = 0; i < Math.min(tensors.size(), given.size()); i++) {
            SymbolicTensor mask = given.get(i);
            if (mask != null && maskOf(tensors.get(i)) == null) {
                masks.put(tensors.get(i), mask);
            }
        }
    }

    /** A number for a random draw, another at each call. */
    public int nextSalt() {
        return ++salts;
    }

    public SymbolicTensor runNumber() {
        return runNumber;
    }

    public List<Call.Named> losses() {
        return List.copyOf(losses);
    }

    public List<Call.Named> metrics() {
        return List.copyOf(metrics);
    }

    void addLoss(Call.Named loss) {
        losses.add(loss);
    }

    void addMetric(Call.Named metric) {
        metrics.add(metric);
    }

    void addActivity(Call.Activity activity) {
        activities.add(activity);
    }

    void addUpdate(Call.Update update) {
        updates.add(update);
    }

    public List<Call.Activity> activities() {
        return List.copyOf(activities);
    }

    public List<Call.Update> updates() {
        return List.copyOf(updates);
    }
}
