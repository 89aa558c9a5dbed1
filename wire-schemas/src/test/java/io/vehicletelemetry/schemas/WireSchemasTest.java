package io.vehicletelemetry.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schemas take what the protocol says and nothing beside it. In the texts, ' stands for ". */
@NullMarked
class WireSchemasTest {

    private static final Path DOCUMENTS = Path.of("..", "docs");

    private static final String FULL =
            "{'type':'telemetry_update','state':'running','data':{'vehicle_id':1,'rpm':2500},"
                    + "'timestamp':'2025-11-27T16:04:47.234Z','revision':42,'epoch':'e1','state_since':null}";
    private static final String DELTA =
            FULL.replace("'state':'running'", "'delta':true,'base_revision':41,'state':'running'");
    private static final String EMPTY =
            "{'type':'telemetry_update','state':'offline','data':{},'timestamp':'2025-11-27T16:04:47.234567Z'}";

    private static final String POINT = "{'timestamp':'2025-11-27T16:04:46.234Z','rpm':2400,'note':null}";
    private static final String HISTORY = "{'vehicle_id':1,'from':'2025-11-27T16:00:00.000Z',"
            + "'to':'2025-11-27T17:00:00.000Z','resolution':'raw','points':[" + POINT + "],'next':'1.a'}";
    private static final String BUCKETS = HISTORY.replace("2400", "{'min':1,'max':2.5,'first':1,'last':2}")
            .replace(",'note':null", "")
            .replace(",'next':'1.a'", "")
            .replace("raw", "PT6S");
    private static final String STATES =
            "{'vehicle_id':1,'states':[{'state':'offline','since':'2025-11-27T16:04:46.234Z','cause':'restart'}]}";

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    static Stream<String> good() {
        return Stream.of(
                FULL,
                DELTA,
                EMPTY,
                FULL.replace("'vehicle_id':1", "'vehicle_id':'01'"),
                FULL.replace("2500", "null"),
                FULL.replace("2500", "-0.5E-7"),
                FULL.replace("'state_since':null", "'state_since':'2025-11-27T16:04:47.234Z'"),
                DELTA.replace("'delta'", "'removed':['x'],'delta'"),
                FULL.replace("'epoch'", "'ages':{'rpm':1.2,'fuel':0,'vin':null},'epoch'"),
                FULL.replace("'epoch'", "'ages':{},'epoch'"),
                DELTA.replace("'epoch'", "'ages':{'rpm':1.2E7},'epoch'"),
                FULL.replace("'epoch'", "'history':[],'epoch'"),
                FULL.replace("'epoch'", "'history':[" + POINT + "," + POINT + "],'epoch'"),
                "{'type':'subscribed','ages':true,'history':60}",
                "{'type':'telemetry_batch','updates':[" + FULL + "," + DELTA.replace("_id':1", "_id':2") + "]}",
                "{'type':'telemetry_batch','updates':[" + EMPTY + "]}",
                "{'type':'subscribed'}",
                "{'type':'subscribed','vehicles':[1,'x'],'signals':['rpm'],'max_rate':0.5,'mode':['delta','batch']}",
                "{'type':'subscribed','mode':'batch'}",
                "{'type':'pong','timestamp':'2025-11-27T16:04:47.234Z'}",
                "{'type':'error','code':'bad_request','message':'no'}");
    }

    @ParameterizedTest
    @MethodSource("good")
    void takesWhatTheServerMaySend(String frame) {
        assertThatCode(() -> WireSchemas.check(json(frame))).doesNotThrowAnyException();
    }

