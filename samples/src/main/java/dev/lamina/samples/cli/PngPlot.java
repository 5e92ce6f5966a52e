package dev.lamina.samples.cli;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.FloatSize;
import dev.lamina.samples.WholeFile;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.swing.JComponent;
import org.jspecify.annotations.Nullable;

/** Draws a plot as PNG, from its SVG. */
final class PngPlot {
    /** Two pixels for one unit, as long as the picture is not larger than this. */
    private static final double MAX_PIXELS = 40e6;

    private PngPlot() {}

    static void write(Path file, String svg) throws IOException {
        // Java has a font of this name everywhere; those of browsers it has not.
        String drawn = svg.replaceFirst("font-family=\"[^\"]*\"", "font-family=\"SansSerif\"");
        SVGDocument document = new SVGLoader()
                .load(
                        new ByteArrayInputStream(drawn.getBytes(StandardCharsets.UTF_8)),
                        null,
                        LoaderContext.createDefault());
        if (document == null) {
            throw new IllegalStateException("the SVG of a plot cannot be read");
        }
        FloatSize size = document.size();
        double scale = Math.min(2, Math.sqrt(MAX_PIXELS / (size.width * size.height)));
        BufferedImage image = new BufferedImage(
                (int) Math.ceil(size.width * scale), (int) Math.ceil(size.height * scale), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.scale(scale, scale);
        @Nullable JComponent none = null;
        document.render(none, graphics);
        graphics.dispose();
        WholeFile.write(file, out -> ImageIO.write(image, "png", out));
    }
}
