package io.vehicletelemetry.spring;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Says so where the container takes fewer connections than there may be sessions: who comes then waits unanswered, and
 * is not refused with 503. Immutable.
 *
 * @param maxSessions how many sessions there may be
 * @param environment where the container's limit is configured
 */
record SessionLimit(int maxSessions, Environment environment) {

    private static final Logger LOG = System.getLogger(SessionLimit.class.getName());
    private static final String OURS = TelemetryProperties.PREFIX + ".websocket.max-sessions";
    private static final int TOMCAT_DEFAULT = 8192;

    void compare() {
        if (ClassUtils.isPresent(
                "org.apache.catalina.startup.Tomcat", getClass().getClassLoader())) {
            compare("server.tomcat.max-connections", TOMCAT_DEFAULT);
        } else if (ClassUtils.isPresent(
                "org.eclipse.jetty.server.Server", getClass().getClassLoader())) {
            compare("server.jetty.max-connections", -1);
        }
    }

    private void compare(String key, int defaultLimit) {
        int limit = environment.getProperty(key, Integer.class, defaultLimit);
        if (limit < 0 || limit >= maxSessions) {
            return;
        }
        // The defaults alone are nobody's mistake, and no reason to warn at every start.
        boolean chosen = environment.containsProperty(key) || environment.containsProperty(OURS);
        LOG.log(
                chosen ? Level.WARNING : Level.INFO,
                "{0} is {1}, less than {2} ({3}): clients beyond it wait unanswered instead of being refused",
                key,
                Integer.toString(limit),
                OURS,
                Integer.toString(maxSessions));
    }
}
