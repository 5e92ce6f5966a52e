package dev.lamina.tensorflow.emit;

import dev.lamina.OpType;
import dev.lamina.errors.LaminaException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Output;

/** The one table of emitters, filled family by family. */
public final class Emitters {
    private static final Emitters ALL = new Emitters();

    static {
        ElementwiseEmitters.addTo(ALL);
        MathEmitters.addTo(ALL);
        LogicEmitters.addTo(ALL);
        LoopEmitters.addTo(ALL);
        ReductionEmitters.addTo(ALL);
        ScanEmitters.addTo(ALL);
        SortingEmitters.addTo(ALL);
        ShapeEmitters.addTo(ALL);
        RearrangingEmitters.addTo(ALL);
        GatheringEmitters.addTo(ALL);
        LinearEmitters.addTo(ALL);
        NnEmitters.addTo(ALL);
        ActivationEmitters.addTo(ALL);
        ConvolutionEmitters.addTo(ALL);
        PoolingEmitters.addTo(ALL);
        ResizeEmitters.addTo(ALL);
        ColorEmitters.addTo(ALL);
        WarpEmitters.addTo(ALL);
        FilterEmitters.addTo(ALL);
        DecompositionEmitters.addTo(ALL);
        BatchStatisticsEmitters.addTo(ALL);
        RandomEmitters.addTo(ALL);
        TextEmitters.addTo(ALL);
        RecurrenceEmitters.addTo(ALL);
        BlockEmitters.addTo(ALL);
        PatchEmitters.addTo(ALL);
        ListingEmitters.addTo(ALL);
        FourierEmitters.addTo(ALL);
        SpaceEmitters.addTo(ALL);
        MatrixEmitters.addTo(ALL);
        NormEmitters.addTo(ALL);
        CrossentropyEmitters.addTo(ALL);
    }

    /** What gradients do at an op. */
    enum Flow {
        /** They pass, and are proved right. */
        PASSES,
        /** They end: the op's derivative is zero wherever it has one. */
        STOPS,
        /** Nothing here computes them rightly; asking for them is an error. */
        REFUSES
    }

    private record Entry(Emitter emitter, Flow flow) {}

    private final Map<OpType, Entry> entries = new HashMap<>();

    private Emitters() {}

    /** Adds an op that gradients flow through. */
    Emitters add(OpType type, Emitter.Single emitter) {
        return addMultiple(type, emission -> List.of(emitter.emit(emission)));
    }

    /** Adds an op with several outputs that gradients flow through. */
    Emitters addMultiple(OpType type, Emitter emitter) {
        return put(type, new Entry(emitter, Flow.PASSES));
    }

    /** How gradients go back through an op that is emitted. */
    @FunctionalInterface
    interface Backward {
        /**
         * The gradients by the floating-point inputs; see {@link Vjp} for what may be asked here.
         *
         * @param emission the op, with a {@code tf} for operations of the gradient
         * @param outputs what was emitted for it
         * @param outputGradients one for each floating-point output
         */
        List<? extends @Nullable Output<?>> gradients(
                Emission emission, List<Output<?>> outputs, List<Output<?>> outputGradients);
    }

    /** Adds an op whose gradient is given here, since TensorFlow has none of the operations that it becomes. */
    Emitters addWithGradient(OpType type, Emitter emitter, Backward backward) {
        return addMultiple(type, emission -> {
            List<Output<?>> outputs = emitter.emit(emission);
            return emission.tf()
                    .withGradient(
                            emission.inputs(),
                            outputs,
                            (tf, gradients) -> backward.gradients(
                                    new Emission(tf, emission.node(), emission.inputs()), outputs, gradients));
        });
    }

    /** Adds an op whose output does not change smoothly with its input, such as a comparison: it stops gradients. */
    Emitters addStopping(OpType type, Emitter.Single emitter) {
        return addStoppingMultiple(type, emission -> List.of(emitter.emit(emission)));
    }

    /** Adds an op with several outputs that stops gradients. */
    Emitters addStoppingMultiple(OpType type, Emitter emitter) {
        return put(type, new Entry(emission -> stopped(emission, emitter.emit(emission)), Flow.STOPS));
    }

    /** Adds an op that has derivatives which TensorFlow cannot compute rightly: a gradient through it is refused. */
    Emitters addRefusing(OpType type, Emitter.Single emitter) {
        return addRefusingMultiple(type, emission -> List.of(emitter.emit(emission)));
    }

    /** Adds an op with several outputs through which gradients are refused. */
    Emitters addRefusingMultiple(OpType type, Emitter emitter) {
        return put(type, new Entry(emitter, Flow.REFUSES));
    }

    /**
     * TensorFlow must not look for gradients of the operations inside: of many it has none, also of those that take integers
     * only, to which a tensor's shape leads.
     */
    private static List<Output<?>> stopped(Emission emission, List<Output<?>> outputs) {
        return outputs.stream()
                .<Output<?>>map(output ->
                        !DTypes.isFloating(output) ? output : emission.tf().op("StopGradient", output))
                .toList();
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

    /** What gradients do at an op. */
    static Flow flow(OpType type) {
        return entry(type).flow;
    }

    static List<Output<?>> emit(OpType type, Emission emission) {
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
