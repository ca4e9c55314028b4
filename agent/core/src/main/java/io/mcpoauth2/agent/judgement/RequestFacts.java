package io.mcpoauth2.agent.judgement;

import java.util.List;

/**
 * What an audit tells of a request besides who sent it; kept only where there is one.
 *
 * @param id made here, which also the outcomes of its handlers have
 * @param method of HTTP, as sent
 * @param path as sent, without the query
 * @param address of the client; empty unless the audit is to have it
 * @param messages of JSON-RPC in its body; empty where it was not read
 */
public record RequestFacts(String id, String method, String path, String address, List<Message> messages) {
    public RequestFacts {
        messages = List.copyOf(messages);
    }

    /** The same, whose body has been read. */
    public RequestFacts saying(List<Message> read) {
        return new RequestFacts(id, method, path, address, read);
    }

    /** Nothing of what the client wrote. */
    @Override
    public String toString() {
        return "RequestFacts[" + id + "]";
    }

    /**
     * What one message asks for, as its client wrote it.
     *
     * @param name of a tool or prompt; empty if it has none
     * @param uri of a resource; empty if it has none
     * @param traceparent of its {@code _meta}; empty if it has none
     */
    public record Message(String method, String name, String uri, String traceparent) {
        @Override
        public String toString() {
            return "Message";
        }
    }
}
