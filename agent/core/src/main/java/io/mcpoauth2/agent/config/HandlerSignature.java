package io.mcpoauth2.agent.config;

/** Which methods the {@code handlers} key marks, beside those annotated with {@code @McpEndpoint}. */
public sealed interface HandlerSignature {
    /** The text it was configured as, for messages. */
    String text();

    /**
     * {@code @com.acme.Secured}: methods carrying this annotation, and the public methods a class carrying it declares.
     *
     * @param annotation fully qualified binary name
     */
    record Annotated(String text, String annotation) implements HandlerSignature {}

    /**
     * {@code com.acme.Tools#search*}: methods declared by one class.
     *
     * @param type fully qualified binary name
     * @param method method name, or its beginning if {@code prefix}
     */
    record Named(String text, String type, String method, boolean prefix) implements HandlerSignature {
        public boolean fits(String methodName) {
            return prefix ? methodName.startsWith(method) : methodName.equals(method);
        }
    }
}
