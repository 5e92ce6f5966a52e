package dev.lamina.inspect;

import dev.lamina.Model;
import dev.lamina.Node;
import dev.lamina.Operation;
import dev.lamina.Source;
import dev.lamina.config.Configured;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What differs between the layers of two models: which are only in one, and where layers of one name have another class,
 * configuration, shape or source. Inner models are compared layer by layer.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 8);
 * Model before = Model.of("model", x, x.then(dense(4).name("code")));
 * Model after = Model.of("model", x, x.then(dense(2).name("code")));
 * String text = ModelDiff.of(before, after).toString();
 * }</pre>
 *
 * @param changes in the order of the first model's layers, then what only the second has
 */
public record ModelDiff(List<Change> changes) {
    /** Where a layer is. */
    public enum Kind {
        REMOVED("-"),
        ADDED("+"),
        CHANGED("~");

        private final String sign;

        Kind(String sign) {
            this.sign = sign;
        }

        /** What stands before a line. */
        public String sign() {
            return sign;
        }
    }

    /**
     * A layer that differs.
     *
     * @param layer its name, behind those of the models around it: {@code encoder/conv2d}
     * @param values what differs, as both models have it; empty where only one has the layer
     */
    public record Change(Kind kind, String layer, String className, Map<String, Values> values) {}

    /** What two models have in one place; {@code -} where one has nothing there. */
    public record Values(String first, String second) {}

    /** Copies. */
    public ModelDiff {
        changes = List.copyOf(changes);
    }

    /** What one must change to make the first model the second. */
    public static ModelDiff of(Model first, Model second) {
        List<Change> changes = new ArrayList<>();
        compare(first, second, "", changes);
        return new ModelDiff(changes);
    }

    /** Whether the models have equal layers, connected equally. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    private static void compare(Model first, Model second, String path, List<Change> changes) {
        Map<String, Operation> there = new LinkedHashMap<>();
        second.operations().forEach(operation -> there.put(second.nameOf(operation), operation));
        for (Operation operation : first.operations()) {
            String name = first.nameOf(operation);
            Operation other = there.remove(name);
            if (other == null) {
                changes.add(new Change(Kind.REMOVED, path + name, operation.className(), Map.of()));
                continue;
            }
            Map<String, Values> values = values(first, operation, second, other);
            if (!values.isEmpty()) {
                changes.add(new Change(Kind.CHANGED, path + name, operation.className(), values));
            }
            if (operation instanceof Model inner && other instanceof Model otherInner) {
                compare(inner, otherInner, path + name + "/", changes);
            }
        }
        there.forEach(
                (name, operation) -> changes.add(new Change(Kind.ADDED, path + name, operation.className(), Map.of())));
    }

    private static Map<String, Values> values(Model first, Operation a, Model second, Operation b) {
        Map<String, Values> values = new LinkedHashMap<>();
        Map<String, String> facts = facts(first, a);
        Map<String, String> others = facts(second, b);
        Set<String> keys = new LinkedHashSet<>(facts.keySet());
        keys.addAll(others.keySet());
        for (String key : keys) {
            Values both = new Values(facts.getOrDefault(key, "-"), others.getOrDefault(key, "-"));
            if (!both.first.equals(both.second)) {
                values.put(key, both);
            }
        }
        return values;
    }

    /** What there is to say of a layer, by name. */
    private static Map<String, String> facts(Model model, Operation operation) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("class", operation.className());
        if (operation instanceof Configured<?> configured) {
            configured.configMap().forEach((key, value) -> facts.put(key, text(value)));
            facts.remove("name");
        }
        if (operation instanceof Source.Input input) {
            facts.put("dtype", input.spec().dtype().kerasName());
        }
        if (operation instanceof Model inner) {
            facts.put("trainable", Boolean.toString(inner.isTrainable()));
        }
        List<Node> calls = model.nodes().stream()
                .filter(node -> node.operation() == operation)
                .toList();
        facts.put(
                "output",
                joined(
                        calls,
                        node -> node.outputs().stream()
                                .map(output -> output.shape().toString())
                                .toList()));
        facts.put(
                "input from",
                joined(
                        calls,
                        node -> node.arguments().tensors().stream()
                                .filter(tensor -> !(tensor.node().operation() instanceof Source.Literal))
                                .map(tensor -> model.nameOf(tensor.node().operation())
                                        + (tensor.index() == 0 ? "" : "[" + tensor.index() + "]"))
                                .toList()));
        return facts;
    }

    private static String joined(List<Node> calls, java.util.function.Function<Node, List<String>> of) {
        return String.join(
                "; ",
                calls.stream().map(call -> String.join(", ", of.apply(call))).toList());
    }

    /** An object as its class and what is in it, other values as they are. */
    private static String text(@Nullable Object value) {
        if (value instanceof Map<?, ?> map && map.get("class_name") != null) {
            Object config = map.get("config");
            return map.get("class_name")
                    + (config instanceof Map<?, ?> && !((Map<?, ?>) config).isEmpty() ? " " + config : "");
        }
        return Objects.toString(value);
    }

    /** One line for each layer, and below it one for each value that differs: {@code units  4 → 2}. */
    @Override
    public String toString() {
        int width =
                changes.stream().mapToInt(change -> change.layer.length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (Change change : changes) {
            text.append(change.kind.sign)
                    .append(' ')
                    .append(padded(change.layer, width))
                    .append("  ");
            text.append(change.className).append('\n');
            int keys = change.values.keySet().stream()
                    .mapToInt(String::length)
                    .max()
                    .orElse(0);
            change.values.forEach((key, both) -> text.append("    ")
                    .append(padded(key, keys))
                    .append("  ")
                    .append(both.first)
                    .append(" → ")
                    .append(both.second)
                    .append('\n'));
        }
        return text.toString();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
