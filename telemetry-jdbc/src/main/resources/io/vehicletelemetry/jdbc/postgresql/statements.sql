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
SELECT bucket, least_number, greatest_number,
    (SELECT numbers[{position}] FROM telemetry_frame
     WHERE vehicle = ? AND observed_at = begins AND numbers[{position}] IS NOT NULL
     ORDER BY frame_key LIMIT 1),
    (SELECT numbers[{position}] FROM telemetry_frame
     WHERE vehicle = ? AND observed_at = ends AND numbers[{position}] IS NOT NULL
     ORDER BY frame_key DESC LIMIT 1)
FROM (
    SELECT bucket, min(number) AS least_number, max(number) AS greatest_number,
        min(observed_at) AS begins, max(observed_at) AS ends
    FROM (
        SELECT (observed_at - CAST(? AS BIGINT)) / CAST(? AS BIGINT) AS bucket, observed_at,
            numbers[{position}] AS number
        FROM telemetry_frame
        WHERE vehicle = ? AND observed_at >= ? AND observed_at < ?
    ) AS frames
    WHERE number IS NOT NULL
    GROUP BY bucket
) AS buckets
ORDER BY bucket

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
