package io.mcpoauth2.agent.config;

import io.mcpoauth2.agent.text.Alphabet;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the sections of the file for the resources of a server that has several, and what one alone advertises. */
final class ResourcesReader {
    /** What may stand in a section. */
    static final Set<Key> KEYS =
            EnumSet.of(Key.RESOURCE, Key.AUDIENCE, Key.SCOPES, Key.ADVERTISED_SCOPES, Key.METADATA_URL);
    /** Of these, what applies to every resource that has nothing else. */
    static final Set<Key> INHERITED = EnumSet.of(Key.SCOPES, Key.ADVERTISED_SCOPES);

    private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";
    /** As the gate has it of a path that it takes for what is written. */
    private static final Alphabet PLAIN = Alphabet.UNRESERVED.and("!$&'()*+,=/");

    private final Problems problems;
    private final UrlRule urls;
    private final ElementRules rules;

    ResourcesReader(Problems problems, UrlRule urls, ElementRules rules) {
        this.problems = problems;
        this.urls = urls;
        this.rules = rules;
    }

    /** The resources that have a section each, in the order given; empty if none has. */
    List<ResourceSettings> read(Sources sources) {
        List<ResourceSettings> resources = new ArrayList<>();
        if (sources.resources().isEmpty()) {
            return resources;
        }
        Values outside = new Values(sources, problems);
        for (Key key : KEYS) {
            if (!INHERITED.contains(key)) {
                outside.wrong(key, "is given beside resources, and belongs into one of them");
            }
        }
        Set<String> paths = new LinkedHashSet<>();
        for (Sources section : sources.resources()) {
            Values values = new Values(section, problems);
            URI resource = resource(values, section);
            if (resource == null) {
                continue;
            }
            Set<String> audiences = new LinkedHashSet<>();
            if (values.isGiven(Key.AUDIENCE)) {
                audiences.addAll(values.list(Key.AUDIENCE, rules));
            } else {
                audiences.add(resource.toString());
            }
            ResourceSettings read = new ResourceSettings(
                    resource, audiences, values.list(Key.SCOPES, rules), advertising(values, resource));
            if (!paths.add(read.prefix())) {
                values.wrong(Key.RESOURCE, "has the path of another resource, by which requests are told apart");
            }
            resources.add(read);
        }
        return List.copyOf(resources);
    }

    /** Those of all resources. */
    static Set<String> audiences(List<ResourceSettings> resources) {
        Set<String> audiences = new LinkedHashSet<>();
        for (ResourceSettings resource : resources) {
            audiences.addAll(resource.audiences());
        }
        return audiences;
    }

    private @Nullable URI resource(Values values, Sources section) {
        Setting given = values.single(Key.RESOURCE);
        if (given == null) {
            if (!values.isGiven(Key.RESOURCE)) {
                problems.missing(Key.RESOURCE, section.section(), "is required");
            }
            return null;
        }
        String fault = urls.faultOfIdentifier(given.text());
        if (fault == null) {
            URI resource = URI.create(given.text());
            String path = resource.getRawPath();
            boolean plain = path.isEmpty() || (PLAIN.containsAll(path) && ElementRules.faultOfPath(path) == null);
            if (plain) {
                return resource;
            }
            fault = "has a path that is not in plain spelling, by which no request could be known as its own";
        }
        problems.wrong(given, fault);
        return null;
    }

    /** What is advertised of a resource, besides what it needs. */
    ResourceSettings.Advertising advertising(Values values, URI resource) {
        return new ResourceSettings.Advertising(
                metadataUrl(values, resource), values.list(Key.ADVERTISED_SCOPES, rules));
    }

    /** Clients trust what the resource's own origin says of it, and nothing else (RFC 9728 §7.3). */
    private Optional<URI> metadataUrl(Values values, URI resource) {
        Setting given = values.single(Key.METADATA_URL);
        if (given == null) {
            return Optional.empty();
        }
        String fault = urls.faultOfIdentifier(given.text());
        if (fault == null) {
            URI url = URI.create(given.text());
            if (resource.getHost() != null && !WebOrigin.of(url).equals(WebOrigin.of(resource))) {
                fault = "has another origin than the resource";
            } else if (!url.getRawPath().contains(WELL_KNOWN)) {
                fault = "has a path without " + WELL_KNOWN;
            } else {
                return Optional.of(url);
            }
        }
        problems.wrong(given, fault);
        return Optional.empty();
    }
}
