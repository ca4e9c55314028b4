package io.mcpoauth2.agent.instrumentation;

import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.instrumentation.fit.DoorFit;
import io.mcpoauth2.agent.instrumentation.fit.ServerVersion;
import io.mcpoauth2.agent.telemetry.AgentLog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what protects a server whose version its door does not fit.
 *
 * <p>In this order: that no server is made where that can be woven, the servlet layer, a refusal that can be written, an
 * exception. The door's own log line says which.
 */
@SuppressWarnings("ReferenceEquality") // Loaders are compared by identity on purpose.
final class Fallbacks {
    private static final String DOORS = "io.mcpoauth2.agent.instrumentation.doors.";
    /** The servlet layers, by what their servlets extend. */
    private static final Map<String, String> SERVLETS = Map.of(
            "jakarta/servlet/http/HttpServlet.class",
            "servlet",
            "javax/servlet/http/HttpServlet.class",
            "javaxservlet");

    /** More are not told: the first ones say what version it is. */
    private static final int TOLD = 3;

    private final List<TypeInstrumentation> all;
    private final List<TypeInstrumentation> refusals;
    private final boolean protects;
    private final boolean refusesStart;
    private final ClassLoader agent;
    private final AgentLog log;
    private final Consumer<String> gaps;
    private final Map<String, DoorFit> doors = new HashMap<>();
    private final Map<ClassLoader, Map<String, Plan>> plans = new WeakHashMap<>();

    /**
     * @param all what is woven where all fits
     * @param refusals what is woven instead of a door that does not fit: a door that answers, or what keeps a server from
     *     being made
     * @param gaps told what stays unprotected
     */
    Fallbacks(
            List<TypeInstrumentation> all,
            List<TypeInstrumentation> refusals,
            Settings settings,
            ClassLoader agent,
            AgentLog log,
            Consumer<String> gaps) {
        this.all = all;
        this.refusals = refusals;
        this.protects = !settings.protectedRoutes().isEmpty();
        this.refusesStart = settings.listeners().refusesUnknownServers();
        this.agent = agent;
        this.log = log;
        this.gaps = gaps;
    }

    /** What becomes of one class. */
    enum Way {
        /** As the door has it. */
        WEAVE,
        /** Another layer protects, or another class of the server. */
        LEAVE,
        /** By the refusal's weaving, which answers, or makes no server. */
        ANSWER,
        /** By an exception of every method that brings a request. */
        REFUSE,
        /** By an exception of every method, so that the server does not start. */
        PREVENT
    }

    /**
     * @param reason what the exception of a refusing class says
     * @param weaving of the refusal
     */
    record Plan(Way way, String reason, @Nullable TypeInstrumentation weaving) {
        private static final Plan WEAVE = new Plan(Way.WEAVE, "", null);
        private static final Plan LEAVE = new Plan(Way.LEAVE, "", null);
    }

    /** The form of a door that fits a server, if only the one for {@code javax.servlet} does; else the door as it is. */
    synchronized TypeInstrumentation formFor(TypeInstrumentation type, @Nullable ClassLoader loader) {
        TypeInstrumentation twin = JavaxTwin.of(type).orElse(type);
        boolean only = loader != null
                && twin.typeName().equals(type.typeName())
                && !twin.equals(type)
                && !missing(type, loader).isEmpty()
                && missing(twin, loader).isEmpty();
        return only ? twin : type;
    }

    /**
     * @param loader of the class; the JDK's own are of the version that it has
     * @throws IllegalStateException if it is no door, and the class lacks what its advice needs
     */
    synchronized Plan planFor(TypeInstrumentation type, @Nullable ClassLoader loader) {
        if (type.isUser() && loader != null) {
            requireFit(type, loader);
        }
        String door = doorOf(type);
        if (door == null || loader == null || loader == ClassLoader.getPlatformClassLoader()) {
            return Plan.WEAVE;
        }
        Plan plan = plans.computeIfAbsent(loader, none -> new HashMap<>())
                .computeIfAbsent(door, name -> decide(name, type, loader));
        TypeInstrumentation refusal = plan.weaving();
        return switch (plan.way()) {
            case ANSWER -> refusal != null && refusal.typeName().equals(type.typeName()) ? plan : Plan.LEAVE;
            case REFUSE, PREVENT -> type.door() ? plan : Plan.LEAVE;
            default -> plan;
        };
    }

