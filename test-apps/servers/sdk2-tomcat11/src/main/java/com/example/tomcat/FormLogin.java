package com.example.tomcat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.Context;
import org.apache.catalina.authenticator.FormAuthenticator;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;

/** Users of the application's own, who log in by a form at {@code /own/*}; and an error page. */
final class FormLogin {
    private FormLogin() {}

    static void add(Tomcat tomcat, Context context) {
        tomcat.addUser("local", "secret");
        tomcat.addRole("local", "clerk");
        SecurityCollection own = new SecurityCollection();
        own.addPattern("/own/*");
        SecurityConstraint constraint = new SecurityConstraint();
        constraint.addCollection(own);
        constraint.addAuthRole("clerk");
        context.addConstraint(constraint);
        context.addSecurityRole("clerk");
        context.setLoginConfig(new LoginConfig("FORM", null, "/log-in", "/log-in"));
        context.getPipeline().addValve(new FormAuthenticator());
        Tomcat.addServlet(context, "log-in", new LogInServlet());
        context.addServletMappingDecoded("/log-in", "log-in");
        ErrorPage gone = new ErrorPage();
        gone.setErrorCode(HttpServletResponse.SC_GONE);
        gone.setLocation("/user");
        context.addErrorPage(gone);
    }

    private static final class LogInServlet extends HttpServlet {
        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print("log in");
        }
    }
}
