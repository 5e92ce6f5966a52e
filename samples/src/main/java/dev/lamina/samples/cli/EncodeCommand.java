package dev.lamina.samples.cli;

import dev.lamina.NdArray;
import dev.lamina.tensorflow.data.Npz;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "encode",
        description = "Writes the codes that an autoencoder of the zoo has for images.",
        footer = {
            "",
            "Images are uint8 of 0 to 255 in an .npz file (or floats, then taken as the model's inputs are), or a .png file",
            "of one image or several in rows and columns. Codes are output_0: whole numbers for vq-vae, else vectors.",
            "",
            "Example:",
            "  lamina encode runs/vq-vae/model.keras --input digits.png --output codes.npz"
        })
final class EncodeCommand extends Verb {
    @Mixin
    private ModelOptions model;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE",
            order = 2,
            description = "The images: .npz or .png.")
    private Path input;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "FILE.npz",
            order = 3,
            description = "Where the codes go.")
    private Path output;

    /** Made by picocli, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    EncodeCommand() {}

    @Override
    void execute() throws IOException {
        try (ZooFile zoo = ZooFile.of(model.load(this))) {
            NdArray images = input.toString().toLowerCase(Locale.ROOT).endsWith(".png")
                    ? ImageTiles.read(input, ZooModel.SIDE)
                    : DataFile.read(input).only("output_0", "images", "x");
            NdArray codes = zoo.encoded(zoo.inputs(images));
            Npz.write(output, Map.of("output_0", codes));
            err().println("output_0  " + codes.dtype().kerasName() + codes.shape());
            err().flush();
        }
    }
}
