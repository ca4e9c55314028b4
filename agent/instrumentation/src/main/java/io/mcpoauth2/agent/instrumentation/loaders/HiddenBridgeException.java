package io.mcpoauth2.agent.instrumentation.loaders;

/** A class loader hides the bridge from its classes, so that none of them can be woven. */
public final class HiddenBridgeException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    HiddenBridgeException(String message) {
        super(message);
    }
}
