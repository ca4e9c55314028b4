package io.mcpoauth2.agent.instrumentation.frameworks.lists;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A class of values: fields have accessors, and a constructor takes them all in their order. Records are that, and what
 * Kotlin makes of properties.
 *
 * <p>Of an element of a list no more is asked than its key, so that a class of another form is looked at as far as it goes.
 */
final class ValueClass {
    private static final ClassValue<ValueClass> KNOWN = new ClassValue<>() {
        @Override
        protected ValueClass computeValue(Class<?> type) {
            return new ValueClass(type);
        }
    };

    private final Class<?> type;
    private final List<Field> fields = new ArrayList<>();
    private final @Nullable MethodHandle[] accessors;
    private final @Nullable MethodHandle constructor;

    private ValueClass(Class<?> type) {
        this.type = type;
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                fields.add(field);
            }
        }
        accessors = new @Nullable MethodHandle[fields.size()];
        for (int i = 0; i < accessors.length; i++) {
            accessors[i] = accessor(type, fields.get(i));
        }
        constructor = constructor(type, fields);
    }

    static ValueClass of(Class<?> type) {
        return KNOWN.get(type);
    }

    private static @Nullable MethodHandle accessor(Class<?> type, Field field) {
        String name = field.getName();
        String getter = "get" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
        try {
            return MethodHandles.publicLookup().unreflect(type.getMethod(type.isRecord() ? name : getter));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    private static @Nullable MethodHandle constructor(Class<?> type, List<Field> fields) {
        Class<?>[] types = fields.stream().map(Field::getType).toArray(Class<?>[]::new);
        try {
            return MethodHandles.publicLookup()
                    .unreflectConstructor(type.getConstructor(types))
                    .asSpreader(Object[].class, types.length);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** The type of a field; null if there is no such field. */
    @Nullable
    Class<?> typeOf(String name) {
        int index = indexOf(name);
        return index < 0 ? null : fields.get(index).getType();
    }

    /**
     * @return the value of a field; null if there is no such field
     */
    @Nullable
    Object get(Object value, String name) {
        int index = indexOf(name);
        return index < 0 ? null : get(value, index);
    }

    /**
     * The same value but for some fields.
     *
     * @throws IllegalStateException if the class is of another form
     */
    Object with(Object value, Map<String, ?> changes) {
        @Nullable Object[] all = new @Nullable Object[accessors.length];
        for (int i = 0; i < all.length; i++) {
            String name = fields.get(i).getName();
            all[i] = changes.containsKey(name) ? changes.get(name) : get(value, i);
        }
        try {
            return required(constructor).invoke(all);
        } catch (Throwable failure) {
            throw unknown(failure);
        }
    }

    private @Nullable Object get(Object value, int index) {
        try {
            return required(accessors[index]).invoke(value);
        } catch (Throwable failure) {
            throw unknown(failure);
        }
    }

    private int indexOf(String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).getName().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private static MethodHandle required(@Nullable MethodHandle handle) throws ReflectiveOperationException {
        if (handle == null) {
            throw new NoSuchMethodException("an accessor or a constructor");
        }
        return handle;
    }

    private IllegalStateException unknown(Throwable failure) {
        return new IllegalStateException(
                "mcp-oauth2-agent: a list cannot be made, as this version has another " + type.getName(), failure);
    }
}
