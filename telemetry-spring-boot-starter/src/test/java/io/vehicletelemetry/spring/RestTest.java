package io.vehicletelemetry.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.head;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.options;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.vehicletelemetry.core.VehicleAccess;
import io.vehicletelemetry.core.latest.LatestSnapshots;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TelemetryLimits;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import io.vehicletelemetry.schemas.WireSchemas;
import io.vehicletelemetry.websocket.TelemetryJson;
import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

class RestTest {

    private static final Instant NOON = Instant.parse("2025-11-27T12:00:00Z");

    private final LatestSnapshots snapshots = new LatestSnapshots(TelemetryLimits.defaults());
    private final RestProperties rest = new RestProperties(true, "/telemetry");
    private final OriginCors cors = new OriginCors(List.of("https://dash.example", "http://*.fleet.example:8080"));
    private final MockMvc mvc = mvc(
            Resource.route(rest.path("latest"), new LatestResource(snapshots, VehicleAccess.everything(), rest), cors)
                    .and(Resource.route(
                            rest.path("vehicles"), new VehiclesResource(snapshots, VehicleAccess.everything()), cors)));

    private static MockMvc mvc(RouterFunction<ServerResponse> routes) {
        AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
        context.register(WebMvc.class);
        context.addBeanFactoryPostProcessor(beans -> beans.registerSingleton("routes", routes));
        context.setServletContext(new MockServletContext());
        context.refresh();
        return MockMvcBuilders.webAppContextSetup(context).build();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableWebMvc
    static class WebMvc {}

    @Test
    void whereNoVehicleIsKnownTheObjectIsEmpty() throws Exception {
        MockHttpServletResponse answer = answer(get("/telemetry/latest"));
        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getContentAsString())
                .startsWith("{\"type\":\"telemetry_update\",\"state\":\"offline\",\"data\":{},\"timestamp\":\"");
        assertThat(answer(get("/telemetry/vehicles")).getContentAsString()).isEqualTo("{\"vehicles\":[]}");
    }

