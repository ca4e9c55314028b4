package io.mcpoauth2.testapps.issuer;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Runs an issuer until the process is killed; prints its identifier, then {@code READY <port>}. */
public final class Main {
    private static final String USAGE = """
            Options, each followed by its value; --client and --user may be repeated:
              --port 9000
              --path /realms/demo
              --audience https://api.example/mcp     audience when the client names no resource
              --client id:secret:scope,scope         client for client credentials
              --user sub:email:name:role,role        user who can log in
              --scopes scope,scope                   further scopes
              --algorithm ES256
              --lifetime 600                         of tokens, seconds
            """;

    private Main() {}

    /** Starts the issuer that the options describe. */
    @SuppressWarnings("resource") // lives as long as the process
    public static void main(String[] args) {
        EmbeddedIssuerBuilder builder = EmbeddedIssuer.builder().refreshTokens();
        try {
            for (int i = 0; i < args.length; i += 2) {
                apply(builder, args[i], args[i + 1]);
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            System.err.println("Wrong option: " + e.getMessage());
            System.err.print(USAGE);
            System.exit(2);
        }
        EmbeddedIssuer issuer = builder.start();
        System.out.println("ISSUER " + issuer.issuer());
        System.out.println("READY " + issuer.port());
    }

    private static void apply(EmbeddedIssuerBuilder builder, String option, String value) {
        List<String> parts = Arrays.asList(value.split(":", -1));
        switch (option) {
            case "--port" -> builder.port(Integer.parseInt(value));
            case "--path" -> builder.path(value);
            case "--audience" -> builder.defaultAudience(value);
            case "--client" -> builder.client(Client.service(parts.get(0), parts.get(1), list(parts, 2)));
            case "--user" -> builder.user(User.of(parts.get(0), parts.get(1), parts.get(2), list(parts, 3)));
            case "--scopes" -> builder.scopes(value.split(",", -1));
            case "--algorithm" -> builder.algorithm(value);
            case "--lifetime" -> builder.tokenLifetime(Duration.ofSeconds(Long.parseLong(value)));
            default -> throw new IllegalArgumentException(option);
        }
    }

    /** Splits the part at commas; there is none if the part is absent. Scopes may hold colons, so later parts belong to it. */
    private static String[] list(List<String> parts, int index) {
        return index >= parts.size()
                ? new String[0]
                : String.join(":", parts.subList(index, parts.size())).split(",", -1);
    }
}
