package dev.lamina;

import dev.lamina.errors.ConfigException;
import dev.lamina.errors.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one call of a layer, bound to the parameters that the layer names: its inputs, and options such as a mask.
 * Masks that nobody gave are those of the inputs.
 *
 * <p>Source: {@code CallSpec} and step 6 of {@code Layer.__call__} in {@code keras.src.layers.layer}.
 */
final class CallArguments {
    /** Keras writes it into its files, and sets it anew at each call: what a file says of it changes nothing. */
    private static final String TRAINING = "training";

    static final String MASK = "mask";

    private final Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> options = new LinkedHashMap<>();

    private CallArguments() {}

    static CallArguments bind(Layer<?> layer, List<String> inputNames, List<String> optionNames, Arguments arguments) {
        CallArguments bound = new CallArguments();
        List<@Nullable Object> positional = arguments.positional();
        for (int i = 0; i < positional.size(); i++) {
            boolean isInput = inputNames.isEmpty() || i < inputNames.size();
            int option = i - inputNames.size();
            if (!isInput && option >= optionNames.size()) {
                throw ShapeException.because("takes " + (inputNames.size() + optionNames.size())
                        + " arguments; received " + positional.size());
            }
            if (isInput) {
                bound.inputs.put(inputNames.isEmpty() ? "input " + i : inputNames.get(i), positional.get(i));
            } else {
                bound.options.put(optionNames.get(option), positional.get(i));
            }
        }
        arguments.keyword().forEach((key, value) -> bound.bind(layer, inputNames, optionNames, key, value));
        bound.order(inputNames);
        bound.checkMasks(inputNames);
        return bound;
    }

    /** Inputs that were given by keyword, in the order of the parameters. */
    private void order(List<String> inputNames) {
        Map<String, @Nullable Object> given = new LinkedHashMap<>(inputs);
        inputs.keySet().removeAll(inputNames);
        inputNames.stream().filter(given::containsKey).forEach(name -> inputs.put(name, given.get(name)));
    }

    private void bind(
            Layer<?> layer, List<String> inputNames, List<String> optionNames, String key, @Nullable Object value) {
        boolean isInput = inputNames.contains(key) || (inputNames.isEmpty() && key.equals("inputs"));
        if (isInput || optionNames.contains(key)) {
            Map<String, @Nullable Object> target = isInput ? inputs : options;
            if (target.containsKey(key)) {
                throw ShapeException.because("was given its argument \"" + key + "\" twice");
            }
            target.put(key, value);
        } else if (!key.equals(TRAINING) && value != null) {
            List<String> known = new ArrayList<>(inputNames);
            known.addAll(optionNames);
            throw new ConfigException(Node.describe(layer) + " takes no argument \"" + key + "\"; it takes "
                    + (known.isEmpty() ? "its inputs alone" : String.join(", ", known)));
        }
    }

    /** The tensors of the inputs, in order. */
    List<SymbolicTensor> inputs() {
        return Arguments.of(new ArrayList<>(inputs.values()), Map.of()).tensors();
    }

    /** The options that were given. */
    Map<String, @Nullable Object> options() {
        return Collections.unmodifiableMap(options);
    }

    /** Refuses masks that are no tensors, before anything takes them for some. */
    private void checkMasks(List<String> inputNames) {
        options.forEach((name, value) -> {
            boolean isMask =
                    name.equals(MASK) || inputNames.stream().anyMatch(input -> name.equals(input + "_" + MASK));
            boolean fits = value == null
                    || value instanceof SymbolicTensor
                    || (value instanceof List<?> list
                            && list.stream().allMatch(one -> one == null || one instanceof SymbolicTensor));
            if (isMask && !fits) {
                throw ShapeException.because("needs a tensor as its argument \"" + name + "\"")
                        .differs("it is " + value);
            }
        });
    }

    /** Sets the masks that are options of the layer and were not given to those of the inputs. */
    void populateMasks(List<String> optionNames, Trace trace) {
        Map<String, @Nullable Object> given = new LinkedHashMap<>(inputs);
        given.putAll(options);
        given.values().removeIf(value -> tensors(value).isEmpty());
        if (given.size() == 1) {
            populate(optionNames, MASK, given.values().iterator().next(), trace);
        } else {
            given.forEach((name, value) -> populate(optionNames, name + "_" + MASK, value, trace));
        }
    }

    private void populate(List<String> optionNames, String option, @Nullable Object input, Trace trace) {
        if (!optionNames.contains(option) || options.get(option) != null) {
            return;
        }
        List<@Nullable SymbolicTensor> masks = masks(input, trace);
        if (masks.stream().anyMatch(mask -> mask != null)) {
            options.put(option, input instanceof SymbolicTensor ? masks.get(0) : masks);
        }
    }

    /** The masks that the layer's outputs may inherit: what was given as the mask, else those of the first argument. */
    List<@Nullable SymbolicTensor> previousMasks(Trace trace) {
        Object given = options.get(MASK);
        if (given != null) {
            return given instanceof List<?> list
                    ? list.stream()
                            .<@Nullable SymbolicTensor>map(SymbolicTensor.class::cast)
                            .toList()
                    : Arrays.asList((SymbolicTensor) given);
        }
        return inputs.isEmpty() ? List.of() : masks(inputs.values().iterator().next(), trace);
    }

    private static List<@Nullable SymbolicTensor> masks(@Nullable Object argument, Trace trace) {
        List<@Nullable SymbolicTensor> masks = new ArrayList<>();
        tensors(argument).forEach(tensor -> masks.add(trace.maskOf(tensor)));
        return Collections.unmodifiableList(masks);
    }

    private static List<SymbolicTensor> tensors(@Nullable Object argument) {
        return Arguments.of(Collections.singletonList(argument), Map.of()).tensors();
    }

    /**
     * The arguments as a file shall hold them: with the mask of a single input, where Keras writes it down, which it does where
     * it need not convert the input.
     */
    static Arguments recorded(Arguments arguments, boolean takesMask, DType computed) {
        boolean records = takesMask
                && arguments.keyword().isEmpty()
                && arguments.positional().size() == 1
                && arguments.positional().get(0) instanceof SymbolicTensor x
                && x.dtype() == computed;
        if (!records) {
            return arguments;
        }
        Map<String, @Nullable Object> mask = new LinkedHashMap<>();
        mask.put(MASK, arguments.tensors().get(0).mask());
        return Arguments.of(arguments.positional(), mask);
    }
}