    static Stream<String> broken() {
        return Stream.of(
                "",
                "nonsense",
                "[]",
                "1",
                FULL + FULL,
                FULL.replace("telemetry_update", "update"),
                FULL.replace("2500", "NaN"),
                FULL.replace("2500", "Infinity"),
                FULL.replace("2500", "{}"),
                FULL.replace("2500", "[1]"),
                FULL.replace("'rpm'", "''"),
                FULL.replace("'rpm':2500", "'rpm':2500,'rpm':2501"),
                FULL.replace("'vehicle_id':1,", ""),
                FULL.replace("'vehicle_id':1", "'vehicle_id':'1'"),
                FULL.replace("'vehicle_id':1", "'vehicle_id':-1"),
                FULL.replace("'vehicle_id':1", "'vehicle_id':1.5"),
                FULL.replace("'vehicle_id':1", "'vehicle_id':1000000000000000"),
                FULL.replace("'running'", "'parked'"),
                FULL.replace(",'revision':42", ""),
                FULL.replace("'revision':42", "'revision':0"),
                FULL.replace("'revision':42", "'revision':'42'"),
                FULL.replace(",'epoch':'e1'", ""),
                FULL.replace(",'state_since':null", ""),
                FULL.replace("234Z", "234"),
                FULL.replace("234Z", "23Z"),
                FULL.replace("234Z", "234567890Z"),
                FULL.replace("234Z", "234+01:00"),
                FULL.replace("11-27T", "13-27T"),
                FULL.replace("'epoch'", "'extra':1,'epoch'"),
                FULL.replace("'epoch'", "'ages':{'rpm':-0.1},'epoch'"),
                FULL.replace("'epoch'", "'ages':{'rpm':'1.2'},'epoch'"),
                FULL.replace("'epoch'", "'ages':{'vehicle_id':1},'epoch'"),
                FULL.replace("'epoch'", "'ages':1,'epoch'"),
                FULL.replace("'epoch'", "'history':{},'epoch'"),
                FULL.replace("'epoch'", "'history':[{'rpm':1}],'epoch'"),
                FULL.replace("'epoch'", "'history':[" + POINT.replace("2400", "{}") + "],'epoch'"),
                FULL.replace("'epoch'", "'history':[" + POINT.replace("rpm", "vehicle_id") + "],'epoch'"),
                DELTA.replace("'epoch'", "'history':[],'epoch'"),
                "{'type':'subscribed','history':0}",
                EMPTY.replace("'data'", "'ages':{},'data'"),
                "{'type':'subscribed','ages':false}",
                FULL.replace("'epoch'", "'delta':false,'epoch'"),
                FULL.replace("'epoch'", "'base_revision':41,'epoch'"),
                FULL.replace("'epoch'", "'removed':['x'],'epoch'"),
                DELTA.replace("'base_revision':41,", ""),
                DELTA.replace("'base_revision':41", "'base_revision':42"),
                DELTA.replace("'vehicle_id':1,", ""),
                DELTA.replace("'delta'", "'removed':[],'delta'"),
                EMPTY.replace("offline", "running"),
                EMPTY.replace("'data'", "'revision':1,'data'"),
                "{'type':'telemetry_batch','updates':[]}",
                "{'type':'telemetry_batch','updates':[" + FULL + "," + FULL + "]}",
                "{'type':'telemetry_batch','updates':[" + FULL.replace("42", "0") + "]}",
                "{'type':'telemetry_batch','updates':[{'type':'pong','timestamp':'2025-11-27T16:04:47.234Z'}]}",
                "{'type':'telemetry_batch','updates':[" + FULL + "],'extra':1}",
                "{'type':'subscribed','vehicles':[]}",
                "{'type':'subscribed','vehicles':['1']}",
                "{'type':'subscribed','signals':null}",
                "{'type':'subscribed','max_rate':0}",
                "{'type':'subscribed','mode':['batch']}",
                "{'type':'subscribed','mode':'x'}",
                "{'type':'subscribe'}",
                "{'type':'ping'}",
                "{'type':'pong'}",
                "{'type':'error','code':'other','message':'no'}",
                "{'type':'error','code':'bad_request','message':''}");
    }

    @ParameterizedTest
    @MethodSource("broken")
    void isRedOnEverythingElse(String frame) {
        assertThatThrownBy(() -> WireSchemas.check(json(frame)))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("not the wire protocol: ");
    }

