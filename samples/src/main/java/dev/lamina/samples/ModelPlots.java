package dev.lamina.samples;

import static dev.lamina.Lamina.input;

import dev.lamina.Model;
import dev.lamina.SymbolicTensor;
import dev.lamina.inspect.Plot;
import dev.lamina.inspect.Summary;
import dev.lamina.zoo.AuthorProfile;
import dev.lamina.zoo.ConvBlocks;
import dev.lamina.zoo.QuestionAnswering;
import dev.lamina.zoo.SiameseLstm;
import dev.lamina.zoo.VqVae;
import dev.lamina.zoo.applications.Application;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Draws models as graphs of their layers, without running anything: two inputs, three outputs, shared layers, branches, a model of 134 layers. */
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
        SymbolicTensor image = input("image", 28, 28, 1);
        List<Model> models = List.of(
                QuestionAnswering.standard().model(),
                AuthorProfile.standard().model(),
                SiameseLstm.standard().model(),
                Model.of("inception", image, image.then(ConvBlocks.inception(8))),
                Model.of("residual", image, image.then(ConvBlocks.residualHalved(8))),
                VqVae.keras().model());
        for (Model model : models) {
            write(model, folder);
        }
        if (scale == Scale.FULL) {
            write(Application.xception().model(), folder);
        }
    }

    private static void write(Model model, Path folder) throws IOException {
        String drawing = Plot.of(model).shapes(true).nested(true).svg();
        String table = Summary.of(model).nested().toString();
        WholeFile.write(
                folder.resolve(model.name() + ".svg"), out -> out.write(drawing.getBytes(StandardCharsets.UTF_8)));
        WholeFile.write(
                folder.resolve(model.name() + ".txt"), out -> out.write(table.getBytes(StandardCharsets.UTF_8)));
    }
}
