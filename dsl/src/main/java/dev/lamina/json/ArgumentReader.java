package dev.lamina.json;

import dev.lamina.Arguments;
import dev.lamina.DType;
import dev.lamina.OpType;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Field;
import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the arguments of one call. */
final class ArgumentReader {
    private final Function<History, SymbolicTensor> tensors;
    private final List<@Nullable Object> positional;
    private final Map<String, @Nullable Object> keyword;
    private final Place place;

    /**
     * A reader of one call.
     *
     * @param plain {@code {"args": …, "kwargs": …}}
     * @param tensors finds the tensors of earlier calls
     */
    ArgumentReader(@Nullable Object plain, Place place, Function<History, SymbolicTensor> tensors) {
        if (plain instanceof List<?>) {
            throw place.error("this is a call as Keras 2 writes it", "load the model in Keras 3 and save it there");
        }
        Map<String, @Nullable Object> call = Plain.map(plain, place);
        this.tensors = tensors;
        this.place = place;
        this.positional = Plain.list(Element.required(call, "args", place), place.at("args"));
        this.keyword = Plain.map(Element.required(call, "kwargs", place), place.at("kwargs"));
    }

    /** The arguments of a layer or model: tensors by position, by keyword tensors and plain values. */
    Arguments forLayer(String what) {
        List<@Nullable Object> read = new ArrayList<>();
        for (int i = 0; i < positional.size(); i++) {
            read.add(tree(positional.get(i), place.at("args").at(i), (plain, at) -> {
                throw at.unexpected(plain, "a tensor, which is all that " + what + " takes");
            }));
        }
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        keyword.forEach(
                (key, value) -> named.put(key, option(value, place.at("kwargs").at(key))));
        return Arguments.of(read, named);
    }

    /** The arguments as they stand in the document, tensors in the places of theirs. */
    Arguments verbatim() {
        return Arguments.of(
                Plain.list(verbatim(positional, place.at("args")), place),
                Plain.map(verbatim(keyword, place.at("kwargs")), place));
    }

    private @Nullable Object verbatim(@Nullable Object plain, Place at) {
        if (History.isTensor(plain)) {
            return tensors.apply(History.ofTensor(Plain.map(plain, at), at));
        }
        if (plain instanceof List<?> list) {
            List<@Nullable Object> read = new ArrayList<>();
            list.forEach(element -> read.add(verbatim(element, at)));
            return read;
        }
        if (plain instanceof Map<?, ?>) {
            Map<String, @Nullable Object> read = new LinkedHashMap<>();
            Plain.map(plain, at).forEach((key, element) -> read.put(key, verbatim(element, at)));
            return read;
        }
        return plain;
    }

    /** A plain value, or tensors in any structure. */
    private @Nullable Object option(@Nullable Object plain, Place at) {
        return History.anyIn(plain, at) || typed(plain)
                ? tree(plain, at, (leaf, leafPlace) -> Literals.bare(leaf, null, leafPlace))
                : plain;
    }

    /** The parameters that Keras passes to an op in the call, by key, checked. */
    Map<String, @Nullable Object> passed(OpType type) {
        Map<String, @Nullable Object> passed = new LinkedHashMap<>();
        int next = type.passedFrom();
        for (Field<?> field : type.passed()) {
            if (isParameter(type, next)) {
                passed.put(
                        field.key(),
                        checked(field, positional.get(next), place.at("args").at(next)));
                next++;
            } else if (keyword.containsKey(field.key())) {
                passed.put(
                        field.key(),
                        checked(
                                field,
                                keyword.get(field.key()),
                                place.at("kwargs").at(field.key())));
            }
        }
        Field<?> collected = type.collected();
        if (collected != null) {
            passed.put(collected.key(), checked(collected, rest(type), place.at("kwargs")));
        }
        return passed;
    }

