package io.vehicletelemetry.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A pool of one connection, which tells what was prepared on it, and whose methods fail when told to.
 *
 * <p><em>Confined to one thread at a time: a test's.</em>
 */
final class OneConnection implements AutoCloseable {

    private final Connection connection;
    private final Map<String, SQLException> failures = new HashMap<>();
    private @Nullable SQLException afterCommit;
    private final List<String> prepared = new ArrayList<>();

    OneConnection(DataSource source) throws SQLException {
        this.connection = source.getConnection();
    }

    /** The source: it knows no more than to give the connection. */
    DataSource source() {
        return (DataSource) proxy(
                DataSource.class,
                (method, arguments) -> method.getName().equals("isWrapperFor") ? (Object) false : shown());
    }

    /** The next call of a method fails, and does nothing. */
    void fail(String method, SQLException failure) {
        failures.put(method, failure);
    }

    /** What is called after the next commit fails. */
    void failAfterCommit(SQLException failure) {
        afterCommit = failure;
    }

    List<String> prepared() {
        return prepared;
    }

    Connection connection() {
        return connection;
    }

    private Object shown() {
        return proxy(Connection.class, (method, arguments) -> {
            SQLException failure = failures.remove(method.getName());
            if (failure != null) {
                throw failure;
            }
            if (method.getName().equals("prepareStatement")) {
                prepared.add((String) arguments[0]);
            }
            if (method.getName().equals("commit") && afterCommit != null) {
                fail("setAutoCommit", afterCommit);
                fail("close", afterCommit);
            }
            return method.getName().equals("close") ? null : method.invoke(connection, arguments);
        });
    }

    private interface Call {
        @Nullable
        Object on(Method method, Object[] arguments) throws ReflectiveOperationException, SQLException;
    }

    private static Object proxy(Class<?> type, Call call) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            try {
                return call.on(method, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
