package io.mcpoauth2.agent.instrumentation.handler;

import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.access.HandlerRules;
import io.mcpoauth2.agent.config.HandlerSignature;
import io.mcpoauth2.agent.config.PolicySettings;
import io.mcpoauth2.agent.telemetry.AgentLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What has been guarded so far, for the line at the first request and for the errors a configuration hides. */
public final class HandlerReport implements HandlerClass.Findings {
    private final AgentLog log;
    private final HandlerRules demands;
    private final Set<String> foundSignatures = ConcurrentHashMap.newKeySet();
    private final Set<String> foundAnnotations = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<String, Integer> marked = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Integer> presets = new ConcurrentHashMap<>();

    /** Of handlers whose demands nobody else asks for. */
    public HandlerReport(AgentLog log) {
        this(log, new Access(PolicySettings.NONE).handlers());
    }

    /**
     * @param demands is told what handlers demand, where it is known how clients call them
     */
    public HandlerReport(AgentLog log, HandlerRules demands) {
        this.log = log;
        this.demands = demands;
    }

    /** What one handler demands, before its class is used. */
    void demands(HandlerRule rule) {
        HandlerOperation operation = rule.operation();
        if (!operation.target().isEmpty()) {
            demands.add(operation.method(), operation.target(), rule.scopes(), rule.roles());
        }
    }

    /**
     * @param ofPresets those beside the marked ones that nothing but their framework makes handlers
     */
    void guarded(String type, int handlers, int ofPresets) {
        marked.put(type, handlers);
        presets.put(type, ofPresets);
        log.debug("guards " + (handlers + ofPresets) + " handler(s) of " + type);
    }

    /** A version of a framework that calls its handlers elsewhere. */
    void withoutCalls(String type) {
        log.warn(type + " calls no handlers where presets look for them: CurrentUser is empty in functions that are"
                + " registered with this version of its framework");
    }

    @Override
    public void found(HandlerSignature signature) {
        foundSignatures.add(signature.text());
    }

    @Override
    public void foundAnnotation(String annotation) {
        foundAnnotations.add(annotation);
    }

    @Override
    public void withoutBody(String type, String method) {
        log.error(type + "." + method + " is marked as a handler but has no body to guard: mark its implementations");
    }

    /** How many handlers are marked and guarded. */
    public int handlers() {
        return sum(marked);
    }

    /** How many more nothing but their framework makes handlers. */
    public int presets() {
        return sum(presets);
    }

    private static int sum(ConcurrentHashMap<String, Integer> counted) {
        int sum = 0;
        for (int handlers : counted.values()) {
            sum += handlers;
        }
        return sum;
    }

    /** The configured signatures that nothing loaded so far fits, as configured. */
    public List<String> unmatched(HandlerSignatures signatures) {
        List<String> unmatched = new ArrayList<>();
        for (HandlerSignature signature : signatures.configured()) {
            boolean found = signature instanceof HandlerSignature.Annotated annotated
                    ? foundAnnotations.contains(annotated.annotation())
                    : foundSignatures.contains(signature.text());
            if (!found) {
                unmatched.add(signature.text());
            }
        }
        return unmatched;
    }
}
