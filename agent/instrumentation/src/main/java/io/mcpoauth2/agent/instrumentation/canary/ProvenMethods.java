package io.mcpoauth2.agent.instrumentation.canary;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the methods of a woven class that a canary can prove: those whose advice stops canaries. */
final class ProvenMethods {
    private static final String CANARY = "io/mcpoauth2/agent/instrumentation/door/Canary";
    private static final String REFUSAL = "io/mcpoauth2/bridge/Guard";

    private final ClassLoader agent;
    private final Map<String, Boolean> stopping = new ConcurrentHashMap<>();

    /**
     * @param agent gives the class files of advice
     */
    ProvenMethods(ClassLoader agent) {
        this.agent = agent;
    }

    /**
     * @param name of the method
     * @param descriptor JVMS §4.3.3
     */
    record WovenMethod(String name, String descriptor, boolean isStatic) {}

    /**
     * @param classFile as it was woven, or made to refuse; none is found in one that was left as it is
     */
    List<WovenMethod> of(TypeInstrumentation instrumentation, byte[] classFile) {
        String constants = new String(classFile, StandardCharsets.ISO_8859_1);
        boolean refusing = constants.contains(REFUSAL);
        List<MethodWeaving> woven = new ArrayList<>();
        for (MethodWeaving weaving : instrumentation.weavings()) {
            if (refusing || (constants.contains(weaving.adviceClass()) && isProvable(weaving))) {
                woven.add(weaving);
            }
        }
        return matching(woven, classFile);
    }

    boolean isProvable(MethodWeaving weaving) {
        return stopping.computeIfAbsent(weaving.adviceClass(), this::stopsCanaries);
    }

    static List<WovenMethod> matching(List<MethodWeaving> provable, byte[] classFile) {
        return provable.isEmpty() ? List.of() : MethodScan.of(provable, classFile);
    }

    /** The advice's constant pool says it. An absent advice class is a fault that weaving has reported. */
    private boolean stopsCanaries(String adviceClass) {
        try (InputStream in = agent.getResourceAsStream(adviceClass.replace('.', '/') + ".class")) {
            return in != null && new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).contains(CANARY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
