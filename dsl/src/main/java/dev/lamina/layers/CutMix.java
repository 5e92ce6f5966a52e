package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Gathering;
import dev.lamina.ops.Selection;
import java.util.function.UnaryOperator;

/**
 * Puts a rectangle of another image of the batch into each image in training; gives its input back in inference. The labels are not mixed:
 * a layer here sees images alone.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height, width, channels). Source: {@code keras.layers.CutMix}; Yun et al. 2019.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 3);
 * SymbolicTensor y = x.then(cutMix(1)); // (?, 28, 28, 3)
 * }</pre>
 */
public final class CutMix extends RandomImageLayer<CutMix> {
    static final Schema<CutMix> SCHEMA = images("CutMix", CutMix::new);
    private static final Factor.Key FACTOR = Factor.Key.bounded("factor", 0, 1).orElse(1);

    static {
        SCHEMA.add(FACTOR.field());
        SCHEMA.add(SEED);
    }

    private CutMix(Config config) {
        super(SCHEMA, config);
    }

    static CutMix of(double... factor) {
        return SCHEMA.create(Config.empty().set(FACTOR.field(), FACTOR.given(factor)));
    }

    @Override
    UnaryOperator<SymbolicTensor> drawn(SymbolicTensor images, Draws draws) {
        Factor factor = FACTOR.of(get(FACTOR.field()));
        SymbolicTensor one = Selection.onesLike(Draws.first(images));
        SymbolicTensor alpha =
                one.times(draws.of(factor.lower(), factor.upper()).plus(1e-6));
        SymbolicTensor side = Elementwise.sqrt(one.minus(draws.beta(alpha)));
        ImageBox box = ImageBox.drawn(new ImageSides(images, dataFormat()), draws, side, side);
        SymbolicTensor order = draws.order(images);
        return x -> Selection.where(box.inside(), Gathering.take(x, order, 0), x);
    }
}
