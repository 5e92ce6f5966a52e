package dev.lamina.json;

import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A functional model of Keras 2. Calls become those of Keras 3; TensorFlow's ops, which were layers, become ops, as far as an
 * output needs them; losses and metrics, which ended nowhere, lie on the way to the first output.
 */
final class Keras2Graph implements Keras2Arguments.Tensors {
    private static final String CALLS = Keras2Member.CALLS;

    /** Layers that take the states to begin with as further inputs. */
    private static final Set<String> RECURRENT = Set.of(
            "Bidirectional",
            "ConvLSTM1D",
            "ConvLSTM2D",
            "ConvLSTM3D",
            "CuDNNGRU",
            "CuDNNLSTM",
            "GRU",
            "LSTM",
            "RNN",
            "SimpleRNN");

    /** Layers that take one list. */
    private static final Set<String> MERGING =
            Set.of("Add", "Average", "Concatenate", "Dot", "Maximum", "Minimum", "Multiply", "Subtract");

    private final Map<String, @Nullable Object> config;
    private final Place place;
    private final Map<String, Keras2Member> members = new LinkedHashMap<>();

    /** The smallest number of a call that is named of each model inside: Keras 2 counts from 1, but not always. */
    private final Map<String, Integer> firstCalls = new LinkedHashMap<>();

    private final List<@Nullable Object> upgraded = new ArrayList<>();
    private final List<Object> added = new ArrayList<>();
    private final Deque<String> wanted = new ArrayDeque<>();
    private final Set<String> met = new HashSet<>();
    private final Set<String> beingResolved = new HashSet<>();

    Keras2Graph(Map<String, @Nullable Object> config, Place place) {
        this.config = config;
        this.place = place;
        Place layersPlace = place.at("layers");
        List<@Nullable Object> layers = Plain.list(config.get("layers"), layersPlace);
        for (int i = 0; i < layers.size(); i++) {
            Place at = layersPlace.at(i);
            Map<String, @Nullable Object> keys = Plain.map(layers.get(i), at);
            String className = Plain.string(Element.required(keys, "class_name", at), at.at("class_name"));
            upgraded.add(keys);
            if (members.put(name(keys, at), new Keras2Member(i, className, keys, at)) != null) {
                throw at.error("another layer of the model is named \"" + name(keys, at) + "\"", "");
            }
        }
        members.values().forEach(member -> note(member.keys().get(CALLS)));
        note(config.get("output_layers"));
    }

    private static String name(Map<String, @Nullable Object> keys, Place place) {
        Object name = keys.get("name");
        if (name == null && keys.get("config") instanceof Map<?, ?> inner) {
            name = inner.get("name");
        }
        if (name == null) {
            throw place.error("the key name is missing", "");
        }
        return Plain.string(name, place.at("name"));
    }

    private void note(@Nullable Object plain) {
        if (plain instanceof List<?> list) {
            if (list.size() >= 3 && list.get(0) instanceof String name && list.get(1) instanceof Integer call) {
                firstCalls.merge(name, call, Math::min);
            }
            list.forEach(this::note);
        } else if (plain instanceof Map<?, ?> map) {
            map.values().forEach(this::note);
        }
    }

    /** The configuration as Keras 3 has it. */
    Map<String, @Nullable Object> config() {
        members.values().stream().filter(member -> !member.isOp()).forEach(this::layer);
        Map<String, @Nullable Object> result = new LinkedHashMap<>(config);
        result.put("input_layers", ends("input_layers", null));
        result.put("output_layers", ends("output_layers", new Chain()));
        for (String name = wanted.poll(); name != null; name = wanted.poll()) {
            op(members.get(name), name);
        }
        members.forEach((name, member) -> {
            if (member.isOp() && !met.contains(name)) {
                upgraded.set(member.index(), Keras2Op.unused(name));
            }
        });
        upgraded.addAll(added);
        result.put("layers", upgraded);
        return result;
    }

    private void layer(Keras2Member member) {
        if (member.isAdded()) {
            return; // made with the outputs
        }
        Map<String, @Nullable Object> layer = Keras2Document.element(member.keys(), member.place());
        if (member.keys().containsKey(CALLS)) {
            List<@Nullable Object> calls = new ArrayList<>();
            for (int i = 0; i < member.calls().size(); i++) {
                Object call = member.calls().get(i);
                calls.add(isOfKeras3(call) ? call : call(member, call, member.callPlace(i)));
            }
            layer.put(CALLS, calls);
        }
        upgraded.set(member.index(), layer);
    }

    private static boolean isOfKeras3(@Nullable Object call) {
        return call instanceof Map<?, ?> map && map.containsKey("args") && map.containsKey("kwargs");
    }

    private Map<String, @Nullable Object> call(Keras2Member member, @Nullable Object plain, Place at) {
        Keras2Arguments read = Keras2Arguments.of(plain, at, this);
        Map<String, @Nullable Object> keyword = new LinkedHashMap<>(read.keyword());
        keyword.values().removeIf(java.util.Objects::isNull);
        Object first = read.first();
        if (first instanceof List<?> list && list.size() == 1 && !MERGING.contains(member.className())) {
            first = list.get(0);
        }
        if (RECURRENT.contains(member.className()) && first instanceof List<?> list && list.size() > 1) {
            keyword.put("initial_state", list.subList(1, list.size()));
            first = list.get(0);
        }
        if (Keras2Document.isModel(member.keys()) && first instanceof List<?> list) {
            keyword.putIfAbsent("mask", Collections.nCopies(list.size(), null));
        }
        return Keras2Op.call(Collections.singletonList(first), keyword);
    }

