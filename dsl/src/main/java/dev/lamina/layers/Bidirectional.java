package dev.lamina.layers;

import dev.lamina.Arguments;
import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Codec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Place;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Rearranging;
import dev.lamina.ops.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A recurrent layer that goes over a sequence in both directions, with weights for each.
 *
 * <p>Shapes: x (batch, time, in) -> what the layer gives, where merge_mode concat doubles the last axis; with merge_mode null, the
 * outputs of both directions. With return_state, behind it the last states forwards and then backwards. Weights: those forwards, then
 * those backwards. Source: {@code keras.layers.Bidirectional}; Schuster and Paliwal 1997.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 8, 3);
 * SymbolicTensor y = x.then(bidirectional(lstm(16))); // (?, 32)
 * }</pre>
 */
public final class Bidirectional extends Layer<Bidirectional> {
    /** How the outputs of the two directions become one. */
    public enum MergeMode {
        CONCAT,
        SUM,
        MUL,
        AVE
    }

    static final Schema<Bidirectional> SCHEMA = schema("Bidirectional", Bidirectional::new);
    private static final Field<@Nullable MergeMode> MERGE_MODE =
            SCHEMA.add(nullable(Fields.choice("merge_mode", MergeMode.class).orNull()));
    private static final Field<Layer<?>> LAYER = SCHEMA.add(Field.of("layer", new RecurrentCodec()));
    private static final Field<@Nullable Layer<?>> BACKWARD_LAYER = SCHEMA.add(
            Field.<Layer<?>>of("backward_layer", new RecurrentCodec()).orNull());

    private static Field<@Nullable MergeMode> nullable(Field<@Nullable MergeMode> field) {
        return Field.of(field.key(), field.codec()).orElse(MergeMode.CONCAT);
    }

    private Bidirectional(Config config) {
        super(SCHEMA, config);
        Config forward = ((Recurrent) config.get(LAYER)).loop();
        Config backward = backward(config).loop();
        if (forward.get(RecurrentLoop.GO_BACKWARDS).equals(backward.get(RecurrentLoop.GO_BACKWARDS))) {
            throw new ConfigException("Bidirectional: go_backwards of layer and backward_layer must differ; both are "
                    + forward.get(RecurrentLoop.GO_BACKWARDS));
        }
        for (Field<Boolean> field :
                List.of(RecurrentLoop.STATEFUL, RecurrentLoop.RETURN_SEQUENCES, RecurrentLoop.RETURN_STATE)) {
            if (!forward.get(field).equals(backward.get(field))) {
                throw new ConfigException(
                        "Bidirectional: " + field.key() + " of layer and backward_layer must be equal; received "
                                + forward.get(field) + " and " + backward.get(field));
            }
        }
    }

    static Bidirectional of(Layer<?> layer) {
        return SCHEMA.create(Config.empty().set(LAYER, layer));
    }

    /** How the outputs become one; concat by default, null for two outputs. */
    public Bidirectional mergeMode(@Nullable MergeMode mergeMode) {
        return with(MERGE_MODE, mergeMode);
    }

    /** The layer that goes backwards; by default one like the other. */
    public Bidirectional backwardLayer(Layer<?> layer) {
        return with(BACKWARD_LAYER, layer);
    }

    private static Recurrent changed(Recurrent direction, Config loop) {
        return (Recurrent) ((Layer<?>) direction).schema().create(loop);
    }

    private static Recurrent backward(Config config) {
        Layer<?> own = config.get(BACKWARD_LAYER);
        if (own != null) {
            return (Recurrent) own;
        }
        Recurrent forward = (Recurrent) config.get(LAYER);
        return changed(
                forward,
                forward.loop().set(RecurrentLoop.GO_BACKWARDS, !forward.loop().get(RecurrentLoop.GO_BACKWARDS)));
    }

