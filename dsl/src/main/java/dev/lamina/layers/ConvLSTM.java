package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Initializer;
import dev.lamina.Node;
import dev.lamina.Shape;
import dev.lamina.Source;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.activations.Activation;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Convolutions;
import dev.lamina.ops.Core;
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Joining;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Padding;
import dev.lamina.ops.Shapes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A long short-term memory whose products are convolutions: what ConvLSTM1D, 2D and 3D have in common. */
abstract class ConvLSTM<S extends ConvLSTM<S>> extends RecurrentLayer<S> implements RnnCell {
    static final Field<Integer> FILTERS = Fields.positive("filters");

    private final Convolution.Window window;

    ConvLSTM(Schema<S> schema, Config config, Convolution.Window window) {
        super(schema, config);
        this.window = window;
        boolean strided = config.get(window.strides()).stream().anyMatch(stride -> stride > 1);
        boolean dilated = config.get(window.dilationRate()).stream().anyMatch(rate -> rate > 1);
        if (strided && dilated) {
            throw new ConfigException(schema.className() + ": strides " + config.get(window.strides())
                    + " and dilation_rate " + config.get(window.dilationRate()) + " cannot both be greater than 1");
        }
        if (config.get(Convolution.PADDING) == Padding.CAUSAL) {
            throw new ConfigException(schema.className() + ": padding must be valid or same; received \"causal\"");
        }
    }

    static Convolution.Window addTo(Schema<?> schema, int axes) {
        RecurrentLoop.addTo(schema);
        schema.add(FILTERS);
        Convolution.Window window = Convolution.Window.over(axes).addTo(schema);
        schema.add(ACTIVATION);
        schema.add(RECURRENT_ACTIVATION);
        schema.add(UNIT_FORGET_BIAS);
        addWeights(schema);
        return window;
    }

    /** The number of channels of the output. */
    public final int filters() {
        return get(FILTERS);
    }

    /** The size of the window on each spatial axis. */
    public final List<Integer> kernelSize() {
        return get(window.kernelSize());
    }

    /** How far the window moves over the input: one number for all spatial axes, or one for each; 1 by default. */
    public final S strides(int... strides) {
        return with(window.strides(), PerAxis.sizes(window.axes(), strides));
    }

    /** What happens at the borders of the input; {@link Padding#VALID} by default. The state is always padded. */
    public final S padding(Padding padding) {
        return with(Convolution.PADDING, padding);
    }

    /** Where the channels are; {@link DataFormat#CHANNELS_LAST} by default. */
    public final S dataFormat(DataFormat dataFormat) {
        return with(Convolution.DATA_FORMAT, dataFormat);
    }

    /** How far the elements of the window over the input are apart; 1 by default. Not beside strides. */
    public final S dilationRate(int... rate) {
        return with(window.dilationRate(), PerAxis.sizes(window.axes(), rate));
    }

    /** What the gates go through; sigmoid by default. */
    public final S recurrentActivation(Activation activation) {
        return with(RECURRENT_ACTIVATION, activation);
    }

    /** Whether the bias of the forget gate begins at 1; true by default. */
    public final S unitForgetBias(boolean unitForgetBias) {
        return with(UNIT_FORGET_BIAS, unitForgetBias);
    }

    @Override
    final RnnCell cell() {
        return this;
    }

    private int channelAxis() {
        return get(Convolution.DATA_FORMAT) == DataFormat.CHANNELS_LAST ? -1 : 1;
    }

    private Shape kernelShape(int channels) {
        return Shape.of(kernelSize().stream().mapToInt(Integer::intValue).toArray())
                .plus(channels, 4 * filters());
    }

    private Config inputParameters() {
        return stateParameters()
                .set(Convolutions.STRIDES, get(window.strides()))
                .set(Convolutions.PADDING, get(Convolution.PADDING))
                .set(Convolutions.DILATION_RATE, get(window.dilationRate()));
    }

    private Config stateParameters() {
        return Config.empty().set(Convolutions.PADDING, Padding.SAME).set(Nn.DATA_FORMAT, get(Convolution.DATA_FORMAT));
    }

    @Override
    public final List<Shape> stateShapes(Shape x) {
        if (x.rank() != window.axes() + 2) {
            throw ShapeException.because("needs an input of rank " + (window.axes() + 3))
                    .differs("the input has rank " + (x.rank() + 1));
        }
        if (!x.from(1).isKnown()) {
            throw ShapeException.because("needs an input whose sizes, but for batch and time, are known")
                    .differs("a step of it is " + x);
        }
        TensorSpec step = new TensorSpec(x, dtype().computeDType());
        TensorSpec kernel = new TensorSpec(kernelShape(x.size(channelAxis())), dtype().computeDType());
        SymbolicTensor y = Convolutions.conv(
                Node.source(new Source.Input("step", step), step),
                Node.source(new Source.Input("kernel", kernel), kernel),
                inputParameters());
        Shape state =
                y.shape().withSize(y.shape().axis(channelAxis()), filters()).from(1);
        return List.of(state, state);
    }

