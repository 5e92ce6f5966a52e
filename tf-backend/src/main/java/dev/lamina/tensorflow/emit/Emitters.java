package dev.lamina.tensorflow.emit;

import dev.lamina.OpType;
import dev.lamina.errors.LaminaException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The one table of emitters, filled family by family. */
public final class Emitters {
    private static final Emitters ALL = new Emitters();

    static {
        ElementwiseEmitters.addTo(ALL);
        ReductionEmitters.addTo(ALL);
        ShapeEmitters.addTo(ALL);
        NnEmitters.addTo(ALL);
        ConvolutionEmitters.addTo(ALL);
        RandomEmitters.addTo(ALL);
    }

    private record Entry(Emitter emitter, boolean differentiable) {}

    private final Map<OpType, Entry> entries = new HashMap<>();

    private Emitters() {}

    /** Adds an op that gradients flow through. */
    Emitters add(OpType type, Emitter.Single emitter) {
        return addMultiple(type, emission -> List.of(emitter.emit(emission)));
    }

    /** Adds an op with several outputs that gradients flow through. */
    Emitters addMultiple(OpType type, Emitter emitter) {
        return put(type, new Entry(emitter, true));
    }

    /** Adds an op whose output does not change smoothly with its input, such as a comparison: it stops gradients. */
    Emitters addStopping(OpType type, Emitter.Single emitter) {
        return put(type, new Entry(emission -> List.of(emitter.emit(emission)), false));
    }

    private Emitters put(OpType type, Entry entry) {
        if (entries.put(type, entry) != null) {
            throw new IllegalStateException(type + " has two emitters");
        }
        return this;
    }

    /** The ops that have an emitter. */
    static Set<OpType> types() {
        return Set.copyOf(ALL.entries.keySet());
    }

    /** Whether gradients flow through an op. */
    public static boolean isDifferentiable(OpType type) {
        return entry(type).differentiable;
    }

    static List<org.tensorflow.Output<?>> emit(OpType type, Emission emission) {
        return entry(type).emitter.emit(emission);
    }

    private static Entry entry(OpType type) {
        Entry entry = ALL.entries.get(type);
        if (entry == null) {
            throw new LaminaException("the op " + type + " cannot be run by the TensorFlow backend");
        }
        return entry;
    }
}
