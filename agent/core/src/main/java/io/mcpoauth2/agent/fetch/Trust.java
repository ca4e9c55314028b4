package io.mcpoauth2.agent.fetch;

import java.io.IOException;
import javax.net.ssl.SSLSocketFactory;

/** Whose certificates count. */
interface Trust {
    /**
     * Makes the sockets of a connection; the same factory as before unless other certificates count by now, as idle
     * connections are kept by it.
     *
     * @throws IOException if it cannot be told whom to trust
     */
    SSLSocketFactory sockets() throws IOException;
}
