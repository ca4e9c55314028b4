package io.mcpoauth2.agent.telemetry.jmx;

import java.util.Map;
import java.util.Set;

/** What operators see of the agent, since the start of the process; the attributes are a contract. */
public interface AgentMXBean {
    /** Requests that went on with an identity. */
    long getAcceptedRequests();

    /** Requests that were answered by the agent instead, by reason. */
    Map<String, Long> getRefusedRequests();

    /** Requests and calls that went on in report mode although they would have been refused, by reason. */
    Map<String, Long> getReportedRequests();

    /** Requests that needed no token: exempt, open, or for the metadata document. */
    Map<String, Long> getUnprotectedRequests();

    /** Mean time of the gate in microseconds, by outcome; only outcomes that there were. */
    Map<String, Double> getMeanMicroseconds();

    /** Tokens whose verdict was known. */
    long getCacheHits();

    /** Tokens that had to be judged. */
    long getCacheMisses();

    /** Fetches of keys, by issuer. */
    Map<String, IssuerRequests> getKeyFetches();

    /** Questions about tokens, by issuer. */
    Map<String, IssuerRequests> getIntrospections();

    /** How old the keys in use are, in seconds, by issuer; only issuers whose keys are known. */
    Map<String, Long> getKeyAgeSeconds();

    /** Servers that listen and that no door knows: where, and who opened them. */
    Set<String> getUnknownServers();

    /** All that is known not to be protected, those servers included. */
    Set<String> getNotCovered();
}