    /** The arguments by keyword that have no parameter of their own. */
    private Map<String, @Nullable Object> rest(OpType type) {
        Map<String, @Nullable Object> rest = new LinkedHashMap<>(keyword);
        type.passed().forEach(field -> rest.remove(field.key()));
        return rest;
    }

    private static @Nullable Object checked(Field<?> field, @Nullable Object plain, Place at) {
        field.codec().read(plain, at);
        return plain;
    }

    /** Whether an argument is a parameter rather than a tensor. */
    private boolean isParameter(OpType type, int position) {
        int from = type.passedFrom();
        boolean passed = position >= from && position < from + type.passed().size();
        return passed && position < positional.size() && !isTensor(positional.get(position));
    }

    private boolean isTensor(@Nullable Object plain) {
        return typed(plain) || History.anyIn(plain, place);
    }

    /** The tensors and constants of an op. */
    Arguments forOp(OpType type) {
        DType beside = beside();
        List<@Nullable Object> read = new ArrayList<>();
        for (int i = 0; i < positional.size(); i++) {
            if (!isParameter(type, i)) {
                read.add(operand(positional.get(i), beside, place.at("args").at(i)));
            }
        }
        Map<String, @Nullable Object> kept = new LinkedHashMap<>();
        keyword.forEach((key, value) -> {
            boolean parameter = type.collected() != null
                    || type.passed().stream().anyMatch(field -> field.key().equals(key));
            Place at = place.at("kwargs").at(key);
            if (!parameter && value != null && !type.operands().contains(key)) {
                throw at.error("the op " + type + " takes its tensors by position", "");
            }
            kept.put(key, parameter ? value : operand(value, beside, at));
        });
        return Arguments.of(read, kept);
    }

    /** A tensor, a constant, or a list that holds tensors; a list without any is one constant. */
    private @Nullable Object operand(@Nullable Object plain, @Nullable DType beside, Place at) {
        if (plain instanceof List<?> && !isTensor(plain) && !holdsTyped(plain)) {
            return Literals.bare(plain, beside, at);
        }
        return tree(plain, at, (leaf, leafPlace) -> Literals.bare(leaf, beside, leafPlace));
    }

    private static boolean holdsTyped(@Nullable Object plain) {
        return typed(plain) || (plain instanceof List<?> list && list.stream().anyMatch(ArgumentReader::holdsTyped));
    }

    private static boolean typed(@Nullable Object plain) {
        return plain instanceof Map<?, ?> map
                && ("__tensor__".equals(map.get("class_name")) || "__numpy__".equals(map.get("class_name")));
    }

    /** The type that a bare number stands beside: that of the first tensor that is not boolean. */
    private @Nullable DType beside() {
        List<DType> types = new ArrayList<>();
        History.forEach(
                positional,
                place.at("args"),
                history -> types.add(tensors.apply(history).dtype()));
        return types.stream()
                .filter(type -> type != DType.BOOL)
                .findFirst()
                .orElse(types.isEmpty() ? null : types.get(0));
    }

    private interface Leaf {
        SymbolicTensor read(Object plain, Place at);
    }

    private @Nullable Object tree(@Nullable Object plain, Place at, Leaf leaf) {
        if (plain == null) {
            return null;
        }
        if (plain instanceof List<?> list) {
            List<@Nullable Object> read = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                read.add(tree(list.get(i), at.at(i), leaf));
            }
            return read;
        }
        if (!(plain instanceof Map<?, ?>)) {
            return leaf.read(plain, at);
        }
        Map<String, @Nullable Object> object = Plain.map(plain, at);
        if (History.isTensor(object)) {
            return tensors.apply(History.ofTensor(object, at));
        }
        if (typed(object)) {
            return Literals.typed(object, at);
        }
        if (object.get("class_name") instanceof String name) {
            throw at.error("an argument of the kind " + name + " cannot be read", "");
        }
        Map<String, @Nullable Object> read = new LinkedHashMap<>();
        object.forEach((key, element) -> read.put(key, tree(element, at.at(key), leaf)));
        return read;
    }
}
