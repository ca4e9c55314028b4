package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** A request of Vert.x's and its response, which has not been ended. */
final class SampleExchange {
    private boolean headWritten;
    private final HttpHeaders headers = new DefaultHttpHeaders();
    private final MultiMap shown = fake(MultiMap.class, (proxy, called, arguments) -> switch (called.getName()) {
        case "contains" -> headers.contains(arguments[0].toString());
        case "getAll" -> headers.getAll(arguments[0].toString());
        case "remove" -> {
            var unused = headers.remove(arguments[0].toString());
            yield proxy;
        }
        case "add" -> {
            var unused = headers.add(arguments[0].toString(), arguments[1]);
            yield proxy;
        }
        case "set" -> {
            var unused = headers.set(arguments[0].toString(), arguments[1]);
            yield proxy;
        }
        default -> throw new UnsupportedOperationException(called.getName());
    });
    private final HttpServerResponse response =
            fake(HttpServerResponse.class, (proxy, called, arguments) -> switch (called.getName()) {
                case "headers" -> shown;
                case "getStatusCode" -> 200;
                case "ended" -> false;
                case "headWritten" -> headWritten;
                default -> throw new UnsupportedOperationException(called.getName());
            });
    private final HttpServerRequest request;

    /**
     * @param connection the header's value; null for none
     */
    SampleExchange(HttpMethod method, HttpVersion version, @Nullable String connection) {
        request = fake(HttpServerRequest.class, (proxy, called, arguments) -> switch (called.getName()) {
            case "method" -> method;
            case "version" -> version;
            case "getHeader" -> connection;
            case "response" -> response;
            default -> throw new UnsupportedOperationException(called.getName());
        });
    }

    HttpServerRequest request() {
        return request;
    }

    HttpServerResponse response() {
        return response;
    }

    void writeHead() {
        headWritten = true;
    }

    boolean isHeadWritten() {
        return headWritten;
    }

    /** Of the response. */
    HttpHeaders headers() {
        return headers;
    }

    /** Of Object's methods nothing is asked for. */
    private static <T> T fake(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
    }
}
