package dev.lamina.samples;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the house, for all modules at once: this is the module that sees the others. */
class ArchitectureTest {

    private static final JavaClasses LAMINA = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.lamina");

    /** The root package is the front door, which names everything and is named by everything. It is no slice. */
    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.lamina.(**)").should().beFreeOfCycles().check(LAMINA);
    }

    @Test
    void onlyJsonSeesJackson() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.lamina.json..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("tools.jackson..", "com.fasterxml.jackson..")
                .check(LAMINA);
    }

    @Test
    void onlyTheBackendSeesTensorFlow() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.lamina.tensorflow..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.tensorflow..")
                .check(LAMINA);
    }

    @Test
    void internalPackagesStayInTheirModule() {
        classes().should(useNoInternalsOfOtherModules()).check(LAMINA);
    }

    @Test
    void methodsReadWellInKotlin() {
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackage("dev.lamina.samples..")
                .should()
                .haveNameNotMatching("in|is|as|when|object|apply|with|let|run|also")
                .because("Kotlin has keywords and scope functions of these names")
                .check(LAMINA);
    }

    @Test
    void publicFieldsAreFinal() {
        fields().that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .should()
                .beFinal()
                .check(LAMINA);
    }

    @Test
    void packagesAreNullMarked() {
        classes()
                .that()
                .areNotAnnotatedWith("kotlin.Metadata")
                .and(DescribedPredicate.not(DescribedPredicate.describe("module-info", ArchitectureTest::isModule)))
                .should(resideInANullMarkedPackage())
                .check(LAMINA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dsl", "zoo"})
    void modulesExportAllButInternals(String module) throws IOException {
        Set<String> packages = LAMINA.stream()
                .filter(type -> !type.getSimpleName().endsWith("-info"))
                .map(JavaClass::getPackageName)
                .filter(name -> module(name).equals(module) && !isInternal(name))
                .collect(toCollection(TreeSet::new));

        assertThat(exports("dev.lamina." + module)).isEqualTo(packages);
    }

    private static Set<String> exports(String module) throws IOException {
        for (URL url : Collections.list(ArchitectureTest.class.getClassLoader().getResources("module-info.class"))) {
            try (var in = url.openStream()) {
                var descriptor = ModuleDescriptor.read(in);
                if (descriptor.name().equals(module)) {
                    return descriptor.exports().stream()
                            .filter(export -> !export.isQualified())
                            .map(ModuleDescriptor.Exports::source)
                            .collect(toCollection(TreeSet::new));
                }
            }
        }
        throw new AssertionError("no module " + module + " on the class path");
    }

    private static ArchCondition<JavaClass> useNoInternalsOfOtherModules() {
        return new ArchCondition<>("use no internal package of another module") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> {
                            String target = dependency.getTargetClass().getPackageName();
                            return isLamina(target)
                                    && isInternal(target)
                                    && !module(target).equals(module(type.getPackageName()));
                        })
                        .forEach(dependency -> events.add(violated(dependency, dependency.getDescription())));
            }
        };
    }

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a @NullMarked package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(violated(type, type.getPackageName() + " has no @NullMarked package-info"));
                }
            }
        };
    }

    private static boolean isLamina(String packageName) {
        return (packageName + ".").startsWith("dev.lamina.");
    }

    private static boolean isInternal(String packageName) {
        return (packageName + ".").contains(".internal.");
    }

    /** The folder a package lives in. */
    private static String module(String packageName) {
        if (!isLamina(packageName)) {
            throw new IllegalArgumentException(packageName);
        }
        String[] parts = packageName.split("\\.", 4);
        String first = parts.length > 2 ? parts[2] : "";
        return switch (first) {
            case "tensorflow" -> "tf-backend";
            case "zoo", "samples" -> first;
            default -> "dsl";
        };
    }

    private static boolean isModule(JavaClass type) {
        return type.getSimpleName().equals("module-info");
    }
}
