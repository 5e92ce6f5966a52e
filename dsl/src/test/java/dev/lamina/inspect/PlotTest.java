package dev.lamina.inspect;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.add;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.dropout;
import static dev.lamina.layers.Layers.sampling;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.Model;
import dev.lamina.SymbolicTensor;
import dev.lamina.activations.Activations;
import dev.lamina.inspect.PlotGraph.Box;
import dev.lamina.inspect.PlotLayout.Point;
import dev.lamina.layers.Dense;
import dev.lamina.layers.Layers;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PlotTest {
    private static Model nested() {
        SymbolicTensor x = input("x", 8);
        Model encoder = Model.of("encoder", x, x.then(dense(2).name("code").activation(Activations.RELU)));
        SymbolicTensor a = input("a", 8);
        SymbolicTensor b = input("b", 8);
        return Model.of("twins", List.of(a, b), a.then(encoder).minus(b.then(encoder)));
    }

    /** A trunk of several layers with a line that passes them, twice. */
    private static Model residual() {
        SymbolicTensor x = input("x", 4);
        SymbolicTensor y = x;
        for (int i = 0; i < 2; i++) {
            SymbolicTensor trunk = y.then(dense(4)).then(dropout(0.5)).then(dense(4));
            y = add().on(trunk, y);
        }
        return Model.of("residual", x, y);
    }

    @Test
    void dotOfAnInnerModelThatIsCalledTwice() {
        assertThat(Plot.of(nested()).nested(true).shapes(true).dot()).isEqualTo("""
                        digraph "twins" {
                          node [shape=box, style="rounded,filled", fontname="Helvetica", fontsize=11];
                          edge [color="#8592a3", arrowsize=0.7];
                          n0 [label="InputLayer\\na\\n(?, 8)", fillcolor="#eef1f5", color="#6b7a8d"];
                          n1 [label="InputLayer\\nb\\n(?, 8)", fillcolor="#eef1f5", color="#6b7a8d"];
                          subgraph cluster_n2 {
                            label="encoder (Functional)"; style=rounded; color="#b9c4d2"; fontname="Helvetica"; fontsize=11;
                            n2_0 [label="InputLayer\\nx\\n(?, 8)", fillcolor="#eef1f5", color="#6b7a8d"];
                            n2_1 [label="Dense · relu\\ncode\\n(?, 2)", fillcolor="#e2ebfd", color="#2f62c4"];
                            n2_0 -> n2_1;
                          }
                          n3 [label="Subtract\\nsubtract\\n(?, 2)", fillcolor="#f3f3f0", color="#77776c"];
                          n0 -> n2_0;
                          n1 -> n2_0;
                          n2_1 -> n3;
                        }
                        """);
    }

    @Test
    void svgOfTwoLayers() {
        SymbolicTensor x = input("x<1>", 8);
        assertThat(Plot.of(Model.of("small", x, x.then(dense(2)))).svg()).isEqualTo("""
                        <svg xmlns="http://www.w3.org/2000/svg" width="154" height="174" viewBox="0 0 154 174" font-family="Helvetica, Arial, DejaVu Sans, SansSerif, sans-serif" text-anchor="middle">
                        <title>small</title>
                        <rect width="154" height="174" fill="#ffffff"/>
                        <path d="M77 70L77 97" fill="none" stroke="#8592a3" stroke-width="1.5"/><path d="M77 104L80.9 97L73.2 97Z" fill="#8592a3"/>
                        <g><title>(?, 8) float32</title><rect x="24" y="24" width="106" height="46" rx="8" fill="#eef1f5" stroke="#6b7a8d" stroke-width="1.2"/><text x="77" y="44" font-size="13" font-weight="bold" fill="#6b7a8d">InputLayer</text><text x="77" y="60" font-size="11" fill="#46525f">x&lt;1&gt;</text></g>
                        <g><title>Dense{units: 2}</title><rect x="29" y="104" width="96" height="46" rx="8" fill="#e2ebfd" stroke="#2f62c4" stroke-width="1.2"/><text x="77" y="124" font-size="13" font-weight="bold" fill="#2f62c4">Dense</text><text x="77" y="140" font-size="11" fill="#46525f">dense</text></g>
                        </svg>
                        """);
    }

    @Test
    void trunkIsStraightAndNoLineRunsThroughABox() {
        PlotLayout layout = new PlotLayout(PlotGraph.of(residual(), false), true);
        List<Box> boxes = layout.graph().boxes();

        for (int i = 0; i < boxes.size(); i++) {
            assertThat(layout.left(i) + layout.width(i) / 2)
                    .as(boxes.get(i).name())
                    .isEqualTo(layout.left(0) + layout.width(0) / 2);
        }
        for (List<Point> path : layout.paths()) {
            for (int p = 1; p < path.size(); p++) {
                for (int i = 0; i < boxes.size(); i++) {
                    assertThat(runsThrough(path.get(p - 1), path.get(p), layout, i))
                            .as(boxes.get(i).name())
                            .isFalse();
                }
            }
        }
    }

    private static boolean runsThrough(Point a, Point b, PlotLayout layout, int box) {
        boolean beside = Math.max(a.x(), b.x()) <= layout.left(box)
                || Math.min(a.x(), b.x()) >= layout.left(box) + layout.width(box);
        boolean apart = Math.max(a.y(), b.y()) <= layout.top(box)
                || Math.min(a.y(), b.y()) >= layout.top(box) + layout.height(box);
        return !beside && !apart;
    }

    @Test
    void boxesDoNotOverlap() {
        PlotLayout layout = new PlotLayout(PlotGraph.of(nested(), true), false);

        for (int i = 0; i < layout.graph().boxes().size(); i++) {
            for (int j = 0; j < i; j++) {
                boolean apart = layout.left(i) + layout.width(i) <= layout.left(j)
                        || layout.left(j) + layout.width(j) <= layout.left(i)
                        || layout.top(i) + layout.height(i) <= layout.top(j)
                        || layout.top(j) + layout.height(j) <= layout.top(i);
                assertThat(apart).as("%d and %d", i, j).isTrue();
            }
        }
    }

    /** A line back to a layer that was called before points up; one to the layer itself is a loop. */
    @Test
    void sharedLayerOnItsOwnOutput() {
        SymbolicTensor x = input("x", 4);
        Dense shared = dense(4).name("shared");
        SymbolicTensor once = x.then(shared);
        Model model = Model.of("m", x, once.then(shared).then(dropout(0.5)).then(shared));
        PlotLayout layout = new PlotLayout(PlotGraph.of(model, false), false);

        assertThat(layout.hasLoop(1)).isTrue();
        List<Boolean> upward = new ArrayList<>();
        layout.paths()
                .forEach(path ->
                        upward.add(path.get(path.size() - 1).y() < path.get(0).y()));
        assertThat(upward).containsExactlyInAnyOrder(false, false, true);
    }

    @Test
    void outputsOfOneLayerLeaveApart() {
        SymbolicTensor x = input("x", 4);
        Model parts = Model.of("parts", x, List.of(x.then(dense(2)), x.then(dense(2))));
        List<SymbolicTensor> both = parts.outputsOn(x);
        Model model = Model.of("m", x, sampling().on(both.get(0), both.get(1)));

        assertThat(new PlotLayout(PlotGraph.of(model, false), false)
                        .paths().stream().map(path -> path.get(0).x()).distinct())
                .hasSize(3);
    }

    /** No layer is in a family by accident: a new one has to be looked at, and gets its name in this list. */
    @Test
    void familiesOfAllLayers() {
        Map<Family, TreeSet<String>> families = new TreeMap<>();
        Layers.schemas()
                .forEach(schema -> families.computeIfAbsent(
                                Family.of(String.valueOf(schema.home().module()), schema.className()),
                                any -> new TreeSet<>())
                        .add(schema.className()));

        assertThat(families.get(Family.CORE))
                .containsExactly(
                        "Dense", "EinsumDense", "Embedding", "Identity", "Lambda", "Masking", "ReversibleEmbedding");
        assertThat(families.get(Family.OWN))
                .containsExactly(
                        "AddLoss",
                        "AddMetric",
                        "FiniteScalarQuantizer",
                        "KlDivergence",
                        "MaskedConv2D",
                        "ProductQuantizer",
                        "ResidualQuantizer",
                        "Sampling",
                        "VectorQuantizer");
        assertThat(families.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        EnumSet.complementOf(EnumSet.of(Family.INPUT, Family.MODEL, Family.OPS)));
    }
}
