package io.vehicletelemetry.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.vehicletelemetry.core.history.RecordedFrame;
import io.vehicletelemetry.core.history.RecordedState;
import io.vehicletelemetry.core.history.TelemetryHistory;
import io.vehicletelemetry.core.latest.LatestSnapshots;
import io.vehicletelemetry.core.model.StateChange.Cause;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TelemetryLimits;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleState;
import io.vehicletelemetry.jdbc.JdbcTelemetryHistory;
import io.vehicletelemetry.schemas.WireSchemas;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

class HistoryRestTest {

    private static final VehicleId CAR = VehicleId.of(1);
    private static final Instant NOON = Instant.parse("2025-11-27T12:00:00Z");
    private static final String HOUR = "?vehicle_id=1&from=2025-11-27T12:00:00Z&to=2025-11-27T13:00:00Z";

    private final TelemetryHistory history =
            JdbcTelemetryHistory.builder(database()).build();
    private final HistoryResource resource = new HistoryResource(
            history,
            new LatestSnapshots(TelemetryLimits.defaults()),
            principal -> vehicle -> !vehicle.equals(VehicleId.of(7)));
    private final MockMvc mvc = mvc(Resource.route("/telemetry/history", resource, new OriginCors(List.of()))
            .and(Resource.route("/telemetry/states", resource::states, new OriginCors(List.of()))));

