package dev.lamina.tensorflow.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/**
 * The golden cases that cannot pass yet, since a layer or an op is not there. The list is exact: a case of it that passes
 * fails the test, and so does a name without a folder. It only ever gets shorter.
 */
final class PendingCases {
    private final String files;
    private final Set<String> names = new HashSet<>();

    /** The lists in some files of the golden folder's neighbour. */
    PendingCases(String... files) {
        this.files = String.join(" or ", files);
        for (String file : files) {
            try (Stream<String> lines =
                    Files.lines(Path.of("src/test/resources").resolve(file))) {
                lines.map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .forEach(names::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    boolean contains(String name) {
        return names.contains(name);
    }

    /** One test for each golden case, and one for the list. */
    Stream<DynamicTest> tests(Consumer<GoldenCase> check) {
        return tests(golden -> true, check);
    }

    /**
     * One test for each golden case of some kind, and one for the list. The property {@code lamina.golden} chooses some: what
     * their names match.
     */
    Stream<DynamicTest> tests(Predicate<GoldenCase> kind, Consumer<GoldenCase> check) {
        List<GoldenCase> cases = GoldenCase.all();
        Pattern chosen = Pattern.compile(System.getProperty("lamina.golden", ".*"));
        Stream<DynamicTest> each = cases.stream()
                .filter(kind)
                .filter(golden -> chosen.matcher(golden.name()).matches())
                .map(golden -> DynamicTest.dynamicTest(golden.name(), test(golden, check)));
        return Stream.concat(each, Stream.of(DynamicTest.dynamicTest("the list of pending cases", () -> {
            Set<String> known = cases.stream().map(GoldenCase::name).collect(Collectors.toSet());
            assertThat(known).containsAll(names);
        })));
    }

    private Executable test(GoldenCase golden, Consumer<GoldenCase> check) {
        if (!names.contains(golden.name())) {
            return () -> check.accept(golden);
        }
        return () -> assertThatThrownBy(() -> check.accept(golden))
                .as("%s passes: take it off the list %s", golden.name(), files)
                .isInstanceOf(Throwable.class);
    }
}
