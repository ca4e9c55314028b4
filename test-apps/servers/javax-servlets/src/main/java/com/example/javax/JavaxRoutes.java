package com.example.javax;

import java.util.ServiceLoader;
import javax.servlet.ServletContext;
import javax.servlet.ServletRegistration;
import javax.servlet.annotation.WebServlet;
import javax.servlet.http.HttpServlet;

/** Registers what a web application has, in any container; further servlets are found as services. */
public final class JavaxRoutes {
    private JavaxRoutes() {}

    public static void add(ServletContext context) {
        add(context, new HelloServlet(), "/hello");
        add(context, new HelloServlet.Health(), "/health/*");
        add(context, new StreamServlet(), "/stream");
        add(context, new TasksServlet(), "/tasks");
        add(context, new UserServlet(), "/user", "/exempt/user", "/open/user");
        for (HttpServlet found : ServiceLoader.load(HttpServlet.class)) {
            add(context, found, found.getClass().getAnnotation(WebServlet.class).value());
        }
    }

    private static void add(ServletContext context, HttpServlet servlet, String... paths) {
        ServletRegistration.Dynamic registration =
                context.addServlet(servlet.getClass().getName(), servlet);
        registration.setAsyncSupported(true);
        registration.addMapping(paths);
    }
}
