-- History of vehicle telemetry. Times are microseconds since 1970-01-01T00:00:00Z.
-- Flyway runs this where it is present; else it can be applied by hand: psql -f V1__history.sql

CREATE TABLE telemetry_vehicle (
    no integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id varchar(128) NOT NULL UNIQUE
);

-- Where the signals of a vehicle stand in its frames, counted from 1.
CREATE TABLE telemetry_signal (
    vehicle  integer NOT NULL,
    position integer NOT NULL,
    name     text    NOT NULL,
    PRIMARY KEY (vehicle, position),
    UNIQUE (vehicle, name)
);

-- A row a frame. The order of the columns leaves no gap between them.
CREATE TABLE telemetry_frame (
    observed_at bigint  NOT NULL,
    frame_key   bigint  NOT NULL,
    arrived_at  bigint,             -- null where it is observed_at
    vehicle     integer NOT NULL,
    numbers     double precision[] NOT NULL,
    others      text[],             -- what a number does not give back: position, kind, value
    PRIMARY KEY (vehicle, observed_at, frame_key)
) PARTITION BY RANGE (observed_at);

-- A partition a week is made when its first frame comes; all before 2025-01-02 is together.
CREATE TABLE telemetry_frame_old PARTITION OF telemetry_frame FOR VALUES FROM (MINVALUE) TO (1735776000000000);

-- Messages that their devices count, so that one that is delivered again is known.
CREATE TABLE telemetry_sequence (
    vehicle    integer NOT NULL,
    frame_key  bigint  NOT NULL,
    arrived_at bigint  NOT NULL,
    PRIMARY KEY (vehicle, frame_key)
);

CREATE TABLE telemetry_state (
    vehicle integer     NOT NULL,
    since   bigint      NOT NULL,
    state   varchar(16) NOT NULL,
    cause   varchar(16) NOT NULL,
    PRIMARY KEY (vehicle, since, state)
);

-- Frames that telemetry_frame refused, for people.
CREATE TABLE telemetry_reject (
    no          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    vehicle     varchar(128) NOT NULL,
    observed_at bigint NOT NULL,
    arrived_at  bigint NOT NULL,
    reason      text   NOT NULL,
    content     text   NOT NULL
);
