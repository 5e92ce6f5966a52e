package dev.lamina.tensorflow.emit;

import static dev.lamina.tensorflow.emit.GradientCase.points;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.DType;
import dev.lamina.Lamina;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.Tensors;
import dev.lamina.config.Config;
import dev.lamina.lowering.Lowering;
import dev.lamina.lowering.Program;
import dev.lamina.ops.Convolutions;
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Linear;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Padding;
import dev.lamina.ops.Rectifiers;
import dev.lamina.ops.Reductions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.proto.RunOptions;

/** Gradients given for speed alone equal those of TensorFlow, and what they are given for happens when a step runs. */
final class FasterGradientTest {
    private static final Config SAME = Config.empty().set(Convolutions.PADDING, Padding.SAME);

    private final Graph graph = new Graph();
    private final Tf tf = Tf.of(graph);

    /** The operations that ran. */
    private final List<String> ran = new ArrayList<>();

    @AfterEach
    void close() {
        graph.close();
    }

    @Test
    void reluIsFusedWithTheConvolutionAndTheProductBeforeIt() {
        assertSameGradients(activated(FasterGradientTest::conv, Nn::relu), points(2, 6, 6, 4), points(3, 3, 4, 8));
        assertThat(ran).anyMatch(type -> type.endsWith("FusedConv2D"));
        assertThat(ran).contains("ReluGrad").doesNotContain("Relu");
        assertSameGradients(activated(Linear::matmul, Nn::relu), points(8, 6), points(6, 8));
        assertThat(ran).anyMatch(type -> type.endsWith("FusedMatMul"));
        assertThat(ran).contains("ReluGrad").doesNotContain("Relu");
        assertSameGradients(
                activated(FasterGradientTest::conv, x -> Rectifiers.RELU6.op().on(x)),
                points(2, 6, 6, 4),
                points(3, 3, 4, 8));
        assertThat(ran).contains("Relu6Grad").doesNotContain("Relu6");
        assertSameGradients(
                activated(FasterGradientTest::conv, x -> Rectifiers.leakyRelu(x, 0.2)),
                points(2, 6, 6, 4),
                points(3, 3, 4, 8));
        assertThat(ran).contains("LeakyReluGrad").doesNotContain("LeakyRelu");
    }

    @Test
    void convolutionsToOneChannelGoBackAsThoseFromOne() {
        assertSameGradients(FasterGradientTest::conv, points(2, 6, 5, 4), points(3, 5, 4, 1));
        assertThat(ran).noneMatch(type -> type.contains("DepthwiseConv2dNativeBackprop"));
        assertSameGradients(
                (x, kernel) -> Convolutions.convTranspose(x, kernel, SAME), points(2, 6, 5, 4), points(3, 5, 1, 4));
        assertThat(ran).noneMatch(type -> type.contains("DepthwiseConv2dNativeBackprop"));
    }

    private static SymbolicTensor conv(SymbolicTensor x, SymbolicTensor kernel) {
        return Convolutions.conv(x, kernel, SAME);
    }

    private static BinaryOperator<SymbolicTensor> activated(
            BinaryOperator<SymbolicTensor> product, UnaryOperator<SymbolicTensor> activation) {
        return (x, kernel) -> activation.apply(Nn.biasAdd(
                product.apply(x, kernel), Reductions.sum(kernel, allButLast(kernel)), DataFormat.CHANNELS_LAST));
    }

    private static int[] allButLast(SymbolicTensor kernel) {
        return IntStream.range(0, kernel.shape().rank() - 1).toArray();
    }

    /** Compares the way that training takes with that of programs which nobody is thought to differentiate. */
    private void assertSameGradients(BinaryOperator<SymbolicTensor> formula, NdArray x, NdArray kernel) {
        List<NdArray> values = List.of(x.cast(DType.FLOAT32), kernel.cast(DType.FLOAT32));
        List<NdArray> plain = gradients(tf.forwardOnly(), formula, values);
        List<NdArray> found = gradients(tf, formula, values);
        for (int k = 0; k < 2; k++) {
            assertThat(found.get(k).shape()).isEqualTo(values.get(k).shape());
            for (int i = 0; i < found.get(k).size(); i++) {
                assertThat(found.get(k).getDouble(i))
                        .as("element " + i + " of the gradient by input " + k)
                        .isCloseTo(plain.get(k).getDouble(i), within(1e-4));
            }
        }
    }

    private List<NdArray> gradients(Tf place, BinaryOperator<SymbolicTensor> formula, List<NdArray> values) {
        List<SymbolicTensor> inputs = IntStream.range(0, 2)
                .mapToObj(i ->
                        Lamina.batchInput("x" + i, new TensorSpec(values.get(i).shape(), DType.FLOAT32)))
                .toList();
        SymbolicTensor y = formula.apply(inputs.get(0), inputs.get(1));
        Program program =
                Lowering.inference(Model.of("tested", Tensors.list(inputs), Tensors.list(List.of(y.times(y)))));
        ProgramEmitter emitter =
                new ProgramEmitter(place, weight -> tf.constant(0), tf.placeholder("run", DType.INT64, Shape.scalar()));
        List<Output<?>> feeds = new ArrayList<>();
        for (Program.Input input : program.inputs()) {
            Output<?> feed =
                    tf.placeholder(input.name(), DType.FLOAT32, input.tensor().shape());
            emitter.bind(input.tensor(), feed);
            feeds.add(feed);
        }
        emitter.emit(program.body());
        return run(
                feeds,
                values,
                tf.gradients(List.of(emitter.output(program.outputs().get(0))), feeds, null));
    }

    private List<NdArray> run(List<Output<?>> feeds, List<NdArray> values, List<Output<?>> fetched) {
        RunOptions traced = RunOptions.newBuilder()
                .setTraceLevel(RunOptions.TraceLevel.FULL_TRACE)
                .build();
        try (Session session = new Session(graph);
                Tensor x = Natives.tensor(values.get(0));
                Tensor kernel = Natives.tensor(values.get(1))) {
            Session.Runner runner =
                    session.runner().setOptions(traced).feed(feeds.get(0), x).feed(feeds.get(1), kernel);
            fetched.forEach(runner::fetch);
            try (Result result = runner.runAndFetchMetadata()) {
                ran.clear();
                result.getMetadata().orElseThrow().getStepStats().getDevStatsList().stream()
                        .flatMap(device -> device.getNodeStatsList().stream())
                        .forEach(node -> ran.add(type(node.getTimelineLabel())));
                return List.of(Natives.array(result.get(0)), Natives.array(result.get(1)));
            }
        }
    }

    /** Of {@code [memory] name = Type(inputs)}. */
    private static String type(String label) {
        int begin = label.indexOf(" = ") + 3;
        int end = label.indexOf('(', begin);
        return end < begin ? label : label.substring(begin, end);
    }
}
