package dev.lamina.tensorflow.train;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Node;
import dev.lamina.errors.Facts;
import dev.lamina.errors.LaminaException;
import dev.lamina.layers.Embedding;
import dev.lamina.losses.CategoricalGeneralizedCrossEntropy;
import dev.lamina.losses.Loss;
import dev.lamina.losses.SparseCategoricalCrossentropy;
import dev.lamina.training.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks that targets which are numbers of classes name classes that an output has, and tokens rows that an embedding has. */
final class IndexCheck {
    /**
     * Numbers from 0 to less than a limit.
     *
     * @param position where they are in a batch
     * @param ignored a number that may be there beside
     */
    private record Indices(
            int position,
            String problem,
            int limit,
            String reason,
            String remedy,
            @Nullable Integer ignored) {}

    private final List<Indices> all;

    private IndexCheck(List<Indices> all) {
        this.all = all;
    }

    static IndexCheck none() {
        return new IndexCheck(List.of());
    }

    /** This check and another. */
    IndexCheck and(IndexCheck other) {
        return new IndexCheck(Stream.concat(all.stream(), other.all.stream()).toList());
    }

    /**
     * A check of the inputs that embeddings take as they are.
     *
     * @param positions for each input, the position of its array in a batch
     */
    static IndexCheck ofTokens(Model model, List<Integer> positions) {
        List<Indices> found = new ArrayList<>();
        for (Node node : model.nodes()) {
            if (node.operation() instanceof Embedding embedding) {
                int input =
                        model.inputs().list().indexOf(node.arguments().tensors().get(0));
                if (input >= 0) {
                    found.add(new Indices(
                            positions.get(input),
                            "input \"" + model.inputNames().get(input) + "\" of model \"" + model.name()
                                    + "\" has a token that no row is for in " + Node.describe(embedding),
                            embedding.inputDim(),
                            "as the embedding has " + embedding.inputDim() + " rows",
                            "an embedding of more rows, or tokens counted from 0",
                            null));
                }
            }
        }
        return new IndexCheck(found);
    }

    /**
     * A check of the targets that losses take as numbers of classes.
     *
     * @param positions for each output, the position of its targets in a batch; -1 where it has none
     */
    static IndexCheck ofLabels(Model model, Training training, List<Integer> positions) {
        List<Indices> found = new ArrayList<>();
        List<@Nullable Loss> losses = training.lossesOf(model);
        for (int i = 0; i < positions.size(); i++) {
            int classes = model.outputs().list().get(i).shape().last();
            Loss loss = losses.get(i);
            if (positions.get(i) >= 0 && takesClasses(loss) && classes > 0) {
                found.add(new Indices(
                        positions.get(i),
                        "a target of output \"" + model.outputNames().get(i) + "\" of model \"" + model.name()
                                + "\" is no class that the output has",
                        classes,
                        "as the output has " + classes + " classes",
                        "classes counted from 0, an output of more units, or ignoreClass(...) of the loss",
                        loss instanceof SparseCategoricalCrossentropy sparse ? sparse.ignoreClass() : null));
            }
        }
        return new IndexCheck(found);
    }

    private static boolean takesClasses(@Nullable Loss loss) {
        return loss instanceof SparseCategoricalCrossentropy || loss instanceof CategoricalGeneralizedCrossEntropy;
    }

    /**
     * Checks a batch.
     *
     * @throws LaminaException if a number is out of its range
     */
    void check(List<NdArray> batch) {
        for (Indices indices : all) {
            NdArray array = batch.get(indices.position());
            for (int i = 0; i < array.size(); i++) {
                double index = array.getDouble(i);
                Integer ignored = indices.ignored();
                boolean known = index >= 0 && index < indices.limit();
                if (!known && !(ignored != null && index == ignored)) {
                    throw outside(indices, array, i, index);
                }
            }
        }
    }

    private static LaminaException outside(Indices indices, NdArray array, int at, double index) {
        int example = at / Math.max(1, array.size() / array.shape().size(0));
        return new LaminaException(Facts.of(indices.problem())
                .and("expected", "0 to " + (indices.limit() - 1) + ", " + indices.reason())
                .and(
                        "found",
                        (index == Math.rint(index) ? String.valueOf((long) index) : String.valueOf(index))
                                + " in example " + example + " of the batch")
                .and("try", indices.remedy())
                .toString());
    }
}
