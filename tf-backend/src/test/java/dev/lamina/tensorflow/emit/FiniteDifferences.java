package dev.lamina.tensorflow.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.Arithmetic;
import dev.lamina.DType;
import dev.lamina.Lamina;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Node;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.Tensors;
import dev.lamina.lowering.Lowering;
import dev.lamina.lowering.Program;
import dev.lamina.ops.Reductions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;

/** Compares the gradients of {@code Σ outputs · cotangents} with central differences, on the native library. */
final class FiniteDifferences implements AutoCloseable {
    private final GradientCase tested;
    private final Program program;
    private final List<NdArray> cotangents = new ArrayList<>();
    private final Graph graph = new Graph();
    private final List<Output<?>> feeds = new ArrayList<>();
    private final List<@Nullable Output<?>> gradients;
    private final List<Output<?>> results;
    private final Session session;

    FiniteDifferences(GradientCase tested) {
        this.tested = tested;
        this.program = Lowering.inference(model());
        Tf tf = Tf.of(graph);
        ProgramEmitter emitter =
                new ProgramEmitter(tf, weight -> tf.constant(0), tf.placeholder("run", DType.INT64, Shape.scalar()));
        for (Program.Input input : program.inputs()) {
            SymbolicTensor tensor = input.tensor();
            Output<?> feed = tf.placeholder(input.name(), tensor.dtype(), tensor.shape());
            emitter.bind(tensor, feed);
            feeds.add(feed);
        }
        emitter.emit(program.body());
        int count = cotangents.size();
        this.results = program.outputs().subList(0, count).stream()
                .<Output<?>>map(output -> tf.op("Identity", emitter.output(output)))
                .toList();
        this.gradients =
                Gradients.of(tf, emitter, program.outputs().subList(count, 2 * count), tensors(program.inputs()));
        this.session = new Session(graph);
    }

    /** The floating-point outputs of the case, and behind them the sums of their products with the cotangents. */
    private Model model() {
        List<SymbolicTensor> inputs = IntStream.range(0, tested.inputs().size())
                .mapToObj(i -> Lamina.batchInput("x" + i, spec(tested.inputs().get(i))))
                .toList();
        List<SymbolicTensor> outputs = new ArrayList<>(tested.formula().apply(inputs).stream()
                .filter(output -> output.dtype().isFloating())
                .toList());
        outputs.addAll(outputs.stream().map(this::weighted).toList());
        return Model.of("tested", Tensors.list(inputs), Tensors.list(outputs));
    }

    private static TensorSpec spec(NdArray value) {
        return new TensorSpec(value.shape(), value.dtype());
    }

    private SymbolicTensor weighted(SymbolicTensor output) {
        int seed = cotangents.size() + 1;
        NdArray values =
                GradientCase.between(-1, 1.5 + seed, output.shape().sizes()).cast(output.dtype());
        cotangents.add(values);
        return Reductions.sum(output.times(Arithmetic.literal(values)));
    }

    private static List<SymbolicTensor> tensors(List<Program.Input> inputs) {
        return inputs.stream().map(Program.Input::tensor).toList();
    }

    /** The calls that the case is made of. */
    List<Node> body() {
        return program.body();
    }

    /** All gradients come from one run: TensorFlow prepares each kind of run anew. */
    void check() {
        List<Integer> floating = IntStream.range(0, tested.inputs().size())
                .filter(i -> tested.inputs().get(i).dtype().isFloating())
                .boxed()
                .toList();
        List<Output<?>> fetched = new ArrayList<>();
        for (int index : floating) {
            Output<?> gradient = gradients.get(index);
            assertThat(gradient).as(tested + ": a gradient by input " + index).isNotNull();
            fetched.add(Objects.requireNonNull(gradient));
        }
        List<NdArray> found = run(fetched, tested.inputs());
        for (int i = 0; i < found.size(); i++) {
            check(floating.get(i), found.get(i));
        }
    }

    private void check(int index, NdArray found) {
        NdArray x = tested.inputs().get(index);
        boolean isDouble = x.dtype() == DType.FLOAT64;
        double step = isDouble ? 1e-5 : 1e-2;
        assertThat(found.shape())
                .as(tested + ": shape of the gradient by input " + index)
                .isEqualTo(x.shape());
        for (int i = 0; i < x.size(); i++) {
            double difference = (value(index, moved(x, i, step)) - value(index, moved(x, i, -step))) / (2 * step);
            double tolerance = (isDouble ? 1e-6 : 1e-2) * Math.max(1, Math.abs(difference));
            assertThat(found.getDouble(i))
                    .as(tested + ": gradient by element " + i + " of input " + index)
                    .isCloseTo(difference, within(tolerance));
        }
    }

    private static NdArray moved(NdArray x, int position, double step) {
        double[] values = IntStream.range(0, x.size()).mapToDouble(x::getDouble).toArray();
        values[position] += step;
        return NdArray.of(values, x.shape().sizes()).cast(x.dtype());
    }

    private double value(int index, NdArray replaced) {
        List<NdArray> values = new ArrayList<>(tested.inputs());
        values.set(index, replaced);
        List<NdArray> found = run(results, values);
        double sum = 0;
        for (int k = 0; k < found.size(); k++) {
            for (int i = 0; i < found.get(k).size(); i++) {
                sum += found.get(k).getDouble(i) * cotangents.get(k).getDouble(i);
            }
        }
        return sum;
    }

    private List<NdArray> run(List<Output<?>> fetched, List<NdArray> values) {
        List<Tensor> tensors = new ArrayList<>();
        try {
            Session.Runner runner = session.runner();
            for (int i = 0; i < values.size(); i++) {
                tensors.add(Natives.tensor(values.get(i)));
                runner.feed(feeds.get(i), tensors.get(i));
            }
            fetched.forEach(runner::fetch);
            try (Result result = runner.run()) {
                return IntStream.range(0, result.size())
                        .mapToObj(i -> Natives.array(result.get(i)))
                        .toList();
            }
        } finally {
            tensors.forEach(Tensor::close);
        }
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
