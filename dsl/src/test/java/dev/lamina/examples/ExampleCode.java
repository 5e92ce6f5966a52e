package dev.lamina.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The code of one package's examples as a class with a method for each, and where each of its lines comes from. */
final class ExampleCode {
    private static final Pattern COMMENTED = Pattern.compile("^(.*?;)\\s*//\\s*(\\(.*\\).*)$");
    private static final Pattern ASSIGNED =
            Pattern.compile("^\\s*(?:final\\s+)?(?:[\\w<>.]+\\s+)?(\\w+)\\s*=[^=].*", Pattern.DOTALL);

    private final List<String> lines = new ArrayList<>();
    private final List<String> places = new ArrayList<>();
    private final List<Example> examples;
    private final String className;

    ExampleCode(String className, List<String> imports, List<Example> examples) {
        this.className = className;
        this.examples = List.copyOf(examples);
        imports.forEach(line -> add(line, "imports"));
        add("public final class " + className + " {", "imports");
        for (int i = 0; i < examples.size(); i++) {
            add(methodName(i), examples.get(i));
        }
        add("}", "imports");
    }

    /** The examples in the documentation below a folder of sources: one class for each package, since what is imported depends on it. */
    static List<ExampleCode> ofDocumentation(Path sources, ExampleImports imports) throws IOException {
        Map<String, List<Example>> byPackage = ExampleSources.below(sources).stream()
                .collect(Collectors.groupingBy(Example::packageName, TreeMap::new, Collectors.toList()));
        List<ExampleCode> units = new ArrayList<>();
        byPackage.forEach((name, examples) ->
                units.add(new ExampleCode("Examples_" + name.replace('.', '_'), imports.of(name), examples)));
        return units;
    }

    /** Classes stand beside the methods: javac 17 breaks at a static field of a class in a method. */
    private int addClasses(Example example) {
        List<String> code = example.code();
        int end = 0;
        while (end < code.size() && code.get(end).stripLeading().startsWith("class ")) {
            String indent = code.get(end).substring(0, code.get(end).indexOf("class "));
            add("static " + code.get(end), example.place(end));
            for (boolean open = true; open; open = !code.get(end).equals(indent + "}")) {
                end++;
                add(code.get(end), example.place(end));
            }
            end++;
        }
        return end;
    }

    private void add(String method, Example example) {
        int begin = addClasses(example);
        add("public static void " + method + "() throws Exception {", example.place(0));
        String statement = "";
        for (int i = begin; i < example.code().size(); i++) {
            String line = example.code().get(i);
            String place = example.place(i);
            Matcher commented = COMMENTED.matcher(line);
            if (!commented.matches()) {
                add(line, place);
                boolean ends = line.replaceFirst("//.*", "").stripTrailing().matches("(.*[;{}])?");
                statement = ends ? "" : statement + line + "\n";
                continue;
            }
            Matcher assigned = ASSIGNED.matcher(statement + commented.group(1));
            String comment = quoted(commented.group(2));
            if (assigned.matches()) {
                add(line, place);
                add(check(assigned.group(1), comment), place);
            } else {
                String expression =
                        commented.group(1).substring(0, commented.group(1).length() - 1);
                add(statement.isEmpty() ? check(expression, comment) : line, place);
            }
            statement = "";
        }
        add("}", example.place(example.code().size()));
    }

    private static String check(String value, String comment) {
        return "dev.lamina.examples.ShapeComment.check(" + value.strip() + ", " + comment + ");";
    }

    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    private void add(String line, String place) {
        lines.add(line);
        places.add(place);
    }

    static String methodName(int index) {
        return "example" + index;
    }

    String className() {
        return className;
    }

    List<Example> examples() {
        return examples;
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }

    /** Where a line of the class, counted from 1, stands in the sources. */
    String place(long line) {
        return line < 1 || line > places.size() ? className : places.get((int) line - 1);
    }
}
