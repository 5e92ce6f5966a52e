package dev.lamina.samples;

import dev.lamina.NdArray;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.geom.QuadCurve2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import javax.imageio.ImageIO;

/** Pictures to paint, and to paint like: from files, or drawn here on 128 by 128; each (1, side, side, 3) between 0 and 1. */
final class StylePictures {
    private static final int DRAWN = 128;

    private StylePictures() {}

    /** A PNG or JPEG file, as large as is wanted. */
    static NdArray read(Path file, int side) throws IOException {
        if (Files.notExists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        BufferedImage image = ImageIO.read(file.toFile());
        if (image == null) {
            throw new IOException("\"" + file + "\" is no picture; PNG and JPEG are read");
        }
        return resized(image, side);
    }

    /** A house below the sun. */
    static NdArray house(int side) {
        return drawn(side, graphics -> {
            fill(graphics, 0x8fb8de, 0, 0, 128, 0, 128, 128, 0, 128);
            graphics.setColor(new Color(0xf7d154));
            graphics.fillOval(86, 12, 28, 28);
            fill(graphics, 0x4f7f52, 0, 88, 40, 70, 128, 96, 128, 128, 0, 128);
            fill(graphics, 0xd9c7a3, 30, 60, 82, 60, 82, 110, 30, 110);
            fill(graphics, 0x8c3b2f, 22, 62, 56, 30, 90, 62);
            fill(graphics, 0x4a3423, 50, 84, 62, 84, 62, 110, 50, 110);
        });
    }

    /** Short strokes of a brush in a few colours, around two centres. */
    static NdArray strokes(int side) {
        return drawn(side, graphics -> {
            Random random = new Random(1);
            List<Integer> colours = List.of(0x14265a, 0x2d5aa0, 0x6fa3d8, 0xf2c84b, 0xf7efc9);
            graphics.setColor(new Color(0x1b3470));
            graphics.fillRect(0, 0, DRAWN, DRAWN);
            graphics.setStroke(new BasicStroke(3, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            for (int i = 0; i < 900; i++) {
                double x = DRAWN * random.nextDouble();
                double y = DRAWN * random.nextDouble();
                int centre = x + y < DRAWN ? 36 : 92;
                double angle = Math.atan2(y - centre, x - centre);
                double radius = Math.hypot(y - centre, x - centre);
                double to = angle + 10 / Math.max(radius, 5);
                double middle = (angle + to) / 2;
                graphics.setColor(
                        new Color(colours.get((int) (radius / 6 + 2 * random.nextDouble()) % colours.size())));
                graphics.draw(new QuadCurve2D.Double(
                        x,
                        y,
                        centre + 1.02 * radius * Math.cos(middle),
                        centre + 1.02 * radius * Math.sin(middle),
                        centre + radius * Math.cos(to),
                        centre + radius * Math.sin(to)));
            }
        });
    }

    private static void fill(Graphics2D graphics, int colour, int... corners) {
        Polygon polygon = new Polygon();
        for (int i = 0; i < corners.length; i += 2) {
            polygon.addPoint(corners[i], corners[i + 1]);
        }
        graphics.setColor(new Color(colour));
        graphics.fillPolygon(polygon);
    }

    private static NdArray drawn(int side, Consumer<Graphics2D> drawing) {
        BufferedImage image = new BufferedImage(DRAWN, DRAWN, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        drawing.accept(graphics);
        graphics.dispose();
        return resized(image, side);
    }

    private static NdArray resized(BufferedImage from, int side) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        image.createGraphics().drawImage(from.getScaledInstance(side, side, Image.SCALE_SMOOTH), 0, 0, null);
        float[] pixels = new float[side * side * 3];
        for (int i = 0; i < pixels.length; i++) {
            int level = image.getRGB(i / 3 % side, i / 3 / side) >> (16 - 8 * (i % 3)) & 255;
            pixels[i] = level / 255f;
        }
        return NdArray.of(pixels, 1, side, side, 3);
    }
}
