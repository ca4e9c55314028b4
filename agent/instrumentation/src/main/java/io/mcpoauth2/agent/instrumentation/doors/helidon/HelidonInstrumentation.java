package io.mcpoauth2.agent.instrumentation.doors.helidon;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.List;

/**
 * Helidon's WebServer since 4.5, whose routing all requests pass before the first filter, those that ask for a WebSocket
 * too; and the ways around that routing, which are closed: other routings, protocols and upgrades.
 */
public final class HelidonInstrumentation {
    private static final String HERE = "io.mcpoauth2.agent.instrumentation.doors.helidon.";
    private static final String DOOR = "Helidon door";
    private static final String SERVER = "io.helidon.webserver.";
    private static final String CONTEXT = SERVER + "ConnectionContext";
    private static final String REQUEST = SERVER + "http.RoutingRequest";
    private static final String RESPONSE = SERVER + "http.RoutingResponse";

    private HelidonInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        return List.of(
                new TypeInstrumentation(
                        SERVER + "http.HttpRoutingImpl",
                        DOOR,
                        true,
                        List.of(
                                new MethodWeaving(
                                        "route", List.of(CONTEXT, REQUEST, RESPONSE), HERE + "RouteAdvice", true),
                                new MethodWeaving(
                                        "routeUpgrade",
                                        List.of(CONTEXT, REQUEST, RESPONSE),
                                        HERE + "UpgradeAdvice",
                                        true))),
                new TypeInstrumentation(
                        SERVER + "http1.Http1ConnectionSelector",
                        DOOR,
                        true,
                        List.of(new MethodWeaving("connection", List.of(CONTEXT), HERE + "HttpAdvice", true))),
                new TypeInstrumentation(
                        SERVER + "http1.Http1ConnectionSelectorConfig$BuilderBase$Http1ConnectionSelectorConfigImpl",
                        DOOR,
                        true,
                        List.of(new MethodWeaving("upgraders", List.of(), HERE + "UpgradersAdvice", true))),
                new TypeInstrumentation(
                        SERVER + "ConnectionProviders",
                        DOOR,
                        true,
                        List.of(
                                new MethodWeaving("providerCandidates", List.of(), HERE + "CandidatesAdvice", true),
                                new MethodWeaving(
                                        "byApplicationProtocol",
                                        List.of("java.lang.String"),
                                        HERE + "NegotiatedAdvice",
                                        true))),
                new TypeInstrumentation(
                        SERVER + "ConnectionHandler",
                        "Helidon connection",
                        false,
                        List.of(new MethodWeaving("run", List.of(), HERE + "ConnectionAdvice", true))),
                new TypeInstrumentation(
                        SERVER + "http1.Http1ServerResponse",
                        "Helidon response",
                        false,
                        List.of(new MethodWeaving("commit", List.of(), HERE + "CommitAdvice", true))),
                new TypeInstrumentation(
                        SERVER + "http.ErrorHandlers",
                        "Helidon errors",
                        false,
                        List.of(new MethodWeaving(
                                "runWithErrorHandling",
                                List.of(CONTEXT, REQUEST, RESPONSE, "java.util.concurrent.Callable"),
                                HERE + "ErrorAdvice",
                                true))));
    }
}