    /** All calls of an op: the further ones are ops of their own, since parameters are no part of calls in Keras 3. */
    private void op(@Nullable Keras2Member member, String name) {
        if (member == null) {
            return;
        }
        for (int i = 0; i < member.calls().size(); i++) {
            Keras2Arguments read = Keras2Arguments.of(member.calls().get(i), member.callPlace(i), this);
            Keras2Op op = new Keras2Op(nameOf(name, i), member.function(), read, member.callPlace(i));
            List<Map<String, @Nullable Object>> made = op.made();
            for (Map<String, @Nullable Object> element : made) {
                boolean inPlace = i == 0 && name.equals(element.get("name"));
                if (inPlace) {
                    upgraded.set(member.index(), element);
                } else {
                    added.add(element);
                }
            }
        }
    }

    private static String nameOf(String op, int call) {
        return call == 0 ? op : op + "_call_" + call;
    }

    /** What the model begins and ends with. A single tensor is no list in Keras 3. */
    private @Nullable Object ends(String key, @Nullable Chain chain) {
        Place at = place.at(key);
        Object plain = Element.required(config, key, place);
        Object single = plain instanceof List<?> list && list.size() == 1 && History.isTriple(list.get(0))
                ? list.get(0)
                : plain;
        return ends(single, single == plain ? at : at.at(0), chain);
    }

    private Object ends(@Nullable Object plain, Place at, @Nullable Chain chain) {
        if (History.isTriple(plain)) {
            History tensor = find(History.ofTriple(plain, at));
            History end = chain == null ? tensor : chain.on(tensor);
            Keras2Member member = members.get(end.layer());
            boolean counted = member != null
                    && Keras2Document.isModel(member.keys())
                    && !Keras2Document.isSequential(member.keys());
            return List.of(end.layer(), end.call() + (counted ? 1 : 0), end.output());
        }
        if (plain instanceof Map<?, ?>) {
            Map<String, Object> read = new LinkedHashMap<>();
            Plain.map(plain, at).forEach((key, element) -> read.put(key, ends(element, at.at(key), chain)));
            return read;
        }
        List<Object> read = new ArrayList<>();
        List<@Nullable Object> list = Plain.list(plain, at);
        for (int i = 0; i < list.size(); i++) {
            read.add(ends(list.get(i), at.at(i), chain));
        }
        return read;
    }

    /** Leads the first output through all losses and metrics. */
    private final class Chain {
        private boolean done;

        History on(History output) {
            AtomicReference<History> end = new AtomicReference<>(output);
            if (!done) {
                done = true;
                members.forEach((name, member) -> {
                    if (member.isAdded() && !member.calls().isEmpty()) {
                        end.set(through(name, member, end.get()));
                    }
                });
            }
            return end.get();
        }

        private History through(String name, Keras2Member member, History output) {
            Place at = member.callPlace(0);
            Object value = Keras2Arguments.of(member.calls().get(0), at, Keras2Graph.this)
                    .first();
            Keras2Added layer = new Keras2Added(name, member.className(), member.keys(), member.place());
            upgraded.set(member.index(), layer.element(Keras2Arguments.tensor(output), single(value), added));
            return new History(name, 0, 0, at);
        }
    }

    private static @Nullable Object single(@Nullable Object value) {
        return value instanceof List<?> list && list.size() == 1 ? list.get(0) : value;
    }

    @Override
    public boolean isLayer(String name) {
        return members.containsKey(name);
    }

    @Override
    public boolean isSize(String name) {
        Keras2Member member = members.get(name);
        if (member == null || !member.isOp()) {
            return false;
        }
        boolean slice = member.function().endsWith("getitem") && !member.calls().isEmpty();
        return member.isShape()
                || (slice
                        && Keras2Arguments.firstLayer(member.calls().get(0))
                                .map(members::get)
                                .filter(Keras2Member::isShape)
                                .isPresent());
    }

    /** A tensor by the names of Keras 3. */
    @Override
    public History find(History old) {
        Keras2Member member = members.get(old.layer());
        if (member == null) {
            throw old.place()
                    .error(
                            "there is no layer \"" + old.layer() + "\"; "
                                    + Plain.suggestion(old.layer(), members.keySet()),
                            "");
        }
        if (member.isAdded()) {
            return behind(member, old);
        }
        if (Keras2Document.isModel(member.keys())) {
            int first = Math.min(1, firstCalls.getOrDefault(old.layer(), 1));
            return new History(old.layer(), old.call() - first, old.output(), old.place());
        }
        if (!member.isOp()) {
            return old;
        }
        if (old.call() < 0 || old.call() >= member.calls().size()) {
            throw old.place().error("call " + old.call() + " of \"" + old.layer() + "\" does not exist", "");
        }
        if (met.add(old.layer())) {
            wanted.add(old.layer());
        }
        return new History(nameOf(old.layer(), old.call()), 0, old.output(), old.place());
    }

    /** What adds a loss gives its input on. */
    private History behind(Keras2Member member, History old) {
        if (!beingResolved.add(old.layer()) || member.calls().isEmpty()) {
            throw old.place().error("\"" + old.layer() + "\" takes what it makes", "");
        }
        Object input = single(Keras2Arguments.of(member.calls().get(0), member.callPlace(0), this)
                .first());
        beingResolved.remove(old.layer());
        if (!History.isTensor(input)) {
            throw member.callPlace(0).unexpected(input, "one tensor");
        }
        return History.ofTensor(Plain.map(input, member.callPlace(0)), old.place());
    }
}
