-- Each statement under the name by which the code asks for it.

-- name: insertVehicle
INSERT INTO telemetry_vehicle (id) VALUES (?) ON CONFLICT DO NOTHING

-- name: lockVehicle
SELECT no FROM telemetry_vehicle WHERE id = ? FOR UPDATE

-- name: findVehicle
SELECT no FROM telemetry_vehicle WHERE id = ?

-- name: vehicles
SELECT id FROM telemetry_vehicle ORDER BY no

-- name: signals
SELECT name FROM telemetry_signal WHERE vehicle = ? ORDER BY position

-- name: insertSignal
INSERT INTO telemetry_signal (vehicle, position, name) VALUES (?, ?, ?)

-- name: insertSequence
INSERT INTO telemetry_sequence (vehicle, frame_key, arrived_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING

-- name: insertFrame
INSERT INTO telemetry_frame (vehicle, observed_at, frame_key, arrived_at, numbers, others)
VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT DO NOTHING

-- name: find
SELECT observed_at, frame_key, arrived_at, numbers, others
FROM telemetry_frame
WHERE vehicle = ? AND observed_at >= ? AND observed_at < ? AND (observed_at, frame_key) > (?, ?) {having}
ORDER BY observed_at, frame_key
LIMIT ?

-- name: having
numbers[{position}] IS NOT NULL

-- name: count
SELECT count(*) FROM telemetry_frame WHERE vehicle = ? AND observed_at >= ? AND observed_at < ?

-- name: newest
SELECT observed_at, frame_key, arrived_at, numbers, others
FROM telemetry_frame
WHERE vehicle = ?
ORDER BY observed_at DESC, frame_key DESC
LIMIT ?

-- name: newestBefore
SELECT observed_at, frame_key, arrived_at, numbers, others
FROM telemetry_frame
WHERE vehicle = ? AND observed_at <= ? AND (observed_at, frame_key) < (?, ?)
ORDER BY observed_at DESC, frame_key DESC
LIMIT ?

-- name: summarize
SELECT bucket{aggregates}
FROM (
    SELECT (observed_at - CAST(? AS BIGINT)) / CAST(? AS BIGINT) AS bucket, observed_at{columns}
    FROM telemetry_frame
    WHERE vehicle = ? AND observed_at >= ? AND observed_at < ?
    OFFSET 0 -- a fence: numbers leave the array once a row, and no array is carried into a sort
) AS frames
GROUP BY bucket
ORDER BY bucket

-- name: aggregates
, min(n{position}), max(n{position}),
    min(observed_at) FILTER (WHERE n{position} IS NOT NULL), max(observed_at) FILTER (WHERE n{position} IS NOT NULL)

-- name: column
, numbers[{position}] AS n{position}

-- name: numbersAt
SELECT observed_at{columns}
FROM telemetry_frame
WHERE vehicle = ? AND observed_at = ANY (?)
ORDER BY observed_at, frame_key

-- name: queryBound
SET LOCAL statement_timeout = {millis}

-- name: insertState
INSERT INTO telemetry_state (vehicle, since, state, cause) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING

-- name: stateBefore
SELECT since, state, cause FROM telemetry_state
WHERE vehicle = ? AND since < ?
ORDER BY since DESC, state
LIMIT 1

-- name: states
SELECT since, state, cause FROM telemetry_state
WHERE vehicle = ? AND since >= ? AND since < ?
ORDER BY since, state DESC
LIMIT ?

-- name: insertReject
INSERT INTO telemetry_reject (vehicle, observed_at, arrived_at, reason, content) VALUES (?, ?, ?, ?, ?)

-- name: partitionLock
SELECT pg_advisory_xact_lock(7368616)

-- name: createPartition
CREATE TABLE IF NOT EXISTS {partition} PARTITION OF telemetry_frame FOR VALUES FROM ({from}) TO ({to})

-- name: partitions
SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
WHERE i.inhparent = 'telemetry_frame'::regclass AND c.relname LIKE 'telemetry\_frame\_2%'
ORDER BY c.relname

-- name: lockTimeout
SET LOCAL lock_timeout = '100ms'

-- name: dropPartition
DROP TABLE IF EXISTS {partition}

-- name: deleteFrames
DELETE FROM telemetry_frame_old WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM telemetry_frame_old WHERE vehicle = ? AND observed_at < ? LIMIT ?))

-- name: deleteStates
DELETE FROM telemetry_state WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM telemetry_state WHERE vehicle = ? AND since < ? LIMIT ?))

-- name: deleteSequences
DELETE FROM telemetry_sequence WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM telemetry_sequence WHERE vehicle = ? AND arrived_at < ? LIMIT ?))

-- name: deleteRejects
DELETE FROM telemetry_reject WHERE no IN (SELECT no FROM telemetry_reject WHERE arrived_at < ? LIMIT ?)
