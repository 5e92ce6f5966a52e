package dev.lamina.examples;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocSourcePositions;
import com.sun.source.util.DocTreePath;
import com.sun.source.util.DocTreePathScanner;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Finds the examples, code blocks behind {@code <pre>}, in the documentation of sources. */
final class ExampleSources {
    private ExampleSources() {}

    /** All examples in the Java files below a folder, in the order of the files. */
    static List<Example> below(Path root) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            List<Example> found = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                new Declarations(unit, DocTrees.instance(task), found).scan(unit, null);
            }
            return found;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Visits the documented declarations of a file. */
    private static final class Declarations extends TreePathScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final DocTrees trees;
        private final List<Example> found;
        private final Deque<String> types = new ArrayDeque<>();

        Declarations(CompilationUnitTree unit, DocTrees trees, List<Example> found) {
            this.unit = unit;
            this.trees = trees;
            this.found = found;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            types.addLast(type.getSimpleName().toString());
            collect(String.join(".", types));
            super.visitClass(type, null);
            types.removeLast();
            return null;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            collect(String.join(".", types) + "." + method.getName());
            return null; // what stands inside a method has no documentation
        }

        @Override
        public Void visitVariable(VariableTree variable, Void nothing) {
            collect(String.join(".", types) + "." + variable.getName());
            return super.visitVariable(variable, null);
        }

        private void collect(String name) {
            TreePath path = getCurrentPath();
            DocCommentTree comment = trees.getDocCommentTree(path);
            if (comment != null) {
                String packageName = String.valueOf(unit.getPackageName());
                new Blocks(unit, trees, packageName, packageName + "." + name, found)
                        .scan(new DocTreePath(path, comment), null);
            }
        }
    }

    /** Visits the parts of one comment. */
    private static final class Blocks extends DocTreePathScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final DocTrees trees;
        private final String packageName;
        private final String owner;
        private final List<Example> found;
        private boolean behindPre;

        Blocks(CompilationUnitTree unit, DocTrees trees, String packageName, String owner, List<Example> found) {
            this.unit = unit;
            this.trees = trees;
            this.packageName = packageName;
            this.owner = owner;
            this.found = found;
        }

        @Override
        public Void visitStartElement(StartElementTree element, Void nothing) {
            behindPre = element.getName().contentEquals("pre");
            return super.visitStartElement(element, null);
        }

        @Override
        public Void visitLiteral(LiteralTree literal, Void nothing) {
            if (behindPre && "code".equals(literal.getTagName())) {
                DocSourcePositions positions = trees.getSourcePositions();
                DocCommentTree comment = getCurrentPath().getDocComment();
                long start = positions.getStartPosition(unit, comment, literal);
                int line = (int) unit.getLineMap().getLineNumber(start);
                List<String> code = literal.getBody().getBody().lines().toList();
                // The body of a block begins behind the brace, where a line of the comment ends.
                int skipped = !code.isEmpty() && code.get(0).isBlank() ? 1 : blockOffset(literal);
                List<String> lines = skipped == 1 && code.get(0).isBlank() ? code.subList(1, code.size()) : code;
                Path file = Path.of(unit.getSourceFile().toUri());
                found.add(new Example(
                        Path.of("").toAbsolutePath().relativize(file.normalize()),
                        line + skipped,
                        packageName,
                        owner,
                        lines));
            }
            behindPre = false;
            return super.visitLiteral(literal, null);
        }

        /** Some versions of the compiler leave the white space behind the tag out of its body. */
        private int blockOffset(LiteralTree literal) {
            try {
                String source = unit.getSourceFile().getCharContent(true).toString();
                long start = trees.getSourcePositions()
                        .getStartPosition(unit, getCurrentPath().getDocComment(), literal);
                String rest = source.substring((int) start + "{@code".length());
                return rest.substring(0, rest.indexOf('\n')).isBlank() ? 1 : 0;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
