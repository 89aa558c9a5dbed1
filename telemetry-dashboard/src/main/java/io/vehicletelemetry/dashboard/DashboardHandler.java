package io.vehicletelemetry.dashboard;

import java.net.URI;
import java.util.SortedMap;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Answers for every file of the dashboard, and for nothing else. The page names its files in a folder of their version, from
 * which a browser need not ask again. For the page itself, and for a file by its plain name, it asks each time and is told
 * with a few bytes that what it has is right.
 */
final class DashboardHandler {

    private static final String ASK_ANEW = "no-cache";
    private static final String FOR_EVER = "max-age=31536000, immutable";
    private static final String NOTHING = "default-src 'none'";

    private final DashboardPage page;
    private final DashboardSettings settings;
    private final String rest;
    private final String socket;

    DashboardHandler(DashboardPage page, DashboardSettings settings, String rest, String socket) {
        this.page = page;
        this.settings = settings;
        this.rest = rest;
        this.socket = socket;
    }

    RouterFunction<ServerResponse> routes(SortedMap<String, DashboardFile> files) {
        RouterFunctions.Builder routes = RouterFunctions.route().GET(settings.path(""), this::page);
        if (!settings.path().equals("/")) {
            // The page's addresses are relative to its folder.
            routes.GET(settings.path(), this::intoFolder);
        }
        files.forEach((name, file) -> {
            if (!name.equals(DashboardPage.NAME)) {
                routes.GET(settings.path(name), request -> answer(request, file, NOTHING, ASK_ANEW));
                routes.GET(settings.path(page.folder() + name), request -> answer(request, file, NOTHING, FOR_EVER));
            }
        });
        return routes.build();
    }

    private ServerResponse intoFolder(ServerRequest request) {
        String folder = request.requestPath().contextPath().value() + settings.path("");
        return ServerResponse.status(HttpStatus.FOUND)
                .location(URI.create(folder))
                .build();
    }

    private ServerResponse page(ServerRequest request) {
        // The socket is a servlet of its own, REST is below the application's dispatcher.
        String mvc = request.requestPath().contextPath().value();
        String application = request.servletRequest().getContextPath();
        return answer(request, page.at(prefixed(mvc, rest), prefixed(application, socket)), page.policy(), ASK_ANEW);
    }

    private static String prefixed(String prefix, String path) {
        return prefix.equals("/") ? path : prefix + path;
    }

    private static ServerResponse answer(ServerRequest request, DashboardFile file, String policy, String caching) {
        boolean zipped = request.headers().header(HttpHeaders.ACCEPT_ENCODING).stream()
                .anyMatch(accepted -> accepted.contains("gzip"));
        ServerResponse.BodyBuilder response = ServerResponse.ok()
                .header(HttpHeaders.CACHE_CONTROL, caching)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .header("Content-Security-Policy", policy)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer");
        String tag = zipped ? file.tag().replaceAll("\"$", "-gzip\"") : file.tag();
        if (request.headers().header(HttpHeaders.IF_NONE_MATCH).stream().anyMatch(known -> known.contains(tag))) {
            return ServerResponse.status(HttpStatus.NOT_MODIFIED)
                    .header(HttpHeaders.CACHE_CONTROL, caching)
                    .eTag(tag)
                    .build();
        }
        byte[] bytes = zipped ? file.zipped() : file.bytes();
        if (zipped) {
            response.header(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        return response.eTag(tag)
                .contentType(file.type())
                .contentLength(bytes.length)
                .build((servlet, answer) -> {
                    if (!request.method().equals(HttpMethod.HEAD)) {
                        answer.getOutputStream().write(bytes);
                    }
                    return null;
                });
    }
}
