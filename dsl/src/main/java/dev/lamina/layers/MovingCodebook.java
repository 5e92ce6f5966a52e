package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.DType;
import dev.lamina.Index;
import dev.lamina.Initializer;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.initializers.Initializers;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Core;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Gathering;
import dev.lamina.ops.Linear;
import dev.lamina.ops.Random;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Selection;
import dev.lamina.ops.Shapes;
import org.jspecify.annotations.Nullable;

/** The state of a codebook that is a moving average, and its step. Source: van den Oord et al. 2017, appendix A. */
record MovingCodebook(
        Codebook.Ema settings,
        Initializer initializer,
        @Nullable Integer seed) {
    /** The state: how many vectors a code has had of late, and their sum. */
    record Averages(SymbolicTensor size, SymbolicTensor sum) {}

    /** Declares the state of a codebook of a shape (dim, codes). */
    Averages averages(Call call, Shape shape) {
        return new Averages(
                call.state("cluster_size", Shape.of(shape.last()), Initializers.ones()),
                call.state("embeddings_average", shape, Initializers.sameAs(initializer, "embeddings")));
    }

    /**
     * Declares the averages and, in training, moves them and the codebook.
     *
     * @param embeddings the codebook (dim, codes)
     * @param vectors those of the batch (n, dim)
     * @param members ones where a code is the nearest of a vector (n, codes)
     */
    void update(Call call, SymbolicTensor embeddings, SymbolicTensor vectors, SymbolicTensor members) {
        int codes = embeddings.shape().last();
        Averages averages = averages(call, embeddings.shape());
        if (!call.training() || !call.trainable()) {
            return;
        }
        SymbolicTensor newSize = moved(averages.size, Reductions.sum(members, 0));
        SymbolicTensor newAverage = moved(averages.sum, Linear.matmul(Shapes.transpose(vectors), members));
        SymbolicTensor total = Reductions.sum(newSize);
        double epsilon = settings.epsilon();
        SymbolicTensor smoothed =
                newSize.plus(epsilon).div(total.plus(codes * epsilon)).times(total);
        SymbolicTensor newEmbeddings = newAverage.div(smoothed);
        Double threshold = settings.restartBelow();
        if (threshold != null) {
            SymbolicTensor dead = Comparisons.less(newSize, threshold);
            SymbolicTensor fresh = drawn(call, vectors, codes);
            newEmbeddings = Selection.where(dead, fresh, newEmbeddings);
            newAverage = Selection.where(dead, fresh.times(threshold), newAverage);
            newSize = Elementwise.maximum(newSize, threshold);
        }
        call.update(averages.size, newSize);
        call.update(averages.sum, newAverage);
        call.update(embeddings, newEmbeddings);
    }

    private SymbolicTensor moved(SymbolicTensor average, SymbolicTensor value) {
        return average.times(settings.decay()).plus(value.times(1 - settings.decay()));
    }

    /** A vector of the batch for each code, (dim, codes). */
    private SymbolicTensor drawn(Call call, SymbolicTensor vectors, int codes) {
        SymbolicTensor count = Core.cast(Core.shape(vectors).get(Index.at(0)), DType.FLOAT32);
        SymbolicTensor position =
                Random.of(Random.UNIFORM, Shape.of(codes), call.seed(seed)).times(count);
        // A product close to the count may be rounded up to it.
        SymbolicTensor rows = Core.cast(Elementwise.minimum(position, count.minus(1)), DType.INT32);
        return Shapes.transpose(Gathering.take(vectors, rows, 0));
    }
}
