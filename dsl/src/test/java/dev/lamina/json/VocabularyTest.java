package dev.lamina.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Each public name of Keras is there, or vocabulary-reasons.txt says why not; docs/vocabulary.md says both. {@code
 * -Dlamina.vocabulary.write=true} writes the page, and the reasons: without what is there by now, and with "not yet" for what has none.
 */
final class VocabularyTest {
    private static final Path NAMES = Path.of("src/test/resources/keras-names.json");
    private static final Path REASONS = Path.of("src/test/resources/vocabulary-reasons.txt");
    private static final Path PAGE = Path.of("../docs/vocabulary.md");
    private static final String NOT_YET = "not yet";
    private static final Map<String, String> TITLES = Map.of(
            "layers", "Layers",
            "ops", "Ops",
            "losses", "Losses",
            "metrics", "Metrics",
            "optimizers", "Optimizers",
            "schedules", "Learning rate schedules",
            "initializers", "Initializers",
            "regularizers", "Regularizers",
            "constraints", "Constraints",
            "activations", "Activations");

    @Test
    void accountsForEveryNameOfKeras() throws Exception {
        KerasNames keras = new KerasNames(NAMES);
        Map<String, String> reasons = reasons();
        if (System.getProperty("lamina.vocabulary.write") != null) {
            reasons.keySet().retainAll(missing(keras));
            missing(keras).forEach(name -> reasons.putIfAbsent(name, NOT_YET));
            Files.write(
                    REASONS,
                    reasons.entrySet().stream()
                            .map(entry -> entry.getKey() + ": " + entry.getValue())
                            .toList());
            Files.writeString(PAGE, page(keras, reasons));
        }
        Set<String> missing = missing(keras);
        Set<String> unexplained = new TreeSet<>(missing);
        unexplained.removeAll(reasons.keySet());
        assertThat(unexplained)
                .as("names of Keras that are neither there nor in %s", REASONS)
                .isEmpty();
        assertThat(reasons.keySet())
                .as("names in %s that are there, or that Keras does not have", REASONS)
                .isSubsetOf(missing);
        assertThat(Files.readString(PAGE))
                .as("%s is stale: ./mvnw -pl dsl test -Dtest=VocabularyTest -Dlamina.vocabulary.write=true", PAGE)
                .isEqualTo(page(keras, reasons));
    }

    private static Map<String, String> reasons() throws Exception {
        Map<String, String> reasons = new TreeMap<>();
        for (String line : Files.readAllLines(REASONS)) {
            int colon = line.indexOf(": ");
            reasons.put(line.substring(0, colon), line.substring(colon + 2));
        }
        return reasons;
    }

    private static Set<String> missing(KerasNames keras) {
        return keras.families().values().stream()
                .flatMap(List::stream)
                .filter(name -> !keras.has(name))
                .map(VocabularyTest::key)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String key(KerasNames.Name name) {
        return name.family() + "." + name.name();
    }

    private static String page(KerasNames keras, Map<String, String> reasons) {
        List<String> lines = new ArrayList<>(List.of(
                "# Vocabulary",
                "",
                "What Keras " + keras.version()
                        + " has, what of it Lamina has, and why not the rest. Written by `VocabularyTest`",
                "from the code and from the names that `checks/keras/vocabulary.py` takes from real Keras; not edited by hand.",
                "",
                "A name is there if Lamina reads it in Keras's files and writes it there; for an op, if Lamina has the op or a",
                "function for it. In Java, factories and functions have Keras's names in camel case: `BatchNormalization` is",
                "`batchNormalization()`, `segment_sum` is `segmentSum(...)`. `apply`-like names that Kotlin uses have others:",
                "the arithmetic of tensors is `plus`, `minus`, `times`, `div`, and `mod` is `rem`."));
        lines.addAll(List.of("", "| | Keras | Lamina |", "|---|---|---|"));
        keras.families()
                .forEach((family, names) -> lines.add("| [" + TITLES.get(family) + "](#"
                        + TITLES.get(family).toLowerCase(java.util.Locale.ROOT).replace(' ', '-') + ") | "
                        + names.size() + " | "
                        + names.stream().filter(keras::has).count() + " |"));
        keras.families().forEach((family, names) -> section(keras, family, names, reasons, lines));
        lines.addAll(List.of(
                "",
                "## Where Lamina differs",
                "",
                "* `glu`: Keras infers for it the shape of its input; its output is half as long on its axis, and Lamina says so.",
                "* `Adafactor`: as in Keras, `relative_step` changes nothing.",
                "* `ScheduleFreeAdamW`: as in Keras, not as in the paper, the mean is taken back with the new value of z.",
                "* Embeddings: of a row that a batch uses twice, optimizers see the sum of its gradients. Keras on TensorFlow adds up the",
                "  squares of the two where an optimizer squares them (Adam, RMSprop, …).",
                "* `exclude_from_weight_decay` of optimizers is in no file, as in Keras.",
                "* `RandomCrop`: in inference Keras gives images back whole, though it announces their new sizes; Lamina crops and resizes",
                "  them, as Keras's documentation says.",
                ""));
        return String.join("\n", lines);
    }

    private static void section(
            KerasNames keras,
            String family,
            List<KerasNames.Name> names,
            Map<String, String> reasons,
            List<String> lines) {
        lines.addAll(List.of("", "## " + TITLES.get(family), ""));
        lines.add(names.stream().filter(keras::has).map(VocabularyTest::shown).collect(Collectors.joining(", ")));
        List<KerasNames.Name> rest =
                names.stream().filter(name -> !keras.has(name)).toList();
        if (!rest.isEmpty()) {
            lines.addAll(List.of("", "| Not there | Why |", "|---|---|"));
            rest.forEach(name -> lines.add("| `" + name.name() + "` | " + reasons.getOrDefault(key(name), "") + " |"));
        }
    }

    private static String shown(KerasNames.Name name) {
        return "`" + name.name() + "`" + (name.name().equals(name.of()) ? "" : " (`" + name.of() + "`)");
    }
}
