package dev.lamina.ops;

import dev.lamina.Arithmetic;
import dev.lamina.OpType;
import dev.lamina.Randomness;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All declarations of ops. */
public final class OpTypes {
    /** The classes whose constants are declarations; a test proves that none is missing. */
    static final List<Class<?>> FAMILIES = List.of(
            Arithmetic.class,
            Randomness.class,
            Attention.class,
            Axes.class,
            BatchStatistics.class,
            Blocks.class,
            Decompositions.class,
            Colors.class,
            Filters.class,
            Images.class,
            Warps.class,
            Pooling.class,
            Comparisons.class,
            Convolutions.class,
            Core.class,
            Counting.class,
            Crops.class,
            Correlations.class,
            Listing.class,
            Crossentropies.class,
            Diagonals.class,
            Elementwise.class,
            Fourier.class,
            Gathering.class,
            Joining.class,
            Linear.class,
            Logic.class,
            Loops.class,
            Matrices.class,
            MatrixNorms.class,
            NanReductions.class,
            Nn.class,
            Normalizing.class,
            Norms.class,
            Pads.class,
            Patches.class,
            Random.class,
            Rearrange.class,
            Rearranging.class,
            Rectifiers.class,
            Recurrence.class,
            Reductions.class,
            Rounding.class,
            Scans.class,
            Segments.class,
            Selection.class,
            Shapes.class,
            Sorting.class,
            Spaces.class,
            Special.class,
            Text.class,
            Trigonometry.class);

    private record Key(String module, String className) {
        static Key of(OpType type) {
            return new Key(
                    String.valueOf(type.schema().home().module()), type.schema().className());
        }
    }

    private static final List<OpType> ALL =
            FAMILIES.stream().flatMap(family -> declared(family).stream()).toList();
    private static final Map<Key, OpType> BY_KEY =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Key::of, Function.identity()));

    private OpTypes() {}

    /** Every declaration, Lamina's own ops included. */
    public static List<OpType> all() {
        return ALL;
    }

    /**
     * The op that a file names; null if there is none, or one of Lamina's own that no file may hold.
     *
     * @param module the Python module, such as {@code keras.src.ops.numpy}
     */
    public static @Nullable OpType find(String module, String className) {
        return module.equals(Modules.LAMINA) ? null : BY_KEY.get(new Key(module, className));
    }

    /** The declarations among the public constants of a class. */
    static List<OpType> declared(Class<?> family) {
        return Arrays.stream(family.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == OpType.class)
                .map(OpTypes::value)
                .toList();
    }

    private static OpType value(java.lang.reflect.Field constant) {
        try {
            return (OpType) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(constant + " is not public", e);
        }
    }
}
