package dev.lamina.layers;

import static dev.lamina.Lamina.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Arguments;
import dev.lamina.Arithmetic;
import dev.lamina.Call;
import dev.lamina.DType;
import dev.lamina.Layer;
import dev.lamina.Model;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.ShapeException;
import dev.lamina.lowering.Lowering;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Core;
import dev.lamina.ops.Reductions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How masks go from layer to layer, with layers of the test's own. */
final class MaskTest {
    /** Marks zeros as padding. */
    private static final class Marks extends Layer<Marks> {
        static final Schema<Marks> SCHEMA = customSchema("test", "Marks", Marks::new);

        Marks(Config config) {
            super(SCHEMA, config);
        }

        @Override
        protected SymbolicTensor call(Call call, SymbolicTensor x) {
            return x.times(2);
        }

        @Override
        protected List<@Nullable SymbolicTensor> computeMask(
                List<SymbolicTensor> inputs, List<@Nullable SymbolicTensor> masks) {
            return List.of(Comparisons.notEqual(inputs.get(0), Arithmetic.literal(0, inputs.get(0))));
        }
    }

    /** Hands masks on. */
    private static final class Passes extends Layer<Passes> {
        static final Schema<Passes> SCHEMA = customSchema("test", "Passes", Passes::new);

        Passes(Config config) {
            super(SCHEMA, config);
        }

        @Override
        protected boolean supportsMasking() {
            return true;
        }

        @Override
        protected SymbolicTensor call(Call call, SymbolicTensor x) {
            return x.plus(1);
        }
    }

    /** Sums what counts. */
    private static final class Sums extends Layer<Sums> {
        static final Schema<Sums> SCHEMA = customSchema("test", "Sums", Sums::new);

        Sums(Config config) {
            super(SCHEMA, config);
        }

        @Override
        protected List<String> optionNames() {
            return List.of("mask");
        }

        @Override
        protected SymbolicTensor call(Call call, SymbolicTensor x) {
            SymbolicTensor mask = call.mask();
            return Reductions.sum(mask == null ? x : x.times(Core.cast(mask, x.dtype())), 1);
        }
    }

    private static <S extends Layer<S>> S layer(Schema<S> schema) {
        return schema.create(Config.empty());
    }

    @Test
    void reachALayerThatTakesThemThroughLayersThatHandThemOn() {
        SymbolicTensor x = input("x", 3);
        SymbolicTensor y =
                x.then(layer(Marks.SCHEMA)).then(layer(Passes.SCHEMA)).then(layer(Sums.SCHEMA));
        Model model = Model.of("m", x, y);

        assertThat(Lowering.inference(model).toString())
                .contains("multiply(x, 2.0)", "notequal(x, 0.0)", "cast(", "sum(");
        // Keras writes down the op that made the mask, as a part of the model.
        assertThat(model.operations().stream().map(model::nameOf))
                .containsExactlyInAnyOrder("x", "marks", "not_equal", "passes", "sums");
        assertThat(y.node().arguments().keyword()).containsOnlyKeys("mask");
    }

    @Test
    void endAtALayerThatDoesNotHandThemOn() {
        SymbolicTensor x = input("x", 3);
        assertThat(x.then(layer(Marks.SCHEMA)).then(Layers.reshape(3)).mask()).isNull();
        assertThat(x.then(layer(Marks.SCHEMA)).mask()).isNotNull();
        assertThat(x.then(layer(Marks.SCHEMA)).plus(1).mask()).isNull();
    }

    @Test
    void comeFromOutsideIntoAModel() {
        SymbolicTensor inner = input("inner", 3);
        Model sums = Model.of("sums", inner, inner.then(layer(Passes.SCHEMA)).then(layer(Sums.SCHEMA)));
        SymbolicTensor x = input("x", 3);
        Model model = Model.of("m", x, x.then(layer(Marks.SCHEMA)).then(sums));

        assertThat(Lowering.inference(model).toString()).contains("notequal(x, 0.0)");
        assertThat(Lowering.inference(sums).toString()).doesNotContain("notequal");
    }

    @Test
    void areThoseOfTheOutputsForTheObjective() {
        SymbolicTensor x = input("x", 3);
        Model model = Model.of("m", x, x.then(layer(Marks.SCHEMA)).then(layer(Passes.SCHEMA)));
        List<@Nullable SymbolicTensor> seen = new ArrayList<>();
        Lowering.evaluation(model, (any, outputs, masks, feed) -> {
            seen.addAll(masks);
            return new dev.lamina.lowering.Objective.Scalars(List.of(), List.of());
        });
        assertThat(seen)
                .singleElement()
                .satisfies(mask -> assertThat(mask.spec().dtype()).isEqualTo(DType.BOOL));
    }

    @Test
    void canBeGivenInTheCall() {
        SymbolicTensor x = input("x", 3);
        SymbolicTensor mask = input("mask", DType.BOOL, 3);
        SymbolicTensor y = layer(Sums.SCHEMA)
                .call(Arguments.of(List.of(x), Map.of("mask", mask)))
                .get(0);
        assertThat(y.shape()).isEqualTo(Shape.of(-1));
        assertThat(Lowering.inference(Model.of("m", List.of(x, mask), y)).toString())
                .contains("cast(mask)");
    }

    @Test
    void areNoArgumentOfALayerWithoutThatOption() {
        SymbolicTensor x = input("x", 3);
        assertThatThrownBy(() -> layer(Passes.SCHEMA).call(Arguments.of(List.of(x), Map.of("mask", x))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("passes takes no argument \"mask\"");
    }

    @Test
    void mustBeTensors() {
        SymbolicTensor x = input("x", 3);
        assertThatThrownBy(() -> layer(Sums.SCHEMA).call(Arguments.of(List.of(x), Map.of("mask", true))))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("needs a tensor as its argument \"mask\"")
                .hasMessageContaining("it is true");
    }
}
