package dev.lamina.layers;

import dev.lamina.Arguments;
import dev.lamina.Arithmetic;
import dev.lamina.Call;
import dev.lamina.DType;
import dev.lamina.Index;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ShapeException;
import dev.lamina.initializers.Initializers;
import dev.lamina.ops.Core;
import dev.lamina.ops.Loops;
import dev.lamina.ops.Rearranging;
import dev.lamina.ops.Selection;
import dev.lamina.ops.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The loop of recurrent layers: the keys that say how it goes, and a cell's steps over a sequence. */
final class RecurrentLoop {
    static final Field<Boolean> RETURN_SEQUENCES =
            Fields.bool("return_sequences").orElse(false);
    static final Field<Boolean> RETURN_STATE = Fields.bool("return_state").orElse(false);
    static final Field<Boolean> GO_BACKWARDS = Fields.bool("go_backwards").orElse(false);
    static final Field<Boolean> STATEFUL = Fields.bool("stateful").orElse(false);
    static final Field<Boolean> UNROLL = Fields.bool("unroll").orElse(false);
    static final Field<Boolean> ZERO_OUTPUT_FOR_MASK =
            Fields.bool("zero_output_for_mask").orElse(false);

    private final Config config;
    private final RnnCell cell;
    private final boolean stateful;

    /**
     * A loop.
     *
     * @param config says how it goes
     */
    RecurrentLoop(Config config, RnnCell cell) {
        this.config = config;
        this.cell = cell;
        this.stateful = config.get(STATEFUL);
    }

    static void addTo(Schema<?> schema) {
        schema.add(RETURN_SEQUENCES);
        schema.add(RETURN_STATE);
        schema.add(GO_BACKWARDS);
        schema.add(STATEFUL);
        schema.add(UNROLL);
        schema.add(ZERO_OUTPUT_FOR_MASK);
    }

    /** The states that were given in a call; none where the layer has its own. */
    static List<SymbolicTensor> initialState(Call call) {
        return Arguments.of(java.util.Collections.singletonList(call.option("initial_state")), Map.of())
                .tensors();
    }

    /** A sequence of outputs has the mask of the inputs. */
    static List<@Nullable SymbolicTensor> outputMasks(Config config, List<@Nullable SymbolicTensor> masks) {
        return config.get(RETURN_SEQUENCES) && !masks.isEmpty() ? masks.subList(0, 1) : List.of();
    }

    /** Zeros for each example of a step's input: (batch, shape). */
    static SymbolicTensor zeros(SymbolicTensor first, Shape shape) {
        List<Index> keys = new ArrayList<>();
        keys.add(Index.all());
        IntStream.range(1, first.shape().rank()).forEach(axis -> keys.add(Index.at(0)));
        SymbolicTensor each = Selection.zerosLike(first.get(keys.toArray(Index[]::new)));
        int[] column = IntStream.range(0, shape.rank() + 1)
                .map(axis -> axis == 0 ? -1 : 1)
                .toArray();
        SymbolicTensor zeros = Arithmetic.literal(NdArray.zeros(first.dtype(), shape));
        SymbolicTensor columns = Shapes.reshape(each, column);
        return columns.plus(zeros);
    }

    /**
     * Runs the cell over a sequence.
     *
     * @param call the layer's
     * @param x (batch, time, …)
     * @param given the states before the first step; empty for zeros, or where the layer remembers them
     * @param mask (batch, time), false where a step is skipped; null for none
     * @return the output, (batch, time, …) or (batch, …), and behind it the last states where they are returned
     */
    List<SymbolicTensor> run(Call call, SymbolicTensor x, List<SymbolicTensor> given, @Nullable SymbolicTensor mask) {
        if (x.shape().rank() < 3) {
            throw ShapeException.because("needs an input (batch, time, …) of rank 3 at least")
                    .differs("the input has rank " + x.shape().rank());
        }
        if (config.get(UNROLL) && x.shape().size(1) == Shape.UNKNOWN) {
            throw ShapeException.because("cannot be unrolled over an unknown number of steps")
                    .remedy("give the input a known length, or leave unroll out");
        }
        DType computed = layer().dtype().computeDType();
        SymbolicTensor steps = ordered(timeFirst(AffineLayer.cast(x, computed)));
        SymbolicTensor first = steps.get(Index.at(0));
        List<Shape> shapes = cell.stateShapes(first.shape());
        RnnCell.Steps prepared = cell.steps(call.inside("cell", layer()), steps, first);
        List<SymbolicTensor> remembered = stateful ? remembered(call, x, shapes) : List.of();
        List<SymbolicTensor> states = (given.isEmpty() ? begin(first, shapes, remembered) : checked(given, shapes))
                .stream().map(state -> AffineLayer.cast(state, computed)).toList();
        Result result = mask == null && prepared.whole() != null && !config.get(UNROLL)
                ? whole(prepared.whole(), states)
                : looped(prepared, states, mask == null ? null : mask(mask, x));
        for (int i = 0; i < remembered.size(); i++) {
            call.remember(remembered.get(i), result.states().get(i));
        }
        List<SymbolicTensor> outputs = new ArrayList<>();
        // A cell may have another policy than the layer around it.
        outputs.add(AffineLayer.cast(result.output(), call.dtype().computeDType()));
        if (config.get(RETURN_STATE)) {
            outputs.addAll(result.states());
        }
        return outputs;
    }

    private record Result(SymbolicTensor output, List<SymbolicTensor> states) {}

