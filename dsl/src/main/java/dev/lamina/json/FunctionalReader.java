package dev.lamina.json;

import dev.lamina.Arguments;
import dev.lamina.Layer;
import dev.lamina.Model;
import dev.lamina.Op;
import dev.lamina.Operation;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.Tensors;
import dev.lamina.UnknownLayer;
import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import dev.lamina.errors.ConfigException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one functional model: makes the layers, then replays their calls, each as soon as its inputs are there.
 *
 * <p>Source: {@code keras.src.models.functional.functional_from_config}.
 */
final class FunctionalReader {
    private final ModelReader models;
    private final Element model;
    private final List<@Nullable TensorSpec> outputs;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private @Nullable RecordedSpecs recorded;

    FunctionalReader(ModelReader models, Element model, List<@Nullable TensorSpec> outputs) {
        this.models = models;
        this.model = model;
        this.outputs = outputs;
    }

    /** What the document says of the tensors in it; asked for where a layer is not known. */
    private RecordedSpecs recorded() {
        RecordedSpecs known = recorded;
        recorded = known == null ? RecordedSpecs.of(model, outputs) : known;
        return recorded;
    }

    /** A layer of the model and what its calls made so far. */
    static final class Member {
        private final Element element;
        private final List<@Nullable Object> calls;
        private final List<List<SymbolicTensor>> made = new ArrayList<>();
        private @Nullable Operation operation;

        private Member(Element element, List<@Nullable Object> calls) {
            this.element = element;
            this.calls = calls;
        }

        String name() {
            return element.name();
        }

        /** The number of calls in the document; an input has one, which no document holds. */
        int callCount() {
            return element.isInput() ? 1 : calls.size();
        }

        @Nullable
        Object call(int index) {
            return element.isInput() ? List.of() : calls.get(index);
        }

        Place callPlace(int index) {
            return element.place().at("inbound_nodes").at(index);
        }

        /** Models inside the model count their calls from 1 where its inputs and outputs are listed: a relic of Keras 2. */
        private int firstListed() {
            return element.isModel() && !element.isSequential() ? 1 : 0;
        }
    }

    Model read() {
        model.allowOnly(List.of("name", "trainable", "layers", "input_layers", "output_layers", "dtype"));
        for (Element element : ModelReader.elements(model)) {
            Member member = new Member(element, element.calls());
            Member other = members.put(element.name(), member);
            if (other != null) {
                throw element.place().error("another layer of the model is named \"" + element.name() + "\"", "");
            }
            if (!element.isOp() && !element.isInput()) {
                member.operation = models.operation(element, this::recorded);
            }
        }
        new CallOrder(members, model.configPlace()).forEach(this::replay);
        return Model.of(model.name(), listed("input_layers"), listed("output_layers"))
                .trainable(model.flag("trainable", true));
    }

    private void replay(Member member, int index) {
        if (member.element.isInput()) {
            member.made.add(List.of(ModelReader.input(member.element)));
            return;
        }
        Place place = member.callPlace(index);
        ArgumentReader reader = new ArgumentReader(member.call(index), place, this::find);
        Operation operation = operation(member, reader, place);
        models.count(operation, place);
        member.made.add(
                operation instanceof UnknownLayer unknown
                        ? unknown.call(index, reader.verbatim())
                        : call(operation, reader, place));
    }

    /** Ops have parameters in their calls, and so are made at the first. */
    private static Operation operation(Member member, ArgumentReader reader, Place place) {
        Operation known = member.operation;
        if (!member.element.isOp()) {
            return java.util.Objects.requireNonNull(known);
        }
        Op op = OpReader.read(member.element, reader);
        if (known instanceof Op first && !first.toString().equals(op.toString())) {
            throw place.error("the op \"" + member.name() + "\" has other parameters than at its first call", "");
        }
        Operation operation = known == null ? op : known;
        member.operation = operation;
        return operation;
    }

    private static List<SymbolicTensor> call(Operation operation, ArgumentReader reader, Place place) {
        if (operation instanceof Op op) {
            return op.call(reader.forOp(op.type()));
        }
        Arguments arguments = reader.forLayer("layer \"" + operation.givenName() + "\"");
        if (operation instanceof Layer<?> layer) {
            try {
                return layer.call(arguments);
            } catch (ConfigException e) {
                throw place.error(String.valueOf(e.getMessage()), "");
            }
        }
        Model inner = (Model) operation;
        boolean byKey = arguments.positional().stream().anyMatch(Map.class::isInstance);
        if (byKey && inner.inputs().keys().isEmpty()) {
            throw place.error("model \"" + inner.name() + "\" is called with a dictionary; its inputs are none", "");
        }
        return inner.call(arguments);
    }

    /** A tensor in the arguments of a call. */
    private SymbolicTensor find(History history) {
        return find(history, 0);
    }

    private SymbolicTensor find(History history, int firstCall) {
        Member member = member(members, history);
        int call = history.call() - firstCall;
        if (call < 0 || call >= member.callCount()) {
            throw history.place()
                    .error(
                            "call " + history.call() + " of \"" + history.layer() + "\" does not exist",
                            "a number from " + firstCall + " to " + (firstCall + member.callCount() - 1));
        }
        List<SymbolicTensor> outputs = member.made.get(call);
        if (history.output() < 0 || history.output() >= outputs.size()) {
            throw history.place()
                    .error(
                            "output " + history.output() + " of \"" + history.layer() + "\" does not exist",
                            "a number from 0 to " + (outputs.size() - 1));
        }
        return outputs.get(history.output());
    }

    static Member member(Map<String, Member> members, History history) {
        Member member = members.get(history.layer());
        if (member == null) {
            throw history.place()
                    .error(
                            "there is no layer \"" + history.layer() + "\"; "
                                    + Plain.suggestion(history.layer(), members.keySet()),
                            "");
        }
        return member;
    }

    /** The inputs or outputs of the model. */
    private Tensors listed(String key) {
        Place place = model.configPlace().at(key);
        return Tensors.of(listed(Element.required(model.config(), key, model.configPlace()), place));
    }

    private Object listed(@Nullable Object plain, Place place) {
        if (History.isTriple(plain)) {
            History history = History.ofTriple(plain, place);
            return find(history, member(members, history).firstListed());
        }
        if (plain instanceof Map<?, ?>) {
            Map<String, Object> read = new LinkedHashMap<>();
            Plain.map(plain, place).forEach((key, element) -> read.put(key, listed(element, place.at(key))));
            return read;
        }
        List<@Nullable Object> list = Plain.list(plain, place);
        List<Object> read = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            read.add(listed(list.get(i), place.at(i)));
        }
        return read;
    }
}
