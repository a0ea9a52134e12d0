package org.tallystick.engine.reference;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.agrona.DirectBuffer;
import org.tallystick.codecs.CommandValidator;
import org.tallystick.engine.ExchangeEngine;

/** Compiles copies of the engine's classes with a bug in them, and loads the engine with it. */
final class MutantCompiler {
    private static final String PACKAGE = "org.tallystick.engine.";
    private static final String SOURCES = "src/main/java/org/tallystick/engine";

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final Path sources;

    /** For the engine's own tests. */
    MutantCompiler() {
        this(Path.of(System.getProperty("basedir", "")));
    }

    /** @param module folder of the engine's module */
    MutantCompiler(Path module) {
        sources = module.resolve(SOURCES);
    }

    /**
     * Writes the classes of a bug, to go in front of the class path of a node.
     *
     * @return how many were written
     */
    static int writeTo(Path folder, SeededBug bug) throws IOException {
        Path module = Path.of(place(ExchangeEngine.class))
                .toAbsolutePath()
                .getParent()
                .getParent();
        Map<String, byte[]> classes = new MutantCompiler(module).compile(bug);
        for (Map.Entry<String, byte[]> each : classes.entrySet()) {
            Path file = folder.resolve(each.getKey().replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, each.getValue());
        }
        return classes.size();
    }

    /** Another copy of the engine and of its tests, with a bug. */
    ClassLoader load(SeededBug bug) {
        return new MutantLoader(compile(bug));
    }

    /** The changed sources of a bug by file; fails where a change no longer applies. */
    Map<String, String> changed(SeededBug bug) {
        Map<String, String> changed = new LinkedHashMap<>();
        for (SeededBug.Change change : bug.changes) {
            String source = changed.computeIfAbsent(change.file(), this::read);
            int at = source.indexOf(change.from());
            if (at < 0 || source.indexOf(change.from(), at + 1) >= 0) {
                throw new AssertionError("bug \"" + bug.name + "\": " + change.file() + " has not exactly one\n"
                        + change.from() + "\nSay in SeededBug how the bug looks in the present source");
            }
            changed.put(change.file(), source.replace(change.from(), change.to()));
        }
        return changed;
    }

    private String read(String file) {
        try {
            return Files.readString(sources.resolve(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The classes that differ, by name. */
    Map<String, byte[]> compile(SeededBug bug) {
        List<Source> changedSources = changed(bug).entrySet().stream()
                .map(source -> new Source(source.getKey(), source.getValue()))
                .toList();
        List<String> options = List.of("-proc:none", "-nowarn", "-classpath", classPath());
        StringWriter errors = new StringWriter();
        try (StandardJavaFileManager standard = compiler.getStandardFileManager(null, null, null)) {
            InMemory files = new InMemory(standard);
            if (!compiler.getTask(errors, files, null, options, null, changedSources)
                    .call()) {
                throw new AssertionError("bug \"" + bug.name + "\" does not compile: " + errors);
            }
            return files.classes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String classPath() {
        return String.join(
                System.getProperty("path.separator"),
                place(ExchangeEngine.class),
                place(CommandValidator.class),
                place(DirectBuffer.class));
    }

    /** Folder or archive that a class comes from. */
    static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String file, String text) {
            super(URI.create("string:///org/tallystick/engine/" + file), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Keeps what is compiled. */
    private static final class InMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final Map<String, ByteArrayOutputStream> compiled = new HashMap<>();

        InMemory(StandardJavaFileManager standard) {
            super(standard);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location,
                String className,
                JavaFileObject.Kind kind,
                javax.tools.FileObject of) {
            return new SimpleJavaFileObject(URI.create("mem:///" + className.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return compiled.computeIfAbsent(className, name -> new ByteArrayOutputStream());
                }
            };
        }

        Map<String, byte[]> classes() {
            Map<String, byte[]> classes = new HashMap<>();
            compiled.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
            return classes;
        }
    }

    /** Loads the engine's packages itself: what was compiled, and the rest from where it is. */
    private static final class MutantLoader extends ClassLoader {
        private final Map<String, byte[]> compiled;

        MutantLoader(Map<String, byte[]> compiled) {
            super(MutantCompiler.class.getClassLoader());
            this.compiled = compiled;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(PACKAGE)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded == null) {
                    byte[] bytes = compiled.containsKey(name) ? compiled.get(name) : original(name);
                    loaded = defineClass(name, bytes, 0, bytes.length);
                }
                return loaded;
            }
        }

        private byte[] original(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                return in.readAllBytes();
            } catch (IOException failure) {
                throw new ClassNotFoundException(name, failure);
            }
        }
    }
}
