package io.mcpoauth2.testapps.benchmarks;

import io.mcpoauth2.agent.instrumentation.handler.HandlerReport;
import io.mcpoauth2.agent.instrumentation.handler.HandlerSignatures;
import io.mcpoauth2.agent.instrumentation.handler.HandlerWeaver;
import io.mcpoauth2.agent.telemetry.AgentLog;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Defines {@link SampleHandlers} woven, as an application that is or is not linked with the API. */
final class WeavingLoader extends ClassLoader {
    private static final String WOVEN = "io.mcpoauth2.testapps.benchmarks.SampleHandlers";
    private static final String API = "io.mcpoauth2.";
    private static final String HERE = "io.mcpoauth2.testapps.";

    private final boolean linked;

    /**
     * @param linked whether the API can be found: then each call binds {@code ScopedUser.USER} too, on JDK 25
     */
    WeavingLoader(boolean linked) {
        super(WeavingLoader.class.getClassLoader());
        this.linked = linked;
    }

    Handlers handlers() throws ReflectiveOperationException {
        return (Handlers) loadClass(WOVEN).getDeclaredConstructor().newInstance();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.equals(WOVEN)) {
            Class<?> known = findLoadedClass(name);
            return known == null ? weave() : known;
        }
        if (!linked && name.startsWith(API) && !name.startsWith(HERE)) {
            return Class.forName(name, false, null); // The bridge, nothing else.
        }
        return super.loadClass(name, resolve);
    }

    private Class<?> weave() throws ClassNotFoundException {
        HandlerSignatures signatures = new HandlerSignatures(List.of(), true);
        HandlerReport report = new HandlerReport(AgentLog.toStderr(AgentLog.Level.ERROR));
        try (InputStream in = getResourceAsStream(WOVEN.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(WOVEN);
            }
            byte[] woven = new HandlerWeaver(signatures, report).weave(in.readAllBytes());
            return defineClass(WOVEN, woven, 0, woven.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(WOVEN, e);
        }
    }
}