    @Test
    void oneVehicleIsTheTextOfTheWebSocket() throws Exception {
        live("1", NOON);
        MockHttpServletResponse answer = answer(get("/telemetry/latest?vehicle_id=1"));
        assertThat(answer.getContentAsString()).isEqualTo(TelemetryJson.update(snapshot("1")));
        assertThat(answer.getContentType()).isEqualTo("application/json");
        assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void onRequestEachValueHasItsAge() throws Exception {
        live("1", NOON);
        replayed("2", null);
        assertThat(latest()).doesNotContain("ages");
        assertThat(answer(get("/telemetry/latest?ages=true")).getContentAsString())
                .matches(".*\"ages\":\\{\"[a-z]+\":[0-9.E]+}}");
        assertThat(answer(get("/telemetry/latest?ages=true&vehicle_id=2")).getContentAsString())
                .matches(".*\"ages\":\\{\"[a-z]+\":null}}");
        assertThat(answer(get("/telemetry/latest?ages=false")).getContentAsString())
                .isEqualTo(latest());
        for (String wrong : List.of("ages=", "ages=yes", "ages=1", "ages=true&ages=true")) {
            MockHttpServletResponse answer = answer(get("/telemetry/latest?" + wrong));
            assertThat(answer.getStatus()).as(wrong).isEqualTo(400);
            assertThat(answer.getContentAsString()).contains("\"parameter\":\"ages\"", "allowed is");
        }
    }

    @Test
    void theLastLiveArrivalWins() throws Exception {
        live("1", NOON);
        live("2", NOON.plusSeconds(1));
        live("3", NOON.minusSeconds(1));
        replayed("4", NOON.plusSeconds(50));
        assertThat(latest()).isEqualTo(TelemetryJson.update(snapshot("2")));
    }

    @Test
    void withoutALiveArrivalTheNewestValueWins() throws Exception {
        replayed("1", NOON);
        replayed("2", NOON.plusSeconds(1));
        replayed("3", null);
        assertThat(latest()).isEqualTo(TelemetryJson.update(snapshot("2")));
    }

    @Test
    void amongEqualsTheFirstIdWins() throws Exception {
        live("10", NOON);
        live("9", NOON);
        live("x", NOON);
        assertThat(latest()).isEqualTo(TelemetryJson.update(snapshot("9")));
    }

    @Test
    void vehiclesAreListed() throws Exception {
        live("1", NOON);
        assertThat(answer(get("/telemetry/vehicles")).getContentAsString())
                .isEqualTo(TelemetryJson.vehicles(List.of(snapshot("1"))));
    }

    @Test
    void whatOneMayNotSeeLooksLikeWhatDoesNotExist() throws Exception {
        VehicleAccess own =
                principal -> vehicle -> principal != null && vehicle.value().equals(principal.getName());
        MockMvc guarded = mvc(Resource.route(rest.path("latest"), new LatestResource(snapshots, own, rest), cors)
                .and(Resource.route(rest.path("vehicles"), new VehiclesResource(snapshots, own), cors)));
        live("1", NOON);
        live("2", NOON.plusSeconds(1));
        Principal one = () -> "1";
        assertThat(guarded.perform(get("/telemetry/latest").principal(one))
                        .andReturn()
                        .getResponse()
                        .getContentAsString())
                .isEqualTo(TelemetryJson.update(snapshot("1")));
        assertThat(guarded.perform(get("/telemetry/vehicles").principal(one))
                        .andReturn()
                        .getResponse()
                        .getContentAsString())
                .isEqualTo(TelemetryJson.vehicles(List.of(snapshot("1"))));
        String hidden = guarded.perform(get("/telemetry/latest?vehicle_id=2").principal(one))
                .andReturn()
                .getResponse()
                .getContentAsString();
        String missing = guarded.perform(get("/telemetry/latest?vehicle_id=3").principal(one))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(hidden.replace("2", "3")).isEqualTo(missing).contains("404");
        assertThat(guarded.perform(get("/telemetry/latest"))
                        .andReturn()
                        .getResponse()
                        .getContentAsString())
                .contains("\"data\":{}");
    }

    @Test
    void anUnknownVehicleIsNotFound() throws Exception {
        MockHttpServletResponse answer = answer(get("/telemetry/latest?vehicle_id=7"));
        assertThat(answer.getStatus()).isEqualTo(404);
        assertThat(answer.getContentType()).isEqualTo("application/problem+json");
        assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.getContentAsString())
                .contains("\"status\":404", "\"parameter\":\"vehicle_id\"", "\\\"7\\\"", "/telemetry/vehicles");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%20", "a%00b", "a%0Ab", "LONG"})
    void aBadVehicleIsABadRequest(String id) throws Exception {
        String text = id.equals("LONG") ? "x".repeat(129) : id;
        MockHttpServletResponse answer = answer(get(URI.create("/telemetry/latest?vehicle_id=" + text)));
        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(answer.getContentType()).isEqualTo("application/problem+json");
        assertThat(answer.getContentAsString())
                .contains("\"status\":400", "\"parameter\":\"vehicle_id\"", "allowed are 1 to 128 characters");
    }

    @Test
    void aRepeatedVehicleIsABadRequest() throws Exception {
        live("1", NOON);
        MockHttpServletResponse answer = answer(get("/telemetry/latest?vehicle_id=1&vehicle_id=2"));
        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(answer.getContentAsString()).contains("allowed is one vehicle");
    }

    @Test
    void unknownParametersAreIgnored() throws Exception {
        assertThat(answer(get("/telemetry/latest?_=1234")).getStatus()).isEqualTo(200);
        assertThat(answer(get("/telemetry/vehicles?vehicle_id=")).getStatus()).isEqualTo(200);
    }

    @Test
    void headIsGetWithoutTheBody() throws Exception {
        live("1", NOON);
        MockHttpServletResponse answer = answer(head("/telemetry/latest"));
        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getContentLength()).isEqualTo(latest().length());
        assertThat(answer.getContentAsByteArray()).isEmpty();
    }

