package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.DType;
import dev.lamina.Index;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Core;
import dev.lamina.ops.Random;
import dev.lamina.ops.Rounding;
import dev.lamina.ops.Selection;
import dev.lamina.ops.Shapes;
import dev.lamina.ops.Sorting;
import org.jspecify.annotations.Nullable;

/** The random numbers of one call of a layer: each draw is another, in each run; the same for the same seed. */
final class Draws {
    private final Call call;
    private final @Nullable Integer seed;
    private int count;

    private Draws(Call call, @Nullable Integer seed) {
        this.call = call;
        this.seed = seed;
    }

    static Draws of(Call call, @Nullable Integer seed) {
        return new Draws(call, seed);
    }

    /** The next seed: the draws of a layer with a seed differ by a hash of their number. */
    private SymbolicTensor next() {
        Integer own = seed == null ? null : seed ^ (count * 0x9E3779B9);
        count++;
        return call.seed(own);
    }

    /** A number that tells this call from others, for what is chosen while a model is built. */
    long number() {
        return seed == null ? ++count : seed * 0x9E3779B97F4A7C15L + ++count;
    }

    /** A number for each element of a tensor. */
    SymbolicTensor like(SymbolicTensor x, double low, double high) {
        return between(Random.like(Random.UNIFORM, x, next()), low, high);
    }

    SymbolicTensor normalLike(SymbolicTensor x) {
        return Random.like(Random.NORMAL, x, next());
    }

    /** Numbers for a shape that is known whole. */
    SymbolicTensor of(double low, double high, int... shape) {
        return between(Random.of(Random.UNIFORM, Shape.of(shape), next()), low, high);
    }

    /** One number for each image, of shape (batch, 1, 1, 1). */
    SymbolicTensor each(SymbolicTensor images, double low, double high) {
        return like(first(images), low, high);
    }

    /** One number for each image, of shape (batch, 1). */
    SymbolicTensor column(SymbolicTensor images, double low, double high) {
        return Shapes.reshape(each(images, low, high), -1, 1);
    }

    /** Whether something happens to each image, with a probability that is drawn itself; of shape (batch, 1, 1, 1). */
    SymbolicTensor happens(SymbolicTensor images, Factor probability) {
        SymbolicTensor limit = each(images, probability.lower(), probability.upper());
        return Comparisons.less(each(images, 0, 1), limit);
    }

    /** Positions in the batch in a random order, int32 of shape (batch). */
    SymbolicTensor order(SymbolicTensor images) {
        return Sorting.argsort(Shapes.reshape(each(images, 0, 1), -1), 0);
    }

    /** A draw from the gamma distribution of scale 1 for each element of the tensor of its shapes. */
    SymbolicTensor gamma(SymbolicTensor alpha) {
        return Core.stopGradient(Random.gamma(alpha, next()));
    }

    /** The whole numbers from {@code low} (included) to {@code high} (excluded), for each image, of shape (batch, 1, 1, 1). */
    SymbolicTensor wholeEach(SymbolicTensor images, int low, int high) {
        return low == high ? each(images, low, low) : Rounding.floor(each(images, low, high));
    }

    private static SymbolicTensor between(SymbolicTensor draw, double low, double high) {
        return draw.times(high - low).plus(low);
    }

    /** One element of each image. */
    static SymbolicTensor first(SymbolicTensor images) {
        Index one = Index.range(0, 1);
        return images.get(Index.all(), one, one, one);
    }

    /** Draws from beta distributions with both parameters equal. Where both gammas vanish, it is one end or the other. */
    SymbolicTensor beta(SymbolicTensor alpha) {
        SymbolicTensor first = gamma(alpha);
        SymbolicTensor sum = first.plus(gamma(alpha));
        SymbolicTensor vanished = Comparisons.equal(sum, 0);
        SymbolicTensor coin = Core.cast(Comparisons.less(like(alpha, 0, 1), 0.5), DType.FLOAT32);
        SymbolicTensor safe = Selection.where(vanished, Selection.onesLike(sum), sum);
        return Selection.where(vanished, coin, first.div(safe));
    }
}
