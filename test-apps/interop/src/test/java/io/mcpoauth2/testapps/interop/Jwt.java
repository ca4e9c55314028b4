package io.mcpoauth2.testapps.interop;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.List;

/** What a token says of itself; nothing is verified. */
record Jwt(JWSHeader header, JWTClaimsSet claims) {

    static Jwt of(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            return new Jwt(jwt.getHeader(), jwt.getJWTClaimsSet());
        } catch (ParseException e) {
            throw new IllegalArgumentException("No signed JWT", e);
        }
    }

    String keyId() {
        return header.getKeyID();
    }

    String type() {
        return header.getType().getType();
    }

    String subject() {
        return claims.getSubject();
    }

    List<String> audience() {
        return claims.getAudience();
    }

    String text(String claim) {
        return String.valueOf(claims.getClaim(claim));
    }
}
