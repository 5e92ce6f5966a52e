package dev.lamina.examples;

import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What an example may use without saying where it comes from: all public types, their static methods, and the constants of
 * their enums. Where two have the same name, the example's own package wins, then the first package by name; enums' constants
 * win over those that declare ops, and those of enums that stand alone over those inside a class.
 */
final class ExampleImports {
    private static final Comparator<Class<?>> BY_NAME = Comparator.comparing(Class::getName);

    private final List<Class<?>> types;
    private final List<Class<?>> enums;

    ExampleImports(List<Class<?>> publicTypes) {
        types = publicTypes.stream().sorted(BY_NAME).toList();
        enums = types.stream()
                .flatMap(type -> Stream.concat(Stream.of(type), Arrays.stream(type.getDeclaredClasses())))
                .filter(type -> type.isEnum() && Modifier.isPublic(type.getModifiers()))
                .toList();
    }

    /** The imports of an example in a package, as lines. */
    List<String> of(String packageName) {
        Set<String> lines = new LinkedHashSet<>();
        lines.add("import java.nio.file.Files;");
        lines.add("import java.nio.file.Path;");
        lines.add("import java.time.Duration;");
        lines.add("import java.util.List;");
        lines.add("import java.util.Map;");
        types.forEach(type -> lines.add("import " + type.getPackageName() + ".*;"));
        types.forEach(type -> lines.add("import static " + type.getCanonicalName() + ".*;"));
        enums.forEach(type -> lines.add("import static " + type.getCanonicalName() + ".*;"));
        Comparator<Class<?>> order = Comparator.<Class<?>, Boolean>comparing(
                        type -> !type.getPackageName().equals(packageName))
                .thenComparing(BY_NAME);
        lines.addAll(clashingTypes(order));
        lines.addAll(clashingMethods(order));
        lines.addAll(clashingConstants(packageName));
        return List.copyOf(lines);
    }

    private List<String> clashingTypes(Comparator<Class<?>> order) {
        Map<String, List<Class<?>>> byName = new TreeMap<>();
        types.forEach(type -> byName.computeIfAbsent(type.getSimpleName(), name -> new ArrayList<>())
                .add(type));
        return byName.values().stream()
                .filter(same -> same.size() > 1)
                .map(same -> "import " + same.stream().min(order).orElseThrow().getCanonicalName() + ";")
                .toList();
    }

    private List<String> clashingMethods(Comparator<Class<?>> order) {
        Map<String, List<Method>> byName = new TreeMap<>();
        for (Class<?> type : types) {
            for (Method method : type.getDeclaredMethods()) {
                if (isPublicStatic(method)) {
                    byName.computeIfAbsent(method.getName(), name -> new ArrayList<>())
                            .add(method);
                }
            }
        }
        List<String> lines = new ArrayList<>();
        byName.forEach((name, methods) -> {
            List<Class<?>> winners = new ArrayList<>();
            Set<List<Class<?>>> taken = new LinkedHashSet<>();
            methods.stream()
                    .<Class<?>>map(Method::getDeclaringClass)
                    .distinct()
                    .sorted(order)
                    .forEach(type -> {
                        List<List<Class<?>>> own = methods.stream()
                                .filter(method -> method.getDeclaringClass() == type)
                                .map(method -> List.of(method.getParameterTypes()))
                                .toList();
                        if (own.stream().noneMatch(taken::contains)) {
                            winners.add(type);
                            taken.addAll(own);
                        }
                    });
            if (winners.size()
                    < methods.stream().map(Method::getDeclaringClass).distinct().count()) {
                winners.forEach(type -> lines.add("import static " + type.getCanonicalName() + "." + name + ";"));
            }
        });
        return lines;
    }

    private List<String> clashingConstants(String packageName) {
        List<String> lines = new ArrayList<>();
        for (Class<?> type : enums) {
            for (Object constant : type.getEnumConstants()) {
                String name = ((Enum<?>) constant).name();
                boolean first = enums.stream()
                        .filter(other -> Arrays.stream(other.getEnumConstants())
                                .anyMatch(same -> ((Enum<?>) same).name().equals(name)))
                        .min(Comparator.<Class<?>, Boolean>comparing(
                                        other -> !other.getPackageName().equals(packageName))
                                .thenComparing(Class::isMemberClass)
                                .thenComparing(BY_NAME))
                        .orElseThrow()
                        .equals(type);
                if (first) {
                    lines.add("import static " + type.getCanonicalName() + "." + name + ";");
                }
            }
        }
        return lines;
    }

    private static boolean isPublicStatic(Member member) {
        return Modifier.isPublic(member.getModifiers()) && Modifier.isStatic(member.getModifiers());
    }
}