    @Override
    public final List<SymbolicTensor> step(Call call, SymbolicTensor x, List<SymbolicTensor> states) {
        Steps steps = steps(call, x, x);
        return steps.step().step(steps.sequences(), states);
    }

    @Override
    public final Steps steps(Call call, SymbolicTensor x, SymbolicTensor first) {
        Shape state = stateShapes(first.shape()).get(0);
        int channels = first.shape().size(channelAxis());
        SymbolicTensor kernel = KERNEL.weight(call, config(), "kernel", kernelShape(channels));
        SymbolicTensor recurrent = RECURRENT.weight(call, config(), "recurrent_kernel", kernelShape(filters()));
        SymbolicTensor bias = bias(call);
        List<@Nullable SymbolicTensor> masks = masks(call, RECURRENT_DROPOUT, RecurrentLoop.zeros(first, state), 4);
        SymbolicTensor y = overTime(x, first, kernel, masks(call, DROPOUT, first, 0), bias);
        return new Steps(
                List.of(y),
                (slices, states) -> next(
                        call,
                        slices.get(0).plus(convolved(states.get(0), recurrent, masks, stateParameters())),
                        states.get(1)),
                null);
    }

    private @Nullable SymbolicTensor bias(Call call) {
        if (!get(USE_BIAS)) {
            return null;
        }
        Initializer initializer = get(BIAS.initializer());
        return call.weight(
                "bias",
                Shape.of(4 * filters()),
                get(UNIT_FORGET_BIAS) ? ForgetBias.around(initializer) : initializer,
                get(BIAS.regularizer()),
                get(BIAS.constraint()),
                true);
    }

    private List<@Nullable SymbolicTensor> masks(Call call, Field<Double> rate, SymbolicTensor like, int draw) {
        List<@Nullable SymbolicTensor> masks = new ArrayList<>();
        for (int gate = 0; gate < 4; gate++) {
            masks.add(dropped(call, rate, like, draw + gate));
        }
        return masks;
    }

    /** The convolution of all steps at once. */
    private SymbolicTensor overTime(
            SymbolicTensor x,
            SymbolicTensor first,
            SymbolicTensor kernel,
            List<@Nullable SymbolicTensor> masks,
            @Nullable SymbolicTensor bias) {
        List<SymbolicTensor> inputs = new ArrayList<>();
        boolean sequence = x.shape().rank() > first.shape().rank();
        SymbolicTensor sizes = Core.shape(x);
        for (SymbolicTensor mask : masks) {
            SymbolicTensor kept = times(x, mask);
            inputs.add(sequence ? TimeDistributed.merged(kept, sizes) : kept);
        }
        SymbolicTensor y = masks.get(0) == null
                ? Convolutions.conv(inputs.get(0), kernel, inputParameters())
                : perGate(inputs, kernel, inputParameters());
        y = bias == null ? y : Nn.biasAdd(y, bias, get(Convolution.DATA_FORMAT));
        return sequence ? TimeDistributed.split(y, x.shape().slice(0, 2), sizes) : y;
    }

    private SymbolicTensor convolved(
            SymbolicTensor h, SymbolicTensor kernel, List<@Nullable SymbolicTensor> masks, Config parameters) {
        if (masks.get(0) == null) {
            return Convolutions.conv(h, kernel, parameters);
        }
        return perGate(masks.stream().map(mask -> times(h, mask)).toList(), kernel, parameters);
    }

    private SymbolicTensor perGate(List<SymbolicTensor> inputs, SymbolicTensor kernel, Config parameters) {
        List<SymbolicTensor> kernels = Joining.split(kernel, 4, -1);
        List<SymbolicTensor> gates = new ArrayList<>();
        for (int gate = 0; gate < 4; gate++) {
            gates.add(Convolutions.conv(inputs.get(gate), kernels.get(gate), parameters));
        }
        return Shapes.concatenate(gates, channelAxis());
    }

    private List<SymbolicTensor> next(Call call, SymbolicTensor sums, SymbolicTensor c) {
        Activation activation = get(ACTIVATION);
        Activation gate = get(RECURRENT_ACTIVATION);
        List<SymbolicTensor> parts = Joining.split(sums, 4, channelAxis());
        SymbolicTensor kept = gate.inside(call, parts.get(1)).times(c);
        SymbolicTensor taken = gate.inside(call, parts.get(0)).times(activation.inside(call, parts.get(2)));
        SymbolicTensor memory = kept.plus(taken);
        SymbolicTensor h = gate.inside(call, parts.get(3)).times(activation.inside(call, memory));
        return List.of(h, h, memory);
    }
}
