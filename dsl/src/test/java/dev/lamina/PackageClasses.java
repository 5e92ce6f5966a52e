package dev.lamina;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The classes of a package: lists that must be complete are checked against them. */
public final class PackageClasses {
    private PackageClasses() {}

    /** The top-level classes that lie in the package of a class. */
    public static List<Class<?>> beside(Class<?> type) throws IOException, URISyntaxException, ClassNotFoundException {
        Path root =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path folder = root.resolve(type.getPackageName().replace('.', '/'));
        List<String> names;
        try (Stream<Path> files = Files.list(folder)) {
            names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.contains("$") && !name.contains("-info"))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .sorted()
                    .toList();
        }
        List<Class<?>> classes = new java.util.ArrayList<>();
        for (String name : names) {
            classes.add(Class.forName(type.getPackageName() + "." + name));
        }
        return classes;
    }
}
