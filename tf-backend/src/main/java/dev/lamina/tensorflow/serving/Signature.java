package dev.lamina.tensorflow.serving;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.errors.Facts;
import dev.lamina.errors.LaminaException;
import dev.lamina.tensorflow.emit.DTypes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorShapeProto;

/**
 * A function of a SavedModel: what it takes and what it returns, by name. The format has no order of these; here it is that of their
 * names.
 */
public record Signature(String name, SortedMap<String, TensorInfo> inputs, SortedMap<String, TensorInfo> outputs) {
    public Signature {
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
        outputs = Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
    }

    /**
     * What is known of an input or output.
     *
     * @param shape null where even the number of axes is open
     * @param tensor TensorFlow's name of it in the graph
     */
    public record TensorInfo(DType dtype, @Nullable Shape shape, String tensor) {
        @Override
        public String toString() {
            return (shape == null ? "(...)" : shape) + " " + dtype.kerasName();
        }
    }

    /** Names that mark what loading runs, not what callers do. */
    static boolean isInternal(String name) {
        return name.startsWith("__saved_model_");
    }

    /**
     * Reads one.
     *
     * @throws LaminaException if it takes or returns what Lamina has no arrays for
     */
    static Signature of(String name, SignatureDef def) {
        return new Signature(
                name, tensors(name, "input", def.getInputsMap()), tensors(name, "output", def.getOutputsMap()));
    }

    private static SortedMap<String, TensorInfo> tensors(
            String signature, String role, Map<String, org.tensorflow.proto.TensorInfo> infos) {
        SortedMap<String, TensorInfo> tensors = new TreeMap<>();
        infos.forEach((name, info) -> tensors.put(name, tensor(signature, role + " \"" + name + "\"", info)));
        return tensors;
    }

    private static TensorInfo tensor(String signature, String what, org.tensorflow.proto.TensorInfo info) {
        if (!info.hasName()) {
            throw unusable(signature, what + " is made of several tensors: it is sparse, ragged or composite");
        }
        DType dtype = DTypes.find(info.getDtype())
                .filter(DTypes::passesFromJava)
                .orElseThrow(() -> unusable(
                        signature, what + " is " + info.getDtype() + ", which cannot be passed to or from Java"));
        return new TensorInfo(dtype, shape(signature, what, info.getTensorShape()), info.getName());
    }

    private static @Nullable Shape shape(String signature, String what, TensorShapeProto proto) {
        if (proto.getUnknownRank()) {
            return null;
        }
        int[] sizes = new int[proto.getDimCount()];
        for (int axis = 0; axis < sizes.length; axis++) {
            long size = proto.getDim(axis).getSize();
            if (size < Shape.UNKNOWN || size > Integer.MAX_VALUE) {
                throw unusable(signature, what + " has an axis of size " + size);
            }
            sizes[axis] = (int) size;
        }
        return Shape.of(sizes);
    }

    private static LaminaException unusable(String signature, String problem) {
        return new LaminaException(Facts.of("signature \"" + signature + "\" cannot be called")
                .and("problem", problem)
                .and("try", "another signature, or one that was exported with plain tensors")
                .toString());
    }

    /**
     * Checks arrays before native code sees them.
     *
     * @throws LaminaException naming all that differ
     */
    void check(Map<String, NdArray> arrays) {
        List<String> differing = new ArrayList<>();
        inputs.forEach((input, wanted) -> {
            NdArray given = arrays.get(input);
            if (given == null) {
                differing.add("\"" + input + "\" is missing");
            } else if (given.dtype() != wanted.dtype()) {
                differing.add("\"" + input + "\" is " + given.dtype().kerasName() + ", not "
                        + wanted.dtype().kerasName() + ": cast the array");
            } else if (wanted.shape() != null && !wanted.shape().isCompatibleWith(given.shape())) {
                differing.add("\"" + input + "\" is of shape " + given.shape() + ", not " + wanted.shape());
            }
        });
        arrays.keySet().stream()
                .filter(given -> !inputs.containsKey(given))
                .forEach(given -> differing.add("there is no input \"" + given + "\""));
        if (!differing.isEmpty()) {
            throw new LaminaException(Facts.of("signature \"" + name + "\" cannot take these inputs")
                    .and("inputs", listed(inputs))
                    .and("differs", String.join("\n", differing))
                    .toString());
        }
    }

    private static String listed(Map<String, TensorInfo> tensors) {
        return String.join(
                "\n",
                tensors.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .toList());
    }

    @Override
    public String toString() {
        return name + ": " + listed(inputs).replace("\n", ", ") + " -> "
                + listed(outputs).replace("\n", ", ");
    }
}
