package com.example.spring;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.configuration.WebSecurityCustomizer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/** Spring Boot's authorization server with two clients and a user; all that is not here is as Spring Boot makes it. */
@Configuration(proxyBeanMethods = false)
class AuthorizationServer {
    private static final String SCOPE = "mcp:use";

    @Bean
    AuthorizationServerSettings authorizationServerSettings(@Value("${server.port}") int port) {
        return AuthorizationServerSettings.builder()
                .issuer("http://127.0.0.1:" + port)
                .build();
    }

    @Bean
    RegisteredClientRepository clients() {
        RegisteredClient machine = client("machine")
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .build();
        RegisteredClient browser = client("browser")
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri("http://127.0.0.1/callback")
                .scope("openid")
                .build();
        return new InMemoryRegisteredClientRepository(machine, browser);
    }

    @Bean
    UserDetailsService users() {
        return new InMemoryUserDetailsManager(User.withUsername("alice")
                .password("{noop}alice-password")
                .authorities("operator")
                .build());
    }

    /** Spring Security would ask for a login at the MCP endpoint, too. */
    @Bean
    WebSecurityCustomizer mcpEndpoint() {
        return security -> security.ignoring().requestMatchers("/mcp");
    }

    private static RegisteredClient.Builder client(String name) {
        return RegisteredClient.withId(name)
                .clientId(name)
                .clientSecret("{noop}" + name + "-secret")
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .scope(SCOPE);
    }
}