    private Plan decide(String door, TypeInstrumentation type, ClassLoader loader) {
        List<String> missing = missing(door, loader);
        if (missing.isEmpty()) {
            return Plan.WEAVE;
        }
        String server = ServerVersion.of(type.typeName(), loader);
        String misfit = server + " does not fit the " + type.kind() + ", as it has no " + told(missing);
        if (all.stream().noneMatch(one -> one.door() && door.equals(doorOf(one)))) {
            log.warn(misfit + ": it is left out");
            return Plan.LEAVE;
        }
        TypeInstrumentation refusal = refusalFor(door, loader);
        if (protects && refusal != null && !refusal.door()) {
            log.error(misfit + ": it makes no HTTP server");
            return new Plan(Way.ANSWER, "", refusal);
        }
        if (refusesStart && protects) {
            log.error(misfit + ": it cannot start (unknown_servers=refuse)");
            return new Plan(Way.PREVENT, misfit + " (unknown_servers=refuse)", null);
        }
        if (!protects) {
            log.error(misfit + ": tokens are not looked at, so that guarded handlers refuse all its requests");
            return Plan.LEAVE;
        }
        if (!SERVLETS.containsValue(door) && isProtectedByServlets(loader)) {
            String open = "filters, GenericServlets and handlers that are no servlets";
            log.error(misfit + ": the servlet layer protects what its HttpServlets answer; " + open + " stay open");
            gaps.accept(open + " of " + server);
            return Plan.LEAVE;
        }
        if (refusal != null) {
            log.error(misfit + ": no layer protects it, so all its requests are answered with 503");
            return new Plan(Way.ANSWER, "", refusal);
        }
        log.error(misfit + ": no layer protects it, so all its requests fail");
        return new Plan(Way.REFUSE, misfit, null);
    }

    private boolean isProtectedByServlets(ClassLoader loader) {
        return SERVLETS.entrySet().stream()
                .anyMatch(layer -> loader.getResource(layer.getKey()) != null
                        && missing(layer.getValue(), loader).isEmpty());
    }

    private @Nullable TypeInstrumentation refusalFor(String door, ClassLoader loader) {
        for (TypeInstrumentation refusal : refusals) {
            if (door.equals(doorOf(refusal))
                    && new DoorFit(List.of(refusal), agent).missingIn(loader).isEmpty()) {
                return refusal;
            }
        }
        return null;
    }

    private List<String> missing(String door, ClassLoader loader) {
        return doors.computeIfAbsent(
                        door,
                        name -> new DoorFit(
                                Stream.concat(all.stream(), all.stream().flatMap(type -> JavaxTwin.of(type).stream()))
                                        .filter(type -> name.equals(doorOf(type)))
                                        .distinct()
                                        .toList(),
                                agent))
                .missingIn(loader);
    }

    /** What works together is of one package: of it all fits that is there, or nothing is woven. */
    private void requireFit(TypeInstrumentation type, ClassLoader loader) {
        String advicePackage = packageOf(type);
        List<String> missing = Stream.concat(
                        Stream.of(type),
                        all.stream().filter(one -> packageOf(one).equals(advicePackage)))
                .flatMap(one -> missing(one, loader).stream())
                .distinct()
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException(ServerVersion.of(type.typeName(), loader) + " has no " + told(missing));
        }
    }

    /** Of a door all has to be there, of anything else this class. */
    private List<String> missing(TypeInstrumentation type, ClassLoader loader) {
        String door = doorOf(type);
        return door == null ? new DoorFit(List.of(type), agent).missingIn(loader) : missing(door, loader);
    }

    private static String told(List<String> missing) {
        String first = String.join(", ", missing.subList(0, Math.min(TOLD, missing.size())));
        return missing.size() <= TOLD ? first : first + " and " + (missing.size() - TOLD) + " more";
    }

    private static String packageOf(TypeInstrumentation type) {
        String advice = type.weavings().get(0).adviceClass();
        return advice.substring(0, advice.lastIndexOf('.'));
    }

    /** The door's package; null for what belongs to no server. */
    private static @Nullable String doorOf(TypeInstrumentation type) {
        String advice = type.weavings().get(0).adviceClass();
        return advice.startsWith(DOORS) ? advice.substring(DOORS.length(), advice.indexOf('.', DOORS.length())) : null;
    }
}
