package io.mcpoauth2.agent.instrumentation.doors.jetty;

import io.mcpoauth2.agent.exchange.ResponseHead;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MetaData;
import org.jspecify.annotations.Nullable;

/** Jetty's response as it is sent; what is added goes into a copy, as Jetty's own fields may be shared. */
final class JettyResponseHead implements ResponseHead {
    private final MetaData.Response response;
    private HttpFields.@Nullable Mutable more;

    JettyResponseHead(MetaData.Response response) {
        this.response = response;
    }

    @Override
    public int status() {
        return response.getStatus();
    }

    @Override
    public List<String> headers(String name) {
        return response.getHttpFields().getValuesList(name);
    }

    @Override
    public void add(String name, String value) {
        HttpFields.Mutable fields = more;
        if (fields == null) {
            fields = HttpFields.build(response.getHttpFields());
            more = fields;
        }
        fields.add(name, value);
    }

    /** What is to be sent. */
    MetaData.Response response() {
        HttpFields.Mutable fields = more;
        return fields == null
                ? response
                : new MetaData.Response(
                        response.getStatus(),
                        response.getReason(),
                        response.getHttpVersion(),
                        fields,
                        response.getContentLength(),
                        response.getTrailersSupplier());
    }
}
