package io.mcpoauth2.agent.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The head of a response that a test makes. */
public final class SampleResponse implements ResponseHead {
    private final int status;
    private final Map<String, List<String>> headers = new TreeMap<>();

    public SampleResponse(int status) {
        this.status = status;
    }

    public SampleResponse with(String name, String value) {
        add(name, value);
        return this;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public List<String> headers(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    @Override
    public void add(String name, String value) {
        headers.computeIfAbsent(name.toLowerCase(Locale.ROOT), first -> new ArrayList<>())
                .add(value);
    }
}
