package dev.lamina.tensorflow.emit;

import static dev.lamina.tensorflow.emit.GradientCase.between;
import static dev.lamina.tensorflow.emit.GradientCase.points;

import dev.lamina.config.Config;
import dev.lamina.ops.Crops;
import dev.lamina.ops.Padding;
import dev.lamina.ops.Patches;
import dev.lamina.ops.Rearrange;
import java.util.List;
import java.util.Map;

/** Cases of borders, patches, edges and likeness of images, and of axes by patterns. */
final class PatchGradients {
    private PatchGradients() {}

    static void addTo(GradientCases table) {
        table.add(Crops.CROP_IMAGES, x -> Crops.cropImages(x, 1, 0, 2, 2), points(1, 4, 3, 2));
        table.add(Crops.PAD_IMAGES, x -> Crops.padImages(x, 1, 0, 4, 4), points(2, 2, 3, 1));
        table.add(Patches.EXTRACT_PATCHES, x -> Patches.extractPatches(x, 2), points(1, 4, 5, 2));
        Config same = Config.empty()
                .set(Patches.SIZE, List.of(3, 2))
                .set(Patches.STRIDES, List.of(2))
                .set(Patches.PADDING, Padding.SAME);
        table.add(Patches.EXTRACT_PATCHES, x -> Patches.EXTRACT_PATCHES.op(same).on(x), points(1, 4, 3, 2));
        table.add(Patches.EXTRACT_PATCHES, x -> Patches.extractPatches3d(x, 2), points(1, 2, 4, 2, 1));
        table.add(Patches.SOBEL_EDGES, Patches::sobelEdges, points(1, 3, 4, 2));
        table.add(
                Patches.SSIM,
                (x, y) -> Patches.SSIM.op(Patches.FILTER_SIZE, 3).on(x, y),
                between(0, 1, 1, 4, 4, 2),
                between(0, 0.8, 1, 4, 4, 2));
        table.add(Rearrange.REARRANGE, x -> Rearrange.rearrange(x, "(a b) c -> c (b a)", Map.of("a", 2)), points(4, 3));
    }
}
