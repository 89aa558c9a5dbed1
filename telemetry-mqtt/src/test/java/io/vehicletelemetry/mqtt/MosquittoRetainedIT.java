package io.vehicletelemetry.mqtt;

import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** With Mosquitto, which keeps what is retained in a file, killed and started again. */
@NullMarked
class MosquittoRetainedIT extends RetainedScenarios {

    private @Nullable MosquittoBroker broker;

    private MosquittoBroker broker() {
        MosquittoBroker.program();
        MosquittoBroker known = broker;
        if (known == null) {
            known = new MosquittoBroker(
                    folder,
                    "user " + System.getProperty("user.name"), // started by root it would become another one
                    "persistence true",
                    "persistence_location " + folder + "/",
                    "autosave_on_changes true",
                    "autosave_interval 1");
            broker = known;
        }
        return known;
    }

    @Override
    Broker broker(Path folder) {
        return broker();
    }

    @Override
    String uri() {
        return broker().uri();
    }

    @Override
    void interrupt() throws Exception {
        await("mosquitto.db").until(() -> Files.exists(folder.resolve("mosquitto.db")));
        broker().stop();
        broker().start();
    }
}
