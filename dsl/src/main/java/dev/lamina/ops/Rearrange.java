package dev.lamina.ops;

import static dev.lamina.ops.Modules.EINOPS;

import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Codec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import dev.lamina.errors.ShapeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Axes taken apart, put in another order and joined, by a pattern. Source: {@code keras.ops.rearrange}; einops. */
public final class Rearrange {
    private static final Pattern AXIS = Pattern.compile("\\(([^()]*)\\)|\\w+");

    /** Such as {@code b (h n) w -> b w (n h)}. */
    public static final Field<String> PATTERN = Fields.string("pattern");

    /** The sizes of axes that the pattern takes apart, but for one in each group. */
    public static final Field<Map<String, Integer>> LENGTHS =
            Field.of("axes_lengths", new LengthsCodec()).orElse(Map.of());

    public static final OpType REARRANGE = OpType.of(EINOPS, "Rearrange", (op, in) -> rearranged(op, in.get(0)))
            .passing(1, PATTERN)
            .collecting(LENGTHS);

    private Rearrange() {}

    private static final class LengthsCodec implements Codec<Map<String, Integer>> {
        @Override
        public Map<String, Integer> read(@Nullable Object plain, Place place) {
            Map<String, Integer> lengths = new TreeMap<>();
            Plain.map(plain, place).forEach((name, size) -> {
                if (!(size instanceof Integer length) || length < 1) {
                    throw place.at(name).unexpected(size, "the size of an axis");
                }
                lengths.put(name, length);
            });
            return Map.copyOf(lengths);
        }

        @Override
        public Object write(Map<String, Integer> value) {
            return new TreeMap<>(value);
        }

        @Override
        public String expected() {
            return "sizes by names of axes";
        }
    }

    /**
     * What a pattern does.
     *
     * @param input the names of the axes in each axis of the input
     * @param output the names of the axes in each axis of the result
     * @param sizes by name, as far as they are known
     */
    public record Plan(List<List<String>> input, List<List<String>> output, Map<String, Integer> sizes) {
        /** The names of the axes of the input, taken apart. */
        public List<String> from() {
            return input.stream().flatMap(List::stream).toList();
        }

        /** The names of the axes of the result, before they are joined. */
        public List<String> to() {
            return output.stream().flatMap(List::stream).toList();
        }
    }

    /** What an op of this type does to tensors of a shape. */
    public static Plan plan(Op op, Shape shape) {
        String[] sides = op.param(PATTERN).split("->", -1);
        if (sides.length != 2) {
            throw ShapeException.because(
                    "needs a pattern such as b h w -> b w h; received \"" + op.param(PATTERN) + "\"");
        }
        List<List<String>> input = groups(sides[0]);
        Plan plan = new Plan(input, groups(sides[1]), sizes(input, shape, op.param(LENGTHS)));
        boolean same = plan.from().stream()
                .sorted()
                .toList()
                .equals(plan.to().stream().sorted().toList());
        if (!same || plan.from().stream().distinct().count() != plan.from().size()) {
            throw ShapeException.because("needs each axis once on both sides of its pattern")
                    .differs("the axes are " + plan.from() + " and " + plan.to());
        }
        return plan;
    }

    private static List<List<String>> groups(String side) {
        List<List<String>> groups = new ArrayList<>();
        Matcher matcher = AXIS.matcher(side);
        while (matcher.find()) {
            String inner = matcher.group(1);
            groups.add(
                    inner == null
                            ? List.of(matcher.group())
                            : List.of(inner.trim().split("\\s+")));
        }
        return groups;
    }

    private static Map<String, Integer> sizes(List<List<String>> groups, Shape shape, Map<String, Integer> given) {
        if (groups.size() != shape.rank()) {
            throw ShapeException.because("needs a name for each axis")
                    .differs("the input has rank " + shape.rank() + ", the pattern " + groups.size());
        }
        Map<String, Integer> sizes = new HashMap<>(given);
        for (int axis = 0; axis < groups.size(); axis++) {
            List<String> open = groups.get(axis).stream()
                    .filter(name -> !given.containsKey(name))
                    .toList();
            int known = groups.get(axis).stream()
                    .filter(given::containsKey)
                    .mapToInt(given::get)
                    .reduce(1, Math::multiplyExact);
            int size = shape.size(axis);
            boolean fits = size == Shape.UNKNOWN || (open.isEmpty() ? size == known : size % known == 0);
            if (open.size() > 1 || !fits) {
                throw ShapeException.because("cannot take axis " + axis + " apart into " + groups.get(axis))
                        .differs("the axis has " + size + ", known sizes make " + known)
                        .remedy("the sizes of all but one of its axes");
            }
            open.forEach(name -> sizes.put(name, size == Shape.UNKNOWN ? size : size / known));
        }
        return Map.copyOf(sizes);
    }

    private static TensorSpec rearranged(Op op, TensorSpec x) {
        Plan plan = plan(op, x.shape());
        int[] sizes = plan.output().stream()
                .mapToInt(group -> {
                    boolean unknown = group.stream()
                            .anyMatch(name -> Objects.equals(plan.sizes().get(name), Shape.UNKNOWN));
                    return unknown
                            ? Shape.UNKNOWN
                            : group.stream().mapToInt(plan.sizes()::get).reduce(1, Math::multiplyExact);
                })
                .toArray();
        return new TensorSpec(Shape.of(sizes), x.dtype());
    }

    /**
     * Axes taken apart, put in another order and joined.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 8, 6, 3);
     * SymbolicTensor y = rearrange(x, "b (h n) w c -> b h w (n c)", Map.of("n", 2)); // (?, 4, 6, 6)
     * }</pre>
     *
     * @param pattern the names of the axes before and behind an arrow, those that are one axis together in parentheses
     * @param lengths the sizes of axes in parentheses on the left, but for one in each
     */
    public static SymbolicTensor rearrange(SymbolicTensor x, String pattern, Map<String, Integer> lengths) {
        return REARRANGE
                .op(Config.empty().set(PATTERN, pattern).set(LENGTHS, Map.copyOf(lengths)))
                .on(x);
    }
}
