package com.example.spring;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Asks for a user everywhere but at {@code /anyone/}; the only one that it can make out itself is one who logs in by a form.
 * With {@code explicit-save=false} filters of before Spring Security 6 store what a request has left in its context.
 */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
@Profile("required-users")
class RequiredUsers {
    @Bean
    SecurityFilterChain filters(HttpSecurity http, @Value("${explicit-save:true}") boolean explicit) {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers("/anyone/**")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .formLogin(form -> form.defaultSuccessUrl("/user", true))
                .rememberMe(remember -> remember.key("remembered"))
                .securityContext(context -> context.requireExplicitSave(explicit))
                .sessionManagement(sessions -> sessions.requireExplicitAuthenticationStrategy(explicit))
                .csrf(CsrfConfigurer::disable)
                .build();
    }

    @Bean
    UserDetailsService users() {
        return new InMemoryUserDetailsManager(User.withUsername("local")
                .password("{noop}secret")
                .authorities("clerk")
                .build());
    }
}
