package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.exchange.HttpRequestView;
import io.mcpoauth2.agent.judgement.Judgement;
import io.mcpoauth2.agent.judgement.RequestFacts;
import io.mcpoauth2.agent.mcp.JsonRpcMessage;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** What is kept of requests where an audit is to tell of them. */
final class AuditedRequests {
    /** Of a batch; a client chooses how many there are. */
    private static final int MAX_MESSAGES = 16;

    private final boolean withAddress;
    private final ClientAddress addresses;

    AuditedRequests(Settings settings) {
        this.withAddress = settings.audit().address();
        this.addresses = new ClientAddress(settings.senderConstraints().trustedProxies());
    }

    RequestFacts factsOf(HttpRequestView request) {
        String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        String address = withAddress
                ? addresses.of(request).map(InetAddress::getHostAddress).orElse("")
                : "";
        return new RequestFacts(id, request.method(), request.rawPath(), address, List.of());
    }

    /** The same decision, which tells of its request. */
    static Decision about(RequestFacts facts, Decision decision) {
        Judgement judgement = decision.judgement().about(facts);
        if (decision instanceof Decision.Answered answered) {
            return new Decision.Answered(answered.reply(), judgement);
        }
        if (decision instanceof Decision.Admitted admitted) {
            admitted.identity().nameRequest(facts.id());
            return new Decision.Admitted(
                    admitted.identity(), admitted.standing(), judgement, admitted.message(), admitted.observer());
        }
        return new Decision.Unprotected(judgement);
    }

    static List<RequestFacts.Message> messages(List<JsonRpcMessage> read) {
        List<RequestFacts.Message> messages = new ArrayList<>();
        for (JsonRpcMessage message : read.subList(0, Math.min(MAX_MESSAGES, read.size()))) {
            String name = message.name();
            String uri = message.uri();
            messages.add(new RequestFacts.Message(
                    message.method(),
                    name == null ? "" : name,
                    uri == null ? "" : uri,
                    message.meta().getOrDefault("traceparent", "")));
        }
        return messages;
    }
}
