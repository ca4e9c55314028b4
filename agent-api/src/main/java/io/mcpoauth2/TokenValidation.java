package io.mcpoauth2;

/** Validates tokens that reach the application another way than in the Authorization header of an MCP request. */
public final class TokenValidation {
    private TokenValidation() {}

    /**
     * Validates an access token by the rules and keys of the running agent. May block while keys are fetched.
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