    @Test
    void otherMethodsAreNotAllowed() throws Exception {
        MockHttpServletResponse answer = answer(post("/telemetry/latest"));
        assertThat(answer.getStatus()).isEqualTo(405);
        assertThat(answer.getHeader("Allow")).isEqualTo("GET,HEAD,OPTIONS");
        assertThat(answer(options("/telemetry/latest")).getHeader("Allow")).isEqualTo("GET,HEAD,OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json", "application/*", "text/html, */*;q=0.1", "no type"})
    void jsonIsAccepted(String accept) throws Exception {
        assertThat(answer(get("/telemetry/latest").header("Accept", accept)).getStatus())
                .isEqualTo(200);
    }

    @Test
    void nothingButJsonIsThere() throws Exception {
        assertThat(answer(get("/telemetry/latest").header("Accept", "text/csv")).getStatus())
                .isEqualTo(406);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://dash.example", "https://DASH.example:443", "http://a.b.fleet.example:8080"})
    void anAllowedOriginMayRead(String origin) throws Exception {
        MockHttpServletResponse answer = answer(get("/telemetry/latest").header("Origin", origin));
        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getHeader("Access-Control-Allow-Origin")).isEqualTo(origin);
        MockHttpServletResponse preflight = answer(
                options("/telemetry/latest").header("Origin", origin).header("Access-Control-Request-Method", "GET"));
        assertThat(preflight.getStatus()).isEqualTo(200);
        assertThat(preflight.getHeader("Access-Control-Allow-Methods")).isEqualTo("GET,HEAD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://dash.example.evil.example",
                "http://dash.example",
                "https://dash.example:8443",
                "http://fleet.example:8080",
                "http://*.fleet.example:8080",
                "null"
            })
    void anotherOriginMayNot(String origin) throws Exception {
        assertThat(answer(get("/telemetry/latest").header("Origin", origin)).getStatus())
                .isEqualTo(403);
        assertThat(answer(options("/telemetry/latest")
                                .header("Origin", origin)
                                .header("Access-Control-Request-Method", "GET"))
                        .getStatus())
                .isEqualTo(403);
    }

    private String latest() throws Exception {
        return answer(get("/telemetry/latest")).getContentAsString();
    }

    private MockHttpServletResponse answer(RequestBuilder request) throws Exception {
        MockHttpServletResponse answer = mvc.perform(request).andReturn().getResponse();
        String text = answer.getContentAsString();
        if ("application/problem+json".equals(answer.getContentType())) {
            WireSchemas.check("problem", text);
        } else if (text.startsWith("{\"vehicles\"")) {
            WireSchemas.check("vehicles", text);
        } else if ("application/json".equals(answer.getContentType()) && !text.isEmpty()) {
            WireSchemas.check(text);
        }
        return answer;
    }

    private void live(String vehicle, Instant arrival) {
        snapshots.merge(
                VehicleId.of(vehicle),
                TelemetryFrame.builder(arrival, 0)
                        .vehicle(vehicle)
                        .signal("rpm", 1)
                        .build(),
                0,
                arrival);
    }

    private void replayed(String vehicle, @Nullable Instant deviceTime) {
        TelemetryFrame frame = TelemetryFrame.builder(NOON.plusSeconds(100), 0)
                .vehicle(vehicle)
                .signal("rpm", 1)
                .replayed(true)
                .deviceTime(deviceTime)
                .build();
        snapshots.merge(VehicleId.of(vehicle), frame, 0, NOON.plusSeconds(100));
    }

    private VehicleSnapshot snapshot(String vehicle) {
        return Objects.requireNonNull(snapshots.get(VehicleId.of(vehicle)));
    }
}
