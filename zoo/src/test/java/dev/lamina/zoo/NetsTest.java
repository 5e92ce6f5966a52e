package dev.lamina.zoo;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.finiteScalarQuantizer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.DType;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.json.KerasJson;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The nets that published programs build: their parameters, and the files by which {@code checks/keras/zoo.py} compares them. */
final class NetsTest {
    private static final Path TARGET = Path.of("target");

    private static Model blocks(String name, int side, dev.lamina.Block... blocks) {
        SymbolicTensor image = input("image", side, side, 3);
        SymbolicTensor x = image;
        for (dev.lamina.Block block : blocks) {
            x = x.then(block);
        }
        return Model.of(name, image, x);
    }

    /** Under the names of {@code zoo_nets.py}, with the parameters that the programs print, or that follow from their layers. */
    private record Net(String name, Model model, long parameters) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Net> nets() {
        VqVae sonnet = ResidualVqVae.sonnet();
        return List.of(
                new Net(
                        "question_answering",
                        QuestionAnswering.standard().model(),
                        10_000 * 96 + lstm(64, 32) + lstm(32, 16) + 49 * 500),
                new Net(
                        "author_profile",
                        AuthorProfile.standard().model(),
                        50_000 * 256
                                + conv(5, 256, 128)
                                + conv(5, 128, 256)
                                + 3 * conv(5, 256, 256)
                                + conv(1, 256, 128)
                                + conv(1, 128, 12)),
                new Net(
                        "inception_block",
                        blocks("inception_block", 12, ConvBlocks.inception(8)),
                        3 * conv(1, 3, 8) + conv(9, 3, 8) + 3 * conv(9, 8, 8)),
                new Net(
                        "residual_blocks",
                        blocks("residual_blocks", 12, ConvBlocks.residualHalved(4), ConvBlocks.residual(4)),
                        conv(9, 3, 4) + conv(1, 3, 4) + 4 * conv(9, 4, 4)),
                new Net("siamese_lstm", SiameseLstm.standard().model(), lstm(128, 32) + 65),
                new Net("separable_conv_net", SeparableConvNet.standard().model(), 38_949),
                new Net("character_lstm", CharacterLstm.standard().model(), 102_585),
                new Net("dcgan_discriminator", Dcgan.keras().discriminator(), 404_801),
                new Net("dcgan_generator", Dcgan.keras().generator(), 3_979_651),
                new Net("pixel_cnn", PixelCnn.keras().model(), 1_049_728),
                new Net("conv_autoencoder_encoder", ConvAutoencoder.keras().encoder(), 1_904),
                new Net("conv_autoencoder_decoder", ConvAutoencoder.keras().decoder(), 2_481),
                new Net("sonnet_encoder", sonnet.encoder(), 372_416),
                new Net("sonnet_decoder", sonnet.decoder(), 290_307));
    }

    private static long lstm(int size, int units) {
        return 4L * units * (size + units + 1);
    }

    private static long conv(int window, int channels, int filters) {
        return ((long) window * channels + 1) * filters;
    }

    @ParameterizedTest
    @MethodSource("nets")
    void hasTheParametersOfTheProgram(Net net) throws IOException {
        long parameters = net.model.weights().stream()
                .mapToLong(weight -> weight.spec().shape().elements())
                .sum();
        assertThat(parameters).isEqualTo(net.parameters);
        Files.createDirectories(TARGET.resolve("keras-zoo"));
        Files.writeString(TARGET.resolve("keras-zoo/" + net.name + ".json"), KerasJson.write(net.model));
    }

    /** Small ones of each, whose weights and outputs go to real Keras. */
    static Stream<Model> smallNets() {
        Dcgan gan = new Dcgan(16, 1, 5, 2);
        Shape image = Shape.of(8, 8, 3);
        ResidualNet net = new ResidualNet(8, 4, 2);
        VqVae levels = ResidualVqVae.of(image, net, 3, finiteScalarQuantizer(5, 4, 3), 0.1);
        ResidualVae vae = ResidualVae.of(image, 4, net);
        return Stream.of(
                new QuestionAnswering(20, 15, 6).model(),
                new AuthorProfile(20, 3, 8).model(),
                blocks("inception_block", 12, ConvBlocks.inception(4)),
                blocks("residual_blocks", 12, ConvBlocks.residualHalved(4), ConvBlocks.residual(4)),
                new SiameseLstm(4, 3, false).model(),
                SiameseLstm.ofDifferences(4, 3).model().name("siamese_differences"),
                new SeparableConvNet(36, 1, 3).model(),
                new CharacterLstm(6, 5, 7).model(),
                gan.generator(),
                gan.discriminator(),
                new PixelCnn(4, 5, 6, 8, 1, PixelCnn.Kind.MASKED).model(),
                new PixelCnn(4, 5, 6, 8, 2, PixelCnn.Kind.GATED).model().name("gated_pixel_cnn"),
                ConvAutoencoder.denoising(0.5).model(),
                levels.model(),
                vae.reconstruction(),
                DenseAutoencoder.sparse(1e-4).model());
    }

    @ParameterizedTest
    @MethodSource("smallNets")
    void savesWhatKerasOpens(Model model) throws IOException {
        Random random = new Random(1);
        List<NdArray> inputs =
                model.inputs().list().stream().map(x -> random(x, random)).toList();
        Path folder = Files.createDirectories(TARGET.resolve("keras-roundtrip").resolve(model.name()));
        try (CompiledModel run = TensorFlowBackend.compile(model)) {
            List<NdArray> outputs = run.predict(inputs.toArray(NdArray[]::new));
            Map<String, NdArray> arrays = new LinkedHashMap<>();
            for (int i = 0; i < inputs.size(); i++) {
                arrays.put("input_" + i, inputs.get(i));
            }
            for (int i = 0; i < outputs.size(); i++) {
                arrays.put("output_" + i, outputs.get(i));
                assertThat(outputs.get(i).shape().size(0)).isEqualTo(2);
            }
            run.save(folder.resolve("model.keras"));
            Npz.write(folder.resolve("arrays.npz"), arrays);
        }
    }

    private static NdArray random(SymbolicTensor input, Random random) {
        int[] sizes = input.shape().sizes();
        sizes[0] = 2;
        for (int i = 1; i < sizes.length; i++) {
            sizes[i] = sizes[i] == Shape.UNKNOWN ? 270 : sizes[i];
        }
        int count = Math.toIntExact(Shape.of(sizes).elements());
        if (input.dtype() == DType.INT32) {
            return NdArray.of(random.ints(count, 0, 6).toArray(), sizes);
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat();
        }
        return NdArray.of(values, sizes);
    }

    @Test
    void recipesFitTheirModels() {
        assertThat(Stream.of(
                        QuestionAnswering.standard()
                                .recipe()
                                .training()
                                .of(QuestionAnswering.standard().model()),
                        AuthorProfile.standard()
                                .recipe()
                                .training()
                                .of(AuthorProfile.standard().model()),
                        SiameseLstm.standard()
                                .recipe()
                                .training()
                                .of(SiameseLstm.standard().model()),
                        SeparableConvNet.standard()
                                .recipe()
                                .training()
                                .of(SeparableConvNet.standard().model()),
                        CharacterLstm.standard()
                                .recipe()
                                .training()
                                .of(CharacterLstm.standard().model()),
                        Dcgan.keras().recipe().training().of(Dcgan.keras().discriminator()),
                        PixelCnn.keras().recipe().training().of(PixelCnn.keras().model())))
                .doesNotContainNull();
    }
}
