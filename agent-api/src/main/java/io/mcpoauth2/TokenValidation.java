package io.mcpoauth2;

/** Validates tokens that reach the application another way than in the Authorization header of an MCP request. */
public final class TokenValidation {
    private TokenValidation() {}

    /**
     * Validates an access token by the rules and keys of the running agent: its issuer, kind, signature, times, audience and
     * the deny-list. May block while keys are fetched or the issuer is asked.
     *
     * <p>No proof of possession can be checked here, so that a token that is bound to a key or a certificate, and any token
     * where the settings require a proof, is not valid. The settings {@code scopes} and {@code require_user} do not apply.
     *
     * @param token without {@code Bearer}
     * @return whom the token stands for; does not become the {@link CurrentUser}
     * @throws NotAuthenticatedException if the token is not valid for this server; the message names the failed check
     * @throws IllegalStateException if no agent is installed, or keys are unavailable now
     */
    public static AuthenticatedUser validate(String token) {
        AgentLink agent = AgentLink.find();
        if (agent == null || !agent.installed()) {
            throw new IllegalStateException("mcp-oauth2-agent is not installed, so tokens cannot be validated");
        }
        return agent.validate(token);
    }
}
