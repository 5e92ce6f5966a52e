package dev.lamina.tensorflow.runtime;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.TensorSpec;
import dev.lamina.Weight;
import dev.lamina.errors.LaminaException;
import dev.lamina.lowering.Lowering;
import dev.lamina.lowering.Program;
import dev.lamina.tensorflow.emit.Natives;
import dev.lamina.tensorflow.emit.ProgramEmitter;
import dev.lamina.tensorflow.emit.Tf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.tensorflow.Graph;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.exceptions.TensorFlowException;

/**
 * A TensorFlow graph with its session and variables: what models that share weights share. Steps may run in many threads at
 * once; the graph grows in one.
 */
public final class GraphRuntime implements AutoCloseable {
    private static final long RUN_BYTES = 1 << 26;

    private final Graph graph = new Graph();
    private final Tf tf = Tf.of(graph);
    private final Output<?> runNumber = tf.placeholder("run_number", DType.INT64, Shape.scalar());
    private final Map<Weight, Variable> weights = new LinkedHashMap<>();
    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final long seed;
    private final AtomicLong runs = new AtomicLong();
    private Executor executor = Executor.PARALLEL;
    private final boolean bfloat16;
    private Session session;

    /** Steps share it; changing the executor and closing wait for them, since a session in use must not go away. */
    private final ReadWriteLock sessionLock = new ReentrantReadWriteLock();

    /** Whether the executor is what training, or the user, wants. */
    private boolean chosen;

    /** Whether a prediction had a say in it. */
    private boolean suited;

    private boolean closed;

    /** An empty runtime; equal seeds make equal random numbers. */
    public GraphRuntime(long seed) {
        this(seed, false);
    }

    /**
     * An empty runtime.
     *
     * @param bfloat16 whether TensorFlow may compute in bfloat16 where it finds that safe
     */
    public GraphRuntime(long seed, boolean bfloat16) {
        this.seed = seed;
        this.bfloat16 = bfloat16;
        this.session = new Session(graph, executor.config(bfloat16));
    }

    public Tf tf() {
        return tf;
    }

    /** Makes variables for the weights of a program that have none yet, and initializes them. */
    public synchronized void declare(List<Program.NamedWeight> named) {
        List<Program.NamedWeight> fresh = named.stream()
                .filter(candidate -> !weights.containsKey(candidate.weight()))
                .toList();
        if (fresh.isEmpty()) {
            return;
        }
        for (Program.NamedWeight weight : fresh) {
            weights.put(weight.weight(), create(weight.name(), weight.weight().spec()));
        }
        Lowering.Initialization initialization = Lowering.initialization(fresh);
        ProgramEmitter emitter = new ProgramEmitter(tf.under("init"), this::read, runNumber);
        emitter.emit(initialization.body());
        List<Operation> assigns = new ArrayList<>();
        for (int i = 0; i < fresh.size(); i++) {
            Output<?> value = emitter.output(initialization.values().get(i));
            assigns.add(weight(fresh.get(i).weight()).assign(tf.under("init"), value));
        }
        execute(new Step(List.of(), List.of(), assigns), List.of());
    }

    /** A new variable without a value; its name gets a number where another has it. */
    public synchronized Variable create(String name, TensorSpec spec) {
        checkOpen();
        String free = name;
        for (int i = 1; variables.containsKey(free); i++) {
            free = name + "_" + i;
        }
        Variable variable = Variable.create(tf, free, spec);
        variables.put(free, variable);
        return variable;
    }

    /** A new variable with a value. */
    public synchronized Variable create(String name, NdArray value) {
        Variable variable = create(name, new TensorSpec(value.shape(), value.dtype()));
        set(variable, value);
        return variable;
    }

    /** The variable of a weight. */
    public Variable weight(Weight weight) {
        Variable variable = weights.get(weight);
        if (variable == null) {
            throw new LaminaException("weight " + weight + " is not part of this runtime");
        }
        return variable;
    }

