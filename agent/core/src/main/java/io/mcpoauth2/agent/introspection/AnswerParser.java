package io.mcpoauth2.agent.introspection;

import io.mcpoauth2.agent.fetch.FetchResult;
import io.mcpoauth2.agent.jose.MalformedJsonException;
import io.mcpoauth2.agent.jose.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what an issuer answers: exactly {@code true} is active, and what cannot be understood is no answer (row G9). */
final class AnswerParser {
    private static final int MAX_STRING = 64 * 1024;
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final StrictJson json = new StrictJson(MAX_STRING);
    private final Optional<SignedAnswer> signed;

    /**
     * @param signed verifies answers, where they have to be signed
     */
    AnswerParser(Optional<SignedAnswer> signed) {
        this.signed = signed;
    }

    Answer parse(FetchResult.Answered answered) {
        int status = answered.status();
        if (status == 401 || status == 403) {
            return unavailable("status " + status + ": the issuer does not accept client_id and its credential");
        }
        if (status != 200) {
            return unavailable("status " + status);
        }
        if (signed.isPresent()) {
            return answered.mediaType().equals(IntrospectionRequest.SIGNED)
                    ? signedAnswer(signed.get().verify(new String(answered.body(), StandardCharsets.US_ASCII).strip()))
                    : unavailable(answered.description() + " instead of " + IntrospectionRequest.SIGNED);
        }
        if (!answered.mayBeJson()) {
            return unavailable(answered.description() + " instead of JSON");
        }
        try {
            return answer(json.parseObject(answered.body()));
        } catch (MalformedJsonException e) {
            return unavailable(answered.description() + ": " + e.getMessage());
        }
    }

    private static Answer signedAnswer(SignedAnswer.Result result) {
        return result instanceof SignedAnswer.Result.Verified verified
                ? answer(verified.members())
                : unavailable("a signed answer that is not right: " + ((SignedAnswer.Result.Wrong) result).reason());
    }

    private static Answer answer(Map<String, @Nullable Object> members) {
        return Optional.ofNullable(members.get("active"))
                .map(active -> active.equals(true)
                        ? new Answer.Active(members)
                        : active.equals(false)
                                ? new Answer.Inactive()
                                : unavailable("active is neither true nor false"))
                .orElseGet(() -> unavailable("an answer without the member active"));
    }

    private static Answer unavailable(String reason) {
        return new Answer.Unavailable(reason, RETRY);
    }
}
