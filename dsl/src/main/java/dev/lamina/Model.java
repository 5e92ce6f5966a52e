package dev.lamina;

import dev.lamina.errors.LaminaException;
import dev.lamina.errors.ShapeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An immutable graph of calls from named inputs to outputs. A model is itself callable, so models nest; models over the same
 * layer objects share their weights.
 *
 * <p>Source: {@code keras.Model} (functional) and {@code keras.Sequential}.
 */
public final class Model implements Operation, Block {
    private final String givenName;
    private final boolean sequential;
    private final boolean trainable;
    private final Tensors inputs;
    private final Tensors outputs;
    private final List<Node> nodes;
    private final List<Operation> operations;
    private final Map<Operation, String> names;

    private Model(String givenName, boolean sequential, boolean trainable, Tensors inputs, Tensors outputs) {
        this.givenName = givenName;
        this.sequential = sequential;
        this.trainable = trainable;
        this.inputs = inputs;
        this.outputs = outputs;
        ModelChecks checks = new ModelChecks(name(), inputs);
        checks.checkInputs();
        Graph graph = Graph.between(inputs, outputs);
        this.nodes = graph.nodes();
        this.operations = graph.operations();
        checks.checkConnected(nodes);
        ModelChecks.checkWeights(nodes);
        this.names = Names.of(nodes);
    }

    /**
     * A functional model.
     *
     * @param name the name; empty for Keras's default, {@code functional}
     */
    public static Model of(String name, Tensors inputs, Tensors outputs) {
        return new Model(name, false, true, inputs, outputs);
    }

    /** A functional model with one input and one output. */
    public static Model of(String name, SymbolicTensor input, SymbolicTensor output) {
        return of(name, Tensors.one(input), Tensors.one(output));
    }

    /** A functional model with lists of inputs and outputs. */
    public static Model of(String name, List<SymbolicTensor> inputs, List<SymbolicTensor> outputs) {
        return of(name, Tensors.list(inputs), Tensors.list(outputs));
    }

    /** A functional model with one input and several outputs. */
    public static Model of(String name, SymbolicTensor input, List<SymbolicTensor> outputs) {
        return of(name, Tensors.one(input), Tensors.list(outputs));
    }

    /** A functional model with several inputs and one output. */
    public static Model of(String name, List<SymbolicTensor> inputs, SymbolicTensor output) {
        return of(name, Tensors.list(inputs), Tensors.one(output));
    }

    static Model sequential(String name, SymbolicTensor input, SymbolicTensor output) {
        return new Model(name, true, true, Tensors.one(input), Tensors.one(output));
    }

    /** This model, frozen where false: as a part of another, its weights stay as they are in training. */
    public Model trainable(boolean changed) {
        return changed == trainable ? this : new Model(givenName, sequential, changed, inputs, outputs);
    }

    /**
     * This model with some layers trainable and the others frozen, such as all but the head of a model that was loaded. Layers whose
     * flag changes are new, and so are their weights until the model is recompiled beside the one that was trained.
     *
     * @param which whether a layer is trained, by its name, behind those of the models around it: {@code decoder/dense_2}
     */
    public Model trainableLayers(Predicate<String> which) {
        return new Remaking((name, layer) ->
                        layer.isTrainable() == which.test(name) ? layer : layer.trainable(which.test(name)))
                .of(this);
    }

    /**
     * This model with all its layers, also those of models and layers inside, computing and keeping their weights in other element
     * types: what Keras makes where this is the policy of its process. Layers that work on whole numbers or text stay as they are.
     * The layers are new, and so are their weights.
     */
    public Model dtype(DTypePolicy dtype) {
        return new Remaking((name, layer) -> layer.retyped(dtype)).of(this);
    }

    /**
     * The element types that most layers of this model have, which Keras calls the policy of the model: training by
     * {@code mixed_float16} scales its loss.
     */
    public DTypePolicy dtype() {
        return CommonPolicy.of(this);
    }

    /** This model under another name, with the same layers and so the same weights. */
    public Model name(String name) {
        return new Model(name, sequential, trainable, inputs, outputs);
    }

    /** The same graph of calls on other inputs: what a copy of this model with other layers is made by. */
    Model remade(Tensors remadeInputs, Tensors remadeOutputs) {
        return new Model(givenName, sequential, trainable, remadeInputs, remadeOutputs);
    }

    /** The model's name; Keras's default where none was given. */
    public String name() {
        return givenName.isEmpty() ? Names.snakeCase(className()) : givenName;
    }

