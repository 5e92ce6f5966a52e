package dev.lamina.tensorflow.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.DType;
import dev.lamina.Layer;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.ArrayDataset;
import dev.lamina.tensorflow.data.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is saved comes back: the same predictions and the same further training. The files stay in target/keras-roundtrip, where
 * checks/keras/roundtrip.py opens them in real Keras.
 */
class SavedModelTest {
    private static final int BATCH = 6;
    private static final int STEPS_BEFORE = 3;
    private static final int STEPS_AFTER = 10;
    private static final double ROUNDING = 1e-6;

    static List<SavedCase> cases() {
        return SavedCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void comesBackAndGoesOn(SavedCase saved) throws IOException {
        Path folder = Files.createDirectories(Path.of("target/keras-roundtrip").resolve(saved.name()));
        Path file = folder.resolve("model.keras");
        List<NdArray> inputs = arrays(saved.model().inputs().list(), 1);
        List<NdArray> targets = arrays(saved.model().outputs().list(), 2);
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        put(arrays, "input_", inputs);
        put(arrays, "target_", targets);
        try (CompiledModel model = compile(saved)) {
            if (saved.recipe() != null) {
                losses(model, inputs, targets, STEPS_BEFORE);
            }
            model.save(file);
            saveOlder(model, folder.resolve("model.h5"));
            put(arrays, "output_", predict(model, inputs));
            if (saved.recipe() != null) {
                arrays.put("next_losses", losses(model, inputs, targets, STEPS_AFTER));
                put(arrays, "next_output_", predict(model, inputs));
            }
        }
        tolerance(saved.model()).ifPresent(value -> arrays.put("tolerance", NdArray.of(new double[] {value})));
        Npz.write(folder.resolve("arrays.npz"), arrays);
        goesOn(saved, file, inputs, targets, arrays);
        if (!holdsBfloat16(saved.model())) {
            goesOn(saved, folder.resolve("model.h5"), inputs, targets, arrays);
        }
    }

    private static void goesOn(
            SavedCase saved, Path file, List<NdArray> inputs, List<NdArray> targets, Map<String, NdArray> arrays) {
        try (CompiledModel model = TensorFlowBackend.load(file)) {
            assertThat(model.model().name()).isEqualTo(saved.model().name());
            SavedArrays.assertClose(predict(model, inputs), SavedArrays.numbered(arrays, "output_"), ROUNDING);
            if (saved.recipe() != null) {
                NdArray losses = losses(model, inputs, targets, STEPS_AFTER);
                SavedArrays.assertClose(List.of(losses), List.of(arrays.get("next_losses")), ROUNDING);
            }
        }
    }

    /** The older layout has no bfloat16. */
    private static void saveOlder(CompiledModel model, Path file) {
        if (holdsBfloat16(model.model())) {
            assertThatThrownBy(() -> model.save(file)).hasMessageContaining("is bfloat16, which this layout has not");
        } else {
            model.save(file);
        }
    }

    private static boolean holdsBfloat16(Model model) {
        return model.weights().stream().anyMatch(weight -> weight.spec().dtype() == DType.BFLOAT16);
    }

    /**
     * Four units in the last of the bits of the narrowest type of a layer, for checks/keras/roundtrip.py: kernels differ in how often
     * they round.
     */
    private static OptionalDouble tolerance(Model model) {
        return model.operations().stream()
                .filter(Layer.class::isInstance)
                .map(layer -> ((Layer<?>) layer).dtype().computeDType())
                .filter(type -> type == DType.FLOAT16 || type == DType.BFLOAT16)
                .mapToDouble(type -> type == DType.FLOAT16 ? 0x1p-9 : 0x1p-6)
                .max();
    }

    private static CompiledModel compile(SavedCase saved) {
        return saved.recipe() == null
                ? TensorFlowBackend.compile(saved.model())
                : TensorFlowBackend.compile(saved.model(), saved.recipe());
    }

    private static List<NdArray> predict(CompiledModel model, List<NdArray> inputs) {
        return model.predictOnBatch(inputs.toArray(NdArray[]::new));
    }

    private static NdArray losses(CompiledModel model, List<NdArray> inputs, List<NdArray> targets, int steps) {
        ArrayDataset batch = SavedArrays.batch(inputs, targets);
        double[] losses = new double[steps];
        for (int i = 0; i < steps; i++) {
            losses[i] = model.trainOnBatch(batch).get("loss");
        }
        return NdArray.of(losses, steps);
    }

    private static void put(Map<String, NdArray> arrays, String prefix, List<NdArray> values) {
        for (int i = 0; i < values.size(); i++) {
            NdArray value = values.get(i);
            arrays.put(prefix + i, value.dtype() == DType.BFLOAT16 ? value.cast(DType.FLOAT32) : value);
        }
    }

    private static List<NdArray> arrays(List<SymbolicTensor> tensors, long seed) {
        Random random = new Random(seed);
        List<NdArray> arrays = new ArrayList<>();
        for (SymbolicTensor tensor : tensors) {
            Shape shape = tensor.shape().withSize(0, BATCH);
            int size = (int) shape.elements();
            arrays.add(
                    tensor.dtype() == DType.INT32
                            ? NdArray.wrap(
                                    DType.INT32,
                                    shape,
                                    IntStream.range(0, size)
                                            .map(i -> size - 1 - i)
                                            .toArray())
                            : NdArray.wrap(DType.FLOAT32, shape, floats(random, size)));
        }
        return arrays;
    }

    private static float[] floats(Random random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
