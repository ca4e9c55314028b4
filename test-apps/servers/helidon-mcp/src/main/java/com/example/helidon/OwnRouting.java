package com.example.helidon;

import com.example.server.Executions;
import io.helidon.common.Builder;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpSecurity;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/** A routing that is not Helidon's. */
final class OwnRouting implements HttpRouting, Builder<OwnRouting, HttpRouting> {
    @Override
    public HttpRouting build() {
        return this;
    }

    @Override
    public void route(ConnectionContext context, RoutingRequest request, RoutingResponse response) {
        Executions.record();
        response.send("own");
    }

    @Override
    public HttpSecurity security() {
        return HttpSecurity.create();
    }

    @Override
    public void beforeStart() {}

    @Override
    public void afterStop() {}
}