    @Override
    public String givenName() {
        return givenName;
    }

    @Override
    public String className() {
        return sequential ? "Sequential" : "Functional";
    }

    public boolean isSequential() {
        return sequential;
    }

    public boolean isTrainable() {
        return trainable;
    }

    public Tensors inputs() {
        return inputs;
    }

    public Tensors outputs() {
        return outputs;
    }

    /** The calls, in the order in which they were made; inputs are among them. */
    public List<Node> nodes() {
        return nodes;
    }

    /** The layers, models, ops and inputs, each once, in the order of Keras files. */
    public List<Operation> operations() {
        return operations;
    }

    /** The name that an operation has in this model. */
    public String nameOf(Operation operation) {
        String name = names.get(operation);
        if (name == null) {
            throw new LaminaException(Node.describe(operation) + " is not part of model \"" + name() + "\"");
        }
        return name;
    }

    /**
     * Where weight files keep what this model holds: {@code layers/conv2d_1} is its second
     * Conv2D, {@code layers/functional/layers/dense} the first Dense of its first functional model. What is met twice has its place
     * where it is met first.
     */
    public Map<Operation, String> places() {
        Map<Operation, String> places = new IdentityHashMap<>();
        addPlaces("layers/", places);
        return Collections.unmodifiableMap(places);
    }

    private void addPlaces(String path, Map<Operation, String> places) {
        List<Operation> members = operations.stream()
                .filter(operation -> operation instanceof Layer
                        || operation instanceof Model
                        || (operation instanceof Source.Input && !sequential))
                .toList();
        List<String> names =
                Names.inFiles(members.stream().map(Operation::className).toList());
        for (int i = 0; i < members.size(); i++) {
            String place = path + names.get(i);
            boolean isNew = places.putIfAbsent(members.get(i), place) == null;
            if (isNew && members.get(i) instanceof Model inner) {
                inner.addPlaces(place + "/layers/", places);
            }
        }
    }

    /** The names of the inputs, in order. */
    public List<String> inputNames() {
        return inputs.list().stream()
                .map(input -> nameOf(input.node().operation()))
                .toList();
    }

    /** The names of the layers that make the outputs, in order; the keys where the outputs are a dictionary. */
    public List<String> outputNames() {
        return outputs.structure() == Tensors.Structure.MAP
                ? outputs.keys()
                : outputs.list().stream()
                        .map(output -> nameOf(output.node().operation()))
                        .toList();
    }

    /**
     * The layer, model or op with a name.
     *
     * @throws LaminaException if there is none, naming the nearest
     */
    public Operation operation(String name) {
        for (Operation operation : operations) {
            if (nameOf(operation).equals(name)) {
                return operation;
            }
        }
        throw new LaminaException("model \"" + name() + "\" has no layer \"" + name + "\"; "
                + dev.lamina.config.Plain.suggestion(
                        name, operations.stream().map(this::nameOf).toList()));
    }

    /** The weights, each once: layer by layer in the order of files, nested models included. */
    public List<Weight> weights() {
        Map<Operation, Set<Weight>> declared = new IdentityHashMap<>();
        for (Node node : nodes) {
            declared.computeIfAbsent(node.operation(), operation -> new LinkedHashSet<>())
                    .addAll(node.weights());
        }
        Set<Weight> weights = new LinkedHashSet<>();
        for (Operation operation : operations) {
            Set<Weight> own = declared.getOrDefault(operation, Set.of());
            if (operation instanceof Model inner) {
                // As declared here, where the inner model may be frozen, but in the order that it has itself.
                Map<Weight, Weight> here = new LinkedHashMap<>();
                own.forEach(weight -> here.put(weight, weight));
                inner.weights().forEach(weight -> weights.add(here.getOrDefault(weight, weight)));
            } else {
                weights.addAll(own);
            }
        }
        return List.copyOf(weights);
    }

    @Override
    public SymbolicTensor on(SymbolicTensor x) {
        return call(List.of(x)).get(0);
    }

