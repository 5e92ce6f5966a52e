package dev.lamina.samples.cli;

import dev.lamina.NdArray;
import dev.lamina.samples.ImageGrid;
import dev.lamina.tensorflow.data.Npz;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "decode",
        description = "Makes images of codes that \"lamina encode\" wrote.",
        footer = {
            "",
            "Images are a picture (.png), or output_0 in an .npz file: black at 0 and white at 1.",
            "",
            "Example:",
            "  lamina decode runs/vq-vae/model.keras --input codes.npz --output restored.png"
        })
final class DecodeCommand extends Verb {
    static final int COLUMNS = 16;

    @Mixin
    private ModelOptions model;

    @Option(names = "--input", required = true, paramLabel = "FILE.npz", order = 2, description = "The codes.")
    private Path input;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "FILE",
            order = 3,
            description = "Where the images go: .npz or .png.")
    private Path output;

    /** Made by picocli, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    DecodeCommand() {}

    @Override
    void execute() throws IOException {
        NdArray codes = DataFile.read(input).only("output_0", "codes", "input_0");
        try (ZooFile zoo = ZooFile.of(model.load(this))) {
            NdArray images = zoo.decoded(codes);
            if (output.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
                new ImageGrid().wrapped(images, COLUMNS).write(output);
            } else {
                Npz.write(output, Map.of("output_0", images));
            }
            err().println("output_0  " + images.dtype().kerasName() + images.shape());
            err().flush();
        }
    }
}
