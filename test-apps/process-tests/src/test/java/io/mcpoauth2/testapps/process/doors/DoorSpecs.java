package io.mcpoauth2.testapps.process.doors;

import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerKind.Transport;
import io.mcpoauth2.testapps.process.ServerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The servers that the tests of the doors start; few settings for all, so that the classes can share processes. */
final class DoorSpecs {

    private DoorSpecs() {}

    /** Every kind: all paths protected but those below {@code /health/}. */
    static Stream<ServerSpec> standard() {
        return ServerSpec.all().map(DoorSpecs::withHealth);
    }

    /**
     * Every other of these, unless everything is to be tested: for what the gate does by itself, whichever door brings the request.
     *
     * @param first 0 or 1: a class that takes one half leaves the other to its neighbour
     */
    static Stream<ServerSpec> everyOther(int first) {
        List<ServerSpec> all = standard().toList();
        return ServerSpec.isEverything()
                ? all.stream()
                : IntStream.range(0, all.size())
                        .filter(index -> index % 2 == first)
                        .mapToObj(all::get);
    }

    /** All of them, every kind on every JDK. */
    static Stream<ServerSpec> everywhere() {
        return ServerSpec.everywhere().map(DoorSpecs::withHealth);
    }

    /**
     * Every kind with each of its transports and on some JDK: the MCP endpoints are exempt, the
     * other paths need a scope, the tools use the API, and the agent logs all it can.
     */
    static Stream<ServerSpec> exemptEndpoints() {
        return transports()
                .map(spec -> spec.withApi()
                        .setting("exempt_routes", "/mcp*,/sse")
                        .setting("scopes", "mcp:admin")
                        .setting("log_level", "debug"));
    }

    /** The same where the transport does not matter: each door with one, unless everything is to be tested. */
    static Stream<ServerSpec> exemptEndpointsOfEachDoor() {
        Set<ServerKind> kinds = ServerSpec.all().map(ServerSpec::kind).collect(Collectors.toSet());
        return exemptEndpoints()
                .filter(spec -> ServerSpec.isEverything()
                        || (kinds.contains(spec.kind())
                                && spec.transport() == spec.kind().defaultTransport()));
    }

    /** The transports beside the default ones, on one JDK each. */
    static Stream<ServerSpec> furtherTransports() {
        return transports()
                .filter(spec -> spec.transport() != spec.kind().defaultTransport())
                .map(DoorSpecs::withHealth);
    }

    private static ServerSpec withHealth(ServerSpec spec) {
        return spec.setting("exempt_routes", "/health/*");
    }

    private static Stream<ServerSpec> transports() {
        List<ServerSpec> specs = new ArrayList<>();
        for (ServerKind kind : ServerKind.withDoor()) {
            for (Transport transport : kind.transports()) {
                specs.add(
                        ServerSpec.of(kind, ServerSpec.jdk(kind, specs.size())).transport(transport));
            }
        }
        return specs.stream();
    }
}
