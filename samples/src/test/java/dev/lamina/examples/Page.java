package dev.lamina.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A page of the documentation. What stands under one heading is one program: its blocks of Java, one after the other, and between them
 * what readers need not see, in comments:
 *
 * <pre>{@code
 * <!-- java
 * NdArray images = NdArray.zeros(FLOAT32, Shape.of(8, 28, 28, 1));
 * -->
 * }</pre>
 *
 * <p>A block of {@code text} behind one of Java is the message of the error in which the program ends.
 *
 * @param file where it is
 * @param lines its text
 */
record Page(Path file, List<String> lines) {
    /** Where the files of programs are. */
    static final String FOLDER = "target/pages/";

    private static final Path ROOT = Path.of("..");
    private static final String HIDDEN = "<!-- java";

    /**
     * Lines between others that say where they begin and end.
     *
     * @param first the index of its first line in the page
     */
    record Block(String language, int first, List<String> code) {
        boolean isHidden() {
            return language.equals(HIDDEN);
        }
    }

    /** The pages that visitors read; records of decisions show what might have been. */
    static List<Page> all() throws IOException {
        List<Path> files = new ArrayList<>(List.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")));
        try (Stream<Path> found = Files.walk(ROOT.resolve("docs"))) {
            found.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.startsWith(ROOT.resolve("docs/adr")))
                    .sorted()
                    .forEach(files::add);
        }
        List<Page> pages = new ArrayList<>();
        for (Path file : files) {
            pages.add(new Page(file, Files.readAllLines(file)));
        }
        return pages;
    }

    String name() {
        return ROOT.relativize(file).toString();
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean hidden = line.equals(HIDDEN);
            if (hidden || line.startsWith("```")) {
                int first = ++i;
                while (!lines.get(i).startsWith(hidden ? "-->" : "```")) {
                    i++;
                }
                blocks.add(new Block(hidden ? HIDDEN : line.substring(3), first, lines.subList(first, i)));
            }
        }
        return blocks;
    }

    /** The programs of Java, one for each heading under which there is any; {@code left} are blocks that are left out. */
    List<Example> programs(List<Block> left) {
        List<Example> programs = new ArrayList<>();
        List<String> code = new ArrayList<>();
        int first = 0;
        for (Block block : blocks()) {
            if (block.language().equals("text") && !code.isEmpty() && !hasHeading(first + code.size(), block.first())) {
                expectError(code, block);
                programs.add(program(first, code));
                code.clear();
            }
            if (!(block.language().equals("java") || block.isHidden()) || left.contains(block)) {
                continue;
            }
            if (!code.isEmpty() && hasHeading(first + code.size(), block.first())) {
                programs.add(program(first, code));
                code.clear();
            }
            if (code.isEmpty()) {
                first = block.first();
            }
            while (first + code.size() < block.first()) {
                code.add(""); // so that lines of the program are lines of the page
            }
            code.addAll(block.code());
        }
        if (!code.isEmpty()) {
            programs.add(program(first, code));
        }
        return programs;
    }

    private static void expectError(List<String> code, Block text) {
        code.set(0, "try { " + code.get(0));
        code.add("throw new AssertionError(\"there is no error\");");
        code.add("} catch (RuntimeException error) { dev.lamina.examples.ErrorText.check(error, "
                + ExampleCode.quoted(String.join("\n", text.code())) + "); }");
    }

    private boolean hasHeading(int from, int to) {
        return lines.subList(from, to).stream().anyMatch(line -> line.startsWith("#"));
    }

    /** Files are those below a folder of the build. */
    private Example program(int first, List<String> code) {
        List<String> own = code.stream()
                .map(line -> line.replace("Path.of(\"", "Path.of(\"" + FOLDER))
                .toList();
        return new Example(Path.of(name()), first + 1, "", name(), own);
    }
}
