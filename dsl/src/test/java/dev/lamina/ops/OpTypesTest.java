package dev.lamina.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.Arithmetic;
import dev.lamina.OpType;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class OpTypesTest {
    @Test
    void everyClassThatDeclaresOpsIsListed() throws IOException, URISyntaxException, ReflectiveOperationException {
        Path classes = Path.of(OpTypes.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<Class<?>> declaring = new ArrayList<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                String name = classes.relativize(file).toString().replace(java.io.File.separatorChar, '.');
                if (name.startsWith("dev.lamina.")) {
                    Class<?> candidate = Class.forName(
                            name.substring(0, name.length() - ".class".length()),
                            false,
                            OpTypes.class.getClassLoader());
                    if (Arrays.stream(candidate.getDeclaredFields())
                            .anyMatch(field -> field.getType() == OpType.class
                                    && java.lang.reflect.Modifier.isStatic(field.getModifiers()))) {
                        declaring.add(candidate);
                    }
                }
            }
        }
        assertThat(OpTypes.FAMILIES).containsExactlyInAnyOrderElementsOf(declaring);
    }

    @Test
    void findsAnOpByModuleAndClass() {
        assertThat(OpTypes.find("keras.src.ops.numpy", "Add")).isSameAs(Arithmetic.ADD);
        assertThat(OpTypes.find("keras.src.ops.numpy", "Nonsense")).isNull();
    }

    @Test
    void hidesOpsThatNoFileMayHold() {
        assertThat(OpTypes.find("lamina", "BiasAdd")).isNull();
        assertThat(OpTypes.all()).contains(Nn.BIAS_ADD);
    }
}
