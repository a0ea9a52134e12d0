package org.tallystick.engine;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameContaining;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What may not be in the engine, because replicas would part, and which way its packages may look. */
final class EngineRulesTest {
    private static final String ENGINE = "org.tallystick.engine..";
    private static final String CODECS = "org.tallystick.codecs";
    private static final String TYPES = "org.tallystick.codecs.types";

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.tallystick.engine");

    private static final DescribedPredicate<JavaClass> FLOATING_POINT = DescribedPredicate.describe(
            "floating point",
            type -> Set.of("float", "double", "java.lang.Float", "java.lang.Double")
                    .contains(type.getBaseComponentType().getName()));

    /** Each rule, and a class of this test that breaks it: a rule that nothing can break is worth nothing. */
    private record Rule(ArchRule rule, Class<?> offender) {
        @Override
        public String toString() {
            return rule.getDescription();
        }
    }

    private static List<Rule> rules() {
        return List.of(
                new Rule(
                        classes()
                                .should()
                                .onlyDependOnClassesThat(
                                        resideInAnyPackage(ENGINE, "org.tallystick.codecs..", "org.agrona..", "java.."))
                                .as("the engine depends on codecs, Agrona and the JDK only"),
                        UsesAnotherLibrary.class),
                new Rule(
                        noClasses()
                                .should()
                                .dependOnClassesThat(resideInAnyPackage(
                                        "java.time..",
                                        "java.io..",
                                        "java.nio.file..",
                                        "java.nio.channels..",
                                        "java.net..",
                                        "java.security..",
                                        "java.lang.management..",
                                        "java.util.concurrent..",
                                        "java.util.stream..",
                                        "java.util.random.."))
                                .as("no clock, file, network, concurrency, randomness or stream packages"),
                        UsesStreams.class),
                new Rule(
                        noClasses()
                                .should()
                                .dependOnClassesThat(equivalentTo(java.util.Random.class)
                                        .or(equivalentTo(java.util.SplittableRandom.class))
                                        .or(equivalentTo(java.util.UUID.class))
                                        .or(equivalentTo(java.util.Date.class))
                                        .or(equivalentTo(java.util.Calendar.class))
                                        .or(equivalentTo(java.util.Timer.class))
                                        .or(assignableTo(Thread.class))
                                        .or(equivalentTo(ThreadLocal.class)))
                                .as("no randomness, dates, timers or threads"),
                        UsesRandom.class),
                new Rule(
                        noClasses()
                                .should()
                                .dependOnClassesThat(equivalentTo(java.util.HashMap.class)
                                        .or(equivalentTo(java.util.HashSet.class))
                                        .or(equivalentTo(java.util.IdentityHashMap.class))
                                        .or(equivalentTo(java.util.WeakHashMap.class))
                                        .or(equivalentTo(java.util.Hashtable.class)))
                                .as("no maps whose order of iteration may differ"),
                        UsesAHashMap.class),
                new Rule(
                        noClasses()
                                .should()
                                .dependOnClassesThat(resideInAPackage("org.agrona.concurrent..")
                                        .and(not(equivalentTo(UnsafeBuffer.class))))
                                .as("of Agrona's concurrency, UnsafeBuffer only"),
                        UsesAClock.class),
                new Rule(
                        noClasses()
                                .should()
                                .callMethod(System.class, "currentTimeMillis")
                                .orShould()
                                .callMethod(System.class, "nanoTime")
                                .orShould()
                                .callMethod(System.class, "identityHashCode", Object.class)
                                .orShould()
                                .callMethod(System.class, "getProperty", String.class)
                                .orShould()
                                .callMethod(System.class, "getProperty", String.class, String.class)
                                .orShould()
                                .callMethod(System.class, "getenv", String.class)
                                .orShould()
                                .callMethod(Integer.class, "getInteger", String.class)
                                .orShould()
                                .callMethod(Long.class, "getLong", String.class)
                                .orShould()
                                .callMethod(Boolean.class, "getBoolean", String.class)
                                .orShould()
                                .callMethod(Math.class, "random")
                                .orShould()
                                .callMethod(Object.class, "hashCode")
                                .as("nothing of the process: time, identity, properties, environment"),
                        AsksTheProcess.class),
                new Rule(
                        noFields().should().haveRawType(FLOATING_POINT).as("no field of floating point"),
                        HasADoubleField.class),
                new Rule(
                        noCodeUnits()
                                .should()
                                .haveRawReturnType(FLOATING_POINT)
                                .orShould()
                                .haveRawParameterTypes(DescribedPredicate.<JavaClass>anyElementThat(FLOATING_POINT))
                                .as("no parameter or result of floating point"),
                        TakesADouble.class),
                new Rule(
                        fields().that()
                                .areStatic()
                                .and(DescribedPredicate.describe(
                                        "are written by hand",
                                        (JavaField field) -> !field.getModifiers()
                                                .contains(com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC)))
                                .should()
                                .beFinal()
                                .as("static fields are final"),
                        HasAMutableStatic.class));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void shouldHoldInTheEngine(Rule rule) {
        rule.rule.check(PRODUCT);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void shouldFindAnOffender(Rule rule) {
        JavaClasses offender = new ClassFileImporter().importClasses(rule.offender);

        assertTrue(rule.rule.evaluate(offender).hasViolation(), rule::toString);
    }

    private static Stream<ArchRule> arrows() {
        return Stream.of(
                classes()
                        .that(resideInAPackage("org.tallystick.engine.market.."))
                        .should()
                        .onlyDependOnClassesThat(resideInAnyPackage(
                                "org.tallystick.engine.market..", CODECS, TYPES, "org.agrona..", "java.."))
                        .as("the market knows no wire, no session and no event stream"),
                classes()
                        .that(resideInAPackage("org.tallystick.engine.block.."))
                        .should()
                        .onlyDependOnClassesThat(
                                resideInAnyPackage("org.tallystick.engine.block..", CODECS, TYPES, "java.."))
                        .as("the blocks know nothing else of the engine"),
                classes()
                        .that(resideInAPackage("org.tallystick.engine.session.."))
                        .should()
                        .onlyDependOnClassesThat(resideInAnyPackage(
                                        "org.tallystick.engine.session..",
                                        CODECS,
                                        TYPES,
                                        "org.tallystick.codecs.entry..",
                                        "org.tallystick.codecs.snapshot..",
                                        "org.tallystick.engine.snapshot..",
                                        "org.agrona..",
                                        "java..")
                                .or(equivalentTo(EgressSink.class))
                                .or(equivalentTo(Transaction.class))
                                .or(equivalentTo(Genesis.class))
                                .or(equivalentTo(org.tallystick.engine.event.ReportSink.class)))
                        .as("the sessions know no market, and of the events only where reports go"),
                classes()
                        .that(resideInAPackage("org.tallystick.engine.event.."))
                        .should()
                        .onlyDependOnClassesThat(resideInAnyPackage(
                                        "org.tallystick.engine.event..",
                                        "org.tallystick.engine.block..",
                                        "org.tallystick.engine.market..",
                                        "org.tallystick.engine.session..",
                                        CODECS,
                                        TYPES,
                                        "org.tallystick.codecs.entry..",
                                        "org.tallystick.codecs.events..",
                                        "org.agrona..",
                                        "java..")
                                .or(equivalentTo(FrameSink.class))
                                .or(equivalentTo(Transaction.class))
                                .or(equivalentTo(Genesis.class)))
                        .as("the events know market and sessions, and nothing that drives them"),
                noClasses()
                        .that(resideInAPackage(ENGINE)
                                .and(not(resideInAPackage("org.tallystick.engine")))
                                .and(not(resideInAPackage("org.tallystick.engine.snapshot..")))
                                .and(not(simpleNameContaining("Snapshot"))))
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(
                                "org.tallystick.codecs.snapshot..", "org.tallystick.engine.snapshot.."))
                        .as("only the engine and what is named a snapshot's reader or writer know snapshots"));
    }

    @ParameterizedTest
    @MethodSource("arrows")
    void shouldPointOneWay(ArchRule rule) {
        rule.check(PRODUCT);
    }

    @Test
    void shouldLookAtTheWholeEngine() {
        for (String name : List.of("market.Exchange", "session.Session", "event.FrameEncoder", "ExchangeEngine")) {
            assertTrue(PRODUCT.contain("org.tallystick.engine." + name), name);
        }
        assertFalse(PRODUCT.contain(EngineRulesTest.class));
        assertTrue(
                PRODUCT.stream().flatMap(type -> type.getCodeUnits().stream()).anyMatch(JavaCodeUnit::isMethod));
    }

    private static final class UsesAnotherLibrary {
        Object tests() {
            return new org.opentest4j.AssertionFailedError();
        }
    }

    private static final class UsesStreams {
        long count(List<String> list) {
            return list.stream().count();
        }
    }

    private static final class UsesRandom {
        java.util.Random random() {
            return ThreadLocalRandom.current();
        }
    }

    private static final class UsesAHashMap {
        Object map() {
            return new java.util.HashMap<String, String>();
        }
    }

    private static final class UsesAClock {
        long time(org.agrona.concurrent.NanoClock clock) {
            return clock.nanoTime();
        }
    }

    private static final class AsksTheProcess {
        long time() {
            return System.nanoTime();
        }
    }

    private static final class HasADoubleField {
        private final double[] values = new double[1];

        Object values() {
            return values;
        }
    }

    private static final class TakesADouble {
        boolean isPositive(double value) {
            return value > 0;
        }
    }

    private static final class HasAMutableStatic {
        private static int count;

        int next() {
            return ++count;
        }
    }
}
