package com.example.server;

/** Prints one word and ends; what a start-up test compares with. */
public final class Hello {
    private Hello() {}

    public static void main(String[] args) {
        System.out.println("hello");
    }
}
