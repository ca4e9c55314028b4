package io.mcpoauth2.agent.issuer;

/** Gets the keys of one issuer from where they are published. May block; must end by itself. */
interface KeyFetch {
    /** What came of it. */
    sealed interface Result {
        record Fetched(ParsedKeys keys) implements Result {}

        /**
         * @param reason for a log line; nothing of what was fetched
         */
        record Failed(String reason) implements Result {}
    }

    /**
     * @param rediscover false if a known address of the keys will do
     */
    Result fetch(boolean rediscover);
}