    /**
     * Lets a weight be kept in the variable of another.
     *
     * @throws LaminaException if their shapes or types differ
     */
    public synchronized void share(Weight weight, Variable variable) {
        if (!weight.spec().equals(variable.spec())) {
            throw new LaminaException(
                    "variable \"" + variable.name() + "\" is " + variable.spec() + "; the weight is " + weight.spec());
        }
        weights.put(weight, variable);
    }

    /** Whether a weight has a variable here. */
    public boolean holds(Weight weight) {
        return weights.containsKey(weight);
    }

    private Output<?> read(Weight weight) {
        return weight(weight).value();
    }

    /** Emits a program; its weights must have been declared. */
    public synchronized EmittedProgram emit(Program program, String scope) {
        checkOpen();
        return emit(program, tf.under(scope));
    }

    /** Emits a program whose gradients nobody will ask for: its loops keep nothing for them. */
    public synchronized EmittedProgram emitForward(Program program, String scope) {
        checkOpen();
        return emit(program, tf.under(scope).forwardOnly());
    }

    private EmittedProgram emit(Program program, Tf scoped) {
        checkOpen();
        suited = true; // loops are emitted for this executor and those with more threads
        Tf place = executor == Executor.SINGLE_THREADED ? scoped.callingLoops() : scoped;
        return EmittedProgram.of(program, place, new ProgramEmitter(place, this::read, runNumber));
    }

    /** The value of a variable. */
    public NdArray get(Variable variable) {
        return getAll(List.of(variable)).get(0);
    }

