package io.mcpoauth2.agent.token;

import java.util.function.BooleanSupplier;

/** A verdict and, if it is a good one, how long it stands without being asked for again. */
sealed interface Finding {
    /**
     * @param end when it has to be asked for again, in milliseconds since 1970
     * @param stands false as soon as what it rests on has changed, before {@code end}; asked on every hit
     */
    record Accepted(Verdict.Valid verdict, long end, BooleanSupplier stands) implements Finding {}

    record Refused(Verdict verdict) implements Finding {}
}
