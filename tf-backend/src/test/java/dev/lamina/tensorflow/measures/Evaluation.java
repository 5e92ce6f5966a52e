package dev.lamina.tensorflow.measures;

import dev.lamina.DType;
import dev.lamina.Lamina;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.lowering.Lowering;
import dev.lamina.tensorflow.emit.Gradients;
import dev.lamina.tensorflow.emit.Natives;
import dev.lamina.tensorflow.emit.ProgramEmitter;
import dev.lamina.tensorflow.emit.Tf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;

/** Runs ops on arrays, and their gradients, outside any model. */
final class Evaluation {
    private final Map<SymbolicTensor, NdArray> feeds = new LinkedHashMap<>();

    /** A tensor that stands for an array. Its first size is unknown, as in training. */
    SymbolicTensor input(NdArray value) {
        Shape shape = value.shape().rank() == 0 ? value.shape() : value.shape().withSize(0, Shape.UNKNOWN);
        SymbolicTensor tensor = Lamina.batchInput("x" + feeds.size(), new TensorSpec(shape, value.dtype()));
        feeds.put(tensor, value);
        return tensor;
    }

    @Nullable
    SymbolicTensor inputOrNull(@Nullable NdArray value) {
        return value == null ? null : input(value);
    }

    /** Another value for an input. */
    void set(SymbolicTensor input, NdArray value) {
        feeds.put(input, value);
    }

    List<NdArray> values(List<SymbolicTensor> results) {
        try (Emitted emitted = emit(results)) {
            return emitted.values();
        }
    }

    /** Ops in a graph, to be run several times. */
    Emitted emit(List<SymbolicTensor> results) {
        return new Emitted(results);
    }

    final class Emitted implements AutoCloseable {
        private final Graph graph = new Graph();
        private final Tf tf = Tf.of(graph);
        private final ProgramEmitter emitter =
                new ProgramEmitter(tf, weight -> tf.constant(0), tf.placeholder("run", DType.INT64, Shape.scalar()));
        private final List<Output<?>> placeholders = new ArrayList<>();
        private final List<Output<?>> results;
        private final Session session;

        Emitted(List<SymbolicTensor> results) {
            feeds.keySet().forEach(input -> {
                Output<?> feed = tf.placeholder("x", input.dtype(), input.shape());
                emitter.bind(input, feed);
                placeholders.add(feed);
            });
            emitter.emit(Lowering.opsBehind(results));
            this.results = results.stream()
                    .<Output<?>>map(result -> tf.op("Identity", emitter.output(result)))
                    .toList();
            this.session = new Session(graph);
        }

        List<NdArray> values() {
            return run(results);
        }

        /** The gradient of a scalar by an input. */
        NdArray gradient(SymbolicTensor scalar, SymbolicTensor input) {
            Output<?> found =
                    Gradients.of(tf, emitter, List.of(scalar), List.of(input)).get(0);
            return run(List.of(java.util.Objects.requireNonNull(found))).get(0);
        }

        private List<NdArray> run(List<Output<?>> fetched) {
            List<Tensor> tensors = new ArrayList<>();
            try {
                Session.Runner runner = session.runner();
                for (NdArray value : feeds.values()) {
                    tensors.add(Natives.tensor(value));
                    runner.feed(placeholders.get(tensors.size() - 1), tensors.get(tensors.size() - 1));
                }
                fetched.forEach(runner::fetch);
                try (Result result = runner.run()) {
                    List<NdArray> arrays = new ArrayList<>();
                    for (int i = 0; i < result.size(); i++) {
                        arrays.add(Natives.array(result.get(i)));
                    }
                    return arrays;
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
}