    /** The values of variables, in one run: TensorFlow prepares each kind of run anew, and the longer the larger the graph is. */
    public List<NdArray> getAll(List<Variable> wanted) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        Step step = new Step(
                List.of(), wanted.stream().<Output<?>>map(Variable::value).toList(), List.of());
        try (Result result = runWithoutDraws(step, List.of())) {
            return arrays(result);
        }
    }

    /**
     * Stores a value in a variable.
     *
     * @throws LaminaException if shape or type differ
     */
    public void set(Variable variable, NdArray value) {
        setAll(Map.of(variable, value));
    }

    /**
     * Stores values in variables; in none where one does not fit.
     *
     * @throws LaminaException if a shape or type differs
     */
    public void setAll(Map<Variable, NdArray> values) {
        values.forEach(GraphRuntime::checkFits);
        Map<Variable, Supplier<Tensor>> tensors = new LinkedHashMap<>();
        values.forEach((variable, value) -> tensors.put(variable, () -> Natives.tensor(value)));
        storeAll(tensors);
    }

    /**
     * Stores tensors in variables, as many in one run as fit into 64 MiB: TensorFlow prepares each kind of run anew,
     * and all of them in one would take as much memory as the variables.
     *
     * @param tensors of the shapes and types of the variables, each made when it is its turn and closed behind it
     */
    public void storeAll(Map<Variable, Supplier<Tensor>> tensors) {
        List<Variable> together = new ArrayList<>();
        long bytes = 0;
        for (Variable variable : tensors.keySet()) {
            long own =
                    variable.spec().shape().elements() * variable.spec().dtype().bytes();
            if (bytes + own > RUN_BYTES) {
                store(together, tensors);
                together.clear();
                bytes = 0;
            }
            together.add(variable);
            bytes += own;
        }
        store(together, tensors);
    }

    private void store(List<Variable> variables, Map<Variable, Supplier<Tensor>> tensors) {
        if (variables.isEmpty()) {
            return; // TensorFlow refuses to run nothing.
        }
        Step step = new Step(
                variables.stream().<Output<?>>map(Variable::fed).toList(),
                List.of(),
                variables.stream().map(Variable::assign).toList());
        List<Tensor> made = new ArrayList<>();
        try {
            variables.forEach(variable ->
                    made.add(Objects.requireNonNull(tensors.get(variable)).get()));
            runWithoutDraws(step, made).close();
        } finally {
            made.forEach(Tensor::close);
        }
    }

    private static void checkFits(Variable variable, NdArray value) {
        TensorSpec given = new TensorSpec(value.shape(), value.dtype());
        if (!given.equals(variable.spec())) {
            throw new LaminaException(
                    "variable \"" + variable.name() + "\" is " + variable.spec() + "; received " + given);
        }
    }

    /** Changes the executor, once the steps that run have ended; the variables keep their values. */
    public synchronized void use(Executor wanted) {
        chosen = true;
        change(wanted);
    }

    private void change(Executor wanted) {
        if (wanted == executor) {
            return;
        }
        sessionLock.writeLock().lock();
        try {
            List<Variable> all = List.copyOf(variables.values());
            List<NdArray> read = getAll(all);
            Map<Variable, NdArray> values = new LinkedHashMap<>();
            all.forEach(variable -> values.put(variable, read.get(values.size())));
            session.close();
            executor = wanted;
            session = new Session(graph, executor.config(bfloat16));
            setAll(values);
        } finally {
            sessionLock.writeLock().unlock();
        }
    }

    /**
     * Changes the executor for a prediction, unless training has chosen one: the first prediction gets what suits it, later ones what
     * has more threads, since one that is too small for a large step costs more than one that is too large for a small step.
     */
    public synchronized void suit(Executor wanted) {
        if (!chosen && (!suited || wanted.compareTo(executor) < 0)) {
            suited = true;
            change(wanted);
        }
    }

    /** Runs a step on heap arrays. */
    public List<NdArray> execute(Step step, List<NdArray> values) {
        List<Tensor> tensors = new ArrayList<>();
        try {
            for (NdArray value : values) {
                tensors.add(Natives.tensor(value));
            }
            try (Result result = runNative(step, tensors)) {
                return arrays(result);
            }
        } finally {
            tensors.forEach(Tensor::close);
        }
    }

    private static List<NdArray> arrays(Result result) {
        List<NdArray> arrays = new ArrayList<>();
        for (int i = 0; i < result.size(); i++) {
            arrays.add(Natives.array(result.get(i)));
        }
        return arrays;
    }

    /**
     * Runs a step on native tensors; the caller closes those and the result.
     *
     * @throws LaminaException if this runtime was closed, or TensorFlow cannot run the step
     */
    public Result runNative(Step step, List<Tensor> values) {
        return run(step, values, runs.getAndIncrement());
    }

    /** Variables are read and stored without a number of their own, so that what a step draws does not depend on it. */
    private Result runWithoutDraws(Step step, List<Tensor> values) {
        return run(step, values, runs.get());
    }

    private Result run(Step step, List<Tensor> values, long count) {
        sessionLock.readLock().lock();
        try (Tensor number = Natives.tensor(NdArray.of(new long[] {runNumber(count)}))) {
            checkOpen();
            Session.Runner runner = session.runner();
            for (int i = 0; i < step.feeds().size(); i++) {
                runner.feed(step.feeds().get(i), values.get(i));
            }
            step.fetches().forEach(runner::fetch);
            step.targets().forEach(runner::addTarget);
            return runner.feed(runNumber, number).run();
        } catch (TensorFlowException | TFInvalidArgumentException | TFUnimplementedException e) {
            throw new LaminaException("TensorFlow cannot run this step: " + e.getMessage(), e);
        } finally {
            sessionLock.readLock().unlock();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new LaminaException(
                    "this model was closed, and its native memory is gone\n  try   compile it again, or"
                            + " use it inside the try (...) that closes it");
        }
    }

    /** TensorFlow's graph, which this runtime owns. */
    public Graph graph() {
        checkOpen();
        return graph;
    }

    /** TensorFlow's session, which this runtime owns; another one once the executor was changed. */
    public Session session() {
        checkOpen();
        return session;
    }

    private long runNumber(long run) {
        return (seed << 32) + run;
    }

    /** The number of the next step: what its random numbers follow from. */
    public long nextRunNumber() {
        return runNumber(runs.get());
    }

    /** How many steps have run: what random numbers differ by. */
    public long runs() {
        return runs.get();
    }

    /** Goes on with random numbers where another run stopped. */
    public void runs(long count) {
        runs.set(count);
    }

    /** Frees all native memory, once the steps that run have ended; does nothing where that is done. */
    @Override
    public synchronized void close() {
        sessionLock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                session.close();
                graph.close();
            }
        } finally {
            sessionLock.writeLock().unlock();
        }
    }
}
