package io.mcpoauth2.agent.diagnosis;

import io.mcpoauth2.agent.config.ResourceSettings;
import io.mcpoauth2.agent.config.RoutePattern;
import io.mcpoauth2.agent.config.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether clients that ask for a token of a resource get one that this server takes there, and whether it asks for one. */
final class ResourceCheck {
    private static final String ABOUT = "resource";

    private final Settings settings;
    private final CheckReport report;

    ResourceCheck(Settings settings, CheckReport report) {
        this.settings = settings;
        this.report = report;
    }

    void run() {
        settings.endpoints().forEach(this::run);
    }

    private void run(ResourceSettings endpoint) {
        URI resource = endpoint.resource();
        if (endpoint.audiences().contains(resource.toString())) {
            report.note("resource " + resource + " is an audience");
        } else {
            compare(resource, endpoint.audiences());
        }
        String path = Optional.ofNullable(resource.getRawPath())
                .filter(text -> !text.isEmpty())
                .orElse("/");
        boolean open = settings.protectedRoutes().isEmpty()
                || !settings.protectedRoutes().mayContain(path, RoutePattern.ANY_PORT, false);
        if (settings.exemptRoutes().surelyContain(path, RoutePattern.ANY_PORT)) {
            report.finding(new Finding(
                    ABOUT,
                    "the path " + path + " of the MCP endpoint is exempt: nobody needs a token there",
                    "take it off exempt_routes"));
        } else if (open) {
            report.finding(new Finding(
                    ABOUT,
                    "the path " + path + " of the MCP endpoint is not protected: nobody needs a token there",
                    "have protected_routes contain it, or write the endpoint's own address as resource"));
        }
    }

    /** An issuer may name this server in its own way; what is nearly the same address is a slip. */
    private void compare(URI resource, Set<String> audiences) {
        for (String audience : audiences) {
            Optional<URI> address = address(audience);
            if (address.isPresent()
                    && resource.getHost() != null
                    && resource.getHost().equalsIgnoreCase(address.get().getHost())) {
                report.finding(new Finding(
                        ABOUT,
                        "clients ask for tokens of " + resource + ", and the audience " + audience
                                + " is another address of that host",
                        "write both alike: path, port and a slash at the end count"));
                return;
            }
        }
        report.note("resource " + resource + " is no audience: the issuer has to write one of "
                + String.join(", ", new TreeSet<>(audiences)) + " into tokens that clients ask for by it");
    }

    private static Optional<URI> address(String audience) {
        try {
            return Optional.of(new URI(audience)).filter(uri -> uri.getHost() != null);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
