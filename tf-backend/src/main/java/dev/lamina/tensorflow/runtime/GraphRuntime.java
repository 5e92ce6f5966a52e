package dev.lamina.tensorflow.runtime;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.Weight;
import dev.lamina.errors.LaminaException;
import dev.lamina.lowering.Lowering;
import dev.lamina.lowering.Program;
import dev.lamina.tensorflow.emit.Natives;
import dev.lamina.tensorflow.emit.ProgramEmitter;
import dev.lamina.tensorflow.emit.Tf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
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
    private final Graph graph = new Graph();
    private final Tf tf = Tf.of(graph);
    private final Output<?> runNumber = tf.placeholder("run_number", DType.INT64, Shape.scalar());
    private final Variables variables = new Variables(this);
    private final long seed;
    private final AtomicLong runs = new AtomicLong();
    private Executor executor = Executor.PARALLEL;
    private final boolean bfloat16;
    private final boolean optimizesGraph;
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
        this(seed, false, true);
    }

    /**
     * An empty runtime.
     *
     * @param bfloat16 whether TensorFlow may compute in bfloat16 where it finds that safe
     * @param optimizesGraph whether TensorFlow optimizes what it is to run for the first time
     */
    public GraphRuntime(long seed, boolean bfloat16, boolean optimizesGraph) {
        this.seed = seed;
        this.bfloat16 = bfloat16;
        this.optimizesGraph = optimizesGraph;
        this.session = new Session(graph, executor.config(bfloat16, optimizesGraph));
    }

    public Tf tf() {
        return tf;
    }

    public Variables variables() {
        return variables;
    }

    /** Makes variables for the weights of a program that have none yet, and initializes them. */
    public synchronized void declare(List<Program.NamedWeight> named) {
        List<Program.NamedWeight> fresh = named.stream()
                .filter(candidate -> !variables.holds(candidate.weight()))
                .toList();
        if (fresh.isEmpty()) {
            return;
        }
        for (Program.NamedWeight weight : fresh) {
            variables.create(weight);
        }
        Lowering.Initialization initialization = Lowering.initialization(fresh);
        ProgramEmitter emitter = new ProgramEmitter(tf.under("init"), this::read, runNumber);
        emitter.emit(initialization.body());
        List<Operation> assigns = new ArrayList<>();
        for (int i = 0; i < fresh.size(); i++) {
            Output<?> value = emitter.output(initialization.values().get(i));
            assigns.add(variables.weight(fresh.get(i).weight()).assign(tf.under("init"), value));
        }
        execute(new Step(List.of(), List.of(), assigns), List.of());
    }

    private Output<?> read(Weight weight) {
        return variables.weight(weight).value();
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
            Map<Variable, NdArray> values = variables.values();
            session.close();
            executor = wanted;
            session = new Session(graph, executor.config(bfloat16, optimizesGraph));
            variables.setAll(values);
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

    static List<NdArray> arrays(Result result) {
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
    Result runWithoutDraws(Step step, List<Tensor> values) {
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

    void checkOpen() {
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
