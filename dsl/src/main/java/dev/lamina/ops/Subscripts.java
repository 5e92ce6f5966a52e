package dev.lamina.ops;

import dev.lamina.Shape;
import dev.lamina.TensorSpec;
import dev.lamina.errors.ShapeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A sum of products in Einstein's notation: a letter for each axis, dots for axes that broadcast.
 *
 * @param inputs the letters of each input
 * @param result the letters of the output
 */
public record Subscripts(List<String> inputs, String result) {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String DOTS = "...";

    static Subscripts parse(String text, int count) {
        String compact = text.replace(" ", "");
        int arrow = compact.indexOf("->");
        List<String> inputs = List.of((arrow < 0 ? compact : compact.substring(0, arrow)).split(",", -1));
        if (inputs.size() != count) {
            throw ShapeException.because("needs subscripts for " + count + " inputs; received \"" + text + "\"");
        }
        return new Subscripts(inputs, arrow < 0 ? implied(inputs) : compact.substring(arrow + 2));
    }

    /** Without an arrow: the letters that occur once, in alphabetical order. */
    private static String implied(List<String> inputs) {
        String all = String.join("", inputs);
        String letters = all.chars()
                .filter(c -> c != '.' && all.indexOf(c) == all.lastIndexOf(c))
                .sorted()
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        return (all.contains(DOTS) ? DOTS : "") + letters;
    }

    static Subscripts dot(List<TensorSpec> in) {
        int a = in.get(0).shape().rank();
        int b = in.get(1).shape().rank();
        if (a == 0 || b == 0) {
            return tensordot(in, Contraction.of(0));
        }
        return tensordot(in, new Contraction(-1, List.of(a - 1), List.of(b == 1 ? 0 : b - 2)));
    }

    static Subscripts inner(List<TensorSpec> in) {
        boolean scalar = in.stream().anyMatch(x -> x.shape().rank() == 0);
        return tensordot(in, scalar ? Contraction.of(0) : new Contraction(-1, List.of(-1), List.of(-1)));
    }

    static Subscripts tensordot(List<TensorSpec> in, Contraction contraction) {
        Shape a = in.get(0).shape();
        Shape b = in.get(1).shape();
        List<Integer> left =
                contraction.leftAxes(a.rank()).stream().map(a::axis).toList();
        List<Integer> right = contraction.rightAxes().stream().map(b::axis).toList();
        String first = LETTERS.substring(0, a.rank());
        String second = IntStream.range(0, b.rank())
                .mapToObj(i -> String.valueOf(
                        right.contains(i) ? first.charAt(left.get(right.indexOf(i))) : LETTERS.charAt(a.rank() + i)))
                .collect(Collectors.joining());
        String kept = IntStream.range(0, a.rank())
                        .filter(i -> !left.contains(i))
                        .mapToObj(i -> String.valueOf(first.charAt(i)))
                        .collect(Collectors.joining())
                + IntStream.range(0, b.rank())
                        .filter(i -> !right.contains(i))
                        .mapToObj(i -> String.valueOf(second.charAt(i)))
                        .collect(Collectors.joining());
        return new Subscripts(List.of(first, second), kept);
    }

    /** How {@link Linear#DOT}, {@link Linear#INNER}, {@link Linear#TENSORDOT} and {@link Linear#EINSUM} are written so. */
    public static Subscripts of(dev.lamina.Op op, List<TensorSpec> in) {
        if (op.type() == Linear.DOT) {
            return dot(in);
        }
        if (op.type() == Linear.INNER) {
            return inner(in);
        }
        return op.type() == Linear.TENSORDOT
                ? tensordot(in, op.param(Linear.CONTRACTION))
                : parse(op.param(Linear.SUBSCRIPTS), in.size());
    }

    /** The shape of the result. */
    Shape output(List<Shape> shapes) {
        Map<Character, Integer> sizes = new LinkedHashMap<>();
        Shape dots = Shape.scalar();
        for (int i = 0; i < shapes.size(); i++) {
            dots = Shape.broadcast(dots, read(inputs.get(i), shapes.get(i), sizes));
        }
        List<Integer> found = new ArrayList<>();
        String letters = result.replace(DOTS, ".");
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            if (letter == '.') {
                IntStream.of(dots.sizes()).forEach(found::add);
            } else if (sizes.containsKey(letter)) {
                found.add(sizes.get(letter));
            } else {
                throw ShapeException.because("has no input with the axis \"" + letter + "\" of its result");
            }
        }
        return Shape.of(found.stream().mapToInt(Integer::intValue).toArray());
    }

    /** Notes the sizes of an input's letters and returns what lies under its dots. */
    private static Shape read(String input, Shape shape, Map<Character, Integer> sizes) {
        String letters = input.replace(DOTS, ".");
        int named = letters.replace(".", "").length();
        int between = letters.contains(".") ? shape.rank() - named : 0;
        if (between < 0 || named + between != shape.rank()) {
            throw ShapeException.because("cannot name the axes of an input \"" + input + "\"")
                    .differs("the input has shape " + shape);
        }
        String spread = letters.replace(".", String.join("", Collections.nCopies(between, ".")));
        for (int i = 0; i < shape.rank(); i++) {
            char letter = spread.charAt(i);
            int size = shape.size(i);
            Integer known = letter == '.' ? null : sizes.get(letter);
            if (known != null && known != Shape.UNKNOWN && size != Shape.UNKNOWN && !known.equals(size)) {
                throw ShapeException.because("cannot multiply its inputs")
                        .differs("axis \"" + letter + "\" is " + known + " and " + size);
            }
            if (letter != '.' && (known == null || known == Shape.UNKNOWN)) {
                sizes.put(letter, size);
            }
        }
        int start = Math.max(0, letters.indexOf('.'));
        return shape.slice(start, start + between);
    }

    @Override
    public String toString() {
        return String.join(",", inputs) + "->" + result;
    }
}