    private static JdbcDataSource database() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return source;
    }

    private static MockMvc mvc(RouterFunction<ServerResponse> routes) {
        AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
        context.register(RestTest.WebMvc.class);
        context.addBeanFactoryPostProcessor(beans -> beans.registerSingleton("routes", routes));
        context.setServletContext(new MockServletContext());
        context.refresh();
        return MockMvcBuilders.webAppContextSetup(context).build();
    }

    @BeforeEach
    void record() {
        history.append(IntStream.range(0, 10).mapToObj(i -> frame(CAR, i)).toList());
        history.append(List.of(frame(VehicleId.of(7), 0)));
        history.appendStates(List.of(new RecordedState(CAR, VehicleState.RUNNING, NOON.minusSeconds(5), Cause.DATA)));
    }

    @Test
    void pagesFollowEachOther() throws Exception {
        String first = answer(get("/telemetry/history" + HOUR + "&limit=8&signals=rpm"))
                .getContentAsString();
        assertThat(first)
                .startsWith(
                        "{\"vehicle_id\":1,\"from\":\"2025-11-27T12:00:00.000Z\",\"to\":\"2025-11-27T13:00:00.000Z\","
                                + "\"resolution\":\"raw\",\"points\":[{\"timestamp\":\"2025-11-27T12:00:00.000Z\",\"rpm\":0}")
                .contains("\"next\":\"");
        String cursor = first.replaceFirst(".*\"next\":\"([^\"]+)\".*", "$1");

        String second = answer(get("/telemetry/history" + HOUR + "&limit=8&cursor=" + cursor))
                .getContentAsString();
        assertThat(second).contains("\"rpm\":8", "\"rpm\":9").doesNotContain("\"rpm\":7", "next");
    }

    @Test
    void peaksSurviveASummary() throws Exception {
        assertThat(answer(get("/telemetry/history" + HOUR + "&signals=rpm&points=600"))
                        .getContentAsString())
                .contains("\"resolution\":\"PT6S\"")
                .contains("{\"timestamp\":\"2025-11-27T12:00:00.000Z\","
                        + "\"rpm\":{\"min\":0,\"max\":5,\"first\":0,\"last\":5}}");
    }

    @Test
    void everythingIsThereAsCsv() throws Exception {
        MockHttpServletResponse answer = answer(get("/telemetry/history" + HOUR).header("Accept", "text/csv"));
        assertThat(answer.getContentType()).startsWith("text/csv");
        assertThat(answer.getContentAsString())
                .startsWith("timestamp,rpm,note\r\n2025-11-27T12:00:00.000Z,0,\"a \"\"b\"\", c\"\r\n")
                .hasLineCount(11);
        assertThat(answer(get("/telemetry/history" + HOUR + "&format=csv&signals=rpm"))
                        .getContentAsString())
                .startsWith("timestamp,rpm\r\n2025-11-27T12:00:00.000Z,0\r\n");
    }

    @Test
    void statesAreThereWithTheOneThatHeldBefore() throws Exception {
        assertThat(answer(get("/telemetry/states" + HOUR)).getContentAsString())
                .isEqualTo(
                        "{\"vehicle_id\":1,\"states\":[{\"state\":\"running\",\"since\":\"2025-11-27T11:59:55.000Z\","
                                + "\"cause\":\"data\"}]}");
    }

    @Test
    void aVehicleThatOneMayNotSeeLooksLikeOneThatDoesNotExist() throws Exception {
        MockHttpServletResponse hidden = answer(get("/telemetry/history?vehicle_id=7&from=2025-11-27T12:00:00Z"));
        MockHttpServletResponse unknown = answer(get("/telemetry/history?vehicle_id=8&from=2025-11-27T12:00:00Z"));
        assertThat(hidden.getStatus()).isEqualTo(404);
        assertThat(hidden.getContentAsString())
                .isEqualTo(unknown.getContentAsString().replace('8', '7'));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            history?from=2025-11-27T12:00:00Z | vehicle_id
            history?vehicle_id=1&vehicle_id=2 | vehicle_id
            history?vehicle_id=1&from=yesterday | from
            history?vehicle_id=1&to=2025-11-27T12:00:00 | to
            history?vehicle_id=1&from=2025-11-27T12:00:00Z&to=2025-11-27T12:00:00Z | from
            history?vehicle_id=1&to=-1000000-01-01T00:00:00Z | to
            history?vehicle_id=1&limit=10001 | limit
            history?vehicle_id=1&limit=0 | limit
            history?vehicle_id=1&points=many | points
            history?vehicle_id=1&points=60&limit=7 | limit
            history?vehicle_id=1&points=60&from=2010-01-01T00:00:00Z | from
            history?vehicle_id=1&signals=rpm,,fuel | signals
            history?vehicle_id=1&cursor=x | cursor
            history?vehicle_id=1&format=xml | format
            history?vehicle_id=1&format=csv&points=60 | points
            states?vehicle_id=1&from=x | from
            """)
    void aWrongParameterIsNamed(String request, String parameter) throws Exception {
        MockHttpServletResponse answer = answer(get("/telemetry/" + request));
        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(answer.getContentType()).isEqualTo("application/problem+json");
        assertThat(answer.getContentAsString())
                .contains("\"parameter\":\"" + parameter + "\"", "\"detail\":\"parameter " + parameter + ": ");
    }

    @Test
    void anExportSaysHowLongItIs() throws Exception {
        MockHttpServletResponse answer = answer(get("/telemetry/history" + HOUR + "&format=csv&signals=rpm"));
        assertThat(answer.getHeader("X-Total-Count")).isEqualTo("10");
        history.append(IntStream.range(10, 2_500).mapToObj(i -> frame(CAR, i)).toList());
        MockHttpServletResponse several = answer(get("/telemetry/history" + HOUR + "&format=csv"));
        assertThat(several.getHeader("X-Total-Count")).isEqualTo("2500");
        assertThat(several.getContentAsString()).hasLineCount(2_501).contains(",2499,");
    }

    @Test
    void theFormatCountsMoreThanTheHeader() throws Exception {
        assertThat(answer(get("/telemetry/history" + HOUR + "&format=json").header("Accept", "text/csv"))
                        .getContentType())
                .isEqualTo("application/json");
    }

    @Test
    void moreStatesThanMayBeReadAreRefused() throws Exception {
        history.appendStates(IntStream.range(0, 10_001)
                .mapToObj(i -> new RecordedState(
                        CAR,
                        i % 2 == 0 ? VehicleState.OFFLINE : VehicleState.RUNNING,
                        NOON.plusMillis(i),
                        Cause.SILENCE))
                .toList());
        MockHttpServletResponse refused = answer(get("/telemetry/states" + HOUR));
        assertThat(refused.getStatus()).isEqualTo(400);
        assertThat(refused.getContentAsString()).contains("\"parameter\":\"from\"", "more than 10000 states");
        assertThat(answer(get("/telemetry/states?vehicle_id=1&from=2025-11-27T12:00:01Z&to=2025-11-27T13:00:00Z"))
                        .getStatus())
                .isEqualTo(200);
    }

    private MockHttpServletResponse answer(MockHttpServletRequestBuilder request) throws Exception {
        MockHttpServletResponse answer = mvc.perform(request).andReturn().getResponse();
        if (answer.getStatus() != 200) {
            WireSchemas.check("problem", answer.getContentAsString());
        } else if ("application/json".equals(answer.getContentType())) {
            boolean states = answer.getContentAsString().contains("\"states\"");
            WireSchemas.check(states ? "states" : "history", answer.getContentAsString());
        }
        return answer;
    }

    private static RecordedFrame frame(VehicleId vehicle, int second) {
        return RecordedFrame.of(
                vehicle,
                TelemetryFrame.builder(NOON.plusSeconds(60), 0)
                        .vehicle(vehicle)
                        .deviceTime(NOON.plusSeconds(second))
                        .signal("rpm", second)
                        .signal("note", "a \"b\", c")
                        .build());
    }
}
