package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.config.IssuerSettings;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.issuer.KeySource;
import io.mcpoauth2.agent.jose.JwsAlgorithm;
import io.mcpoauth2.agent.token.Verdict.Invalid;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What the JWTs of one issuer have to be, and by whose keys they have to be signed: nobody else's (row C1). */
final class IssuerRules {
    private final KeySource keys;
    private final Optional<IntrospectedTokens> jwtIntrospection;
    private final TokenTypes types;
    private final Set<JwsAlgorithm> algorithms = EnumSet.noneOf(JwsAlgorithm.class);
    private final ClaimChecks claims;
    private final UserClaims user;
    private final Invalid wrongAlgorithm;

    /**
     * @param jwtIntrospection if the issuer is asked about its JWTs, too
     */
    IssuerRules(
            Settings settings,
            IssuerSettings issuer,
            KeySource keys,
            Optional<IntrospectedTokens> jwtIntrospection,
            Interner interner,
            CheckTrail trail) {
        this.keys = keys;
        this.jwtIntrospection = jwtIntrospection;
        this.types = new TokenTypes(issuer);
        issuer.algorithms().forEach(name -> JwsAlgorithm.of(name).ifPresent(algorithms::add));
        this.claims = new ClaimChecks(settings, issuer, trail);
        this.user = new UserClaims(issuer.rolesClaims(), interner);
        this.wrongAlgorithm = TokenFaults.algorithm(issuer);
    }

    KeySource keys() {
        return keys;
    }

    Optional<IntrospectedTokens> jwtIntrospection() {
        return jwtIntrospection;
    }

    TokenTypes types() {
        return types;
    }

    boolean accepts(JwsAlgorithm algorithm) {
        return algorithms.contains(algorithm);
    }

    ClaimChecks claims() {
        return claims;
    }

    UserClaims user() {
        return user;
    }

    Invalid wrongAlgorithm() {
        return wrongAlgorithm;
    }
}
