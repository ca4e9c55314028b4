package io.mcpoauth2;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that runs only for an authenticated user.
 *
 * <p>On a class it marks the public methods which that class declares. Where class and method are both marked, the method
 * needs the scopes of both. Without the agent the annotation has no effect.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface McpEndpoint {
    /** The scopes that the caller's token must grant, all of them. */
    String[] scopes() default {};

    /** The roles of which the caller must have at least one; empty when none is needed. */
    String[] roles() default {};
}
