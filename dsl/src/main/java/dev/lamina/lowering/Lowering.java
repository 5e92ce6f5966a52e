package dev.lamina.lowering;

import dev.lamina.Arguments;
import dev.lamina.Arithmetic;
import dev.lamina.Call;
import dev.lamina.DType;
import dev.lamina.Layer;
import dev.lamina.Model;
import dev.lamina.Node;
import dev.lamina.Operation;
import dev.lamina.Randomness;
import dev.lamina.Source;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.Trace;
import dev.lamina.UnknownLayer;
import dev.lamina.Weight;
import dev.lamina.errors.LaminaException;
import dev.lamina.ops.Core;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns models into {@link Program}s by calling their layers. */
public final class Lowering {
    private final Model model;
    private final boolean training;
    private final Map<Weight, SymbolicTensor> weights = new LinkedHashMap<>();
    private final Trace trace =
            new Trace(Randomness.runNumber(), weight -> weights.computeIfAbsent(weight, Lowering::read));
    private final List<Program.Input> inputs = new ArrayList<>();
    private final List<Program.Scalar> losses = new ArrayList<>();
    private final List<Program.Scalar> metrics = new ArrayList<>();
    private final List<Program.Measure> measures = new ArrayList<>();

    private Lowering(Model model, boolean training) {
        this.model = model;
        this.training = training;
    }

    /** What a prediction runs. */
    public static Program inference(Model model) {
        return new Lowering(model, false).lower(null);
    }

    /** What a training step runs, up to its losses; gradients are the backend's. */
    public static Program training(Model model, Objective objective) {
        return new Lowering(model, true).lower(objective);
    }

    /** What a step of evaluation runs: the losses and metrics of training on layers in inference mode. */
    public static Program evaluation(Model model, Objective objective) {
        return new Lowering(model, false).lower(objective);
    }

    /** The ops that some tensors depend on, in an order in which they can run: for what is not part of a model. */
    public static List<Node> opsBehind(List<SymbolicTensor> results) {
        return Bodies.of(results);
    }

    /**
     * How weights get their first values.
     *
     * @param values one for each weight
     */
    public record Initialization(List<Node> body, List<SymbolicTensor> values) {}

    /** The first values of weights; each weight draws other random numbers. */
    public static Initialization initialization(List<Program.NamedWeight> weights) {
        SymbolicTensor runNumber = Randomness.runNumber();
        List<SymbolicTensor> values = new ArrayList<>();
        for (Program.NamedWeight named : weights) {
            Weight weight = named.weight();
            Integer own = weight.initializer().seed();
            SymbolicTensor seed = own == null
                    ? Randomness.seed(
                            runNumber,
                            weight.initializer().drawsOf(named.name()).hashCode())
                    : Randomness.seed(Arithmetic.literal(0, DType.INT64), own);
            // Drawn in float32 whatever the weight is kept in, so that the same seed gives the same weights.
            SymbolicTensor drawn =
                    weight.initializer().value(new TensorSpec(weight.spec().shape(), DType.FLOAT32), seed);
            SymbolicTensor value = Core.cast(drawn, weight.spec().dtype());
            if (!value.spec().equals(weight.spec())) {
                throw new LaminaException(
                        "the initializer of \"" + named.name() + "\" makes " + value.spec() + ", not " + weight.spec());
            }
            values.add(value);
        }
        return new Initialization(Bodies.of(values), List.copyOf(values));
    }

    private static SymbolicTensor read(Weight weight) {
        return Node.source(new Source.WeightValue(weight), weight.spec());
    }

