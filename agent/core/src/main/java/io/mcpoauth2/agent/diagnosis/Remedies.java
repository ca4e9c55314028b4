package io.mcpoauth2.agent.diagnosis;

import java.util.List;

/** What to do about a line of the log that tells of an issuer's metadata, keys or answers. */
final class Remedies {
    /** By words of the line, the first that it has. */
    private static final List<Remedy> ALL = List.of(
            new Remedy(
                    "another issuer's",
                    "write issuer as the document does, byte for byte; it may be the address of another tenant or realm"),
            new Remedy("jwks_uri that is an https", "set jwks_uri: the issuer's metadata name no address of keys"),
            new Remedy("407", "the proxy wants a password, which the agent has none of: let the issuer's host pass it"),
            new Remedy(
                    "HTTPS_PROXY", "name the proxy by -Dhttps.proxyHost=… and -Dhttps.proxyPort=… of the server's JVM"),
            new Remedy("HTTP_PROXY", "name the proxy by -Dhttp.proxyHost=… and -Dhttp.proxyPort=… of the server's JVM"),
            new Remedy(
                    "PKIX",
                    "have ca_file name the certificates of who certifies the issuer, or set javax.net.ssl.trustStore"),
            new Remedy("SSL", "the issuer's TLS does not agree with this JVM's: protocols, certificate or its name"),
            new Remedy(
                    "UnknownHost",
                    "the name of the issuer's host is not known here: DNS, or a proxy that is not named"),
            new Remedy(
                    "Connect",
                    "nothing listens there, or a firewall is between; a proxy is named by -Dhttps.proxyHost=…"),
            new Remedy("timed out", "nothing answers there in time: a firewall, or a proxy that is not named"),
            new Remedy(
                    "status 401",
                    "the issuer wants to know who asks: jwks_bearer_file for keys, client_secret for tokens"),
            new Remedy(
                    "status 403",
                    "the issuer does not let this asker in: jwks_bearer_file for keys, client_secret for tokens"),
            new Remedy(
                    "status 404",
                    "issuer is not the address below which the metadata are, or jwks_uri is not the keys'"),
            new Remedy("redirect", "write issuer as the address it is redirected to, or set jwks_uri"),
            new Remedy("a key of", "tokens signed by that key are refused: have the issuer publish a usable one"),
            new Remedy("publishes no key", "have the issuer publish the public keys that it signs with"),
            new Remedy(
                    "introspection",
                    "compare introspection_uri, client_id and its credential with what the issuer has"));

    private Remedies() {}

    /**
     * @param line what is wrong; addresses in it say nothing, whatever their hosts and ports look like
     */
    static String of(String line) {
        String words = line.replaceAll("https?://\\S+", "");
        for (Remedy remedy : ALL) {
            if (words.contains(remedy.words)) {
                return remedy.text;
            }
        }
        return "see docs/troubleshooting.md";
    }

    private record Remedy(String words, String text) {}
}
