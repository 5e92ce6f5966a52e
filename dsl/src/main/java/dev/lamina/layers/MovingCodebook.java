package dev.lamina.layers;

import dev.lamina.Arithmetic;
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
import dev.lamina.ops.Logic;
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
    /** The state: how many vectors a code has had of late, and their sum; where the codebook begins by k-means, its steps too. */
    record Averages(
            SymbolicTensor size,
            SymbolicTensor sum,
            @Nullable SymbolicTensor steps) {}

    /** Declares the state of a codebook of a shape (dim, codes). */
    Averages averages(Call call, Shape shape) {
        return new Averages(
                call.state("cluster_size", Shape.of(shape.last()), Initializers.ones()),
                call.state("embeddings_average", shape, Initializers.sameAs(initializer, "embeddings")),
                settings.kMeansSteps() == null ? null : call.state("steps", Shape.of(), Initializers.zeros()));
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
        Beginning beginning = beginning(call, averages.steps);
        SymbolicTensor newSize = moved(averages.size, Reductions.sum(members, 0), beginning);
        SymbolicTensor newAverage = moved(averages.sum, Linear.matmul(Shapes.transpose(vectors), members), beginning);
        SymbolicTensor total = Reductions.sum(newSize);
        double epsilon = settings.epsilon();
        SymbolicTensor smoothed =
                newSize.plus(epsilon).div(total.plus(codes * epsilon)).times(total);
        SymbolicTensor newEmbeddings = newAverage.div(smoothed);
        Double threshold = settings.restartBelow();
        if (threshold != null || beginning != null) {
            SymbolicTensor least = Arithmetic.literal(threshold == null ? 0 : threshold, newSize.dtype());
            SymbolicTensor one = Arithmetic.literal(1, newSize.dtype());
            SymbolicTensor begun = beginning == null ? least : Selection.where(beginning.early(), one, least);
            SymbolicTensor dead = Comparisons.less(newSize, begun);
            if (beginning != null) {
                dead = Logic.logicalOr(dead, beginning.first());
            }
            SymbolicTensor fresh = drawn(call, vectors, codes);
            newEmbeddings = Selection.where(dead, fresh, newEmbeddings);
            newAverage = Selection.where(dead, fresh.times(begun), newAverage);
            newSize = Selection.where(dead, begun, newSize);
        }
        call.update(averages.size, newSize);
        call.update(averages.sum, newAverage);
        call.update(embeddings, newEmbeddings);
    }

    /** Whether this step is the first, whose codes are drawn, and whether it is one of those of k-means. */
    private record Beginning(SymbolicTensor first, SymbolicTensor early) {}

    private @Nullable Beginning beginning(Call call, @Nullable SymbolicTensor done) {
        Integer steps = settings.kMeansSteps();
        if (steps == null || done == null) {
            return null;
        }
        call.update(done, done.plus(1));
        return new Beginning(
                Comparisons.equal(done, 0), Comparisons.lessEqual(done, Arithmetic.literal(steps, done.dtype())));
    }

    private SymbolicTensor moved(SymbolicTensor average, SymbolicTensor value, @Nullable Beginning beginning) {
        SymbolicTensor moved = average.times(settings.decay()).plus(value.times(1 - settings.decay()));
        return beginning == null ? moved : Selection.where(beginning.early(), value, moved);
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
