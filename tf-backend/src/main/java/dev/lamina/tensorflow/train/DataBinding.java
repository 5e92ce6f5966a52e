package dev.lamina.tensorflow.train;

import dev.lamina.DType;
import dev.lamina.Model;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.errors.Facts;
import dev.lamina.errors.LaminaException;
import dev.lamina.tensorflow.data.ArraySpec;
import dev.lamina.training.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which array of a batch goes where: checked against the model before any native code sees it. Arrays are matched by name where the
 * names are those of the model, else by position.
 */
final class DataBinding {
    private final List<ArraySpec> specs;
    private final List<Integer> positions = new ArrayList<>();
    private final List<DType> types = new ArrayList<>();
    private final List<@Nullable TensorSpec> targets = new ArrayList<>();
    private final List<@Nullable TensorSpec> weights = new ArrayList<>();
    private IndexCheck indices = IndexCheck.none();

    private DataBinding(List<ArraySpec> specs) {
        this.specs = specs;
    }

    /** Binds the inputs alone, as a prediction needs them. */
    static DataBinding inputs(Model model, List<ArraySpec> specs) {
        DataBinding binding = new DataBinding(specs);
        binding.bindInputs(model);
        binding.indices = IndexCheck.ofTokens(model, List.copyOf(binding.positions));
        return binding;
    }

    /** Binds inputs, targets and weights of examples. */
    static DataBinding of(Model model, Training training, List<ArraySpec> specs) {
        DataBinding binding = inputs(model, specs);
        List<Integer> targets = binding.bindTargets(model, training.needsTargets(model));
        binding.indices = binding.indices.and(IndexCheck.ofLabels(model, training, targets));
        binding.bindWeights(model);
        return binding;
    }

    /** For each fed tensor, the position of its array in a batch. */
    List<Integer> positions() {
        return positions;
    }

    /** The types of the fed tensors. */
    List<DType> types() {
        return types;
    }

    /** The targets of each output; null where it needs none. */
    List<@Nullable TensorSpec> targets() {
        return targets;
    }

    /** The weights of examples for each output; null where all count the same. */
    List<@Nullable TensorSpec> weights() {
        return weights;
    }

    /** What the tokens and the classes of a batch have to be. */
    IndexCheck indices() {
        return indices;
    }

    private List<Integer> ofRole(ArraySpec.Role role) {
        return IntStream.range(0, specs.size())
                .filter(i -> specs.get(i).role() == role)
                .boxed()
                .toList();
    }

    private List<String> namesAt(List<Integer> at) {
        return at.stream().map(i -> specs.get(i).name()).toList();
    }

    private void bindInputs(Model model) {
        List<Integer> given = ofRole(ArraySpec.Role.INPUT);
        List<SymbolicTensor> inputs = model.inputs().list();
        List<String> names = model.inputNames();
        if (given.size() != inputs.size()) {
            throw new LaminaException(Facts.of("model \"" + model.name() + "\" takes " + inputs.size() + " input"
                            + (inputs.size() == 1 ? "" : "s") + "; received " + given.size())
                    .and("inputs", describe(names, inputs))
                    .and("received", list(given))
                    .toString());
        }
        boolean byName = namesAt(given).containsAll(names);
        for (int i = 0; i < inputs.size(); i++) {
            int at = byName ? given.get(namesAt(given).indexOf(names.get(i))) : given.get(i);
            TensorSpec wanted = inputs.get(i).spec();
            ArraySpec found = specs.get(at);
            if (!wanted.shape().isCompatibleWith(found.shape())) {
                throw misfit(
                                model,
                                "input",
                                i,
                                names.get(i),
                                wanted.shape().toString(),
                                found.shape().toString())
                        .differing(wanted.shape(), found.shape());
            }
            if (!converts(found.dtype(), wanted.dtype())) {
                throw misfit(
                                model,
                                "input",
                                i,
                                names.get(i),
                                wanted.dtype().kerasName(),
                                found.dtype().kerasName())
                        .trying("cast the array to " + wanted.dtype().kerasName());
            }
            positions.add(at);
            types.add(wanted.dtype());
        }
    }

