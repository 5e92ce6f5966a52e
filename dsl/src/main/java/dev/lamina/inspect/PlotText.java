package dev.lamina.inspect;

/**
 * How wide text is, as far as that can be told without its font: that of DejaVu Sans, which is wider than most, so that what is
 * drawn around the text holds it in others.
 */
final class PlotText {
    /** Of the characters from the blank to the tilde, in hundredths of the height. */
    private static final int[] WIDTHS = {
        32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34,
        84, 84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79, 60, 79, 69, 63, 61, 73, 68, 99,
        69, 61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52,
        39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84
    };

    private static final int OTHER = 70;
    private static final double BOLD = 1.12;

    private PlotText() {}

    static double width(String text, double size, boolean bold) {
        int sum = text.chars()
                .map(c -> c >= ' ' && c <= '~' ? WIDTHS[c - ' '] : OTHER)
                .sum();
        return sum * size / 100 * (bold ? BOLD : 1);
    }
}
