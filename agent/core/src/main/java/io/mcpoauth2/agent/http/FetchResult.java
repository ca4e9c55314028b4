package io.mcpoauth2.agent.http;

/** What came of a GET. */
public sealed interface FetchResult {
    /**
     * The server answered.
     *
     * @param body empty unless the status is 200
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Answered(int status, byte[] body) implements FetchResult {}

    /**
     * No answer that could be used: network, time-out, size, encoding or a redirect that is not followed.
     *
     * @param reason for a log line; nothing of the answer's content
     */
    record Failed(String reason) implements FetchResult {}
}
