package dev.lamina.losses;

import dev.lamina.Arithmetic;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Linear;
import dev.lamina.ops.Logic;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Normalizing;
import dev.lamina.ops.Scans;
import dev.lamina.ops.Selection;
import dev.lamina.ops.Shapes;

/**
 * Brings vectors of the same class together and those of others apart (Sun et al. 2020, "Circle Loss"). Shapes: targets (batch), class numbers;
 * outputs (batch, n), vectors of length 1. The similarity of each vector of the batch with every other counts; vectors that are already right
 * are left out of the mean.
 *
 * <p>Source: {@code keras.losses.Circle}.
 *
 * <pre>{@code
 * Training training = training().loss(circle().gamma(32).margin(0.25));
 * }</pre>
 */
public final class Circle extends Loss {
    private static final Field<String> NAME = named("circle");
    static final Schema<Loss> SCHEMA = schema("Circle", NAME, Circle::new);
    private static final Field<Double> GAMMA = SCHEMA.add(Fields.number("gamma").orElse(80.0));
    private static final Field<Double> MARGIN =
            SCHEMA.add(Fields.number("margin").orElse(0.4));
    private static final Field<Boolean> REMOVE_DIAGONAL =
            SCHEMA.add(Fields.bool("remove_diagonal").orElse(true));

    /** Stands for the logarithm of 0: its exponential is 0, and no gradient becomes infinite. */
    private static final double LOG_ZERO = -1e30;

    private Circle(Config config) {
        super(SCHEMA, NAME, config);
    }

    static Circle of() {
        return (Circle) SCHEMA.create(Config.empty());
    }

    /** The factor by which differences are scaled. */
    public Circle gamma(double gamma) {
        return (Circle) with(GAMMA, gamma);
    }

    /** How far similarities of the same class and of others shall be apart. */
    public Circle margin(double margin) {
        return (Circle) with(MARGIN, margin);
    }

    /** Whether the similarity of a vector with itself is left out. */
    public Circle removeDiagonal(boolean removeDiagonal) {
        return (Circle) with(REMOVE_DIAGONAL, removeDiagonal);
    }

    @Override
    protected SymbolicTensor values(SymbolicTensor yTrue, SymbolicTensor yPred) {
        if (yPred.shape().rank() != 2) {
            throw ShapeException.because("needs a vector for each example")
                    .differs("outputs of rank " + yPred.shape().rank());
        }
        SymbolicTensor distances =
                Elementwise.maximum(Crossentropy.complement(Linear.matmul(yPred, Shapes.transpose(yPred))), 0);
        SymbolicTensor labels = Shapes.reshape(yTrue, -1, 1);
        SymbolicTensor same = Comparisons.equal(labels, Shapes.transpose(labels));
        SymbolicTensor others = Logic.logicalNot(same);
        SymbolicTensor positives = get(REMOVE_DIAGONAL) ? Logic.logicalAnd(same, differentRows(labels)) : same;
        double margin = get(MARGIN);
        SymbolicTensor pull = Elementwise.maximum(distances.plus(margin), 0)
                .times(distances.minus(margin))
                .times(get(GAMMA));
        SymbolicTensor push = Elementwise.maximum(distances.unaryMinus().plus(1 + margin), 0)
                .times(distances.unaryMinus().plus(1 - margin))
                .times(get(GAMMA));
        return Nn.softplus(total(positives, pull).plus(total(others, push)));
    }

    @Override
    protected SymbolicTensor valid(SymbolicTensor yTrue, SymbolicTensor values) {
        return Comparisons.greater(values, 0);
    }

    private static SymbolicTensor total(SymbolicTensor which, SymbolicTensor values) {
        SymbolicTensor chosen = Selection.where(which, values, Arithmetic.literal(LOG_ZERO, values));
        return Normalizing.logsumexp(chosen, 1);
    }

    /** A matrix that is true outside its diagonal, for a batch of any size. */
    private static SymbolicTensor differentRows(SymbolicTensor labels) {
        SymbolicTensor numbers = Scans.cumsum(Selection.onesLike(labels), 0);
        return Comparisons.notEqual(numbers, Shapes.transpose(numbers));
    }
}