    private dev.lamina.Layer<?> layer() {
        return (dev.lamina.Layer<?>) cell;
    }

    private SymbolicTensor ordered(SymbolicTensor steps) {
        return config.get(GO_BACKWARDS) ? Rearranging.flip(steps, 0) : steps;
    }

    private static SymbolicTensor timeFirst(SymbolicTensor x) {
        return Shapes.transpose(
                x,
                IntStream.range(0, x.shape().rank())
                        .map(axis -> axis < 2 ? 1 - axis : axis)
                        .toArray());
    }

    private List<SymbolicTensor> begin(SymbolicTensor first, List<Shape> shapes, List<SymbolicTensor> remembered) {
        return stateful
                ? remembered
                : shapes.stream().map(shape -> zeros(first, shape)).toList();
    }

    private static List<SymbolicTensor> checked(List<SymbolicTensor> given, List<Shape> shapes) {
        if (given.size() != shapes.size()) {
            throw ShapeException.because("needs an initial state of " + shapes.size() + " tensors")
                    .differs("received " + given.size());
        }
        for (int i = 0; i < shapes.size(); i++) {
            if (!given.get(i).shape().from(1).isCompatibleWith(shapes.get(i))) {
                throw ShapeException.because("cannot begin with its initial state " + i)
                        .differs(
                                "it must be (batch, " + shapes.get(i).toString().substring(1) + ", not "
                                        + given.get(i).shape());
            }
        }
        return given;
    }

    private static List<SymbolicTensor> remembered(Call call, SymbolicTensor x, List<Shape> shapes) {
        int batch = x.shape().size(0);
        if (batch == Shape.UNKNOWN) {
            throw ShapeException.because("is stateful: it needs a known batch size")
                    .remedy("give the input a batch size, batchInput(...)");
        }
        List<SymbolicTensor> states = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            states.add(call.state(
                    i == 0 ? "rnn_state" : "rnn_state_" + i,
                    Shape.of(batch).plus(shapes.get(i)),
                    Initializers.zeros()));
        }
        return states;
    }

    /** A mask as the steps see it, (time, batch). */
    private SymbolicTensor mask(SymbolicTensor mask, SymbolicTensor x) {
        Shape shape = mask.shape();
        if (shape.rank() != 2 || !shape.isCompatibleWith(x.shape().slice(0, 2))) {
            throw ShapeException.because("needs a mask (batch, time)").differs("the mask is " + shape);
        }
        return ordered(timeFirst(Core.cast(mask, DType.BOOL)));
    }

    private Result whole(RnnCell.Whole whole, List<SymbolicTensor> states) {
        List<SymbolicTensor> all = whole.all(states);
        SymbolicTensor outputs = all.get(0);
        return new Result(
                config.get(RETURN_SEQUENCES) ? timeFirst(outputs) : outputs.get(Index.at(-1)),
                all.subList(1, all.size()));
    }

    /** The output is carried along where only the last is wanted, or where a skipped step repeats it. */
    private Result looped(RnnCell.Steps prepared, List<SymbolicTensor> states, @Nullable SymbolicTensor mask) {
        boolean sequences = config.get(RETURN_SEQUENCES);
        boolean carries = !sequences || mask != null;
        List<SymbolicTensor> carry = new ArrayList<>(states);
        if (carries) {
            carry.add(zerosLikeOutput(prepared, states));
        }
        List<SymbolicTensor> over = new ArrayList<>(prepared.sequences());
        if (mask != null) {
            over.add(mask);
        }
        int parts = prepared.sequences().size();
        Loops.Scanned scanned =
                Loops.scan(carry, over, Config.empty().set(Loops.UNROLL, config.get(UNROLL)), (before, slices) -> {
                    List<SymbolicTensor> made =
                            prepared.step().step(slices.subList(0, parts), before.subList(0, states.size()));
                    SymbolicTensor output = made.get(0);
                    List<SymbolicTensor> next = new ArrayList<>(made.subList(1, made.size()));
                    if (mask != null) {
                        SymbolicTensor kept = slices.get(parts);
                        for (int i = 0; i < next.size(); i++) {
                            next.set(i, where(kept, next.get(i), before.get(i)));
                        }
                        SymbolicTensor previous = before.get(states.size());
                        output = where(
                                kept,
                                output,
                                config.get(ZERO_OUTPUT_FOR_MASK) ? Selection.zerosLike(output) : previous);
                    }
                    if (carries) {
                        next.add(output);
                    }
                    return new Loops.Step(next, sequences ? List.of(output) : List.of());
                });
        List<SymbolicTensor> last = scanned.carry();
        SymbolicTensor output = sequences ? timeFirst(scanned.outputs().get(0)) : last.get(states.size());
        return new Result(output, last.subList(0, states.size()));
    }

    /** A step whose result nobody uses tells the shape of what it makes. */
    private static SymbolicTensor zerosLikeOutput(RnnCell.Steps prepared, List<SymbolicTensor> states) {
        List<SymbolicTensor> slices = prepared.sequences().stream()
                .map(sequence -> sequence.get(Index.at(0)))
                .toList();
        SymbolicTensor output = prepared.step().step(slices, states).get(0);
        return zeros(slices.get(0), output.shape().from(1));
    }

    private static SymbolicTensor where(SymbolicTensor kept, SymbolicTensor now, SymbolicTensor before) {
        int[] column = IntStream.range(0, now.shape().rank())
                .map(axis -> axis == 0 ? -1 : 1)
                .toArray();
        return Selection.where(Shapes.reshape(kept, column), now, before);
    }
}
