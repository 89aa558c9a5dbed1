-- History of vehicle telemetry. Times are microseconds since 1970-01-01T00:00:00Z.
-- Flyway runs this where it is present; else it can be applied by hand: RUNSCRIPT FROM 'V1__history.sql'

CREATE TABLE telemetry_vehicle (
    no INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id VARCHAR(128) NOT NULL UNIQUE
);

-- Where the signals of a vehicle stand in its frames, counted from 1.
CREATE TABLE telemetry_signal (
    vehicle  INTEGER NOT NULL,
    position INTEGER NOT NULL,
    name     VARCHAR NOT NULL,
    PRIMARY KEY (vehicle, position),
    UNIQUE (vehicle, name)
);

-- A row a frame.
CREATE TABLE telemetry_frame (
    observed_at BIGINT  NOT NULL,
    frame_key   BIGINT  NOT NULL,
    arrived_at  BIGINT,             -- null where it is observed_at
    vehicle     INTEGER NOT NULL,
    numbers     DOUBLE PRECISION ARRAY NOT NULL,
    others      VARCHAR ARRAY,      -- what a number does not give back: position, kind, value
    PRIMARY KEY (vehicle, observed_at, frame_key)
);

-- Messages that their devices count, so that one that is delivered again is known.
CREATE TABLE telemetry_sequence (
    vehicle    INTEGER NOT NULL,
    frame_key  BIGINT  NOT NULL,
    arrived_at BIGINT  NOT NULL,
    PRIMARY KEY (vehicle, frame_key)
);

CREATE TABLE telemetry_state (
    vehicle INTEGER     NOT NULL,
    since   BIGINT      NOT NULL,
    state   VARCHAR(16) NOT NULL,
    cause   VARCHAR(16) NOT NULL,
    PRIMARY KEY (vehicle, since, state)
);

-- Frames that telemetry_frame refused, for people.
CREATE TABLE telemetry_reject (
    no          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    vehicle     VARCHAR(128) NOT NULL,
    observed_at BIGINT  NOT NULL,
    arrived_at  BIGINT  NOT NULL,
    reason      VARCHAR NOT NULL,
    content     VARCHAR NOT NULL
);
