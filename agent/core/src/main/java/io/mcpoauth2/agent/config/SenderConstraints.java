package io.mcpoauth2.agent.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which proofs of possession are asked for and taken (RFC 9449, RFC 8705).
 *
 * @param dpopNonce whether a proof needs a nonce of this server
 * @param dpopReplaySize proofs of one key that are remembered at most
 * @param trustedProxies who may say by a header which certificate a client has shown
 */
public record SenderConstraints(
        Policy dpop, boolean dpopNonce, int dpopReplaySize, Policy mtls, List<Network> trustedProxies) {

    /** What is made of one kind of proof; a token that is bound is never taken without its proof. */
    public enum Policy {
        /** Proofs of this kind are not known: tokens that are bound so are refused. */
        OFF,
        /** Checked where a token is bound so; clients are not told. */
        BOUND,
        /** The same, and clients are told. */
        OFFERED,
        /** Every token has to be bound so. */
        REQUIRED;

        /** Whether clients are told that such proofs are taken. */
        public boolean isAdvertised() {
            return this == OFFERED || this == REQUIRED;
        }
    }

    static SenderConstraints read(Values values, ElementRules rules) {
        Policy dpop = policy(values, Key.DPOP);
        Policy mtls = policy(values, Key.MTLS);
        if (dpop == Policy.REQUIRED && mtls == Policy.REQUIRED) {
            values.wrong(Key.MTLS, "is required beside dpop, and no token is bound to both");
        }
        List<Network> proxies = new ArrayList<>();
        for (String text : values.list(Key.TRUSTED_PROXIES, rules)) {
            Network network = Network.parse(text);
            if (network != null) { // The rules let no other text through.
                proxies.add(network);
            }
        }
        return new SenderConstraints(
                dpop,
                values.choice(Key.DPOP_NONCE, "off", "required").equals("required"),
                values.number(Key.DPOP_REPLAY_SIZE, 1_000, 10_000_000),
                mtls,
                List.copyOf(proxies));
    }

    private static Policy policy(Values values, Key key) {
        return Policy.valueOf(
                values.choice(key, "off", "bound", "offered", "required").toUpperCase(Locale.ROOT));
    }
}
