package dev.lamina.tensorflow.emit;

import static dev.lamina.tensorflow.emit.GradientCase.between;
import static dev.lamina.tensorflow.emit.GradientCase.integers;
import static dev.lamina.tensorflow.emit.GradientCase.points;

import dev.lamina.NdArray;
import dev.lamina.config.Config;
import dev.lamina.ops.Attention;
import dev.lamina.ops.Blocks;
import dev.lamina.ops.Crossentropies;
import dev.lamina.ops.Norms;
import java.util.List;

/** Cases of windows, normalizations, attention and losses. */
final class NetworkGradients {
    private NetworkGradients() {}

    static void addTo(GradientCases table) {
        table.add(Blocks.DEPTH_TO_SPACE, x -> Blocks.depthToSpace(x, 2), points(1, 2, 1, 8));
        table.add(Blocks.SPACE_TO_DEPTH, x -> Blocks.spaceToDepth(x, 2), points(1, 4, 2, 2));
        table.add(Blocks.UNFOLD, x -> Blocks.unfold(x, 2, 1), points(1, 2, 4, 3));
        Config padded = Config.empty()
                .set(Blocks.KERNEL_SIZE, List.of(2, 3))
                .set(Blocks.DILATION, List.of(2, 1))
                .set(Blocks.PADDING, List.of(1, 0));
        table.add(Blocks.UNFOLD, x -> Blocks.UNFOLD.op(padded).on(x), points(1, 2, 3, 4));
        table.add(Blocks.FOLD, x -> Blocks.fold(x, 3, 3, 2, 1), points(1, 8, 4));
        table.add(Blocks.EXTRACT_SEQUENCES, x -> Blocks.extractSequences(x, 3, 2), points(2, 6));
        addNorms(table);
        addAttention(table);
        addLosses(table);
    }

    private static void addNorms(GradientCases table) {
        table.add(
                Norms.BATCH_NORM,
                List.of(points(2, 3), points(3), between(0.5, 2, 3), points(3), between(-1, 2, 3)),
                in -> List.of(Norms.batchNormalization(in.get(0), in.get(1), in.get(2), in.get(3), in.get(4), 1e-3)));
        table.add(Norms.LAYER_NORM, x -> Norms.layerNormalization(x, null, null, 1e-3), points(2, 4));
        table.add(
                Norms.LAYER_NORM,
                List.of(points(2, 4), points(4), between(-1, 2, 4)),
                in -> List.of(Norms.layerNormalization(in.get(0), in.get(1), in.get(2), 1e-3)));
        table.add(
                Norms.LAYER_NORM,
                List.of(points(2, 3, 2)),
                in -> List.of(Norms.LAYER_NORM.op(Norms.AXES, List.of(0, 1)).on(in.get(0))));
        table.add(Norms.RMS_NORM, (x, scale) -> Norms.rmsNormalization(x, scale, 1e-3), points(2, 4), points(4));
    }

    private static void addAttention(GradientCases table) {
        NdArray queries = points(1, 3, 4, 2);
        for (int heads : List.of(1, 2, 4)) {
            table.add(
                    Attention.DOT_PRODUCT_ATTENTION,
                    List.of(queries, between(-1, 2, 1, 3, heads, 2), between(-2, 1, 1, 3, heads, 2)),
                    in -> List.of(Attention.dotProductAttention(in.get(0), in.get(1), in.get(2), null, null, true)));
        }
        table.add(
                Attention.DOT_PRODUCT_ATTENTION,
                List.of(points(1, 2, 2, 2), between(-1, 2, 1, 3, 2, 2), points(1, 3, 2, 2), points(1, 2, 1, 3)),
                in -> List.of(Attention.dotProductAttention(
                        in.get(0),
                        in.get(1),
                        in.get(2),
                        in.get(3),
                        dev.lamina.ops.Comparisons.isfinite(in.get(3)),
                        false)));
    }

    private static void addLosses(GradientCases table) {
        NdArray shares = between(0.1, 0.9, 2, 3);
        for (boolean logits : List.of(true, false)) {
            NdArray outputs = logits ? points(2, 3) : between(0.05, 0.95, 2, 3);
            table.add(
                    Crossentropies.BINARY_CROSSENTROPY,
                    (t, x) -> Crossentropies.binaryCrossentropy(t, x, logits),
                    shares,
                    outputs);
            table.add(
                    Crossentropies.CATEGORICAL_CROSSENTROPY,
                    (t, x) -> Crossentropies.categoricalCrossentropy(t, x, logits),
                    shares,
                    outputs);
            table.add(
                    Crossentropies.SPARSE_CATEGORICAL_CROSSENTROPY,
                    List.of(integers(List.of(2, 0), 2), outputs),
                    in -> List.of(Crossentropies.sparseCategoricalCrossentropy(in.get(0), in.get(1), logits)));
        }
        table.add(Crossentropies.PSNR, (x, y) -> Crossentropies.psnr(x, y, 2), points(2, 3), between(-1, 1.7, 2, 3));
        table.add(new GradientCase(
                        Crossentropies.CTC_LOSS,
                        "in float32",
                        List.of(
                                integers(List.of(1, 2, 3, 3), 2, 2),
                                points(2, 4, 4),
                                integers(List.of(2, 1), 2),
                                integers(List.of(4, 3), 2)),
                        in -> List.of(Crossentropies.ctcLoss(in.get(0), in.get(1), in.get(2), in.get(3))))
                .inFloat32());
    }
}
