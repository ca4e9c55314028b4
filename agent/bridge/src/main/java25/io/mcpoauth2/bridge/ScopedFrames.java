package io.mcpoauth2.bridge;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link Frames} for JDK 25 and later: the identity is inherited by structured tasks and by nothing else. */
final class ScopedFrames implements Frames {
    private static final ScopedValue<RequestIdentity> FRAME = ScopedValue.newInstance();

    private volatile List<WeakReference<Binding>> bindings = List.of();

    @Override
    public @Nullable RequestIdentity current() {
        // orElse(null) throws on 25.
        return FRAME.isBound() ? FRAME.get() : null;
    }

    @Override
    public @Nullable Object call(RequestIdentity identity, Callable<?> body) throws Exception {
        ScopedValue.Carrier carrier = ScopedValue.where(FRAME, identity);
        for (WeakReference<Binding> reference : bindings) {
            Binding binding = reference.get();
            if (binding != null) {
                carrier = carrier.where(binding.key, identity.as(binding.copy, binding.factory));
            }
        }
        return carrier.call(body::call);
    }

    @Override
    @SuppressWarnings("unchecked")
    public synchronized Object register(Object key, Class<?> copy, Function<? super Map<String, Object>, ?> factory) {
        List<WeakReference<Binding>> next = new ArrayList<>();
        for (WeakReference<Binding> reference : bindings) {
            Binding known = reference.get();
            if (known != null && known.key == key) {
                return known;
            }
            if (known != null) {
                next.add(reference);
            }
        }
        Binding binding = new Binding((ScopedValue<Object>) key, copy, factory);
        next.add(new WeakReference<>(binding));
        bindings = List.copyOf(next);
        return binding;
    }

    private record Binding(ScopedValue<Object> key, Class<?> copy, Function<? super Map<String, Object>, ?> factory) {}
}
