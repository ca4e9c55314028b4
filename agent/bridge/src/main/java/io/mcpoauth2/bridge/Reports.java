package io.mcpoauth2.bridge;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Report mode: what guards and transports would refuse goes on, and is told of. Off unless the agent's settings say so. */
public final class Reports {
    private static volatile @Nullable Consumer<String> listener;

    private Reports() {}

    /**
     * From now on nothing is refused for want of a caller, or by a handler's policy.
     *
     * @param told of each call that would have been: the code's name, nothing of the caller; null to refuse again
     */
    public static void to(@Nullable Consumer<String> told) {
        listener = told;
    }

    /**
     * Whether a call goes on although it would be refused; asked only where it would.
     *
     * @param code that would refuse it
     */
    public static boolean insteadOfRefusalBy(Object code) {
        Consumer<String> told = listener;
        if (told == null) {
            return false;
        }
        told.accept(code.toString());
        return true;
    }
}
