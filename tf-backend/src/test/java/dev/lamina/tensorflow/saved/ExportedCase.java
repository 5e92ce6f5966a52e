package dev.lamina.tensorflow.saved;

import static dev.lamina.Lamina.batchInput;
import static dev.lamina.Lamina.chain;
import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.activations.Activations.SIGMOID;
import static dev.lamina.layers.Layers.batchNormalization;
import static dev.lamina.layers.Layers.concatenate;
import static dev.lamina.layers.Layers.conv2d;
import static dev.lamina.layers.Layers.conv2dTranspose;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.dropout;
import static dev.lamina.layers.Layers.flatten;
import static dev.lamina.layers.Layers.gru;
import static dev.lamina.layers.Layers.lstm;
import static dev.lamina.layers.Layers.sampling;
import static dev.lamina.layers.Layers.stringLookup;
import static dev.lamina.layers.Layers.textVectorization;
import static dev.lamina.layers.Layers.vectorQuantizer;

import dev.lamina.Block;
import dev.lamina.DType;
import dev.lamina.DTypePolicy;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.Tensors;
import dev.lamina.layers.Codebook;
import dev.lamina.ops.Padding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A model to be exported, and the parts of it that get signatures of their own.
 *
 * @param outputs the names that its outputs must get
 */
record ExportedCase(Model model, Map<String, Model> parts, List<String> outputs) {
    private static final int BATCH = 3;
    private static final List<String> WORDS = List.of("blue", "a RED one", "größe", "", "green", "red");

    static List<ExportedCase> all() {
        return List.of(
                plain("plain", dense(3).activation(SIGMOID)),
                plain("recurrent", chain(gru(4).returnSequences(true), lstm(3))),
                plain("dropped", chain(flatten(), dropout(0.5), batchNormalization(), dense(2))),
                plain("without_weights", flatten()),
                narrow(),
                twoInputsAndOutputs(),
                dictionaries(),
                passedOn(),
                texts(),
                remembered(),
                vae(),
                vqVae());
    }

    @Override
    public String toString() {
        return model.name();
    }

    private static ExportedCase plain(String name, Block layers) {
        SymbolicTensor x = input("x", 5, 4);
        return new ExportedCase(Model.of(name, x, x.then(layers)), Map.of(), List.of("output_0"));
    }

    private static ExportedCase narrow() {
        SymbolicTensor x = input("x", 4);
        Model model = Model.of("narrow", x, x.then(chain(dense(6).activation(RELU), dense(2))));
        return new ExportedCase(model.dtype(DTypePolicy.MIXED_BFLOAT16), Map.of(), List.of("output_0"));
    }

    private static ExportedCase twoInputsAndOutputs() {
        SymbolicTensor x = input("x", 4);
        SymbolicTensor y = input("y-größe", DType.INT32, 2);
        SymbolicTensor both = concatenate().on(x, y.then(dense(3))).then(dense(4));
        return new ExportedCase(
                Model.of("two_inputs", List.of(x, y), List.of(both, both.then(dense(1)))),
                Map.of(),
                List.of("output_0", "output_1"));
    }

    private static ExportedCase dictionaries() {
        SymbolicTensor a = input("a", 4);
        SymbolicTensor b = input("b", 3);
        SymbolicTensor both = concatenate().on(a, b);
        Model model = Model.of(
                "dictionaries",
                Tensors.map(Map.of("first", a, "second", b)),
                Tensors.map(Map.of("q", both.then(dense(2)), "p", both.then(dense(1)))));
        return new ExportedCase(model, Map.of(), List.of("p", "q"));
    }

    /** Outputs that are an input, and one twice: TensorFlow fetches none that is fed, and none twice. */
    private static ExportedCase passedOn() {
        SymbolicTensor x = input("x", 4);
        SymbolicTensor y = x.then(dense(2));
        Model model = Model.of("passed_on", x, List.of(x, y, y, x));
        return new ExportedCase(model, Map.of(), List.of("output_0", "output_1", "output_2", "output_3"));
    }

    private static ExportedCase texts() {
        SymbolicTensor text = input("text", DType.STRING);
        SymbolicTensor word = input("word", DType.STRING, 2);
        SymbolicTensor numbers =
                text.then(textVectorization().outputSequenceLength(4).vocabulary("red", "größe", "one"));
        SymbolicTensor looked = word.then(stringLookup().vocabulary("red", "green", "größe"));
        return new ExportedCase(
                Model.of("texts", List.of(text, word), List.of(numbers, looked, word)),
                Map.of(),
                List.of("output_0", "output_1", "output_2"));
    }

    /** What it returns depends on the batches before. */
    private static ExportedCase remembered() {
        SymbolicTensor x = batchInput("x", TensorSpec.of(DType.FLOAT32, BATCH, 5, 2));
        Model model = Model.of("remembered", x, x.then(lstm(3).stateful(true)));
        return new ExportedCase(model, Map.of(), List.of("output_0"));
    }

    /** What it returns is random; encoder and decoder have signatures. */
    private static ExportedCase vae() {
        SymbolicTensor image = input("image", 6);
        SymbolicTensor body = image.then(dense(5).activation(RELU));
        SymbolicTensor z = sampling().on(body.then(dense(2)), body.then(dense(2)));
        Model encoder = Model.of("encoder", image, z);
        SymbolicTensor code = input("code", 2);
        Model decoder = Model.of("decoder", code, code.then(chain(dense(5).activation(RELU), dense(6))));
        Model model = Model.of("vae", image, decoder.on(encoder.on(image)));
        return new ExportedCase(model, ordered("encode", encoder, "decode", decoder), List.of("output_0"));
    }

    private static ExportedCase vqVae() {
        SymbolicTensor image = input("image", 8, 8, 1);
        SymbolicTensor z =
                image.then(conv2d(4, 3).strides(2).padding(Padding.SAME).activation(RELU));
        SymbolicTensor q = z.then(vectorQuantizer(6, 4).codebook(Codebook.ema(0.9)));
        SymbolicTensor decoded = q.then(conv2dTranspose(1, 3).strides(2).padding(Padding.SAME));
        Model model = Model.of("vq_vae", image, decoded);
        return new ExportedCase(model, Map.of("encode", Model.of("encoder", image, q)), List.of("output_0"));
    }

    private static Map<String, Model> ordered(String first, Model one, String second, Model two) {
        Map<String, Model> parts = new LinkedHashMap<>();
        parts.put(first, one);
        parts.put(second, two);
        return parts;
    }

    /** Values for the inputs of the model, or of a part of it. */
    static List<NdArray> inputs(Model model) {
        Random random = new Random(7);
        List<NdArray> arrays = new ArrayList<>();
        for (SymbolicTensor tensor : model.inputs().list()) {
            arrays.add(array(tensor.dtype(), tensor.shape().withSize(0, BATCH), random));
        }
        return arrays;
    }

    private static NdArray array(DType dtype, Shape shape, Random random) {
        int size = (int) shape.elements();
        if (dtype == DType.STRING) {
            String[] words = new String[size];
            for (int i = 0; i < size; i++) {
                words[i] = WORDS.get(i % WORDS.size());
            }
            return NdArray.wrap(dtype, shape, words);
        }
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextGaussian() * 2;
        }
        return NdArray.wrap(DType.FLOAT64, shape, values).cast(dtype);
    }
}
