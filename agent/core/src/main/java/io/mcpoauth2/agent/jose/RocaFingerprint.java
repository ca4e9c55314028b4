package io.mcpoauth2.agent.jose;

import java.math.BigInteger;

/**
 * Recognises RSA moduli of the generator of CVE-2017-15361 ("ROCA"), whose factors can be computed.
 *
 * <p>Its primes are powers of 65537 modulo a product of small primes, and so is their product. A sound modulus passes for
 * one with a probability below 2^-27 (Nemec et al., "The Return of Coppersmith's Attack", CCS 2017, §3).
 */
final class RocaFingerprint {
    private static final int LARGEST_PRIME = 167;
    private static final long GENERATOR = 65537;

    private RocaFingerprint() {}

    static boolean matches(BigInteger modulus) {
        for (int prime = 3; prime <= LARGEST_PRIME; prime += 2) {
            if (isPrime(prime)
                    && !isPowerOfGenerator(
                            modulus.mod(BigInteger.valueOf(prime)).intValue(), prime)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPowerOfGenerator(int residue, int prime) {
        long power = 1;
        do {
            if (power == residue) {
                return true;
            }
            power = power * GENERATOR % prime;
        } while (power != 1);
        return false;
    }

    private static boolean isPrime(int odd) {
        for (int divisor = 3; divisor * divisor <= odd; divisor += 2) {
            if (odd % divisor == 0) {
                return false;
            }
        }
        return true;
    }
}
