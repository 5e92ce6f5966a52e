package dev.lamina.layers;

import dev.lamina.Shape;
import dev.lamina.errors.ShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An equation such as {@code abc,cd->abd}: the axes of the input, the kernel and the output. Dots stand for any number of axes,
 * before or behind the others.
 *
 * @param dots where axes are left out
 */
record EinsumEquation(String text, Dots dots, String input, String kernel, String output) {
    enum Dots {
        NOWHERE,
        BEFORE,
        BEHIND
    }

    /**
     * The shapes that follow from those of an input and an output.
     *
     * @param bias null where there is none
     * @param inputAxes the axes of the kernel that are summed over
     * @param outputAxes the axes of the kernel that the output has
     */
    record Shapes(Shape kernel, @Nullable Shape bias, List<Integer> inputAxes, List<Integer> outputAxes) {}

    private static final Pattern FORM =
            Pattern.compile("(\\.\\.\\.)?([a-zA-Z]+)(\\.\\.\\.)?,([a-zA-Z]+)->(\\.\\.\\.)?([a-zA-Z]+)(\\.\\.\\.)?");

    /** What equations look like, for messages. */
    static final String EXPECTED = "an equation \"ab,bc->ac\", \"...ab,bc->...ac\" or \"ab...,bc->ac...\"";

    /** The equation, or null if it has another form. */
    static @Nullable EinsumEquation parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        boolean before = matcher.group(1) != null;
        boolean behind = matcher.group(3) != null;
        boolean matches = before == (matcher.group(5) != null) && behind == (matcher.group(7) != null);
        if (!matches || (before && behind)) {
            return null;
        }
        Dots dots = before ? Dots.BEFORE : behind ? Dots.BEHIND : Dots.NOWHERE;
        return new EinsumEquation(text, dots, matcher.group(2), matcher.group(4), matcher.group(6));
    }

    /**
     * The shapes of the kernel and the bias.
     *
     * @param partial the shape of the output without the batch and without the axes under the dots; -1 where the input says it
     * @param biasAxes letters of the output, null for no bias
     * @throws ShapeException if the input does not fit
     */
    Shapes shapes(Shape x, List<Integer> partial, @Nullable String biasAxes) {
        int hidden = x.rank() - input.length();
        if (hidden < 0 || (dots == Dots.NOWHERE && hidden > 0)) {
            throw ShapeException.because("cannot name the axes of its input \"" + input + "\"")
                    .differs("the input has " + x.rank() + " axes, \"" + text + "\" names " + input.length());
        }
        int[] sizes = outputSizes(x, partial, hidden);
        int first = dots == Dots.BEFORE ? hidden : 0;
        List<Integer> inputAxes = new ArrayList<>();
        List<Integer> outputAxes = new ArrayList<>();
        int[] kernelSizes = new int[kernel.length()];
        for (int i = 0; i < kernelSizes.length; i++) {
            int inOutput = output.indexOf(kernel.charAt(i));
            int inInput = input.indexOf(kernel.charAt(i));
            if (inOutput < 0 && inInput < 0) {
                throw ShapeException.because("cannot know the size of its kernel's axis \"" + kernel.charAt(i) + "\"")
                        .differs("neither the input nor the output of \"" + text + "\" has it");
            }
            (inOutput >= 0 ? outputAxes : inputAxes).add(i);
            int own = inOutput >= 0 ? sizes[first + inOutput] : Shape.UNKNOWN;
            kernelSizes[i] = own == Shape.UNKNOWN && inInput >= 0 ? x.size(first + inInput) : own;
        }
        Shape bias = biasAxes == null ? null : bias(sizes, first, biasAxes);
        return new Shapes(Shape.of(kernelSizes), bias, List.copyOf(inputAxes), List.copyOf(outputAxes));
    }

    /** The sizes of the output as far as the layer's configuration and the input say them. */
    private int[] outputSizes(Shape x, List<Integer> partial, int hidden) {
        IntStream batch = IntStream.of(x.size(0));
        IntStream named = partial.stream().mapToInt(Integer::intValue);
        IntStream between = hidden == 0
                ? IntStream.empty()
                : IntStream.of(
                        (dots == Dots.BEFORE ? x.slice(1, Math.max(1, hidden)) : x.from(x.rank() - hidden)).sizes());
        int[] sizes = (dots == Dots.BEFORE
                        ? IntStream.concat(batch, IntStream.concat(between, named))
                        : IntStream.concat(batch, IntStream.concat(named, between)))
                .toArray();
        if (sizes.length != output.length() + hidden) {
            throw ShapeException.because("cannot make an output of shape " + Shape.of(sizes))
                    .differs("\"" + text + "\" makes one of " + (output.length() + hidden) + " axes")
                    .remedy("an output shape of " + (output.length() + hidden - 1 - (sizes.length - 1 - partial.size()))
                            + " sizes: all but the batch and what is under the dots");
        }
        int first = dots == Dots.BEFORE ? hidden : 0;
        for (int i = 0; i < output.length(); i++) {
            int inInput = input.indexOf(output.charAt(i));
            int size = inInput < 0 ? Shape.UNKNOWN : x.size(first + inInput);
            int given = sizes[first + i];
            if (size != Shape.UNKNOWN && given != Shape.UNKNOWN && size != given) {
                throw ShapeException.because("cannot keep the size of its axis \"" + output.charAt(i) + "\"")
                        .differs("the input has " + size + ", the output " + given);
            }
        }
        return sizes;
    }

    /** The sizes of the bias's axes and 1 for those between and behind them. */
    private Shape bias(int[] sizes, int first, String biasAxes) {
        int from = output.length();
        for (int i = 0; i < biasAxes.length(); i++) {
            from = Math.min(from, output.indexOf(biasAxes.charAt(i)));
        }
        int[] result = new int[sizes.length - first - from];
        for (int i = 0; i < result.length; i++) {
            boolean own = from + i < output.length() && biasAxes.indexOf(output.charAt(from + i)) >= 0;
            result[i] = own ? sizes[first + from + i] : 1;
        }
        return Shape.of(result);
    }
}
