package com.example.quarkus;

import com.example.server.Executions;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.TreeSet;

/** Says who Quarkus takes its caller for. */
class UserRoutes {
    private static volatile SecurityIdentity kept;

    void register(@Observes Router router) {
        router.get("/user").handler(UserRoutes::user);
        router.get("/exempt/user").handler(UserRoutes::user);
        router.get("/open/user").handler(UserRoutes::user);
        router.get("/user/kept").handler(context -> context.end(described(kept) + kept));
    }

    private static void user(RoutingContext context) {
        Executions.record();
        SecurityIdentity user = QuarkusHttpUser.getSecurityIdentityBlocking(context, null);
        kept = user;
        context.end(described(user));
    }

    static String described(SecurityIdentity user) {
        return user.isAnonymous() + " " + user.getPrincipal().getName() + " " + new TreeSet<>(user.getRoles()) + " "
                + user.hasRole("operator");
    }
}
