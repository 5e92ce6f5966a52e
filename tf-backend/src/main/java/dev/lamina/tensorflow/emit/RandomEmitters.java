package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.OpType;
import dev.lamina.ops.Joining;
import dev.lamina.ops.Random;
import org.tensorflow.Output;

/** Emits random draws by counters: the same seed gives the same numbers in whatever order ops run. */
final class RandomEmitters {
    private RandomEmitters() {}

    static void addTo(Emitters table) {
        draw(table, Random.NORMAL, "StatelessRandomNormal");
        draw(table, Random.TRUNCATED_NORMAL, "StatelessTruncatedNormal");
        draw(table, Random.UNIFORM, "StatelessRandomUniform");
        table.addStopping(
                Random.INTEGERS,
                e -> e.tf().op(
                                "StatelessRandomUniformInt",
                                e.input(0),
                                e.input(1),
                                e.tf().constant(e.param(Random.LOWEST)),
                                e.tf().constant(e.param(Random.ABOVE))));
        table.addStopping(
                Random.CATEGORICAL,
                e -> e.tf().op("StatelessMultinomial")
                        .input(
                                e.input(0),
                                e.tf().constant(e.outputSpec().shape().last()),
                                e.input(1))
                        .attr("output_dtype", DType.INT32)
                        .out());
        // Its draws jump where the next attempt is accepted: there is no difference to compare a gradient with.
        table.addRefusing(
                Random.GAMMA,
                e -> e.tf().op("StatelessRandomGammaV2", Calc.of(e).shape(e.input(0)), e.input(1), e.input(0)));
        table.addStopping(Random.BINOMIAL, RandomEmitters::binomial);
        table.add(Random.SHUFFLE, RandomEmitters::shuffled);
    }

    private static Output<?> binomial(Emission e) {
        Calc calc = Calc.of(e);
        Output<?> counts = e.promoted(0);
        Output<?> probabilities = e.promoted(1);
        Output<?> shape = e.tf().op("BroadcastArgs", calc.shape(counts), calc.shape(probabilities));
        return e.tf().op("StatelessRandomBinomial")
                .input(shape, e.input(2), calc.broadcast(counts, shape), calc.broadcast(probabilities, shape))
                .attr("dtype", e.outputSpec().dtype())
                .out();
    }

    /** In the order of one random number for each slice. */
    private static Output<?> shuffled(Emission e) {
        Calc calc = Calc.of(e);
        int axis = e.inputShape(0).axis(e.param(Joining.AXIS));
        Output<?> size = calc.size(e.input(0), axis);
        Output<?> numbers = e.tf().op("StatelessRandomUniform")
                .input(calc.reshape(size, 1), e.input(1))
                .attr("dtype", DType.FLOAT32)
                .out();
        Output<?> order = e.tf().op("TopKV2").input(numbers, size).build().output(1);
        return calc.gather(e.input(0), order, axis);
    }

    private static void draw(Emitters table, OpType type, String tensorFlowType) {
        table.addStopping(
                type,
                e -> e.tf().op(tensorFlowType)
                        .input(e.input(0), e.input(1))
                        .attr("dtype", DType.FLOAT32)
                        .out());
    }
}
