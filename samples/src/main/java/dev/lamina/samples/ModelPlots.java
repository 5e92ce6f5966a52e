package dev.lamina.samples;

import static dev.lamina.Lamina.input;

import dev.lamina.Block;
import dev.lamina.Model;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.inspect.Plot;
import dev.lamina.inspect.Summary;
import dev.lamina.zoo.AuthorProfile;
import dev.lamina.zoo.CharacterLstm;
import dev.lamina.zoo.ConvAutoencoder;
import dev.lamina.zoo.ConvBlocks;
import dev.lamina.zoo.ConvVae;
import dev.lamina.zoo.Dcgan;
import dev.lamina.zoo.DenseAutoencoder;
import dev.lamina.zoo.DenseVae;
import dev.lamina.zoo.PixelCnn;
import dev.lamina.zoo.QuestionAnswering;
import dev.lamina.zoo.ResidualVae;
import dev.lamina.zoo.ResidualVqVae;
import dev.lamina.zoo.SeparableConvNet;
import dev.lamina.zoo.SiameseLstm;
import dev.lamina.zoo.VqVae;
import dev.lamina.zoo.applications.Application;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Draws the models of the zoo as graphs of their layers, without running anything: two inputs, three outputs, shared layers, branches, a
 * model of 134 layers.
 */
public final class ModelPlots {
    private ModelPlots() {}

    /** Writes an SVG and the table of layers for each model; {@code --small} leaves the largest out. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Scale.folder("model-plots");
        draw(Scale.of(arguments), folder);
        System.out.println("drawn into " + folder);
    }

    static void draw(Scale scale, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, Model> each : zoo().entrySet()) {
            write(each.getKey(), each.getValue(), folder);
        }
        if (scale == Scale.FULL) {
            write("xception", Application.xception().model(), folder);
        }
    }

    /** The models of the zoo, by the names of their pictures. */
    private static Map<String, Model> zoo() {
        Shape image = Shape.of(28, 28, 1);
        Map<String, Model> models = new LinkedHashMap<>();
        models.put("vq-vae", VqVae.keras().model());
        models.put("residual-vq-vae", ResidualVqVae.of(image, 128, 32, 1).model());
        models.put("pixel-cnn", PixelCnn.glyphs().model());
        models.put("conv-vae", ConvVae.keras().model());
        models.put("dense-vae", DenseVae.standard().model());
        models.put("residual-vae", ResidualVae.of(image, 16).model());
        models.put("dense-autoencoder", DenseAutoencoder.standard().model());
        models.put("conv-autoencoder", ConvAutoencoder.keras().model());
        models.put("dcgan-generator", Dcgan.keras().generator());
        models.put("dcgan-discriminator", Dcgan.keras().discriminator());
        models.put("question-answering", QuestionAnswering.standard().model());
        models.put("author-profile", AuthorProfile.standard().model());
        models.put("siamese-lstm", SiameseLstm.standard().model());
        models.put("character-lstm", CharacterLstm.standard().model());
        models.put("inception", around(ConvBlocks.inception(8)));
        models.put("residual", around(ConvBlocks.residualHalved(8)));
        models.put("separable-conv-net", SeparableConvNet.standard().model());
        return models;
    }

    private static Model around(Block block) {
        SymbolicTensor image = input("image", 28, 28, 1);
        return Model.of("block", image, image.then(block));
    }

    private static void write(String name, Model model, Path folder) throws IOException {
        write(
                folder.resolve(name + ".svg"),
                Plot.of(model).shapes(true).nested(true).svg());
        write(folder.resolve(name + ".txt"), Summary.of(model).nested().toString());
    }

    private static void write(Path file, String text) throws IOException {
        WholeFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }
}
