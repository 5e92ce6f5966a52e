package dev.lamina.examples;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Examples as classes in a folder: what the compiler says of them, and what happens when they run. */
final class CompiledExamples {
    private final List<ExampleCode> units;
    private final Path classes;
    private final List<String> errors;

    /** Compiles examples. */
    CompiledExamples(List<ExampleCode> units, Path classes) {
        this.units = List.copyOf(units);
        this.classes = classes;
        this.errors = compile();
    }

    /** What does not compile, and where. */
    List<String> errors() {
        return errors;
    }

    private List<String> compile() {
        Map<URI, ExampleCode> byUri = new LinkedHashMap<>();
        List<JavaFileObject> sources = new ArrayList<>();
        for (ExampleCode unit : units) {
            JavaFileObject source = new Source(unit);
            byUri.put(source.toUri(), unit);
            sources.add(source);
        }
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<String> options = List.of(
                "-d",
                classes.toString(),
                "-proc:none",
                "-Xlint:none",
                "-Xmaxerrs",
                "1000",
                "-classpath",
                System.getProperty("java.class.path"));
        ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, diagnostics, options, null, sources)
                .call();
        return diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(diagnostic -> place(diagnostic, byUri) + ": " + diagnostic.getMessage(Locale.ROOT))
                .toList();
    }

    private static String place(Diagnostic<? extends JavaFileObject> diagnostic, Map<URI, ExampleCode> byUri) {
        JavaFileObject source = diagnostic.getSource();
        return source == null ? "" : byUri.get(source.toUri()).place(diagnostic.getLineNumber());
    }

    /** Runs them all; what fails, and where. */
    List<String> failures() throws IOException, ReflectiveOperationException {
        List<String> failures = new ArrayList<>();
        URL[] path = {classes.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(path, getClass().getClassLoader())) {
            for (ExampleCode unit : units) {
                Class<?> type = loader.loadClass(unit.className());
                for (int i = 0; i < unit.examples().size(); i++) {
                    try {
                        type.getMethod(ExampleCode.methodName(i)).invoke(null);
                    } catch (InvocationTargetException e) {
                        failures.add(place(e.getCause(), unit) + ": " + e.getCause());
                    }
                }
            }
        }
        return failures;
    }

    private static String place(Throwable failure, ExampleCode unit) {
        return Arrays.stream(failure.getStackTrace())
                .filter(element -> element.getClassName().startsWith(unit.className()))
                .findFirst()
                .map(element -> unit.place(element.getLineNumber()))
                .orElse(unit.className());
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(ExampleCode code) {
            super(URI.create("string:///" + code.className() + ".java"), Kind.SOURCE);
            this.text = code.text();
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
