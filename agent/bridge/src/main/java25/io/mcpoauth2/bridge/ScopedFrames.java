package io.mcpoauth2.bridge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link Frames} for JDK 25 and later: the identity is inherited by structured tasks and by nothing else. */
final class ScopedFrames implements Frames {
    private static final ScopedValue<Frame> FRAME = ScopedValue.newInstance();

    @Override
    public @Nullable RequestIdentity current() {
        Frame frame = innermost();
        return frame == null ? null : frame.identity;
    }

    @Override
    public boolean shows(@Nullable Object registration) {
        Frame frame = innermost();
        return registration == null || (frame != null && frame.shows((Binding) registration));
    }

    @Override
    public @Nullable Object call(RequestIdentity identity, @Nullable Object registration, Callable<?> body)
            throws Exception {
        Frame outer = innermost();
        List<Binding> shown = outer == null ? List.of() : outer.shown;
        if (registration == null) {
            return callIn(new Frame(identity, shown), outer, body);
        }
        Binding own = (Binding) registration;
        if (outer == null || !outer.shows(own)) {
            shown = shown.isEmpty() ? own.alone : with(shown, own);
        }
        return callIn(new Frame(identity, shown), outer, body);
    }

    @Override
    public @Nullable Object callApart(RequestIdentity identity, Callable<?> body) throws Exception {
        Frame outer = innermost();
        return outer == null || outer.identity == identity
                ? body.call()
                : callIn(new Frame(identity, outer.shown), outer, body);
    }

    /** Binds what the outer frame does not show, or shows of another caller. */
    private static @Nullable Object callIn(Frame frame, @Nullable Frame outer, Callable<?> body) throws Exception {
        ScopedValue.Carrier carrier = ScopedValue.where(FRAME, frame);
        for (Binding binding : frame.shown) {
            if (outer == null || outer.identity != frame.identity || !outer.shows(binding)) {
                carrier = carrier.where(binding.key, binding.userOf(frame.identity));
            }
        }
        return carrier.call(body::call);
    }

    @Override
    @SuppressWarnings("unchecked")
    public Object register(Object key, Class<?> copy, Function<? super Map<String, Object>, ?> factory) {
        return new Binding((ScopedValue<@Nullable Object>) key, copy, factory);
    }

    private static List<Binding> with(List<Binding> shown, Binding own) {
        List<Binding> more = new ArrayList<>(shown);
        more.add(own);
        return more;
    }

    private static @Nullable Frame innermost() {
        // orElse(null) throws on 25.
        return FRAME.isBound() ? FRAME.get() : null;
    }

    /**
     * What one handler's call has bound.
     *
     * @param shown the keys that are bound to its user, by this call or an outer one
     */
    private record Frame(RequestIdentity identity, List<Binding> shown) {
        boolean shows(Binding binding) {
            for (Binding one : shown) {
                if (one.key == binding.key) {
                    return true;
                }
            }
            return false;
        }
    }

    /** The ScopedValue of one copy of the API; each handler has its own. */
    private static final class Binding {
        private final ScopedValue<@Nullable Object> key;
        private final Class<?> copy;
        private final Function<? super Map<String, Object>, ?> factory;
        private final List<Binding> alone = List.of(this);

        Binding(ScopedValue<@Nullable Object> key, Class<?> copy, Function<? super Map<String, Object>, ?> factory) {
            this.key = key;
            this.copy = copy;
            this.factory = factory;
        }

        /** Null for nobody: a ScopedValue cannot be unbound again within its scope. */
        @Nullable
        Object userOf(RequestIdentity identity) {
            return identity.isOpen() && !identity.isAnonymous() ? identity.as(copy, factory) : null;
        }
    }
}
