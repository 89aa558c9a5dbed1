-- Each statement under the name by which the code asks for it.
-- Frames are ordered by vehicle too, of which there is one: else H2 sorts all of them instead of going along the index.

-- name: insertVehicle
MERGE INTO telemetry_vehicle AS t USING (SELECT
    CAST(? AS VARCHAR) AS id
) AS s
ON t.id = s.id
WHEN NOT MATCHED THEN INSERT (id)
VALUES (s.id)

-- name: lockVehicle
SELECT no FROM telemetry_vehicle WHERE id = ? FOR UPDATE

-- name: findVehicle
SELECT no FROM telemetry_vehicle WHERE id = ?

-- name: sync
CHECKPOINT SYNC

-- name: vehicles
SELECT id FROM telemetry_vehicle ORDER BY no

-- name: signals
SELECT name FROM telemetry_signal WHERE vehicle = ? ORDER BY position

-- name: insertSignal
INSERT INTO telemetry_signal (vehicle, position, name) VALUES (?, ?, ?)

-- name: insertSequence
MERGE INTO telemetry_sequence AS t USING (SELECT
    CAST(? AS INTEGER) AS vehicle,
    CAST(? AS BIGINT) AS frame_key,
    CAST(? AS BIGINT) AS arrived_at
) AS s
ON t.vehicle = s.vehicle AND t.frame_key = s.frame_key
WHEN NOT MATCHED THEN INSERT (vehicle, frame_key, arrived_at)
VALUES (s.vehicle, s.frame_key, s.arrived_at)

-- name: insertFrame
INSERT INTO telemetry_frame (vehicle, observed_at, frame_key, arrived_at, numbers, others)
VALUES (?, ?, ?, ?, ?, ?)

-- name: find
SELECT observed_at, frame_key, arrived_at, numbers, others
FROM telemetry_frame
WHERE vehicle = ? AND observed_at >= ? AND observed_at < ? AND (observed_at, frame_key) > (?, ?) {having}
ORDER BY vehicle, observed_at, frame_key
LIMIT ?

-- name: having
CASE WHEN CARDINALITY(numbers) >= {position} THEN numbers[{position}] END IS NOT NULL

-- name: count
SELECT count(*) FROM telemetry_frame WHERE vehicle = ? AND observed_at >= ? AND observed_at < ?

-- name: newest
SELECT observed_at, frame_key, arrived_at, numbers, others
FROM telemetry_frame
WHERE vehicle = ?
ORDER BY vehicle DESC, observed_at DESC, frame_key DESC
LIMIT ?

-- name: newestBefore
SELECT observed_at, frame_key, arrived_at, numbers, others
FROM telemetry_frame
WHERE vehicle = ? AND observed_at <= ? AND (observed_at, frame_key) < (?, ?)
ORDER BY vehicle DESC, observed_at DESC, frame_key DESC
LIMIT ?

-- name: summarize
SELECT (observed_at - CAST(? AS BIGINT)) / CAST(? AS BIGINT) AS bucket{aggregates}
FROM telemetry_frame
WHERE vehicle = ? AND observed_at >= ? AND observed_at < ?
GROUP BY bucket
ORDER BY bucket

-- name: aggregates
, min(CASE WHEN CARDINALITY(numbers) >= {position} THEN numbers[{position}] END), max(CASE WHEN CARDINALITY(numbers) >= {position} THEN numbers[{position}] END),
    min(CASE WHEN CASE WHEN CARDINALITY(numbers) >= {position} THEN numbers[{position}] END IS NOT NULL THEN observed_at END), max(CASE WHEN CASE WHEN CARDINALITY(numbers) >= {position} THEN numbers[{position}] END IS NOT NULL THEN observed_at END)

-- name: column
, CASE WHEN CARDINALITY(numbers) >= {position} THEN numbers[{position}] END

-- name: numbersAt
-- Not compared with ANY, and an outer join: else H2 compares every frame of the vehicle with every one of the times.
SELECT observed_at{columns}
FROM UNNEST(CAST(?2 AS BIGINT ARRAY)) AS wanted (wanted_at)
LEFT OUTER JOIN telemetry_frame ON vehicle = ?1 AND observed_at = wanted_at
WHERE observed_at IS NOT NULL
ORDER BY observed_at, frame_key

-- name: queryBoundBefore
SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'QUERY_TIMEOUT'

-- name: queryBound
SET QUERY_TIMEOUT {millis}

-- name: insertState
MERGE INTO telemetry_state AS t USING (SELECT
    CAST(? AS INTEGER) AS vehicle,
    CAST(? AS BIGINT) AS since,
    CAST(? AS VARCHAR) AS state,
    CAST(? AS VARCHAR) AS cause
) AS s
ON t.vehicle = s.vehicle AND t.since = s.since AND t.state = s.state
WHEN NOT MATCHED THEN INSERT (vehicle, since, state, cause)
VALUES (s.vehicle, s.since, s.state, s.cause)

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

-- name: deleteFrames
DELETE FROM telemetry_frame WHERE vehicle = ? AND observed_at < ? FETCH FIRST ? ROWS ONLY

-- name: deleteStates
DELETE FROM telemetry_state WHERE vehicle = ? AND since < ? FETCH FIRST ? ROWS ONLY

-- name: deleteSequences
DELETE FROM telemetry_sequence WHERE vehicle = ? AND arrived_at < ? FETCH FIRST ? ROWS ONLY

-- name: deleteRejects
DELETE FROM telemetry_reject WHERE no IN (SELECT no FROM telemetry_reject WHERE arrived_at < ? LIMIT ?)
