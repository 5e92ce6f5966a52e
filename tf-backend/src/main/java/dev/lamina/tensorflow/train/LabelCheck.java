package dev.lamina.tensorflow.train;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.errors.Facts;
import dev.lamina.errors.LaminaException;
import dev.lamina.losses.Loss;
import dev.lamina.losses.SparseCategoricalCrossentropy;
import dev.lamina.training.Training;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks that targets which are numbers of classes name classes that an output has. */
final class LabelCheck {
    /** Where the targets of an output are in a batch, and how many classes it has. */
    private record Labels(
            int position,
            String output,
            int classes,
            @Nullable Integer ignored) {}

    private final String model;
    private final List<Labels> all;

    private LabelCheck(String model, List<Labels> all) {
        this.model = model;
        this.all = all;
    }

    static LabelCheck none() {
        return new LabelCheck("", List.of());
    }

    /**
     * A check of the targets that losses take as numbers of classes.
     *
     * @param positions for each output, the position of its targets in a batch; -1 where it has none
     */
    static LabelCheck of(Model model, Training training, List<Integer> positions) {
        List<Labels> labels = new ArrayList<>();
        List<@Nullable Loss> losses = training.lossesOf(model);
        for (int i = 0; i < positions.size(); i++) {
            int classes = model.outputs().list().get(i).shape().last();
            if (positions.get(i) >= 0 && losses.get(i) instanceof SparseCategoricalCrossentropy loss && classes > 0) {
                labels.add(new Labels(positions.get(i), model.outputNames().get(i), classes, loss.ignoreClass()));
            }
        }
        return new LabelCheck(model.name(), labels);
    }

    /**
     * Checks a batch.
     *
     * @throws LaminaException if a number is no class
     */
    void check(List<NdArray> batch) {
        for (Labels labels : all) {
            NdArray array = batch.get(labels.position());
            for (int i = 0; i < array.size(); i++) {
                double label = array.getDouble(i);
                Integer ignored = labels.ignored();
                boolean known = label >= 0 && label < labels.classes();
                if (!known && !(ignored != null && label == ignored)) {
                    throw outside(labels, array, i, label);
                }
            }
        }
    }

    private LaminaException outside(Labels labels, NdArray array, int at, double label) {
        int example = at / Math.max(1, array.size() / array.shape().size(0));
        return new LaminaException(Facts.of("a target of output \"" + labels.output() + "\" of model \"" + model
                        + "\" is no class that the output has")
                .and(
                        "expected",
                        "0 to " + (labels.classes() - 1) + ", as the output has " + labels.classes() + " classes")
                .and(
                        "found",
                        (label == Math.rint(label) ? String.valueOf((long) label) : String.valueOf(label))
                                + " in example " + example + " of the batch")
                .and("try", "classes counted from 0, an output of more units, or ignoreClass(...) of the loss")
                .toString());
    }
}