    /** A direction, which gives zeros for masked steps where it returns sequences. */
    private static Recurrent zeroing(Recurrent direction) {
        Config loop = direction.loop();
        return changed(
                direction, loop.set(RecurrentLoop.ZERO_OUTPUT_FOR_MASK, loop.get(RecurrentLoop.RETURN_SEQUENCES)));
    }

    @Override
    protected List<String> inputNames() {
        return List.of("sequences");
    }

    @Override
    protected List<String> optionNames() {
        return List.of("initial_state", "mask");
    }

    @Override
    protected List<@Nullable SymbolicTensor> computeMask(
            List<SymbolicTensor> inputs, List<@Nullable SymbolicTensor> masks) {
        List<@Nullable SymbolicTensor> each = RecurrentLoop.outputMasks(((Recurrent) get(LAYER)).loop(), masks);
        List<@Nullable SymbolicTensor> all = new ArrayList<>(each);
        if (get(MERGE_MODE) == null) {
            all.addAll(each);
        }
        return all;
    }

    /** Calls this layer with the states to begin with: those forwards, then those backwards. */
    public List<SymbolicTensor> call(SymbolicTensor x, List<SymbolicTensor> initialState) {
        return call(Arguments.of(List.of(x), Map.of("initial_state", initialState)));
    }

    @Override
    protected List<SymbolicTensor> call(Call call, List<SymbolicTensor> inputs) {
        return run(call, inputs.get(0), RecurrentLoop.initialState(call), call.mask());
    }

    private List<SymbolicTensor> run(
            Call call, SymbolicTensor x, List<SymbolicTensor> states, @Nullable SymbolicTensor mask) {
        if (states.size() % 2 != 0) {
            throw ShapeException.because("needs states for both directions").differs("received " + states.size());
        }
        Recurrent forward = zeroing((Recurrent) get(LAYER));
        Recurrent backward = zeroing(backward(config()));
        int half = states.size() / 2;
        List<SymbolicTensor> ahead =
                forward.over(call.inside("forward_layer", (Layer<?>) forward), x, states.subList(0, half), mask);
        List<SymbolicTensor> back = backward.over(
                call.inside("backward_layer", (Layer<?>) backward), x, states.subList(half, states.size()), mask);
        boolean sequences = forward.loop().get(RecurrentLoop.RETURN_SEQUENCES);
        SymbolicTensor reversed = sequences ? Rearranging.flip(back.get(0), 1) : back.get(0);
        List<SymbolicTensor> outputs = new ArrayList<>(merged(ahead.get(0), reversed));
        outputs.addAll(ahead.subList(1, ahead.size()));
        outputs.addAll(back.subList(1, back.size()));
        outputs.replaceAll(output -> AffineLayer.cast(output, call.dtype().computeDType()));
        return outputs;
    }

    private List<SymbolicTensor> merged(SymbolicTensor y, SymbolicTensor reversed) {
        MergeMode mode = get(MERGE_MODE);
        if (mode == null) {
            return List.of(y, reversed);
        }
        return List.of(
                switch (mode) {
                    case SUM -> y.plus(reversed);
                    case MUL -> y.times(reversed);
                    case AVE -> y.plus(reversed).div(2);
                    case CONCAT -> Shapes.concatenate(List.of(y, reversed), -1);
                });
    }

    private static final class RecurrentCodec implements Codec<Layer<?>> {
        @Override
        public Layer<?> read(@Nullable Object plain, Place place) {
            if (plain == null) {
                throw place.unexpected(null, expected());
            }
            Layer<?> layer = place.read(Layer.class, plain);
            if (!allows(layer)) {
                throw place.error(layer.className() + " is no recurrent layer", expected());
            }
            return layer;
        }

        @Override
        public Object write(Layer<?> value) {
            return value.toPlain();
        }

        @Override
        public boolean allows(Layer<?> value) {
            return value instanceof Recurrent;
        }

        @Override
        public String expected() {
            return "a recurrent layer: SimpleRNN, GRU, LSTM, RNN or ConvLSTM";
        }
    }
}
