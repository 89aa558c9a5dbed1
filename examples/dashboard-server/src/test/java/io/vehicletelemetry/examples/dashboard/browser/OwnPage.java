package io.vehicletelemetry.examples.dashboard.browser;

import java.util.concurrent.atomic.AtomicReference;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * A page of an application's own at {@code own.html}. The server has to send it: Chromium lets a page that the test makes up
 * open no socket to this machine.
 */
final class OwnPage {

    static final String NAME = "own.html";
    static final AtomicReference<String> BODY = new AtomicReference<>("");

    @Bean
    RouterFunction<ServerResponse> ownPageRoute() {
        return RouterFunctions.route()
                .GET(
                        "/" + NAME,
                        request -> ServerResponse.ok()
                                .contentType(MediaType.TEXT_HTML)
                                .body("<!doctype html>" + BODY.get()))
                .build();
    }
}
