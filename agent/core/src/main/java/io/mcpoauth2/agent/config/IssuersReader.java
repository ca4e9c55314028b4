package io.mcpoauth2.agent.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is configured for each issuer: all of them alike, or a section each.
 *
 * <p>A template becomes one issuer a tenant, so that nothing of a tenant is judged at run time (REQUIREMENTS C4).
 */
final class IssuersReader {
    private static final String TENANT = "{tenantid}";

    private final Problems problems;
    private final boolean allowHttp;
    private final boolean demandsScopes;
    private final @Nullable Set<String> audiences;
    private final SettingsReader.FileOpener files;
    private final List<IssuerSettings> issuers = new ArrayList<>();
    private final Set<String> names = new LinkedHashSet<>();

    private IssuersReader(
            Problems problems,
            boolean allowHttp,
            boolean demandsScopes,
            @Nullable Set<String> audiences,
            SettingsReader.FileOpener files) {
        this.problems = problems;
        this.allowHttp = allowHttp;
        this.demandsScopes = demandsScopes;
        this.audiences = audiences;
        this.files = files;
    }

    /**
     * The issuers in the order given; empty only with an error.
     *
     * @param demandsScopes whether every request needs a scope
     * @param audiences those of resources with a section each, which are all that there are then; null without such
     */
    static List<IssuerSettings> read(
            Sources sources,
            Problems problems,
            boolean allowHttp,
            boolean demandsScopes,
            @Nullable Set<String> audiences,
            SettingsReader.FileOpener files) {
        IssuersReader reader = new IssuersReader(problems, allowHttp, demandsScopes, audiences, files);
        List<Sources> sections = sources.sections();
        if (sections.isEmpty()) {
            reader.readGroup(new Values(sources, problems));
        }
        for (Sources section : sections) {
            reader.readGroup(new Values(section, problems));
        }
        return List.copyOf(reader.issuers);
    }

    private void readGroup(Values values) {
        UrlRule urls = urls(values);
        ElementRules rules = new ElementRules(urls);
        List<String> given = values.requiredList(Key.ISSUER, rules);
        List<String> expanded = expand(given, values, rules);
        Optional<URI> jwksUri = address(Key.JWKS_URI, values, given, urls);
        KeyAccess keys = new KeyAccessReader(values, problems, files).read(expanded, jwksUri, urls.hosts());
        List<String> servers = List.copyOf(values.list(Key.AUTHORIZATION_SERVERS, rules));
        requireAddresses(expanded, keys, servers, values, urls);
        Set<String> accepted = audiences(values, rules);
        boolean audienceFromScope = values.flag(Key.AUDIENCE_FROM_SCOPE);
        TokenRules tokens = new TokenRulesReader(values, rules, demandsScopes).read();
        Setting clientId = values.single(Key.CLIENT_ID);
        List<String> rolesClaims = List.copyOf(values.list(Key.ROLES_CLAIM, rules));
        Set<String> algorithms = algorithms(values.list(Key.ALGORITHMS, rules));
        Set<String> tokenTypes = tokenTypes(values.list(Key.TOKEN_TYPES, rules));
        Optional<IntrospectionSettings> introspection = new IntrospectionReader(values, problems, files)
                .read(clientId, address(Key.INTROSPECTION_URI, values, given, urls));
        if (introspection.isPresent()) {
            requireOneIssuer(introspection.get(), expanded, values);
        }
        for (String name : expanded) {
            if (!names.add(name)) {
                values.wrong(Key.ISSUER, "names an issuer that another section has, too");
            }
            if (introspection.isPresent()
                    && introspection.get().endpoint().isEmpty()
                    && urls.faultOfIdentifier(name) != null) {
                values.wrong(Key.INTROSPECTION, "needs introspection_uri, as the issuer is no address");
            }
            issuers.add(new IssuerSettings(
                    name,
                    accepted,
                    audienceFromScope,
                    clientId == null ? Optional.empty() : Optional.of(clientId.text()),
                    rolesClaims,
                    values.isGiven(Key.ROLES_CLAIM),
                    algorithms,
                    tokenTypes,
                    tokens,
                    keys,
                    servers.isEmpty() ? List.of(name) : servers,
                    introspection));
        }
    }

