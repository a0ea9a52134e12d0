package org.tallystick.terminal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The modules' one-way arrows: what each package may see of the others. Nothing sees the terminal. */
class ModuleArrowsTest {
    private static JavaClasses all;

    @BeforeAll
    static void importClasses() {
        all = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.tallystick");
    }

    @ParameterizedTest(name = "{0} sees of ours: {1}; of Aeron: {2}")
    @CsvSource({
        "codecs,   '',                                    false",
        "engine,   'codecs',                              false",
        "node,     'codecs engine',                       true",
        "client,   'codecs',                              true",
        "embedded, 'codecs engine node client',           true",
        "flow,     'codecs engine node client embedded',  false",
        "perf,     'codecs engine node client embedded flow', false",
        "terminal, 'codecs engine node client embedded flow perf', false",
    })
    void shouldSeeOnlyWhatItMay(String module, String others, boolean aeron) {
        List<String> allowed = new ArrayList<>(List.of(
                "java..",
                "javax..",
                "org.agrona..",
                "org.HdrHistogram..",
                "picocli..",
                "org.tallystick." + module + ".."));
        for (String other : others.split(" ")) {
            if (!other.isEmpty()) {
                allowed.add("org.tallystick." + other + "..");
            }
        }
        if (aeron) {
            allowed.add("io.aeron..");
        }
        if (module.equals("node")) {
            allowed.add("com.sun.net.httpserver..");
        }
        if (module.equals("perf")) {
            allowed.addAll(List.of("com.sun.management..", "org.openjdk.jmh..", "exchange.core2.."));
        }
        classes()
                .that()
                .resideInAPackage("org.tallystick." + module + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed.toArray(String[]::new))
                .check(all);
    }

    @Test
    void shouldNotLetAClientSeeAServer() {
        classes()
                .that()
                .resideInAPackage("org.tallystick.client..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages("io.aeron.driver..", "io.aeron.cluster.service..")
                .check(all);
    }
}
