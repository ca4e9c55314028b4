package com.example.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import java.util.EnumSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;

/** Registers the MCP servlet and everything a web application has beside it, in any container. */
public final class Routes implements ServletContainerInitializer {
    private final HttpServlet mcp;
    private final List<String> mcpPaths;

    public Routes(HttpServlet mcp, List<String> mcpPaths) {
        this.mcp = mcp;
        this.mcpPaths = mcpPaths;
    }

    @Override
    public void onStartup(Set<Class<?>> classes, ServletContext context) throws ServletException {
        add(context, mcp, mcpPaths.toArray(String[]::new));
        add(context, new HelloServlet(), "/hello");
        add(context, new HealthServlet(), "/health/*", "/filtered/*");
        add(context, new AsyncServlet(), "/async");
        add(context, new StreamServlet(), "/stream");
        add(context, new TasksServlet(), "/tasks");
        add(context, new UploadServlet(), "/upload");
        add(context, new UpgradeServlet(), "/upgrade");
        add(context, new UserServlet(), "/user", "/exempt/user", "/open/user", "/own/user");
        add(context, new RawServlet(), "/raw");
        add(context, new RawServlet.Child(), "/raw-child");
        FilterRegistration.Dynamic prefix = context.addFilter("forwarded-prefix", new ForwardedPrefixFilter());
        prefix.setAsyncSupported(true);
        prefix.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/hello");
        FilterRegistration.Dynamic filter = context.addFilter("counting", new CountingFilter());
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/filtered/*");
        for (HttpServlet found : ServiceLoader.load(HttpServlet.class)) {
            add(context, found, found.getClass().getAnnotation(WebServlet.class).value());
        }
        if (context.getAttribute(EchoEndpoint.CONTAINER) != null) {
            EchoEndpoint.add(context);
        }
    }

    private static void add(ServletContext context, HttpServlet servlet, String... paths) {
        ServletRegistration.Dynamic registration =
                context.addServlet(servlet.getClass().getName(), servlet);
        registration.setAsyncSupported(true);
        registration.setLoadOnStartup(1);
        registration.addMapping(paths);
    }
}
