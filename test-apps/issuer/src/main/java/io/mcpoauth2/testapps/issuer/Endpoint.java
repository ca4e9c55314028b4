package io.mcpoauth2.testapps.issuer;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** What answers the requests of one path. */
@FunctionalInterface
interface Endpoint {

    /** Sends a whole response, or throws the error that the client is to see. */
    void handle(HttpExchange exchange) throws IOException, OAuthError;
}
