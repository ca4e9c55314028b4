package io.mcpoauth2.testapps.process.providers;

import java.util.Set;
import java.util.stream.Stream;

/** Tokens of Kubernetes' service accounts, as they are projected into pods. */
final class KubernetesShapes {
    private static final String HEADER = """
            {"alg":"RS256","kid":"$kid"}""";
    private static final String SUBJECT = "system:serviceaccount:agents:planner";
    private static final String SERVER = "https://mcp.example.com/mcp";

    private static final Written WORKLOAD = Written.jwt(HEADER, """
            {
              "aud": ["https://mcp.example.com/mcp"],
              "exp": $later,
              "iat": $now,
              "iss": "$issuer",
              "jti": "ea28ed49-2e11-4280-9ec5-bc3d1d84661a",
              "kubernetes.io": {
                "namespace": "agents",
                "node": {"name": "node-1", "uid": "58456cb0-dd00-45ed-b797-5578fdceaced"},
                "pod": {"name": "planner-69cbfb9798-jv9gn", "uid": "778a530c-b3f4-47c0-9cd5-ab018fb64f33"},
                "serviceaccount": {"name": "planner", "uid": "a087d5a0-e1dd-43ec-93ac-f13d89cd13af"}
              },
              "nbf": $now,
              "sub": "system:serviceaccount:agents:planner"
            }""");

    /** Of a secret, which never expires. */
    private static final Written LEGACY = Written.jwt(HEADER, """
            {
              "iss": "kubernetes/serviceaccount",
              "kubernetes.io/serviceaccount/namespace": "agents",
              "kubernetes.io/serviceaccount/secret.name": "planner-token",
              "kubernetes.io/serviceaccount/service-account.name": "planner",
              "kubernetes.io/serviceaccount/service-account.uid": "a087d5a0-e1dd-43ec-93ac-f13d89cd13af",
              "sub": "system:serviceaccount:agents:planner"
            }""");

    private KubernetesShapes() {}

    static Stream<Shape> all() {
        Caller workload = new Caller(SUBJECT, "unknown", Set.of(), Set.of(SUBJECT));
        return Stream.of(Shape.ofUsers("kubernetes", Shape.MAIN, WORKLOAD)
                .accepts("D3", "projected token for this server, without typ", WORKLOAD, workload)
                .refuses("B7", "token that every pod has", WORKLOAD.with(SERVER, "$issuer"), Shape.AUDIENCE)
                .asOnThePage()
                .refuses(
                        "B7",
                        "token for another server",
                        WORKLOAD.with(SERVER, "https://files.example.com"),
                        Shape.AUDIENCE)
                .refuses("C2", "token of a secret", LEGACY, Shape.ISSUER)
                .refuses(
                        "E1",
                        "token of a secret, if it had issuer and audience",
                        LEGACY.with("kubernetes/serviceaccount\"", "$issuer\", \"aud\": \"" + SERVER + '"'),
                        Shape.EXPIRY));
    }
}
