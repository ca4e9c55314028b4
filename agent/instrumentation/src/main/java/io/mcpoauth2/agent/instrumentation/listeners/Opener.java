package io.mcpoauth2.agent.instrumentation.listeners;

import io.mcpoauth2.bridge.Listeners;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The code on whose call a socket listens: the classes of the calling thread's stack.
 *
 * <p>Told by the classes themselves and never by a name alone: an application may call its classes what it likes.
 *
 * @param classes nearest first, without the agent's own
 */
@SuppressWarnings("ReferenceEquality") // Loaders and classes are compared by identity on purpose.
record Opener(List<Class<?>> classes) {
    private static final StackWalker STACK = StackWalker.getInstance(Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE));
    private static final Set<Class<?>> OWN =
            Set.of(Opener.class, ListenerJudge.class, ListenerWatch.class, Listeners.class);
    private static final int MAX_FRAMES = 400;

    Opener {
        classes = List.copyOf(classes);
    }

    static Opener ofThisCall() {
        return new Opener(STACK.walk(frames -> {
            List<Class<?>> classes = new ArrayList<>();
            frames.limit(MAX_FRAMES).forEach(frame -> {
                Class<?> type = frame.getDeclaringClass();
                if (!OWN.contains(type)) {
                    classes.add(type);
                }
            });
            return classes;
        }));
    }

    /** Whether a class is the JDK's: of a module of the boot layer that only the JDK's own loaders define. */
    static boolean isJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return type.getModule().isNamed() && (loader == null || loader == ClassLoader.getPlatformClassLoader());
    }

    /** Whether code of this module of the JDK is among them. */
    boolean includesJdk(String module) {
        for (Class<?> type : classes) {
            if (isJdk(type) && module.equals(type.getModule().getName())) {
                return true;
            }
        }
        return false;
    }

    /** The classes that are not the JDK's, nearest first. */
    List<Class<?>> foreign() {
        List<Class<?>> foreign = new ArrayList<>();
        for (Class<?> type : classes) {
            if (!isJdk(type)) {
                foreign.add(type);
            }
        }
        return foreign;
    }

    /** Who opened it, as an operator would recognise it: the class that did, and the one where it began. */
    String text() {
        List<Class<?>> foreign = foreign();
        if (foreign.isEmpty()) {
            return "code of the JDK";
        }
        Class<?> nearest = foreign.get(0);
        Class<?> origin = foreign.get(foreign.size() - 1);
        String text = described(nearest);
        return origin == nearest ? text : text + ", on behalf of " + described(origin);
    }

    static String described(Class<?> type) {
        String source = CodeOrigin.name(type);
        String name = type.getName();
        int hidden = name.indexOf("$$Lambda");
        return (hidden < 0 ? name : name.substring(0, hidden)) + (source == null ? "" : " (" + source + ")");
    }

    /** Whether the name of one of them, or of a superclass, ends so. */
    boolean includesNameEndingWith(String suffix) {
        for (Class<?> type : classes) {
            for (Class<?> at = type; at != null; at = at.getSuperclass()) {
                if (at.getName().endsWith(suffix)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * @param name binary name
     * @return the class itself or the superclass of one of them that has the name; null if there is none
     */
    @Nullable
    Class<?> kind(String name) {
        for (Class<?> type : classes) {
            for (Class<?> at = type; at != null; at = at.getSuperclass()) {
                if (at.getName().equals(name)) {
                    return at;
                }
            }
        }
        return null;
    }
}