    private Set<String> audiences(Values values, ElementRules rules) {
        if (audiences == null) {
            return TokenRulesReader.setOf(values.requiredList(Key.AUDIENCE, rules));
        }
        values.wrong(Key.AUDIENCE, "is given beside resources, and belongs into one of them");
        return audiences;
    }

    private UrlRule urls(Values values) {
        Set<String> hosts =
                TokenRulesReader.setOf(values.list(Key.HTTP_HOSTS, new ElementRules(new UrlRule(allowHttp, Set.of()))));
        if (!hosts.isEmpty() && !allowHttp) {
            values.wrong(Key.HTTP_HOSTS, "has no meaning without allow_http=true");
        } else if (!hosts.isEmpty()) {
            values.warn(
                    Key.HTTP_HOSTS, "has keys fetched by http: whoever is between can make tokens, so for tests only");
        }
        return new UrlRule(allowHttp, hosts);
    }

    /** An issuer is asked at its own address, unless its keys are elsewhere; clients are sent to addresses only. */
    private static void requireAddresses(
            List<String> issuers, KeyAccess keys, List<String> servers, Values values, UrlRule urls) {
        boolean isName = keys.jwksUri().isPresent() || keys.jwksFile().isPresent();
        for (int i = 0; i < issuers.size(); i++) {
            String fault = urls.faultOfIdentifier(issuers.get(i));
            if (fault != null && !isName) {
                values.wrong(Key.ISSUER, issuers.size() == 1 ? fault : "element " + (i + 1) + " " + fault);
            } else if (fault != null && servers.isEmpty()) {
                values.wrong(
                        Key.ISSUER, "is no https URL, so that authorization_servers has to say where clients log in");
            }
        }
        if (!servers.isEmpty()) {
            values.warn(
                    Key.AUTHORIZATION_SERVERS,
                    "sends clients to servers that the agent neither asks nor trusts: tokens have to be the issuer's");
        }
    }

    /** No issuer may learn the credential or the tokens of another, and nothing in an opaque token says whose it is. */
    private void requireOneIssuer(IntrospectionSettings introspection, List<String> expanded, Values values) {
        if (expanded.size() > 1) {
            values.wrong(Key.INTROSPECTION, "is on for several issuers, which need a section each");
        }
        for (IssuerSettings issuer : issuers) {
            if (introspection.opaqueTokens()
                    && issuer.introspection().isPresent()
                    && issuer.introspection().get().opaqueTokens()) {
                values.wrong(Key.INTROSPECTION, "is on for the opaque tokens of another issuer, too");
            }
        }
    }

    private List<String> expand(List<String> given, Values values, ElementRules rules) {
        List<String> tenants = values.list(Key.TENANTS, rules);
        List<String> names = new ArrayList<>();
        boolean hasTemplate = false;
        for (String issuer : given) {
            if (issuer.contains(TENANT)) {
                hasTemplate = true;
                for (String tenant : tenants) {
                    names.add(issuer.replace(TENANT, tenant));
                }
            } else {
                names.add(issuer);
            }
        }
        if (hasTemplate && tenants.isEmpty()) {
            values.wrong(Key.ISSUER, "has " + TENANT + " in it, and no tenants are given");
        } else if (!hasTemplate && !tenants.isEmpty()) {
            values.wrong(Key.TENANTS, "is given, and no issuer has " + TENANT + " in it");
        }
        return names;
    }

    /** An address that belongs to one issuer, or to one template. */
    private Optional<URI> address(Key key, Values values, List<String> issuers, UrlRule urls) {
        Setting given = values.single(key);
        if (given == null) {
            return Optional.empty();
        }
        String fault = issuers.size() > 1 ? "is given with more than one issuer" : urls.fault(given.text());
        if (fault != null) {
            problems.wrong(given, fault);
            return Optional.empty();
        }
        return Optional.of(URI.create(given.text()));
    }

    private static Set<String> algorithms(List<String> names) {
        Set<String> algorithms = new LinkedHashSet<>();
        for (String name : names) {
            algorithms.add(name.equals("EdDSA") ? "Ed25519" : name);
        }
        return Collections.unmodifiableSet(algorithms);
    }

    private static Set<String> tokenTypes(List<String> names) {
        Set<String> types = new LinkedHashSet<>();
        for (String name : names) {
            types.add(ElementRules.normalizedTokenType(name));
        }
        return Collections.unmodifiableSet(types);
    }
}