    /** Binds the targets, and returns where those of each output are in a batch; -1 where it needs none. */
    private List<Integer> bindTargets(Model model, List<Boolean> needed) {
        List<Integer> given = ofRole(ArraySpec.Role.TARGET);
        List<String> names = model.outputNames();
        List<Integer> compared =
                IntStream.range(0, needed.size()).filter(needed::get).boxed().toList();
        boolean byName = !given.isEmpty()
                && namesAt(given).containsAll(compared.stream().map(names::get).toList());
        boolean forAll = given.size() == names.size();
        if (!compared.isEmpty() && !byName && !forAll && given.size() != compared.size()) {
            throw new LaminaException(Facts.of("model \"" + model.name() + "\" is trained on " + compared.size()
                            + " target" + (compared.size() == 1 ? "" : "s") + "; received " + given.size())
                    .and(
                            "outputs",
                            String.join(", ", compared.stream().map(names::get).toList()))
                    .and("received", given.isEmpty() ? "no targets" : list(given))
                    .toString());
        }
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (!needed.get(i)) {
                targets.add(null);
                places.add(-1);
                continue;
            }
            int at = byName
                    ? given.get(namesAt(given).indexOf(names.get(i)))
                    : given.get(forAll ? i : compared.indexOf(i));
            targets.add(feed(at));
            places.add(at);
        }
        return places;
    }

    private void bindWeights(Model model) {
        List<Integer> given = ofRole(ArraySpec.Role.WEIGHT);
        List<Integer> targetPositions = ofRole(ArraySpec.Role.TARGET);
        List<String> targetNames = namesAt(targetPositions);
        for (int i = 0; i < targets.size(); i++) {
            if (targets.get(i) == null || given.isEmpty()) {
                weights.add(null);
                continue;
            }
            String output = model.outputNames().get(i);
            int named = namesAt(given).indexOf(output);
            int ofTarget = i < targetNames.size() ? namesAt(given).indexOf(targetNames.get(i)) : -1;
            int position = named >= 0 ? named : ofTarget >= 0 ? ofTarget : given.size() == 1 ? 0 : -1;
            weights.add(position < 0 ? null : feed(given.get(position)));
        }
    }

    /** Feeds an array in its own type, or in the nearest that TensorFlow takes from Java. */
    private TensorSpec feed(int at) {
        ArraySpec spec = specs.get(at);
        DType type = switch (spec.dtype()) {
            case FLOAT64, FLOAT16, BFLOAT16 -> DType.FLOAT32;
            case INT8, INT16, UINT16 -> DType.INT32;
            case UINT32, UINT64 -> DType.INT64;
            default -> spec.dtype();
        };
        positions.add(at);
        types.add(type);
        return new TensorSpec(spec.shape(), type);
    }

    /** Whether numbers keep their meaning in the other type. */
    private static boolean converts(DType from, DType to) {
        if (from == to || (from.isFloating() && to.isFloating())) {
            return true;
        }
        boolean number = from.isInteger() || from == DType.BOOL;
        return number && (to.isFloating() || (to.isInteger() && to.bytes() >= from.bytes()));
    }

    private static String describe(List<String> names, List<SymbolicTensor> tensors) {
        return String.join(
                "\n",
                IntStream.range(0, names.size())
                        .mapToObj(i -> names.get(i) + " " + tensors.get(i).spec())
                        .toList());
    }

    private String list(List<Integer> at) {
        return String.join(
                "\n",
                at.stream()
                        .map(i -> specs.get(i).dtype().kerasName() + " "
                                + specs.get(i).shape())
                        .toList());
    }

    private static InputException misfit(
            Model model, String role, int index, String name, String expected, String found) {
        return InputException.of(model.name(), role, index, name, expected, found);
    }
}