    private Program lower(@Nullable Objective objective) {
        refuseUnknown(model);
        List<SymbolicTensor> fed = new ArrayList<>();
        for (int i = 0; i < model.inputs().list().size(); i++) {
            fed.add(feed(model.inputNames().get(i), model.inputs().list().get(i).spec()));
        }
        List<SymbolicTensor> outputs = model.lower(Arguments.of(fed), trace, training, true);
        if (objective != null) {
            List<@Nullable SymbolicTensor> masks = new ArrayList<>();
            outputs.forEach(output -> masks.add(trace.maskOf(output)));
            Objective.Scalars scalars = objective.on(model, outputs, masks, this::feed);
            losses.addAll(scalars.losses());
            addRegularization();
            trace.losses()
                    .forEach(loss -> losses.add(new Program.Scalar(
                            ownerName(loss.owner()) + "/" + loss.name(), Core.cast(loss.value(), DType.FLOAT32))));
            metrics.addAll(scalars.metrics());
            measures.addAll(scalars.measures());
            addLayerMetrics();
        }
        List<Call.Update> updates = trace.updates().stream()
                .filter(update -> training || update.always())
                .toList();
        return new Program(
                model.name(),
                training,
                List.copyOf(inputs),
                namedWeights(),
                body(outputs, updates),
                outputs,
                List.copyOf(losses),
                List.copyOf(metrics),
                updates,
                List.copyOf(measures));
    }

    private static void refuseUnknown(Model model) {
        for (Operation operation : model.operations()) {
            if (operation instanceof UnknownLayer unknown) {
                throw unknown.cannotRun();
            }
            if (operation instanceof Model inner) {
                refuseUnknown(inner);
            }
        }
    }

    private SymbolicTensor feed(String name, TensorSpec spec) {
        SymbolicTensor tensor = Node.source(new Source.Input(name, spec), spec);
        inputs.add(new Program.Input(name, tensor));
        return tensor;
    }

    private void addRegularization() {
        // Of the values that layers gave their weights in this step, as the optimizer changes those.
        List.copyOf(weights.keySet()).forEach(weight -> {
            if (weight.regularizer() != null && weight.trainable()) {
                losses.add(new Program.Scalar(
                        ownerName(weight.owner()) + "/" + weight.path() + "/regularization",
                        Core.cast(weight.regularizer().loss(trace.valueOf(weight)), DType.FLOAT32)));
            }
        });
        for (Call.Activity activity : trace.activities()) {
            SymbolicTensor batch = Core.cast(Core.shape(activity.output()).get(dev.lamina.Index.at(0)), DType.FLOAT32);
            losses.add(new Program.Scalar(
                    ownerName(activity.owner()) + "/activity",
                    Core.cast(activity.regularizer().loss(activity.output()), DType.FLOAT32)
                            .div(batch)));
        }
    }

    /** A layer's metric keeps its name where no other has it, and else gets the layer's name before it. */
    private void addLayerMetrics() {
        Map<String, Integer> counts = new HashMap<>();
        metrics.forEach(metric -> counts.merge(metric.name(), 1, Integer::sum));
        measures.forEach(measure -> counts.merge(measure.name(), 1, Integer::sum));
        trace.metrics().forEach(metric -> counts.merge(metric.name(), 1, Integer::sum));
        for (Call.Named metric : trace.metrics()) {
            boolean alone = counts.getOrDefault(metric.name(), 0) == 1;
            String name = alone ? metric.name() : ownerName(metric.owner()) + "/" + metric.name();
            metrics.add(new Program.Scalar(name, metric.value()));
        }
    }

    private String ownerName(Layer<?> owner) {
        return WeightNames.nameOf(model, owner);
    }

    private List<Program.NamedWeight> namedWeights() {
        Map<Weight, Weight> declared = new HashMap<>();
        weights.keySet().forEach(weight -> declared.put(weight, weight));
        List<Program.NamedWeight> named = new ArrayList<>();
        for (Program.NamedWeight known : WeightNames.of(model)) {
            // As this lowering declared it: a model around the layer may be frozen.
            Weight weight = declared.get(known.weight());
            if (weight != null) {
                named.add(new Program.NamedWeight(known.name(), weight));
            }
        }
        return List.copyOf(named);
    }

    /** The ops that the results depend on, in the order in which layers called them. */
    private List<Node> body(List<SymbolicTensor> outputs, List<Call.Update> updates) {
        List<SymbolicTensor> results = new ArrayList<>(outputs);
        losses.forEach(loss -> results.add(loss.tensor()));
        metrics.forEach(metric -> results.add(metric.tensor()));
        updates.forEach(update -> results.add(update.value()));
        for (Program.Measure measure : measures) {
            measure.kept().forEach(kept -> results.add(kept.after()));
            results.add(measure.result());
        }
        return Bodies.of(results);
    }
}