    /** Calls this model on several tensors; of several outputs, the first. */
    public SymbolicTensor on(SymbolicTensor first, SymbolicTensor... more) {
        List<SymbolicTensor> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(more));
        return call(all).get(0);
    }

    /** Calls this model and returns all its outputs. */
    public List<SymbolicTensor> outputsOn(SymbolicTensor... tensors) {
        return call(List.of(tensors));
    }

    /** Calls this model as a part of another. */
    public List<SymbolicTensor> call(List<SymbolicTensor> tensors) {
        boolean fits = tensors.size() == inputs.list().size() && inputs.structure() != Tensors.Structure.ONE;
        return call(fits ? Arguments.of(List.of(inputs.pack(tensors::get)), Map.of()) : Arguments.of(tensors));
    }

    private static List<SymbolicTensor> inputsOf(Arguments arguments) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>(arguments.keyword());
        named.keySet().retainAll(List.of("inputs"));
        return Arguments.of(arguments.positional(), named).tensors();
    }

    /** Calls this model with arguments as a file holds them. */
    public List<SymbolicTensor> call(Arguments arguments) {
        Map<Weight, Weight> weights = new LinkedHashMap<>();
        Trace trace = new Trace(Randomness.runNumber(), weight -> {
            weights.putIfAbsent(weight, weight);
            return Node.source(new Source.WeightValue(weight), weight.spec());
        });
        Arguments recorded = CallArguments.recorded(arguments, true, DType.FLOAT32);
        List<TensorSpec> specs = lower(recorded, trace, false, true).stream()
                .map(SymbolicTensor::spec)
                .toList();
        return Node.of(this, recorded, specs, List.copyOf(weights.keySet())).outputs();
    }

    /**
     * Replays the calls on other tensors, down to ops. Masks are found anew on the way, as they may come from outside.
     *
     * @param arguments a tensor for each input, and maybe a mask
     * @param trace takes the weights, losses, metrics and updates
     * @param trainableAround whether the models around this one are trainable
     * @return one tensor for each output
     * @throws ShapeException if a tensor does not fit its input
     */
    public List<SymbolicTensor> lower(Arguments arguments, Trace trace, boolean training, boolean trainableAround) {
        return lower(
                arguments,
                trace,
                (node, replayed) -> replay(node, replayed, trace, training, trainableAround && trainable));
    }

    /** @param replay how the operation of a node is called */
    List<SymbolicTensor> lower(
            Arguments arguments, Trace trace, BiFunction<Node, Arguments, List<SymbolicTensor>> replay) {
        List<SymbolicTensor> tensors = inputsOf(arguments);
        checkFit(tensors);
        if (arguments.keyword().get(CallArguments.MASK) instanceof SymbolicTensor mask) {
            trace.mask(tensors, List.of(mask));
        }
        Map<SymbolicTensor, SymbolicTensor> lowered = new IdentityHashMap<>();
        for (int i = 0; i < tensors.size(); i++) {
            lowered.put(inputs.list().get(i), tensors.get(i));
        }
        for (Node node : nodes) {
            if (node.operation() instanceof Source) {
                continue;
            }
            Arguments replayed = node.arguments().map(tensor -> lowered.getOrDefault(tensor, tensor));
            List<SymbolicTensor> results = replay.apply(node, replayed);
            for (int i = 0; i < results.size(); i++) {
                lowered.put(node.outputs().get(i), results.get(i));
            }
        }
        return outputs.list().stream()
                .map(output -> lowered.getOrDefault(output, output))
                .toList();
    }

    private static List<SymbolicTensor> replay(
            Node node, Arguments arguments, Trace trace, boolean training, boolean trainable) {
        Operation operation = node.operation();
        if (operation instanceof Op op) {
            return op.call(arguments);
        }
        if (operation instanceof Layer<?> layer) {
            return layer.lower(arguments, trace, training, trainable);
        }
        if (operation instanceof UnknownLayer unknown) {
            return unknown.again(node, arguments);
        }
        return ((Model) operation).lower(arguments, trace, training, trainable);
    }

    private void checkFit(List<SymbolicTensor> tensors) {
        if (tensors.size() != inputs.list().size()) {
            throw ShapeException.because("takes " + inputs.list().size() + " inputs; received " + tensors.size())
                    .at(Node.describe(this), SymbolicTensor.describe(tensors));
        }
        for (int i = 0; i < tensors.size(); i++) {
            Shape expected = inputs.list().get(i).shape();
            if (!expected.isCompatibleWith(tensors.get(i).shape())) {
                throw ShapeException.because("cannot take its input " + i)
                        .differs("its input \"" + inputNames().get(i) + "\" has shape " + expected)
                        .at(Node.describe(this), SymbolicTensor.describe(tensors));
            }
        }
    }

    @Override
    public String toString() {
        return className() + " \"" + name() + "\" "
                + inputs.list().stream().map(SymbolicTensor::shape).toList() + " -> "
                + outputs.list().stream().map(SymbolicTensor::shape).toList();
    }
}
