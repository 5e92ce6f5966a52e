package dev.lamina.samples.cli;

import static dev.lamina.Lamina.chain;
import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.SOFTMAX;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.globalAveragePooling2d;
import static dev.lamina.layers.Layers.gru;
import static dev.lamina.layers.Layers.lstm;
import static dev.lamina.losses.Losses.categoricalCrossentropy;
import static dev.lamina.losses.Losses.meanSquaredError;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.zoo.ConvBlocks.inception;

import dev.lamina.DType;
import dev.lamina.Layer;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Sequential;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.Tensors;
import dev.lamina.config.Plain;
import dev.lamina.training.Training;
import dev.lamina.zoo.Autoencoder;
import dev.lamina.zoo.CharacterLstm;
import dev.lamina.zoo.Recipe;
import dev.lamina.zoo.ResidualVqVae;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A net whose speed is measured: the models that the command line trains, and others of other kinds.
 *
 * @param training by loss alone: metrics are no part of what is measured
 * @param batchSize that of its recipe
 */
record BenchmarkModel(String id, Model model, Training training, int batchSize) {
    private static final Map<String, Supplier<BenchmarkModel>> ALL = all();

    private static Map<String, Supplier<BenchmarkModel>> all() {
        Map<String, Supplier<BenchmarkModel>> all = new LinkedHashMap<>();
        for (ZooModel each : ZooModel.values()) {
            all.put(each.id(), () -> of(each.id(), each.build(1)));
        }
        all.put("sonnet-vq-vae", () -> of("sonnet-vq-vae", ResidualVqVae.sonnet()));
        all.put("character-lstm", () -> {
            CharacterLstm net = CharacterLstm.standard();
            return of("character-lstm", net.model(), net.recipe());
        });
        all.put("inception", () -> {
            SymbolicTensor image = input("image", 32, 32, 3);
            SymbolicTensor classes = image.then(chain(
                    inception(16),
                    inception(32),
                    globalAveragePooling2d(),
                    dense(10).activation(SOFTMAX)));
            Training training = Training.training().optimizer(adam(1e-3)).loss(categoricalCrossentropy());
            return new BenchmarkModel("inception", Model.of("inception", image, classes), training, 32);
        });
        all.put("lstm", () -> recurrent("lstm", lstm(128)));
        all.put("gru", () -> recurrent("gru", gru(128)));
        return Collections.unmodifiableMap(all);
    }

    /** One layer on sequences of 100 steps. */
    private static BenchmarkModel recurrent(String id, Layer<?> layer) {
        Training training = Training.training().optimizer(adam(1e-3)).loss(meanSquaredError());
        return new BenchmarkModel(id, Sequential.of(id, input("steps", 100, 128), layer, dense(1)), training, 64);
    }

    private static BenchmarkModel of(String id, Autoencoder autoencoder) {
        return of(id, autoencoder.model(), autoencoder.recipe());
    }

    private static BenchmarkModel of(String id, Model model, Recipe recipe) {
        return new BenchmarkModel(id, model, recipe.training().metrics(new String[0]), recipe.batchSize());
    }

    /** Random numbers between 0 and 1 of the shape of the model's input. */
    NdArray inputs(int count) {
        NdArray x = NdArray.zeros(DType.FLOAT32, shape(model.inputs(), count));
        SplittableRandom random = new SplittableRandom(0);
        for (int i = 0; i < x.size(); i++) {
            x.floats()[i] = (float) random.nextDouble();
        }
        return x;
    }

    /** The inputs themselves, or classes where the model's output is of another shape. */
    NdArray targets(NdArray inputs) {
        Shape shape = shape(model.outputs(), inputs.shape().size(0));
        if (shape.equals(inputs.shape())) {
            return inputs;
        }
        NdArray y = NdArray.zeros(DType.FLOAT32, shape);
        for (int row = 0; row < shape.size(0); row++) {
            y.floats()[row * shape.last() + row % shape.last()] = 1;
        }
        return y;
    }

    private static Shape shape(Tensors tensors, int count) {
        return tensors.list().get(0).shape().withSize(0, count);
    }

    /** Reads a model's name. */
    static final class Converter implements ITypeConverter<BenchmarkModel> {
        @Override
        public BenchmarkModel convert(String value) {
            Supplier<BenchmarkModel> found = ALL.get(value);
            if (found == null) {
                throw new TypeConversionException("\"" + value + "\" is no model that is measured; "
                        + Plain.suggestion(value, List.copyOf(ALL.keySet())));
            }
            return found.get();
        }
    }

    /** The names, for help. */
    static final class Candidates implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ALL.keySet().iterator();
        }
    }
}
