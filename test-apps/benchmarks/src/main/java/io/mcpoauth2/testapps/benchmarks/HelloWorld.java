package io.mcpoauth2.testapps.benchmarks;

/** A program that hosts no server. */
public final class HelloWorld {
    private HelloWorld() {}

    public static void main(String[] arguments) {
        System.out.println("Hello");
    }
}
