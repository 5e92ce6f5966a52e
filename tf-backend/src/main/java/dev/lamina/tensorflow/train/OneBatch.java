package dev.lamina.tensorflow.train;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.tensorflow.data.ArrayDataset;
import dev.lamina.tensorflow.data.ArraySpec;
import dev.lamina.tensorflow.data.BatchStream;
import dev.lamina.tensorflow.data.EpochOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs steps on single batches. */
public final class OneBatch {
    private OneBatch() {}

    /** One step of training or of evaluation on all examples of a data set at once. */
    public static Map<String, Double> step(Trainer trainer, ArrayDataset data, boolean trains) {
        DataBinding binding = DataBinding.of(trainer.model(), trainer.training(), data.specs());
        LossStep step = trainer.step(trains, binding);
        trainer.adaptFirst(step, data.size());
        try (Means means = new Means(step);
                Feeder feeder = new Feeder(binding);
                BatchStream batch = data.epoch(EpochOptions.of(data.size()).prefetch(0))) {
            batch.next();
            long iteration = step.fedRate() ? trainer.iterations() : 0;
            means.add(trainer.run(step, feeder.fill(batch.arrays()), iteration, means.kept()), 1);
            return means.logs();
        }
    }

    /**
     * The arrays as the model takes them.
     *
     * @throws dev.lamina.errors.LaminaException if they do not fit
     */
    public static List<NdArray> inputs(Model model, List<NdArray> arrays) {
        List<ArraySpec> specs = new ArrayList<>();
        for (int i = 0; i < arrays.size(); i++) {
            specs.add(spec(model, i, arrays.get(i)));
        }
        DataBinding binding = DataBinding.inputs(model, specs);
        List<NdArray> inputs = new ArrayList<>();
        for (int i = 0; i < binding.positions().size(); i++) {
            inputs.add(
                    arrays.get(binding.positions().get(i)).cast(binding.types().get(i)));
        }
        return inputs;
    }

    /** Zeros for each input; sizes that the model leaves open are 1. */
    public static List<NdArray> zeros(Model model, int batchSize) {
        return model.inputs().list().stream()
                .map(input -> {
                    Shape shape = input.shape();
                    for (int axis = 0; axis < shape.rank(); axis++) {
                        int size = axis == 0 ? batchSize : Math.max(1, shape.size(axis));
                        shape = shape.withSize(axis, size);
                    }
                    return NdArray.zeros(input.dtype(), shape);
                })
                .toList();
    }

    private static ArraySpec spec(Model model, int i, NdArray array) {
        if (array.shape().rank() == 0) {
            throw InputException.of(
                    model.name(), "input", i, "x" + i, "a batch: the first axis is for the examples", "a scalar");
        }
        return new ArraySpec(
                ArraySpec.Role.INPUT, "x" + i, array.dtype(), array.shape().withSize(0, Shape.UNKNOWN));
    }
}
