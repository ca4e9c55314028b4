package io.mcpoauth2.testapps.harness;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Keeps the contract of a test server in a JVM of its own, and tells what it was started with. */
public final class CountingServer {

    private CountingServer() {}

    public static void main(String[] args) throws Exception {
        System.out.println("java " + Runtime.version().feature() + " property " + System.getProperty("greeting")
                + " variable " + System.getenv("GREETING") + " leaked " + System.getenv("OAUTH2_ISSUER"));
        System.err.println("arguments " + List.of(args));
        if (args[0].equals("fail")) {
            System.exit(78);
        }
        System.out.println("READY 4711");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int count = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals("count")) {
                System.out.println("COUNT " + count++);
            }
        }
    }
}
