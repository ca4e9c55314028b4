package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.issuer.Grounds;
import java.time.Instant;

/** Whether a verdict still stands that nobody need be asked about: a JWT's, by its time, its key and the deny-list. */
final class OpenVerdict implements Standing {
    private final Verdict.Valid verdict;
    private final DenyList denyList;

    OpenVerdict(Verdict.Valid verdict, DenyList denyList) {
        this.verdict = verdict;
        this.denyList = denyList;
    }

    @Override
    public End at(Instant now) {
        return endOf(verdict, denyList, now);
    }

    static End endOf(Verdict.Valid verdict, DenyList denyList, Instant now) {
        if (verdict.lifetime().grounds().look() == Grounds.State.GONE || denyList.denies(verdict)) {
            return End.REVOKED;
        }
        return now.toEpochMilli() < verdict.lifetime().until() ? End.NONE : End.EXPIRED;
    }
}