    @Test
    void aBatchHasAtMost256Updates() {
        String updates = Stream.iterate(1, n -> n + 1)
                .limit(257)
                .map(n -> FULL.replace("_id':1", "_id':" + n))
                .reduce((one, other) -> one + "," + other)
                .orElseThrow();
        assertThatThrownBy(() -> WireSchemas.check(json("{'type':'telemetry_batch','updates':[" + updates + "]}")))
                .isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'subscribe'}",
                "{'type':'subscribe','vehicles':[1,'1','VIN'],'signals':['rpm'],'max_rate':5,'mode':'batch'}",
                "{'type':'subscribe','ages':false,'history':600}",
                "{'type':'subscribe','vehicle_id':[1],'ages':true,'mode':['batch','delta']}"
            })
    void aClientMaySubscribe(String message) {
        assertThatCode(() -> WireSchemas.check("subscribe", json(message))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "subscribe | {'type':'subscribe','vehicles':[]}",
                "subscribe | {'type':'subscribe','vehicles':[1],'vehicle_id':[1]}",
                "subscribe | {'type':'subscribe','signals':['']}",
                "subscribe | {'type':'subscribe','max_rate':1e9}",
                "subscribe | {'type':'subscribe','mode':'x'}",
                "subscribe | {'type':'subscribe','max_rte':1}",
                "subscribe | {'type':'subscribe','history':601}",
                "ping | {'type':'pong'}",
                "problem | {'type':'about:blank','title':'Bad Request','status':200,'detail':'x'}",
                "problem | {'type':'about:blank','title':'Bad Request','status':400}",
                "vehicles | {'vehicles':[{'vehicle_id':1}]}",
            })
    void otherTextsAreCheckedByName(String schema, String message) {
        assertThatThrownBy(() -> WireSchemas.check(schema, json(message))).isInstanceOf(AssertionError.class);
    }

    @Test
    void thePastIsCheckedToo() {
        for (String good : List.of(
                HISTORY,
                BUCKETS,
                HISTORY.replace(",'next':'1.a'", ""),
                HISTORY.replace(POINT, ""),
                BUCKETS.replace("PT6S", "PT24H"),
                BUCKETS.replace("PT6S", "PT1M0.5S"))) {
            WireSchemas.check("history", json(good));
        }
        for (String broken : List.of(
                HISTORY.replace("'rpm':2400", "'rpm':{'min':1,'max':2.5,'first':1,'last':2}"),
                HISTORY.replace("'timestamp'", "'time'"),
                HISTORY.replace("raw", "PT6S"),
                BUCKETS.replace("'max':2.5,", ""),
                BUCKETS.replace("2.5", "'2.5'"),
                BUCKETS.replace("PT6S", "6s"),
                BUCKETS.replace("PT6S'", "PT6S','next':'1'"))) {
            assertThatThrownBy(() -> WireSchemas.check("history", json(broken)))
                    .as(broken)
                    .isInstanceOf(AssertionError.class);
        }
        WireSchemas.check("states", json(STATES));
        for (String broken : List.of(
                STATES.replace("restart", "magic"),
                STATES.replace(",'cause':'restart'", ""),
                STATES.replace("'offline'", "null"))) {
            assertThatThrownBy(() -> WireSchemas.check("states", json(broken)))
                    .as(broken)
                    .isInstanceOf(AssertionError.class);
        }
    }

    /** What the page shows is what the schemas take, so that neither is mended alone. */
    @Test
    void theExamplesOfThePageAreValid() throws IOException {
        String page = Files.readString(DOCUMENTS.resolve("wire-protocol.md"));
        List<String> examples = Pattern.compile("```json\n(.*?)\n```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(found -> found.group(1).replace("\"…\"", "\"2025-11-27T16:04:47.234Z\""))
                .toList();
        assertThat(examples).hasSizeGreaterThan(6);
        for (String example : examples) {
            if (example.startsWith("{\"type\":\"subscribe\"")) {
                WireSchemas.check("subscribe", example);
            } else if (example.startsWith("{\"type\":\"about:blank\"")) {
                WireSchemas.check("problem", example);
            } else if (example.startsWith("{\"vehicles\"")) {
                WireSchemas.check("vehicles", example);
            } else if (example.contains("\"resolution\"")) {
                WireSchemas.check("history", example);
            } else if (example.contains("\"states\"")) {
                WireSchemas.check("states", example);
            } else {
                WireSchemas.check(example);
            }
        }
    }

    @Test
    void everySchemaIsOneOfTheDraftAndHasTheNameOfItsFile() throws IOException {
        SchemaRegistry draft = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        try (Stream<Path> files = Files.list(DOCUMENTS.resolve("schemas/v1"))) {
            assertThat(files).hasSize(12).allSatisfy(file -> {
                String text = Files.readString(file);
                assertThat(draft.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()))
                                .validate(text, InputFormat.JSON))
                        .isEmpty();
                assertThat(text)
                        .contains("\"$id\": \"https://vehicletelemetry.io/schemas/v1/" + file.getFileName() + "\"");
            });
        }
    }
}
